// What others have written and the app gives away: each package with its terms, in one file beside the bundles.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** A package that is in the bundles or beside them. */
export interface Given {
  readonly name: string
  readonly version: string
  /** As its package.json states it (an SPDX expression). */
  readonly licence: string
  readonly text: string
}

// Licences under which a package may be given away inside an app of any licence, as long as their text goes with it.
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD', // of an older time, without its number of clauses: the dictionary, whose text was read
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unicode-3.0',
])

/** Whether a licence, or one of those to choose from, or all that hold together, may be given away. */
export function isAllowed(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((part) => ALLOWED.has(part.trim())))
}

/** The folder in node_modules of the package that a bundled module is of; nothing for the app's own. */
export function packageFolderOf(module: string): string | undefined {
  const id = module.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/')
  const maker = MAKERS.find(([start]) => module.startsWith(start))
  if (maker) return `node_modules/${maker[1]}`
  return /^(?:.*?\/)?(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1]
}

// What the bundler and its plugins write into a bundle themselves.
const MAKERS: readonly (readonly [string, string])[] = [
  ['\0rolldown/', 'rolldown'],
  ['\0vite/', 'vite'],
  ['\0plugin-vue:', '@vitejs/plugin-vue'],
]

/** Reads what a package says of itself; stops the build if it may not be given away, or brings no terms. */
export function readPackage(root: string, folder: string): Given {
  const place = join(root, folder)
  const facts = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string
    author?: string | { name: string }
  }
  const licence = facts.license ?? 'none'
  if (!isAllowed(licence))
    throw new Error(`${facts.name} has a licence that was not looked at yet: ${licence}`)
  const author = typeof facts.author === 'string' ? facts.author : facts.author?.name
  const text = textsIn(place).join('\n\n') || standIn(facts.name, licence, author)
  return { name: facts.name, version: facts.version, licence, text }
}

/** The packages in the order of their names, each with its terms; those with the very same text together. */
export function licencesText(given: readonly Given[]): string {
  const byText = new Map<string, Given[]>()
  for (const one of [...given].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const text = one.text.replaceAll('\r\n', '\n').trim()
    byText.set(text, [...(byText.get(text) ?? []), one])
  }
  const parts = [...byText].map(([text, packages]) => {
    const names = packages.map(({ name, version, licence }) => `${name} ${version} (${licence})`)
    return `${[...new Set(names)].join('\n')}\n\n${text}\n`
  })
  return [HEAD, ...parts].join(`\n${'-'.repeat(80)}\n\n`)
}

const HEAD = `Porchlight contains the work of others, under the terms below. Those of Electron and Chromium are in
LICENSE.electron.txt and LICENSES.chromium.html.
`

interface Bundle {
  readonly name: string
  generateBundle(options: unknown, bundle: Readonly<Record<string, unknown>>): void
  writeBundle(): void
}

/**
 * Makes out/licences.txt while the app is built, of the modules that came into the bundles. The same plugin serves all of
 * the app's builds: each adds what it has, and the last one leaves the whole list. `beside` are packages that are not bundled.
 */
export function licences(root: string, beside: readonly string[]): Bundle {
  const folders = new Set(beside)
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle) as { readonly modules?: object }[]) {
        for (const module of Object.keys(output.modules ?? {})) {
          const folder = packageFolderOf(module)
          if (folder !== undefined) folders.add(folder)
        }
      }
    },
    writeBundle() {
      const given = [...folders].map((folder) => readPackage(root, folder))
      writeFileSync(resolve(root, 'out/licences.txt'), licencesText(given))
    },
  }
}

/** A package's own terms, and of classic-level those of the database it is compiled from. */
function textsIn(folder: string): string[] {
  const own = namesIn(folder).filter((name) => /^(?:licen[cs]e|notice|copying)(?:\.(?:md|txt))?$/i.test(name))
  const compiled = ['deps/leveldb/leveldb-1.20/LICENSE', 'deps/snappy/snappy/COPYING'].filter((name) =>
    existsSync(join(folder, name)),
  )
  return [...own, ...compiled].map((name) => readFileSync(join(folder, name), 'utf8').trim())
}

function namesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
}

/** A package under the MIT licence that only names it. */
function standIn(name: string, licence: string, author: string | undefined): string {
  if (licence !== 'MIT') throw new Error(`${name} brings no text of its licence, ${licence}.`)
  return `${author ? `Copyright (c) ${author}\n\n` : ''}${MIT}`
}

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'

const src = resolve(import.meta.dirname, '../../..')
/** Where processes and threads of a test find packages. */
export const PACKAGES = resolve(src, '../node_modules')

/** Writes a module of the store, with all it imports, to a folder as plain Node can run it in a process or thread of its own; says where it is. */
export function transpiled(name: string, folder: string): string {
  const done = new Set<string>()
  const write = (file: string): string => {
    const target = join(folder, relative(src, file)).replace(/\.ts$/, '.js')
    if (done.has(file)) return target
    done.add(file)
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    })
    const code = outputText.replace(
      /require\("(@shared|\.\.?)\/([^"]+)"\)/g,
      (_all, kind: string, rest: string) => {
        const imported = kind === '@shared' ? join(src, 'shared', rest) : join(dirname(file), kind, rest)
        return `require(${JSON.stringify(write(`${imported}.ts`))})`
      },
    )
    const packages = code.replace(
      /require\("(libsql|valibot)"\)/g,
      (_all, one: string) => `require(${JSON.stringify(join(PACKAGES, one))})`,
    )
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, packages)
    return target
  }
  return write(join(src, 'main/store', `${name}.ts`))
}

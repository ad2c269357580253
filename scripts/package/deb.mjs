// Makes a deb from the arguments of fpm, the program electron-builder calls for it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Told } from '../lib/command.mjs'

// Everything electron-builder says to fpm. What stands here with `true` may come several times.
const known = {
  '-s': false,
  '-t': false,
  '-d': true,
  '--deb-recommends': true,
  '--deb-compression': false,
  '--deb-priority': false,
  '--architecture': false,
  '--after-install': false,
  '--after-remove': false,
  '--description': false,
  '--version': false,
  '--package': false,
  '--name': false,
  '--maintainer': false,
  '--vendor': false,
  '--url': false,
  '--category': false,
  '--license': false,
}

/** The arguments as a description of the package; one that is not understood is not passed over. */
export function readArguments(args) {
  const values = { '-d': [], '--deb-recommends': [] }
  const files = []
  for (let at = 0; at < args.length; at++) {
    const name = args[at]
    if (name === '--force') continue
    if (name.startsWith('-')) {
      if (!(name in known)) throw new Told(`The stand-in for fpm does not know ${name}.`)
      const value = args[++at]
      if (value === undefined) throw new Told(`${name} needs a value.`)
      if (known[name]) values[name].push(value)
      else values[name] = value
    } else {
      const cut = name.indexOf('=')
      if (cut < 1) throw new Told(`${name} does not say where it goes.`)
      files.push({ from: name.slice(0, cut), to: name.slice(cut + 1) })
    }
  }
  if (values['-t'] !== 'deb' || values['-s'] !== 'dir') {
    throw new Told(`The stand-in for fpm makes a deb of folders, not ${values['-t']} of ${values['-s']}.`)
  }
  return { values, files }
}

/** The file `control`, of which dpkg reads what the package is. `kilobytes` is the space it takes when installed. */
export function controlText(values, kilobytes) {
  const fields = {
    Package: values['--name'],
    Version: values['--version'],
    License: values['--license'],
    Vendor: values['--vendor'],
    Architecture: values['--architecture'],
    Maintainer: values['--maintainer'],
    'Installed-Size': String(kilobytes),
    Depends: values['-d'].join(', '),
    Recommends: values['--deb-recommends'].join(', '),
    Section: values['--category'],
    Priority: values['--deb-priority'],
    Homepage: values['--url'],
    Description: descriptionText(values['--description']),
  }
  return Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}

/** The first line is the short description; each of the others begins with a space, and an empty one is a dot. */
function descriptionText(text) {
  const [first, ...others] = text.split('\n')
  return [first.trim(), ...others.map((line) => ` ${line.trim() || '.'}`)].join('\n')
}

/** Makes the package. */
export function makeDeb({ values, files }) {
  const tree = mkdtempSync(path.join(tmpdir(), 'porchlight-deb-'))
  try {
    for (const { from, to } of files) copy(from, path.join(tree, to))
    const paths = readdirSync(tree, { recursive: true }).sort()
    const bytes = normalise(tree, paths)
    writeControlFiles(tree, paths, values, Math.ceil(bytes / 1024))
    const level = values['--deb-compression'] === 'gz' ? ['-Zgzip', '-z4'] : ['-Zxz']
    run('dpkg-deb', ['--root-owner-group', ...level, '--build', tree, values['--package']])
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}

/** As fpm does: a folder named with a slash behind it gives what is in it. */
function copy(from, to) {
  mkdirSync(path.dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, mode: copyOnWrite })
}

const copyOnWrite = 2 // COPYFILE_FICLONE: a folder of Electron is a quarter of a gigabyte

/** Gives every file the permissions it has for everybody, whatever the builder's own umask; returns their bytes. */
function normalise(tree, paths) {
  chmodSync(tree, 0o755)
  let bytes = 0
  for (const name of paths) {
    const file = path.join(tree, name)
    const stat = lstatSync(file)
    if (stat.isSymbolicLink()) continue
    chmodSync(file, stat.isDirectory() || (stat.mode & 0o111) !== 0 ? 0o755 : 0o644)
    bytes += stat.size
  }
  return bytes
}

function writeControlFiles(tree, paths, values, kilobytes) {
  const folder = path.join(tree, 'DEBIAN')
  mkdirSync(folder, { mode: 0o755 })
  writeFileSync(path.join(folder, 'control'), controlText(values, kilobytes))
  writeFileSync(path.join(folder, 'md5sums'), checksums(tree, paths))
  for (const [name, option] of [
    ['postinst', '--after-install'],
    ['postrm', '--after-remove'],
  ]) {
    if (values[option] === undefined) continue
    writeFileSync(path.join(folder, name), readFileSync(values[option]), { mode: 0o755 })
  }
}

/** By which `dpkg --verify` sees a changed file. */
function checksums(tree, paths) {
  return paths
    .filter((name) => lstatSync(path.join(tree, name)).isFile())
    .map(
      (name) =>
        `${createHash('md5')
          .update(readFileSync(path.join(tree, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('')
}

function run(command, args) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (error) throw new Told(`${command} cannot be run: ${error.message}`)
  if (status !== 0) throw new Told(`${command} failed:\n${stderr}`)
}

// Where the tests of the installed app are run from.
import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { root } from './paths.mjs'

const needed = ['e2e', 'src', 'scripts', 'package.json']
// Large, and no test of an installed app needs them.
const leftOut = new Set([
  'electron',
  'app-builder-bin',
  'emojibase-data',
  'electron-winstaller',
  'typescript',
  'rolldown',
])
const copyOnWrite = 2 // COPYFILE_FICLONE

/**
 * The checkout and Node, if the user of the tests can read them, else copies of what is needed in `folder`: a checkout in
 * the home of root is closed to everybody else.
 */
export function reachable(folder, { options }) {
  const may = (flag, file) => spawnSync('test', [flag, file], options).status === 0
  const copy = path.join(folder, 'checkout')
  const checkout = may('-r', path.join(root, 'package.json')) ? root : copy
  if (checkout === copy) copyCheckout(copy)
  const node = may('-x', process.execPath) ? process.execPath : path.join(folder, 'node')
  if (node !== process.execPath) copyFileSync(process.execPath, node)
  return { checkout, node }
}

function copyCheckout(to) {
  mkdirSync(to)
  const options = { recursive: true, verbatimSymlinks: true, mode: copyOnWrite }
  for (const name of needed) cpSync(path.join(root, name), path.join(to, name), options)
  const modules = path.join(root, 'node_modules')
  const filter = (source) => !leftOut.has(path.relative(modules, source))
  cpSync(modules, path.join(to, 'node_modules'), { ...options, filter })
}

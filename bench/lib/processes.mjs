import { readdirSync, readFileSync } from 'node:fs'

/** The process and all that descend from it, as /proc of Linux lists them now. */
export function processTree(root) {
  const children = new Map()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(name)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree
}

/** False also for one that has ended and was not yet collected by its parent. */
export function isRunning(pid) {
  const stat = read(`/proc/${pid}/stat`)
  return stat !== undefined && stat[stat.lastIndexOf(')') + 2] !== 'Z'
}

/** What a process and its descendants use, in MB (10^6 bytes); a page that n processes share counts 1/n for each. */
export function memoryOf(root) {
  return processTree(root).reduce((sum, pid) => sum + proportionalShare(pid), 0)
}

/** The memory of each process of a tree by what it is for, to see where it goes. */
export function memoryByKind(root) {
  return processTree(root).map((pid) => ({ pid, kind: kindOf(pid), mb: proportionalShare(pid) }))
}

function parentOf(pid) {
  const stat = read(`/proc/${pid}/stat`)
  // The name in brackets may itself hold spaces and brackets.
  return stat && Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function proportionalShare(pid) {
  const kb = read(`/proc/${pid}/smaps_rollup`)?.match(/^Pss:\s+(\d+) kB/m)?.[1]
  return kb === undefined ? 0 : (Number(kb) * 1024) / 1e6
}

function kindOf(pid) {
  const line = (read(`/proc/${pid}/cmdline`) ?? '').split('\0').join(' ')
  const type = line.match(/--type=(\S+)/)?.[1] ?? 'main'
  const service = line.match(/--utility-sub-type=(\S+)/)?.[1]
  return service ?? type
}

/** Undefined for a process that has ended meanwhile. */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

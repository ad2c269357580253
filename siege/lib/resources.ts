import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { descendantsOf } from '../../e2e/fixtures/processes'

/** What all processes of a copy hold at a moment. */
export interface Resources {
  /** In MB (10^6 bytes); a page that n processes share counts 1/n for each of them. */
  readonly memoryMb: number
  /** Everything open, sockets among it. */
  readonly handles: number
  readonly sockets: number
  readonly processes: number
}

/** Looks into /proc, for the process and all that descend from it but one; what ends meanwhile counts as nothing. */
export function resourcesOf(pid: number, without?: number): Resources {
  const pids = [pid, ...descendantsOf(pid).map((each) => each.pid)].filter((each) => each !== without)
  const open = pids.flatMap(openIn)
  return {
    memoryMb: pids.reduce((sum, each) => sum + memoryMb(each), 0),
    handles: open.length,
    sockets: open.filter((target) => target.startsWith('socket:')).length,
    processes: pids.length,
  }
}

/** What one process alone holds in memory, in MB. */
export function memoryMb(pid: number): number {
  try {
    const kb = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
    return kb === undefined ? 0 : (Number(kb) * 1_024) / 1e6
  } catch {
    return 0
  }
}

function openIn(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((name) => target(`/proc/${pid}/fd/${name}`))
  } catch {
    return []
  }
}

function target(link: string): string {
  try {
    return readlinkSync(link)
  } catch {
    return ''
  }
}

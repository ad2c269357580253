import { existsSync, openSync, closeSync, fstatSync, readSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of one file; the newest has what is said now, the others are `porchlight.1.log` … */
const MAX_SIZE = 1024 * 1024
const OLD_FILES = 3
/** Bytes that are read back from the last run. */
const MAX_EARLIER = 256 * 1024

/** Where lines end up. Nothing about it throws: where it cannot be written the app goes on without. */
export interface LogFile {
  /** What was written before this run, the oldest first. */
  readonly earlier: readonly string[]
  write(line: string): void
}

/** Opens `porchlight.log` in a folder that it makes; the old files are only for this computer's user too. */
export async function openLogFile(folder: string): Promise<LogFile> {
  const path = join(folder, 'porchlight.log')
  const earlier = lastLines(path) ?? lastLines(old(folder, 1)) ?? []
  // Loaded when the first line is to be written: it brings Node's HTTP with it, which takes a start 20 ms.
  const { default: electronLog } = await import('electron-log/node')
  const logger = electronLog.create({ logId: path })
  const { console: terminal, file } = logger.transports
  terminal.level = false
  // The one that all share says there what it cannot write, again with each line.
  electronLog.transports.console.writeFn = () => undefined
  // Without one it looks for a package.json, and writes nothing where there is none.
  file.setAppName('Porchlight')
  file.resolvePathFn = () => path
  file.format = '{text}'
  file.maxSize = MAX_SIZE
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  file.archiveLogFn = (current) => {
    if (!rotate(folder, path)) current.clear()
  }
  return { earlier, write: (line) => logger.info(line) }
}

function old(folder: string, number: number): string {
  return join(folder, `porchlight.${number}.log`)
}

/** Each file takes the name of the one before it, the oldest goes; false where the newest could not be moved. */
function rotate(folder: string, path: string): boolean {
  try {
    for (let number = OLD_FILES; number > 1; number--) {
      const newer = old(folder, number - 1)
      if (existsSync(newer)) renameSync(newer, old(folder, number))
    }
    renameSync(path, old(folder, 1))
    return true
  } catch {
    return false
  }
}

function lastLines(path: string): readonly string[] | undefined {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const { size } = fstatSync(file)
    const from = Math.max(0, size - MAX_EARLIER)
    const bytes = Buffer.alloc(size - from)
    const lines = bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, from)).split(/\r?\n/)
    // The first is cut, and behind the last line end there is nothing.
    return lines.slice(from > 0 ? 1 : 0).filter((line) => line !== '')
  } catch {
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

import { copyFileSync, existsSync, renameSync, truncateSync } from 'node:fs'
import { basename, extname } from 'node:path'

/** Renames a broken file to `<name>.broken-<time>`, so that nothing in it is lost; returns its new name, or undefined. */
export function setAside(file: string, now = new Date()): string | undefined {
  if (!existsSync(file)) return undefined
  const aside = asideName(file, now)
  try {
    move(file, aside)
    // SQLite's companions belong to the file they were written for.
    if (existsSync(`${file}-wal`)) move(`${file}-wal`, `${aside}-wal`)
    moveIndex(`${file}-shm`, `${aside}-shm`)
    return basename(aside)
  } catch {
    return undefined
  }
}

/** The index of the log holds nothing that SQLite does not make anew: where it is in use it may stay. */
function moveIndex(from: string, to: string): void {
  try {
    if (existsSync(from)) renameSync(from, to)
  } catch {
    // Windows, see below.
  }
}

/**
 * Windows renames no file that is open still, and libsql lets one go only when its statements were collected as garbage, some time after
 * it was closed: then a copy goes aside, and a file of no length stays, which is as good as none.
 */
function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch {
    copyFileSync(from, to)
    truncateSync(from)
  }
}

/** The same for a file that is used on, without its broken parts: a copy goes aside, or the file where there is no room. */
export function copyAside(file: string, now = new Date()): string | undefined {
  const aside = asideName(file, now)
  try {
    copyFileSync(file, aside)
    return basename(aside)
  } catch {
    return setAside(file, now)
  }
}

function asideName(file: string, now: Date): string {
  const stamp = now.toISOString().replace(/[:.]/g, '-')
  const ending = extname(file)
  return `${file.slice(0, file.length - ending.length)}.broken-${stamp}${ending}`
}

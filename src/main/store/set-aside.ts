import { copyFileSync, existsSync, renameSync } from 'node:fs'
import { basename, extname } from 'node:path'

/** Renames a broken file to `<name>.broken-<time>`, so that nothing in it is lost; returns its new name, or undefined. */
export function setAside(file: string, now = new Date()): string | undefined {
  if (!existsSync(file)) return undefined
  const aside = asideName(file, now)
  try {
    renameSync(file, aside)
    // SQLite's companions belong to the file they were written for.
    for (const companion of ['-wal', '-shm']) {
      if (existsSync(file + companion)) renameSync(file + companion, aside + companion)
    }
    return basename(aside)
  } catch {
    return undefined
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

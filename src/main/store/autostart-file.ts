import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'

/** Bytes; a file of the autostart folder has a few hundred. */
const MAX_FILE = 100_000

/** A file that the desktop reads at login, and anybody may change. */
export interface AutostartFile {
  /** Undefined where there is none, or none that can be read. */
  read(): string | undefined
  /** Throws with the system's word. */
  write(text: string): void
  /** Throws with the system's word; one that is not there is gone already. */
  remove(): void
}

/** The file at a path; it is written whole, for the desktop may read it at any moment. */
export function autostartFile(path: string): AutostartFile {
  return {
    read: () => {
      try {
        return statSync(path).size > MAX_FILE ? undefined : readFileSync(path, 'utf8')
      } catch {
        return undefined
      }
    },
    write: (text) => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileAtomic.sync(path, text, { mode: 0o644 })
    },
    remove: () => rmSync(path, { force: true }),
  }
}

import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'libsql'
import { checkWhole } from './damage'

/** Runs as a thread of its own, for a long history takes seconds: checks the file it is given and answers 'ok' or what is wrong. */
function check(file: string): string {
  try {
    const db = new Database(file)
    try {
      db.pragma('query_only = ON')
      checkWhole(db)
    } finally {
      db.close()
    }
    return 'ok'
  } catch (error) {
    const { code } = error as { code?: unknown }
    return typeof code === 'string' ? code : String(error)
  }
}

// Linux alone gives each thread a priority of its own; elsewhere it would be the whole app's.
if (process.platform === 'linux') setPriority(19)
parentPort?.postMessage(check(String(workerData)))

import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'libsql'
import { build } from 'vite'
import { cacheFolder, root } from '../../scripts/lib/paths.mjs'
import { messages } from './chat-history.mjs'

/** Messages written in one go: each for itself would take five minutes for a million. */
const atOnce = 50_000
const block = 1_000
/** One in so many is a sample of what was said. */
const sampleOf = 1_000

/** The app's own store as Node can run it, on files that are opened here; `version` is another one whenever its code is. */
export async function loadStore(outDir) {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': path.join(root, 'src/shared') } },
    // It lands outside of where packages would be found.
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      rolldownOptions: {
        input: { history: path.join(root, 'src/main/store/sqlite-history.ts') },
        output: { entryFileNames: '[name].mjs' },
      },
    },
  })
  const bundle = path.join(outDir, 'history.mjs')
  const { openSqliteHistory } = await import(pathToFileURL(bundle).href)
  const open = (file) => {
    const db = new Database(file)
    return { db, history: openSqliteHistory(() => db) }
  }
  return { open, version: digestOf(bundle, path.join(root, 'bench', 'lib', 'chat-history.mjs')) }
}

function digestOf(...files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

/** A file with so many messages, written by the app's store: once, and kept until its code is another one. */
export function keptHistory({ open, version }, count) {
  const folder = cacheFolder()
  mkdirSync(folder, { recursive: true })
  const name = `bench-chat-${count}-${version}.db`
  const file = path.join(folder, name)
  if (existsSync(file)) return file
  for (const old of readdirSync(folder)) {
    if (old.startsWith('bench-chat-')) rmSync(path.join(folder, old), { force: true })
  }
  const unfinished = path.join(folder, 'bench-chat-unfinished.db')
  writeHistory(open, unfinished, count)
  renameSync(unfinished, file)
  return file
}

/** Writes so many messages into a new file. */
export function writeHistory(open, file, count) {
  const { db, history } = open(file)
  let written = 0
  for (const { room, message } of messages({ count, seed: 1 })) {
    if (written % atOnce === 0) db.exec(written === 0 ? 'BEGIN' : 'COMMIT; BEGIN')
    history.put(room, message)
    written++
  }
  db.exec('COMMIT')
  // Closing alone leaves what was written last in a file beside.
  db.pragma('wal_checkpoint(TRUNCATE)')
  history.close()
}

/** Some of the texts of a file. */
export function sampleTexts({ open }, file) {
  const { db, history } = open(file)
  const rows = db.prepare(`SELECT text FROM message WHERE nr % ${sampleOf} = 0`).raw().all()
  history.close()
  return rows.map(([text]) => text)
}

/** Milliseconds of each search in this process. */
export function measureSearches({ open }, file, wishes) {
  const { history } = open(file)
  const times = wishes.map(({ search: { text, room } }) => {
    const begun = performance.now()
    history.search(text, room === undefined ? {} : { room })
    return performance.now() - begun
  })
  history.close()
  return times
}

/**
 * Milliseconds for so many messages one by one behind those of a file, each durable for itself: put by the store, and the same
 * rows in the same table with the same pragmas by SQLite alone, without indices beside the key. A thousand of the one, then a thousand of the other.
 */
export function measureInserts({ open }, source, folder, count) {
  const own = path.join(folder, 'own.db')
  copyFileSync(source, own)
  const { db, history } = open(own)
  const bare = bareCopy(db, path.join(folder, 'bare.db'), source)
  const read = db.prepare('SELECT * FROM message WHERE room = ? AND id = ?').raw()
  const sums = { put: 0, bare: 0 }
  const rest = [...messages({ count, seed: 3, after: 10_000_000 })]
  while (rest.length > 0) {
    const next = rest.splice(0, block)
    sums.put += timed(() => next.forEach(({ room, message }) => history.put(room, message)))
    const rows = next.map(({ room, message }) => read.get(room, message.id))
    sums.bare += timed(() => rows.forEach((row) => bare.insert(row)))
  }
  history.close()
  bare.close()
  return sums
}

function bareCopy(db, file, source) {
  const bare = new Database(file)
  for (const name of ['journal_mode', 'synchronous', 'secure_delete']) {
    const [value] = db.prepare(`PRAGMA ${name}`).raw().get()
    bare.pragma(`${name} = ${value}`)
  }
  const { sql } = db.prepare(`SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'message'`).get()
  bare.exec(sql)
  bare.exec(`ATTACH '${source}' AS source; INSERT INTO message SELECT * FROM source.message; DETACH source`)
  const columns = db.prepare('PRAGMA table_info(message)').all()
  const insert = bare.prepare(`INSERT INTO message VALUES (${columns.map(() => '?').join(', ')})`)
  return { insert: (row) => insert.run(...row), close: () => bare.close() }
}

function timed(task) {
  const begun = performance.now()
  task()
  return performance.now() - begun
}

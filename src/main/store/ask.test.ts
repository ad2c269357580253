import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anyText, ask } from './ask'
import { isDamage } from './write-trouble'

let folder: string
let db: Database.Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-ask-'))
  const file = join(folder, 'texts.db')
  const first = new Database(file)
  first.exec('CREATE TABLE said (nr INTEGER PRIMARY KEY, text TEXT, ts REAL)')
  for (const text of ['good', 'bad one', 'süß 💡', ''])
    first.prepare('INSERT INTO said (text, ts) VALUES (?, 1.5)').run(text)
  first.exec('INSERT INTO said (text, ts) VALUES (NULL, 1.5)')
  first.close()
  const bytes = readFileSync(file)
  bytes[bytes.indexOf('bad one')] = 0xff
  writeFileSync(file, bytes)
  db = new Database(file)
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('ask', () => {
  it('gives rows as they are, in their order, with what was given for the marks', () => {
    const question = ask(db, 'SELECT * FROM said WHERE nr > ? ORDER BY nr DESC LIMIT ?')
    const rows = [
      { nr: 5, text: null, ts: 1.5 },
      { nr: 4, text: '', ts: 1.5 },
      { nr: 3, text: 'süß 💡', ts: 1.5 },
    ]
    expect(question.all(2, 10)).toEqual(rows)
    expect([...question.iterate(2, 2)]).toEqual(rows.slice(0, 2))
    expect(question.get(2, 1)).toMatchObject({ nr: 5, text: null, ts: 1.5 })
    expect(question.get(5, 1)).toBeUndefined()
  })

  it('takes a text that is no UTF-8 for damage of the file, and lives on', () => {
    const question = ask(db, 'SELECT text FROM said ORDER BY nr')
    let caught: unknown
    try {
      question.all()
    } catch (error) {
      caught = error
    }
    expect(isDamage(caught)).toBe(true)
    expect(ask(db, 'SELECT count(*) AS count FROM said').get()).toMatchObject({ count: 5 })
  })

  it('reads what can be read of one where that is wanted', () => {
    expect(ask(db, 'SELECT text FROM said WHERE nr = 2', anyText).get()).toMatchObject({
      text: '\uFFFDad one',
    })
  })
})

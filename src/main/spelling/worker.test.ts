import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Dictionary } from './find'
import type { SpellingAnswer, SpellingQuestion } from './talk'
import { serveSpelling } from './worker'

const english = {
  aff: resolve('node_modules/dictionary-en/index.aff'),
  dic: resolve('node_modules/dictionary-en/index.dic'),
}
let folder: string
let said: SpellingAnswer[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-spelling-'))
  said = []
})
afterEach(() => rmSync(folder, { recursive: true }))

function serve(...dictionaries: Dictionary[]): (question: SpellingQuestion) => void {
  let hear: (question: SpellingQuestion) => void = () => undefined
  const on = (_event: string, listener: typeof hear): void => void (hear = listener)
  serveSpelling(
    { postMessage: (answer) => said.push(answer as SpellingAnswer), on: on as never },
    { dictionaries },
  )
  return (question) => hear(question)
}

function own(name: string, aff: string, dic: string): Dictionary {
  const files = { aff: join(folder, `${name}.aff`), dic: join(folder, `${name}.dic`) }
  writeFileSync(files.aff, aff, 'latin1')
  writeFileSync(files.dic, dic, 'latin1')
  return files
}

it('answers from the English dictionary', () => {
  const ask = serve(english)
  ask({ id: 1, ask: 'wrong', words: ['porch', 'lihgt', "don't", 'don’t', 'receive', 'recieve', 'Lights'] })
  ask({ id: 2, ask: 'suggest', word: 'recieve' })
  expect(said.slice(0, 3)).toEqual([
    { kind: 'loading', dic: english.dic },
    { kind: 'ready' },
    { kind: 'answer', id: 1, words: ['lihgt', 'recieve'] },
  ])
  expect(said[3]).toMatchObject({
    kind: 'answer',
    id: 2,
    words: expect.arrayContaining(['receive']) as unknown,
  })
})

it('knows the words of all, each in its encoding, and goes on without those it cannot read', () => {
  const italian = own('it_IT', 'SET ISO8859-1\n', '2\nperché\ncaffè\n')
  const odd = own('xx', 'SET KLINGON\n', '1\nqapla\n')
  const gone = { aff: join(folder, 'no.aff'), dic: join(folder, 'no.dic') }
  const ask = serve(english, odd, gone, italian)
  ask({ id: 7, ask: 'wrong', words: ['perché', 'light', 'qapla'] })
  expect(said.at(-1)).toEqual({ kind: 'answer', id: 7, words: ['qapla'] })
})

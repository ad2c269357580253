import { EventEmitter } from 'node:events'
import type { App, MenuItemConstructorOptions } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { en } from '../words/en'
import { contextMenu, offerContextMenus, type MenuContents, type Place } from './context-menu'
import { HandClock } from './testing/hand-clock'

const NOWHERE: Place = {
  isEditable: false,
  misspelledWord: '',
  dictionarySuggestions: [],
  selectionText: '',
  linkURL: '',
  editFlags: {
    ...{ canUndo: false, canRedo: false, canCut: false, canCopy: false, canPaste: false, canDelete: false },
    ...{ canSelectAll: true, canEditRichly: false },
  },
}

let done: unknown[][]
let clock: HandClock
let suggestions: Promise<readonly string[]>

beforeEach(() => {
  done = []
  clock = new HandClock()
  suggestions = Promise.resolve([])
})

function menu(place: Partial<Place>): Promise<MenuItemConstructorOptions[]> {
  const contents = new Proxy({} as MenuContents, {
    get:
      (_, name) =>
      (...args: unknown[]) =>
        done.push([name, ...args]),
  })
  return contextMenu({ ...NOWHERE, ...place }, contents, {
    words: en.contextMenu,
    spelling: { suggest: () => suggestions, add: (word) => done.push(['add', word]) },
    after: clock.after,
    copyText: (text) => done.push(['copyText', text]),
  })
}

function labels(items: readonly MenuItemConstructorOptions[]): string[] {
  return items.map(({ type, label, enabled }) =>
    type === 'separator' ? '—' : `${label}${enabled === false ? ' (off)' : ''}`,
  )
}

function choose(items: readonly MenuItemConstructorOptions[], label: string): void {
  const click = items.find((item) => item.label === label)?.click as (() => void) | undefined
  if (!click) throw new Error(`there is no ${label}`)
  click()
}

it('offers nothing where there is nothing to write, copy or follow', async () => {
  expect(await menu({})).toEqual([])
  expect(await menu({ selectionText: ' \n', linkURL: 'app://porchlight/chat/index.html' })).toEqual([])
})

it('offers to copy a text that is marked, and a link', async () => {
  const editFlags = { ...NOWHERE.editFlags, canCopy: true }
  const items = await menu({ selectionText: 'text', linkURL: 'https://example.org/a', editFlags })
  expect(labels(items)).toEqual(['Copy link', '—', 'Copy'])
  choose(items, 'Copy')
  choose(items, 'Copy link')
  expect(done).toEqual([['copy'], ['copyText', 'https://example.org/a']])
})

it('offers in a field what can be done now', async () => {
  const items = await menu({
    isEditable: true,
    editFlags: { ...NOWHERE.editFlags, canUndo: true, canPaste: true },
  })
  expect(labels(items)).toEqual([
    ...['Undo', 'Redo (off)', '—', 'Cut (off)', 'Copy (off)', 'Paste', 'Select all'],
  ])
  for (const label of ['Undo', 'Redo', 'Cut', 'Copy', 'Paste', 'Select all']) choose(items, label)
  expect(done.flat()).toEqual(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'])
})

describe('on a word that is wrong', () => {
  it('offers what may have been meant, five at most, and to add it', async () => {
    suggestions = Promise.resolve(['a', 'b&b', 'c', 'd', 'e', 'f'])
    const items = await menu({ isEditable: true, misspelledWord: 'aa' })
    expect(labels(items).slice(0, 7)).toEqual(['a', 'b&&b', 'c', 'd', 'e', 'Add to dictionary', '—'])
    choose(items, 'b&&b')
    expect(done).toEqual([['replaceMisspelling', 'b&b']])
    expect(clock.waiting).toBe(0)
  })

  it('adds it, and has the page ask again', async () => {
    choose(await menu({ isEditable: true, misspelledWord: 'aa' }), 'Add to dictionary')
    expect(done).toEqual([
      ['add', 'aa'],
      ['replaceMisspelling', 'aa'],
    ])
  })

  it('takes the suggestions of the system where it has some', async () => {
    const items = await menu({
      isEditable: true,
      misspelledWord: 'aa',
      dictionarySuggestions: ['of the system'],
    })
    expect(labels(items)[0]).toBe('of the system')
  })

  it('does not wait for long', async () => {
    suggestions = new Promise(() => undefined)
    const items = menu({ isEditable: true, misspelledWord: 'aa' })
    clock.pass(400)
    expect(labels(await items)[0]).toBe('Add to dictionary')
  })
})

it('is offered in every page, unless there is nothing to offer or the page is gone', async () => {
  class Contents extends EventEmitter {
    gone = false
    isDestroyed = (): boolean => this.gone
  }
  const app = new EventEmitter()
  const shown: string[][] = []
  const parts = {
    words: en.contextMenu,
    spelling: { suggest: () => suggestions, add: () => undefined },
    after: clock.after,
    copyText: () => undefined,
  }
  offerContextMenus(app as unknown as App, parts, (items) => shown.push(labels(items)))
  const open = new Contents()
  const gone = new Contents()
  gone.gone = true
  for (const contents of [open, gone]) app.emit('web-contents-created', {}, contents)
  open.emit('context-menu', {}, NOWHERE)
  for (const contents of [open, gone]) {
    contents.emit('context-menu', {}, { ...NOWHERE, linkURL: 'https://example.org/' })
  }
  await vi.waitFor(() => expect(shown).toEqual([['Copy link']]))
})

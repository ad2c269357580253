import type { App, ContextMenuParams, MenuItemConstructorOptions, WebContents } from 'electron'
import { outsideLink } from '../security/links'
import type { Words } from '../words/words'

/** Milliseconds for which a menu waits to know what may have been meant. */
const PATIENCE = 400

/** What of Electron's parameters counts. */
export type Place = Pick<
  ContextMenuParams,
  'isEditable' | 'misspelledWord' | 'dictionarySuggestions' | 'selectionText' | 'linkURL' | 'editFlags'
>

/** The parts of a page's contents that are used. */
export type MenuContents = Pick<
  WebContents,
  'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll' | 'replaceMisspelling'
>

export interface ContextMenuParts {
  readonly words: Words['contextMenu']
  readonly spelling: { suggest(word: string): Promise<readonly string[]>; add(word: string): void }
  readonly after: (ms: number, task: () => void) => () => void
  readonly copyText: (text: string) => void
}

/** What a click with the other button offers at a place; nothing where there is nothing to write, copy or follow. */
export async function contextMenu(
  place: Place,
  contents: MenuContents,
  parts: ContextMenuParts,
): Promise<MenuItemConstructorOptions[]> {
  const sections = [
    await spellingItems(place, contents, parts),
    linkItems(place, parts),
    place.isEditable ? editItems(place, contents, parts.words) : copyItems(place, contents, parts.words),
  ].filter((section) => section.length > 0)
  return sections.flatMap((section, index) => (index === 0 ? section : [{ type: 'separator' }, ...section]))
}

async function spellingItems(
  { isEditable, misspelledWord, dictionarySuggestions }: Place,
  contents: MenuContents,
  parts: ContextMenuParts,
): Promise<MenuItemConstructorOptions[]> {
  if (!isEditable || misspelledWord === '') return []
  // macOS has found some itself.
  const found =
    dictionarySuggestions.length > 0 ? dictionarySuggestions : await patiently(parts, misspelledWord)
  return [
    ...found.slice(0, 5).map((word) => ({
      label: word.replaceAll('&', '&&'),
      click: () => contents.replaceMisspelling(word),
    })),
    {
      label: parts.words.addToDictionary,
      click: () => {
        parts.spelling.add(misspelledWord)
        // Written over by itself, so that the page asks about it again.
        contents.replaceMisspelling(misspelledWord)
      },
    },
  ]
}

/** A menu that comes late is worse than one without suggestions. */
function patiently({ spelling, after }: ContextMenuParts, word: string): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const callOff = after(PATIENCE, () => resolve([]))
    void spelling.suggest(word).then((words) => {
      callOff()
      resolve(words)
    })
  })
}

function linkItems({ linkURL }: Place, { words, copyText }: ContextMenuParts): MenuItemConstructorOptions[] {
  const link = outsideLink(linkURL)
  return link === undefined ? [] : [{ label: words.copyLink, click: () => copyText(link) }]
}

function copyItems(
  { selectionText, editFlags }: Place,
  contents: MenuContents,
  words: Words['contextMenu'],
): MenuItemConstructorOptions[] {
  if (selectionText.trim() === '') return []
  return [{ label: words.copy, enabled: editFlags.canCopy, click: () => contents.copy() }]
}

function editItems(
  { editFlags }: Place,
  contents: MenuContents,
  words: Words['contextMenu'],
): MenuItemConstructorOptions[] {
  return [
    { label: words.undo, enabled: editFlags.canUndo, click: () => contents.undo() },
    { label: words.redo, enabled: editFlags.canRedo, click: () => contents.redo() },
    { type: 'separator' },
    { label: words.cut, enabled: editFlags.canCut, click: () => contents.cut() },
    { label: words.copy, enabled: editFlags.canCopy, click: () => contents.copy() },
    { label: words.paste, enabled: editFlags.canPaste, click: () => contents.paste() },
    { label: words.selectAll, enabled: editFlags.canSelectAll, click: () => contents.selectAll() },
  ]
}

/** Offers the menu in every page of the app, where `popup` shows one. */
export function offerContextMenus(
  app: Pick<App, 'on'>,
  parts: ContextMenuParts,
  popup: (items: MenuItemConstructorOptions[], contents: WebContents) => void,
): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('context-menu', (_event, place) => {
      void contextMenu(place, contents, parts).then((items) => {
        if (items.length > 0 && !contents.isDestroyed()) popup(items, contents)
      })
    })
  })
}

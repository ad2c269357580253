import { expect, it } from 'vitest'
import { enterSends } from './enter-key'

const plain = {
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 13,
}

it.each([
  [{}, true, false],
  [{ ctrlKey: true }, true, true],
  [{ metaKey: true }, true, true],
  [{ shiftKey: true }, false, false],
  [{ ctrlKey: true, shiftKey: true }, false, false],
  [{ altKey: true }, false, false],
  [{ isComposing: true }, false, false],
  [{ isComposing: true, ctrlKey: true }, false, false],
  [{ keyCode: 229 }, false, false],
])('%o: where Enter sends %s, where it begins a line %s', (keys, sends, otherwise) => {
  expect(enterSends({ ...plain, ...keys }, true)).toBe(sends)
  expect(enterSends({ ...plain, ...keys }, false)).toBe(otherwise)
})

type Keys = Pick<KeyboardEvent, 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'>

/** What some input methods report of a key that they have taken, after `isComposing` is over. */
const TAKEN = 229

/** Whether this Enter sends; otherwise it is the box's own and begins a line, or ends what an input method composes. */
export function enterSends(keys: Keys, byItself: boolean): boolean {
  if (keys.isComposing || keys.keyCode === TAKEN || keys.shiftKey || keys.altKey) return false
  return keys.ctrlKey || keys.metaKey || byItself
}

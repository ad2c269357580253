/**
 * Puts a text in the place of a part of what stands in a box, as if it were typed there. `execCommand` has gone out of use
 * everywhere but here: it alone writes into the box's own memory of steps, so that Ctrl+Z takes it back and
 * what was typed before stays undoable; `setRangeText` and `value` both empty that memory.
 */
export function insertText(box: HTMLTextAreaElement, text: string, from: number, to: number): void {
  box.focus()
  box.setSelectionRange(from, to)
  if (typed(text)) return
  // The page has lost the focus, and a command of a person typing does not go there.
  box.setRangeText(text, from, to, 'end')
  box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
}

function typed(text: string): boolean {
  const page: { execCommand?: (command: string, ui: boolean, value: string) => boolean } = document
  return page.execCommand?.('insertText', false, text) === true
}

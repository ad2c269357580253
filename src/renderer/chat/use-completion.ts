import { computed, ref, shallowRef, type Ref } from 'vue'
import { emojiOf, suggestionsFor, type Emoji, type Suggestion } from './emoji'
import { closedCodeAt, openCodeAt } from './emoji-code'
import { rememberEmoji } from './emoji-recent'
import { insertText } from './insert-text'

/** Completes `:name:` in a text box: what may be meant is listed while it is typed, a closed name is replaced. */
export function useCompletion(
  box: Readonly<Ref<HTMLTextAreaElement | null>>,
  load: () => Promise<readonly Emoji[]>,
): {
  suggestions: Readonly<Ref<readonly Suggestion[]>>
  open: Readonly<Ref<boolean>>
  active: Ref<number>
  typed(event: InputEvent): Promise<void>
  /** The caret may have left the name. */
  follow(): void
  /** Whether the key was meant for the list. */
  pressed(event: KeyboardEvent): boolean
  take(index: number): void
  close(): void
} {
  const suggestions = shallowRef<readonly Suggestion[]>([])
  const active = ref(0)
  const open = computed(() => suggestions.value.length > 0)
  let list: readonly Emoji[] = []
  /** The name for which the list is. */
  let listed: string | undefined
  /** Where a name begins that the user does not want completed. */
  let dismissed = -1

  /** The name before the caret, where nothing is selected. */
  function here(read: typeof openCodeAt): ReturnType<typeof openCodeAt> {
    const element = box.value
    if (!element || element.selectionStart !== element.selectionEnd) return undefined
    return read(element.value, element.selectionStart)
  }

  function close(): void {
    suggestions.value = []
  }

  function look(): void {
    const at = here(openCodeAt)
    if (at?.from !== dismissed) dismissed = -1
    active.value = 0
    listed = at?.code
    suggestions.value = at && dismissed < 0 ? suggestionsFor(list, at.code) : []
  }

  async function typed(event: InputEvent): Promise<void> {
    // An input method shows a list of its own.
    if (event.isComposing) return close()
    const closing = event.data === ':' && here(closedCodeAt) !== undefined
    if (!closing && !here(openCodeAt)) return close()
    if (list.length === 0) list = await load().catch(() => [])
    if (closing) replaceClosed()
    else look()
  }

  function replaceClosed(): void {
    close()
    const at = here(closedCodeAt)
    const emoji = at && emojiOf(list, at.code)
    if (at && emoji) put(emoji, at.from)
  }

  function put({ character }: Emoji, from: number): void {
    if (!box.value) return
    insertText(box.value, character, from, box.value.selectionEnd)
    rememberEmoji(character)
  }

  function take(index: number): void {
    const chosen = suggestions.value[index]
    const at = here(openCodeAt)
    close()
    if (chosen && at) put(chosen.emoji, at.from)
  }

  function pressed(event: KeyboardEvent): boolean {
    if (!open.value || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false
    const count = suggestions.value.length
    if (event.key === 'ArrowDown') active.value = (active.value + 1) % count
    else if (event.key === 'ArrowUp') active.value = (active.value + count - 1) % count
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) take(active.value)
    else if (event.key === 'Escape') {
      dismissed = here(openCodeAt)?.from ?? -1
      close()
    } else return false
    event.preventDefault()
    return true
  }

  function follow(): void {
    if (open.value && here(openCodeAt)?.code !== listed) look()
  }

  return { suggestions, open, active, typed, follow, pressed, take, close }
}

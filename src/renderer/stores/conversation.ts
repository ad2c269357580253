import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { MessageView } from '@shared/chat/message'
import type { Page, PageAt } from '@shared/chat/page'
import type { CommandResult, Refusal } from '@shared/ipc/contract'
import type { ListPatch, StatePush } from '@shared/ipc/state'
import { refused } from '@shared/result'
import { useAppState } from './app-state'
import { extendedPart, NOTHING, patchedPart, type Part } from './conversation-part'

/** Where the reader is to be taken; a new one each time, also to the same place. */
export type Destination =
  | { readonly kind: 'end' }
  /** `unread` stands at the top, a message that was asked for is pointed out. */
  | { readonly kind: 'message' | 'unread'; readonly id: string }

type Loading = 'afresh' | 'before' | 'after'

/** The part of the shown room's history that the reader is in: asked for by pages, kept up to date by what main pushes. */
export const useConversation = defineStore('conversation', () => {
  const state = useAppState()
  const part = shallowRef<Part>(NOTHING)
  const room = ref<string>()
  const loading = ref<Loading>()
  const problem = shallowRef<Refusal>()
  const destination = shallowRef<Destination>({ kind: 'end' })
  /** What others have said just now; for those who hear rather than see it. */
  const said = shallowRef<readonly MessageView[]>([])
  const missed = shallowRef<ReadonlySet<string>>(new Set())
  /** Whether the reader is where the newest message comes. */
  let atEnd = true
  let goTo = 0
  let deletions = 0
  /** What to show of a room that main has been asked to show. */
  let wanted: { readonly room: string; readonly id: string } | undefined
  /** What was pushed while a page was under way: it is newer than the page. */
  let meanwhile: ListPatch<MessageView>[] = []
  /** Of the last page that was asked for; the answer to an earlier one is out of date. */
  let asked = 0
  let again: () => Promise<void> = () => Promise.resolve()

  /** Asks for a page. `undefined` where it was refused, or something else is wanted by now. */
  async function ask(at: PageAt, kind: Loading): Promise<Page | undefined> {
    if (room.value === undefined) return undefined
    const number = ++asked
    loading.value = kind
    problem.value = undefined
    again = () => (kind === 'afresh' ? load(at) : extend(kind))
    meanwhile = []
    const result = await window.porchlight
      .chatPage({ room: room.value, at })
      .catch((): CommandResult<Page> => refused({ kind: 'failed' }))
    if (number !== asked) return undefined
    loading.value = undefined
    if (result.ok) return result.value
    problem.value = result.error
    return undefined
  }

  async function load(at: PageAt): Promise<void> {
    const page = await ask(at, 'afresh')
    if (!page) return
    part.value = page
    destination.value = destinationOf(page, at)
    missed.value = new Set()
    catchUp()
  }

  async function extend(side: 'before' | 'after'): Promise<void> {
    const key = side === 'before' ? part.value.messages[0] : part.value.messages.at(-1)
    const more = side === 'before' ? part.value.earlier : part.value.later
    // After a refusal the reader asks again, not the place where the reader happens to be.
    if (!key || !more || loading.value || problem.value) return
    const page = await ask({ kind: side, key: { clock: key.clock, id: key.id } }, side)
    if (!page) return
    part.value = extendedPart(part.value, page, side)
    catchUp()
  }

  function catchUp(): void {
    const patches = meanwhile
    meanwhile = []
    for (const patch of patches) take(patch)
    setAtEnd(atEnd)
  }

  function hear(patch: ListPatch<MessageView>): void {
    if (loading.value) meanwhile.push(patch)
    if (part.value !== NOTHING) take(patch)
  }

  function take(patch: ListPatch<MessageView>): void {
    if (room.value === undefined) return
    const { part: after, newer } = patchedPart(part.value, room.value, patch, atEnd ? 'end' : 'start')
    part.value = after
    if (newer.length === 0) return
    said.value = newer.filter(({ own }) => !own)
    if (after.later || !atEnd) missed.value = new Set([...missed.value, ...newer.map(({ id }) => id)])
    // Whoever writes wants to see it there, wherever the reading was.
    if (newer.some(({ delivery }) => delivery !== undefined)) goToNewest()
  }

  /** The room of the view is another one, or all begins again. */
  function start(): void {
    const topic = state.room?.topic
    const id = wanted?.room === topic ? wanted?.id : undefined
    wanted = undefined
    room.value = topic
    deletions = state.room?.deletions ?? 0
    part.value = NOTHING
    loading.value = undefined
    asked++
    atEnd = true
    if (topic === undefined) return
    const unread = (state.rooms?.find((summary) => summary.topic === topic)?.unread ?? 0) > 0
    if (id !== undefined) void load({ kind: 'around', id })
    else if (isNewGoTo()) void load({ kind: 'around', id: state.room?.goTo?.id ?? '' })
    else void load({ kind: unread ? 'unread' : 'newest' })
  }

  /** Whether main has taken the reader somewhere since it was asked last. */
  function isNewGoTo(): boolean {
    const count = state.room?.goTo?.count ?? goTo
    const isNew = count !== goTo
    goTo = count
    return isNew
  }

  /** Whether messages of the room were deleted since main was heard last. */
  function isLess(): boolean {
    const before = deletions
    deletions = state.room?.deletions ?? 0
    return deletions !== before
  }

  /** What is left of the room, where the reader is as far as that is there. */
  function reload(): void {
    const last = part.value.messages.at(-1)
    part.value = NOTHING
    void load(atEnd || !last ? { kind: 'newest' } : { kind: 'around', id: last.id })
  }

  function onPush(push: StatePush): void {
    if (push.snapshot || state.room?.topic !== room.value) start()
    else if (isNewGoTo() && state.room?.goTo) void show(state.room.goTo.id)
    else if (isLess()) reload()
    if (push.messages) hear(push.messages)
  }

  /** Takes the reader to a message of the shown room. */
  async function show(id: string, kind: 'message' | 'unread' = 'message'): Promise<void> {
    if (part.value.messages.some((message) => message.id === id)) destination.value = { kind, id }
    else await load(kind === 'unread' ? { kind } : { kind: 'around', id })
  }

  /** Takes the reader to a message of any room. */
  async function showIn(topic: string, id: string): Promise<void> {
    if (topic === room.value) return show(id)
    wanted = { room: topic, id }
    const result = await window.porchlight
      .showRoom({ room: topic })
      .catch((): CommandResult => refused({ kind: 'failed' }))
    if (result.ok) return
    wanted = undefined
    problem.value = result.error
  }

  function goToNewest(): void {
    if (part.value.later) void load({ kind: 'newest' })
    else destination.value = { kind: 'end' }
  }

  function setAtEnd(now: boolean): void {
    atEnd = now
    if (now && !part.value.later && missed.value.size > 0) missed.value = new Set()
  }

  onScopeDispose(state.listen(onPush))
  if (state.room) start()

  return {
    room,
    messages: computed(() => part.value.messages),
    earlier: computed(() => part.value.earlier),
    later: computed(() => part.value.later),
    loading,
    problem,
    destination,
    said,
    /** How many have come that the reader has not gone to. */
    missed: computed(() => missed.value.size),
    show,
    showIn,
    showDate: (ts: number) => load({ kind: 'date', ts }),
    goToNewest,
    setAtEnd,
    before: () => extend('before'),
    after: () => extend('after'),
    /** Asks once more for what was refused. */
    retry: () => {
      problem.value = undefined
      return again()
    },
  }
})

function destinationOf(page: Page, at: PageAt): Destination {
  if (page.target === undefined) return { kind: 'end' }
  return { kind: at.kind === 'unread' ? 'unread' : 'message', id: page.target }
}

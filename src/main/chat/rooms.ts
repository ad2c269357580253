import { sameUser } from '@shared/chat/name'
import { readChat } from '@shared/chat/received'
import { FIRST_ROOM, MAX_ROOMS, type KeptRoom } from '@shared/chat/room-settings'
import { directFilters, directTopic, isOfRoom, otherOfDirect } from '@shared/chat/room-topic'
import type { RoomSummary, RoomView } from '@shared/ipc/state'
import type { MqttMessage, Qos, RetainedMessage } from '@shared/mqtt/message'
import { freeName } from './free-name'
import { openRoom, type OpenRoom } from './open-room'
import { People } from './people'
import type { Me, Room } from './room'
import type { RoomsParts } from './rooms-parts'

/** All rooms this copy is in: which of them a message belongs to, which one is shown, and what is the same in all of them. */
export class Rooms {
  readonly #parts: RoomsParts
  /** Who is here at all, by the presence in the first room: that is where each copy's will stands. */
  readonly #copies: People
  readonly #open = new Map<string, OpenRoom>()
  #name: string | undefined
  #away = false
  #connected = false
  #shown: string | undefined
  #goTo: RoomView['goTo']
  #jumps = 0

  constructor(parts: RoomsParts, name: string | undefined) {
    this.#parts = parts
    this.#name = name
    const atFirstRoom = {
      topic: FIRST_ROOM,
      get client() {
        return parts.client
      },
      get run() {
        return parts.run
      },
      session: parts.session,
    }
    this.#copies = new People(atFirstRoom, { doubled: parts.doubled })
    for (const kept of parts.kept()) this.#add(kept)
    this.#shown = parts.kept()[0]?.topic
    this.#shownRoom()?.opened()
  }

  get(topic: string): Room | undefined {
    return this.#open.get(topic)?.room
  }

  /** Whether nothing can be said in a private room, because its key is missing or wrong. */
  isLocked(topic: string): boolean {
    const key = this.#open.get(topic)?.wire?.key
    return key !== undefined && key !== 'known'
  }

  /** How many messages were not read, in the rooms that are told outside the window. */
  get unread(): number {
    return [...this.#open.values()].reduce((sum, { kept, room }) => sum + (kept.notify ? room.unread : 0), 0)
  }

  get shown(): string | undefined {
    return this.#shown
  }

  /** Where this copy's being here stands, retained, and its will. */
  get presenceTopic(): string {
    return this.#copies.topic
  }

  /** What has to be subscribed for all rooms to live. */
  filters(): { readonly filter: string; readonly qos: Qos }[] {
    const all = [
      ...this.#copies.filters().map((filter) => ({ filter, qos: 1 as const })),
      ...directFilters(this.#parts.client).map((filter) => ({ filter, qos: 2 as const })),
      ...[...this.#open.values()].flatMap(({ kept, room }) => (kept.kind === 'direct' ? [] : room.filters())),
    ]
    return [...new Map(all.map((one) => [one.filter, one])).values()]
  }

  /** Whether a topic is for talking: no lamp's, and no lamp's discovery may have this copy speak there. */
  isOurs(topic: string): boolean {
    // Beneath other rooms there may be lamps: who calls a room `home` may have `home/kitchen/lamp` too.
    const isForTalk = [`${FIRST_ROOM}/`, 'direct/'].some((prefix) => topic.startsWith(prefix))
    return isForTalk || [FIRST_ROOM, ...this.#open.keys()].some((room) => isOfRoom(topic, room))
  }

  /** Takes a message from the wire; `undefined` where it is for no room, else whether it was understood. */
  receive(message: MqttMessage): boolean | undefined {
    const understood = this.#roomOf(message)?.receive(message) ?? this.#copies.receive(message)
    if (understood !== undefined) this.#parts.changed()
    return understood
  }

  setConnected(connected: boolean): void {
    if (connected === this.#connected) return
    this.#connected = connected
    if (!connected) this.#copies.forget()
    else if (!this.#open.has(FIRST_ROOM)) this.#copies.announce(undefined, this.#away)
    for (const open of this.#open.values()) this.#connect(open)
  }

  rename(name: string): void {
    this.#name = name
    this.#tellMe()
  }

  /** The user went away from the computer, or came back. */
  setAway(away: boolean): void {
    if (away === this.#away) return
    this.#away = away
    this.#tellMe()
    if (!this.#open.has(FIRST_ROOM) && this.#connected) this.#copies.announce(undefined, away)
  }

  /** The user has said whether others are to know how far they have read. */
  tellsOthersChanged(): void {
    for (const { room } of this.#open.values()) room.tellsOthersChanged()
  }

  /** Says good-bye everywhere. */
  async leave(): Promise<void> {
    const rooms = [...this.#open.values()].map(({ room }) => room.leave(false))
    const copies =
      this.#open.has(FIRST_ROOM) || !this.#connected ? [] : [this.#copies.withdraw(undefined, false)]
    await Promise.all([...rooms, ...copies])
  }

  /** The will of the connection: without a DISCONNECT the others see this copy go all the same. */
  will(): RetainedMessage {
    return this.#copies.will(this.#open.has(FIRST_ROOM) ? this.#name : undefined)
  }

  /** What a broker started by this copy has to know from the beginning (DESIGN 2, Who hosts). */
  retained(): RetainedMessage[] {
    return [...this.#copies.retained(), ...[...this.#open.values()].flatMap((open) => open.retained())]
  }

  /** Shows a room in the window; with `id` the window goes to that message. */
  show(topic: string | undefined, id?: string): void {
    const open = topic === undefined ? undefined : this.#open.get(topic)
    if (!open) return
    this.#shown = topic
    this.#goTo = id === undefined ? undefined : { id, count: ++this.#jumps }
    open.room.opened()
    this.#parts.changed()
  }

  /** The window went to a message; one that opens later need not go there again. */
  arrivedAt(id: string): void {
    if (this.#goTo?.id !== id) return
    this.#goTo = undefined
    this.#parts.changed()
  }

  list(): RoomSummary[] {
    return this.#parts.kept().flatMap(({ topic }) => {
      const open = this.#open.get(topic)
      return open ? [this.#summary(open)] : []
    })
  }

  view(): RoomView | undefined {
    const room = this.#shownRoom()
    if (!room) return undefined
    const name = this.#name
    const taken = name !== undefined && this.isTaken(name)
    return {
      ...room.view(),
      ...(taken ? { freeName: this.freeName(name) } : {}),
      ...(this.#goTo ? { goTo: this.#goTo } : {}),
    }
  }

  /** What a client that is here goes by. */
  nameOf(client: string): string | undefined {
    const people = [...this.#open.values()].flatMap(({ room }) => room.people.list())
    return [...this.#copies.list(), ...people].find((one) => one.client === client)?.name
  }

  /** Whether another copy here goes by a name. */
  isTaken(name: string): boolean {
    return this.#others().some((other) => sameUser(other, name))
  }

  /** A name like this one that nobody here has. */
  freeName(name: string): string {
    return freeName(name, this.#others())
  }

  /** Opens a room that is kept now. */
  add(kept: KeptRoom): Room {
    const open = this.#add(kept)
    void this.#enter(open)
    this.#parts.changed()
    return open.room
  }

  /** Closes a room that is kept no longer: nothing of it is heard any more, and nobody sees this copy there. */
  async remove(topic: string): Promise<void> {
    const open = this.#open.get(topic)
    if (!open) return
    this.#open.delete(topic)
    if (this.#shown === topic) {
      this.#shown = undefined
      this.show(this.#parts.kept().find((other) => other.topic !== topic)?.topic)
    }
    this.#parts.changed()
    const stays = new Set(this.filters().map(({ filter }) => filter))
    const gone = open.room.filters().filter(({ filter }) => !stays.has(filter))
    await open.room.leave(true)
    open.room.setConnected(false)
    await this.#parts.session.changeSubscriptions(
      [],
      1,
      gone.map(({ filter }) => filter),
    )
  }

  /** What is kept of a room has changed. */
  changed(kept: KeptRoom): void {
    const open = this.#open.get(kept.topic)
    if (open) this.#open.set(kept.topic, { ...open, kept })
    this.#parts.changed()
  }

  /** A private room has another key: everything the broker keeps for it has to be read with that one. */
  async rekey(topic: string, key: Uint8Array): Promise<void> {
    const open = this.#open.get(topic)
    if (!open?.wire) return
    open.wire.rekey(this.#parts.createSeal(key))
    open.room.setConnected(false)
    await this.#parts.session.changeSubscriptions(
      [],
      1,
      open.room.filters().map(({ filter }) => filter),
    )
    await this.#enter(open)
    this.#parts.changed()
  }

  /** Before messages are deleted, and after. */
  beforeDeletion(): void {
    for (const { room } of this.#open.values()) room.rememberLast()
  }

  afterDeletion(): void {
    for (const { room } of this.#open.values()) room.forgotten()
  }

  #shownRoom(): Room | undefined {
    return this.#shown === undefined ? undefined : this.get(this.#shown)
  }

  #add(kept: KeptRoom): OpenRoom {
    const me = (): Me => ({ name: this.#name, away: this.#away })
    const open = openRoom(kept, this.#parts, this.#copies, me, {
      changed: this.#parts.changed,
      arrived: (message, yourTurn) => {
        const { kept: room } = this.#open.get(kept.topic) ?? { kept }
        this.#parts.arrived({ room, message, yourTurn })
      },
    })
    this.#open.set(kept.topic, open)
    return open
  }

  #connect({ room, wire }: OpenRoom): void {
    room.setConnected(this.#connected && wire?.key !== 'missing')
  }

  /** Subscribed before it is connected: who is greeted may answer at once, and the answer has to be heard. */
  async #enter(open: OpenRoom): Promise<void> {
    const { kept, room } = open
    // What is said directly comes by the filters that are there from the start.
    if (kept.kind !== 'direct') await this.#subscribe(room.filters())
    if (this.get(kept.topic) === room) this.#connect(open)
  }

  async #subscribe(filters: readonly { readonly filter: string; readonly qos: Qos }[]): Promise<void> {
    const ofQos = (qos: Qos): string[] => filters.filter((one) => one.qos === qos).map(({ filter }) => filter)
    await Promise.all(
      ([0, 1, 2] as const).map((qos) => this.#parts.session.changeSubscriptions(ofQos(qos), qos, [])),
    )
  }

  #roomOf(message: MqttMessage): OpenRoom | undefined {
    for (const open of this.#open.values()) if (isOfRoom(message.topic, open.kept.topic)) return open
    return this.#beginDirect(message)
  }

  /** Somebody talks to this copy alone for the first time. */
  #beginDirect(message: MqttMessage): OpenRoom | undefined {
    const { client } = this.#parts
    const other = otherOfDirect(message.topic, client)
    if (other === undefined || message.topic !== directTopic(client, other)) return undefined
    const name = readChat(message.payload)?.user
    if (name === undefined || sameUser(name, this.#name)) return undefined
    const rooms = this.#parts.kept()
    if (rooms.length >= MAX_ROOMS) {
      this.#parts.crowded()
      return undefined
    }
    const kept = directRoom(message.topic, other, name)
    this.#parts.keep([...rooms, kept])
    this.add(kept)
    return this.#open.get(kept.topic)
  }

  #summary({ kept, room, wire }: OpenRoom): RoomSummary {
    const { topic, name, kind, colour, notify, other } = kept
    const there = other && this.#copies.clients().find(({ client }) => client === other.client)
    return {
      topic,
      name: name || there?.name || other?.name || topic,
      given: name,
      kind,
      colour,
      notify,
      unread: room.unread,
      ...(wire ? { key: wire.key } : {}),
      ...(wire && wire.key !== 'missing' && !this.#parts.keys.isKept(topic)
        ? { keyThisRun: true as const }
        : {}),
      ...(other ? { here: there !== undefined } : {}),
    }
  }

  #tellMe(): void {
    for (const { room } of this.#open.values()) room.setMe({ name: this.#name, away: this.#away })
    this.#parts.changed()
  }

  #others(): string[] {
    const people = [...this.#open.values()].flatMap(({ room }) => room.people.list())
    const others = [...this.#copies.list(), ...people].filter(({ client }) => client !== this.#parts.client)
    return others.map(({ name }) => name)
  }
}

/** A direct conversation as it begins. */
export function directRoom(topic: string, client: string, name: string): KeptRoom {
  return { topic, name: '', kind: 'direct', colour: 'none', notify: true, other: { client, name } }
}

import { createHash } from 'node:crypto'
import { compareMessages, type ChatMessage, type MessageView } from '@shared/chat/message'
import { FIRST_RULES } from '@shared/chat/rules'
import type { ListPatch } from '@shared/ipc/state'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import { ok, refused, type Result } from '@shared/result'
import type { PublishFailure, PublishOptions } from '../../mqtt/publisher'
import type { History } from '../../store/history'
import { createMemoryHistory } from '../../store/memory-history'
import { People } from '../people'
import { Room } from '../room'
import type { RoomParts } from '../parts'
import { SimulatedBroker } from './broker'

export const ROOM = 'chat'
/** A moment in 2025; milliseconds since 1970. */
const BEGIN = 1_766_000_000_000

type Published = Result<undefined, PublishFailure>

interface InFlight {
  readonly message: MqttMessage
  /** The broker has it, but its answer may still be lost. */
  arrived: boolean
  readonly settle: (result: Published) => void
}

interface Timer {
  readonly at: number
  readonly ms: number
  readonly task: () => void
}

/** Numbers that look random and are the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 0x1_0000_0000
  }
}

/** One running copy of the app as far as the room goes, with a window that is fed by patches. */
export class Copy {
  readonly #world: World
  readonly client: string
  readonly name: string | undefined
  history: History
  room!: Room
  people!: People
  /** Messages of others that were told of, in their order. */
  readonly arrived: ChatMessage[] = []
  connected = false
  attached = false
  inFlight: InFlight[] = []
  /** What the broker has against chat messages of this copy. */
  refusal: PublishFailure | undefined
  window = new Map<string, MessageView>()
  #alive = { yes: true }

  constructor(world: World, client: string, name: string | undefined) {
    this.#world = world
    this.client = client
    this.name = name
    this.history = createMemoryHistory()
    this.#start()
  }

  /** The window's rows in the room's order. */
  get shown(): MessageView[] {
    return [...this.window.values()].sort(compareMessages)
  }

  get texts(): string[] {
    return this.messages.map(({ text }) => text)
  }

  /** The whole conversation, page by page. */
  get messages(): MessageView[] {
    let page = this.room.page({ kind: 'newest' })
    const all = [...page.messages]
    while (page.earlier) {
      page = this.room.page({ kind: 'before', key: all[0]! })
      all.unshift(...page.messages)
    }
    return all
  }

  get mayWrite(): boolean {
    return this.room.view().turn.mayWrite
  }

  connect(retainedFirst = false): void {
    if (this.attached) return
    this.attached = true
    const filters = this.room.filters().map(({ filter }) => filter)
    this.#world.broker.attach(this.client, filters, retainedFirst)
  }

  /** The network is gone; the broker notices, too. What is in flight is sent again by MQTT's own rules. */
  lose(): void {
    if (!this.attached) return
    this.#drop()
    this.#world.broker.publish({ ...this.people.will(this.name), retain: true })
    this.room.setConnected(false)
  }

  /** The broker died under the connection. */
  orphan(): void {
    if (!this.attached) return
    this.#drop()
    this.room.setConnected(false)
  }

  /** The process is killed; what is left is the history and the broker's session. */
  crash(): void {
    if (this.attached) {
      this.#drop()
      this.#world.broker.publish({ ...this.people.will(this.name), retain: true })
    }
    this.#alive.yes = false
    this.inFlight = []
    this.#start()
  }

  /** The same, and the disk is lost with it: the outbox and all that was kept. */
  wipe(): void {
    this.history = createMemoryHistory()
    this.crash()
  }

  /** One publish reaches the broker. */
  up(): boolean {
    const next = this.attached ? this.inFlight.find(({ arrived }) => !arrived) : undefined
    if (!next) return false
    next.arrived = true
    this.#world.broker.publish(next.message)
    const done = (): void => {
      this.inFlight = this.inFlight.filter((other) => other !== next)
      next.settle(ok(undefined))
    }
    this.#world.broker.down(this.client).push({ kind: 'ack', done })
    return true
  }

  /** One thing reaches the copy. */
  down(): boolean {
    const next = this.attached ? this.#world.broker.down(this.client).shift() : undefined
    if (!next) return false
    if (next.kind === 'message') this.room.receive(next.message)
    else if (next.kind === 'ack') next.done()
    else {
      this.connected = true
      this.room.setConnected(true)
    }
    return true
  }

  #drop(): void {
    this.attached = false
    this.connected = false
    for (const item of this.inFlight) item.arrived = false
    this.#world.broker.detach(this.client)
  }

  #start(): void {
    const alive = { yes: true }
    this.#alive = alive
    const parts: RoomParts = {
      topic: ROOM,
      client: this.client,
      run: `${1_766_000_000_000 + this.#world.runs++}-0000000a`,
      session: { publish: (topic, payload, options) => this.#publish(topic, payload, options) },
      history: this.history,
      now: () => this.#world.now,
      newId: () => this.#world.newId(),
      random: () => this.#world.random(),
      hash: (text) => createHash('sha256').update(text).digest('hex').slice(0, 32),
      after: (ms, task) => this.#world.after(ms, () => alive.yes && task()),
      firstRules: FIRST_RULES,
      sealed: false,
      tellsOthers: () => true,
      changed: () => undefined,
      patched: (patch) => this.#show(patch),
      arrived: (message) => void this.arrived.push(message),
    }
    this.people = new People(parts, {
      doubled: () => {
        throw new Error('no two copies of one installation run here')
      },
    })
    this.room = new Room(parts, { name: this.name, away: false }, this.people)
    this.window = new Map(this.messages.map((message) => [message.id, message]))
  }

  #publish(
    topic: string,
    payload: Uint8Array,
    { qos = 2, retain = false }: PublishOptions = {},
  ): Promise<Published> {
    if (!this.connected) return Promise.resolve(refused({ kind: 'not-connected' }))
    if (this.refusal && topic === ROOM) return Promise.resolve(refused(this.refusal))
    return new Promise((settle) => {
      this.inFlight.push({ message: { topic, payload, qos, retain }, arrived: false, settle })
    })
  }

  #show({ upsert, remove = [] }: ListPatch<MessageView>): void {
    for (const message of upsert) this.window.set(message.id, message)
    for (const id of remove) this.window.delete(id)
  }
}

/** Copies of the app on one broker, with a clock and a network that move only when they are told to. */
export class World {
  broker = new SimulatedBroker()
  readonly copies: Copy[] = []
  now = BEGIN
  /** How many rooms were opened so far. */
  runs = 0
  readonly random: () => number
  #timers: Timer[] = []
  #ids = 0

  constructor(seed = 1) {
    this.random = dice(seed)
  }

  /** Adds a copy that is not connected yet. */
  add(name: string | undefined, client = `porchlight-${this.copies.length + 1}`): Copy {
    const copy = new Copy(this, client, name)
    this.copies.push(copy)
    return copy
  }

  /** Random in its order, as UUIDs are, and never the same. */
  newId(): string {
    return `${Math.floor(this.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')}-${(this.#ids++).toString(16)}`
  }

  after(ms: number, task: () => void): () => void {
    const timer = { at: this.now + ms, ms, task }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Lets the timer run that is due first; only such as were set to at most `longest` milliseconds. */
  tick(longest = Infinity): boolean {
    const [next] = this.#timers.filter(({ ms }) => ms <= longest).sort((a, b) => a.at - b.at)
    if (!next) return false
    this.#timers = this.#timers.filter((other) => other !== next)
    this.now = Math.max(this.now, next.at)
    next.task()
    return true
  }

  /** Somebody who is no copy of the app publishes something. */
  say(payload: string | Uint8Array, { topic = ROOM, retain = false } = {}): void {
    const bytes = typeof payload === 'string' ? encodeText(payload) : payload
    this.broker.publish({ topic, payload: bytes, qos: 2, retain })
  }

  /** The broker dies with all it has, and a copy starts another one. */
  takeOver(host: Copy): void {
    for (const copy of this.copies) copy.orphan()
    this.broker = new SimulatedBroker(host.room.retained())
  }

  /** Until nothing is on its way any more and no timer is left. */
  async settle(): Promise<void> {
    for (;;) {
      await pause()
      const moved = this.copies.map((copy) => copy.up() || copy.down()).some(Boolean)
      if (!moved && !this.tick()) return
    }
  }

  /** Everybody is connected, and has everything. */
  async meet(): Promise<void> {
    for (const copy of this.copies) copy.connect()
    await this.settle()
  }
}

/** Lets everything go on that waits for a promise that is kept already. */
export async function pause(): Promise<void> {
  for (let turns = 0; turns < 6; turns++) await Promise.resolve()
}

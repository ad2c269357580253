import type { AskedLink } from '@shared/desktop/desktop'
import { linkTo, parseLink, type PorchlightLink } from '@shared/desktop/link'
import type { CommandResult } from '@shared/ipc/contract'
import { toggling, type LightId, type LightState } from '@shared/light/light'
import { MAX_LABEL, oneLine } from '@shared/one-line'
import { ok, refused } from '@shared/result'
import type { Joining } from '../chat/joining'
import type { Rooms } from '../chat/rooms'
import type { Lights } from '../lights/lights'
import type { Notices } from './notices'

/** More links than these in a minute nobody opens by hand; a page that opens them by itself must not keep the user busy. */
const MOST = 10
const MINUTE = 60_000

export interface LinksParts {
  readonly joining: Pick<Joining, 'join'>
  readonly rooms: Pick<Rooms, 'list' | 'show'>
  readonly lights: Pick<Lights, 'get' | 'set'>
  readonly trayLight: () => LightId
  readonly notices: Pick<Notices, 'list' | 'say'>
  /** Milliseconds, only ever growing. */
  readonly now: () => number
  openWindow(name: 'controller' | 'chat'): void
  /** Another link is asked about, or none any more. */
  changed(): void
}

interface Question {
  readonly id: number
  readonly link: PorchlightLink
  /** What the question names, whatever is in the tray when it is answered. */
  readonly target: LightId | undefined
}

const done: CommandResult = ok(undefined)

/** Links that were opened: each is a question to the user, one at a time, and does nothing before their yes. */
export class Links {
  readonly #parts: LinksParts
  #question: Question | undefined
  /** The name of the light as it was told last. */
  #told: string | undefined
  /** Came while an answer was being carried out. */
  #next: PorchlightLink | undefined
  #isAnswering = false
  #ids = 0
  #times: readonly number[] = []

  constructor(parts: LinksParts) {
    this.#parts = parts
  }

  /** What the user is asked. */
  get asked(): AskedLink | undefined {
    if (!this.#question) return undefined
    const { id, link } = this.#question
    const light = this.#light?.name
    this.#told = light
    return { id, link, ...(light === undefined ? {} : { light }) }
  }

  /** A link was opened, by the user or by a page they look at. The newest takes the place of one that still waits. */
  receive(text: string): void {
    if (!this.#hasTime()) return
    const { notices, openWindow } = this.#parts
    const read = parseLink(text)
    if (!read.ok) {
      // One is enough to say so, and many would drive out what else has to be said.
      if (!notices.list.some(({ kind }) => kind === 'link-refused'))
        notices.say('link-refused', oneLine(text.slice(0, 1_000), MAX_LABEL))
    } else if (this.#isAnswering) this.#next = read.value
    else this.#ask(read.value)
    openWindow('controller')
  }

  /** A link can start Porchlight, long before it hears of the light. */
  lightsChanged(): void {
    if (this.#light?.name !== this.#told) this.#parts.changed()
  }

  /** The user's word about the link they were asked about. After a refusal the question stays, to be tried again. */
  async answer(id: number, accept: boolean): Promise<CommandResult> {
    const question = this.#question
    if (question?.id !== id || this.#isAnswering) return refused({ kind: 'gone' })
    if (!accept) {
      this.#end()
      return done
    }
    this.#isAnswering = true
    try {
      const result = await this.#follow(question)
      if (result.ok || this.#next) this.#end()
      return result
    } finally {
      this.#isAnswering = false
    }
  }

  get #light(): LightState | undefined {
    const target = this.#question?.target
    return target === undefined ? undefined : this.#parts.lights.get(target)
  }

  #hasTime(): boolean {
    const now = this.#parts.now()
    const lately = this.#times.filter((time) => now - time < MINUTE)
    const hasTime = lately.length < MOST
    this.#times = hasTime ? [...lately, now] : lately
    return hasTime
  }

  #ask(link: PorchlightLink): void {
    // Opened twice it is the same question, and a yes that is on its way counts.
    if (this.#question && linkTo(this.#question.link) === linkTo(link)) return
    const target = link.kind === 'toggle' ? (link.light ?? this.#parts.trayLight()) : undefined
    this.#question = { id: ++this.#ids, link, target }
    this.#told = undefined
    this.#parts.changed()
  }

  /** Goes on with what came meanwhile. */
  #end(): void {
    const next = this.#next
    this.#question = undefined
    this.#told = undefined
    this.#next = undefined
    if (next) this.#ask(next)
    else this.#parts.changed()
  }

  async #follow({ link }: Question): Promise<CommandResult> {
    if (link.kind === 'join') return await this.#join(link)
    const light = this.#light
    return light ? this.#parts.lights.set(light.id, toggling(light)) : refused({ kind: 'unknown-light' })
  }

  async #join({ topic, name }: Extract<PorchlightLink, { kind: 'join' }>): Promise<CommandResult> {
    const { joining, rooms, openWindow } = this.#parts
    if (!rooms.list().some((room) => room.topic === topic)) {
      const joined = await joining.join({ topic, name, kind: 'open' })
      if (!joined.ok) return joined
    }
    rooms.show(topic)
    openWindow('chat')
    return done
  }
}

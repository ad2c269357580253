import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { keptIn } from '../../e2e/fixtures/kept'
import { labPublish } from '../../e2e/fixtures/lab'
import { HOME_PORT } from './home'

const HEARD_MS = 6_000
const LOOK_MS = 200

/** What a client in Python says, and in which form: its own class knows neither ids nor clocks nor turns. */
export class Python {
  /** What the broker took and a copy has heard. One that nobody heard (the broker died with it) nobody can keep. */
  readonly heard: string[] = []
  unheard = 0
  #number = 0

  constructor(private readonly folders: readonly string[]) {}

  async speak(isJson: boolean): Promise<void> {
    this.#number += 1
    const text = `from Python ${this.#number}`
    const payload = isJson ? JSON.stringify({ user: 'Ringo', message: text }) : `Ringo: ${text}`
    try {
      await labPublish('chat', payload, { port: HOME_PORT, id: `lab-${randomUUID().slice(0, 8)}` })
    } catch {
      // It met no broker, or one that was killed.
      this.unheard += 1
      return
    }
    if (await this.#isHeard(text)) this.heard.push(text)
    else this.unheard += 1
  }

  async #isHeard(text: string): Promise<boolean> {
    for (const end = Date.now() + HEARD_MS; Date.now() < end; await pause(LOOK_MS)) {
      if (this.folders.some((folder) => keptIn(folder).some((each) => each.text === text))) return true
    }
    return false
  }
}

import type { Mosquitto, MosquittoOptions } from '../../e2e/fixtures/broker'
import { isListening } from '../../e2e/fixtures/ports'
import { brokerOf, killProcess } from '../../e2e/fixtures/processes'
import { waitFor } from '../../e2e/fixtures/wait'

/** Where the profile "This computer" finds a broker, or starts one. */
export const HOME_PORT = 1883

/** How long the copies may take to find out that nobody listens, and to host. */
const HOSTED_MS = 40_000

/** The broker of the profile "This computer": a Mosquitto at first; once it is gone, one that a copy hosts. */
export class Home {
  #mosquitto: Mosquitto | undefined

  constructor(private readonly start: (options: MosquittoOptions) => Promise<Mosquitto>) {}

  async open(): Promise<void> {
    this.#mosquitto = await this.start({ port: HOME_PORT })
  }

  get isMosquitto(): boolean {
    return this.#mosquitto !== undefined
  }

  /** Kills whatever serves now: a Mosquitto is started again at once if it is to come back, a hosted one by the copies themselves. */
  async kill(pids: readonly number[], comesBack: boolean): Promise<void> {
    const mosquitto = this.#mosquitto
    this.#mosquitto = undefined
    if (mosquitto) await mosquitto.kill()
    else await killHosted(pids)
    // A copy that was quicker hosts from now on.
    if (mosquitto && comesBack) await this.open().catch(() => undefined)
  }

  /** Returns when somebody serves. */
  async serves(): Promise<void> {
    await waitFor('somebody to host the broker', () => isListening(HOME_PORT), HOSTED_MS)
  }
}

async function killHosted(pids: readonly number[]): Promise<void> {
  const broker = pids.map(brokerOf).find((pid) => pid !== undefined)
  if (broker !== undefined) await killProcess(broker)
}

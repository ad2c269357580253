import type { Copy } from '../../e2e/fixtures/porchlight'
import { isRunning } from '../../e2e/fixtures/processes'

/** One run of a copy, and its end. */
interface Life {
  readonly copy: Promise<Copy>
  /** Never comes true; fails when the run is killed. */
  readonly death: Promise<never>
  die(): void
}

/** A copy under siege: what happens to it is known, so that what fails because of it is not taken for a fault. */
export class Besieged {
  /** Every run of it, the dead ones too: what their windows complained of still counts. */
  readonly runs: Copy[] = []
  #life: Life
  /** Blows that have begun, and those that are over. */
  #begun = 0
  #over = 0
  #windows: Promise<unknown> = Promise.resolve()

  constructor(
    readonly user: string,
    private readonly start: () => Promise<Copy>,
  ) {
    this.#life = this.#run()
  }

  /** The run that is there now, or comes up. */
  get copy(): Promise<Copy> {
    return this.#life.copy
  }

  /** Does something with it; gives nothing where a blow came in between and made it fail. */
  async do<T>(task: (copy: Copy) => Promise<T>): Promise<T | undefined> {
    const isQuiet = this.#begun === this.#over
    const before = this.#begun
    const { copy, death } = this.#life
    try {
      return await Promise.race([copy.then(task), death])
    } catch (error) {
      if (isQuiet && before === this.#begun) throw error
      return undefined
    }
  }

  /** Does something to it that may make anything fail which is going on meanwhile; tells whether it came to its end. */
  async blow(strike: (copy: Copy) => Promise<void>): Promise<boolean> {
    const isQuiet = this.#begun === this.#over
    this.#begun += 1
    const own = this.#begun
    const { copy, death } = this.#life
    try {
      await Promise.race([copy.then(strike), death])
      return true
    } catch (error) {
      if (isQuiet && own === this.#begun) throw error
      return false
    } finally {
      this.#over += 1
    }
  }

  /** The same, one after another with whatever else opens and closes windows of this copy. */
  blowToWindows(strike: (copy: Copy) => Promise<void>): Promise<boolean> {
    const next = this.#windows.then(() => this.blow(strike))
    this.#windows = next.catch(() => undefined)
    return next
  }

  /** Ends it as a crash would and starts it again on its folder. */
  async kill(): Promise<void> {
    const { die } = this.#life
    await this.blow(async (copy) => {
      await copy.kill()
      this.#life = this.#run()
    })
    die()
    await this.copy
  }

  /** Stops its main process for a time in which the world goes on; its helpers find nobody who listens. */
  async freeze(pass: () => Promise<void>): Promise<void> {
    await this.blow(async ({ pid }) => {
      process.kill(pid, 'SIGSTOP')
      try {
        await pass()
      } finally {
        if (isRunning(pid)) process.kill(pid, 'SIGCONT')
      }
    })
  }

  #run(): Life {
    const copy = this.start()
    copy.then(
      (run) => this.runs.push(run),
      () => undefined,
    )
    let die = (): void => undefined
    const death = new Promise<never>((_resolve, reject) => (die = () => reject(new Error('killed'))))
    death.catch(() => undefined)
    return { copy, death, die }
  }
}

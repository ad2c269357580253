import type { Copy } from '../../e2e/fixtures/porchlight'
import type { Besieged } from './besieged'

/** What somebody wanted to say, and what came of it as far as the answer tells. */
export interface Said {
  readonly user: string
  readonly text: string
  /** `unknown`: the answer was lost with the window or the process that asked. */
  answer: 'taken' | 'unknown'
}

/** Everything that was said in the copies; each text is said once, by whoever may write. */
export class Talk {
  readonly said: Said[] = []
  #number = 0

  /** Lets somebody say the next text if it is their turn; what came back to their composer goes first. */
  async letSpeak(besieged: Besieged): Promise<boolean> {
    const text = `message ${this.#number + 1}`
    const attempt: Said = { user: besieged.user, text, answer: 'unknown' }
    let isTried = false
    const answer = await besieged.do(async (copy) => {
      const { page } = await copy.controller()
      isTried = true
      return say(page, text)
    })
    // A lost answer leaves open which of the two was said; the text is not said again.
    if (answer === undefined && isTried) this.#keep(attempt)
    if (answer === 'taken') this.#keep({ ...attempt, answer: 'taken' })
    return answer === 'taken' || answer === 'again'
  }

  #keep(said: Said): void {
    this.#number += 1
    this.said.push(said)
  }
}

/** Says what came back to the composer, or else the text, and nothing where it is not the user's turn. */
async function say(
  page: Awaited<ReturnType<Copy['controller']>>['page'],
  text: string,
): Promise<'taken' | 'again' | 'waits'> {
  return page.evaluate(async (wanted) => {
    const room = await new Promise<{ mayWrite: boolean; draft: string }>((resolve) => {
      const stop = window.porchlight.watchState(({ snapshot, views }) => {
        if (!snapshot) return
        stop()
        resolve({ mayWrite: views.room?.turn.mayWrite ?? false, draft: views.room?.draft.text ?? '' })
      })
    })
    // While one may write nothing of one's own is under way, so nothing can come back in between.
    if (!room.mayWrite) return 'waits'
    const isAgain = room.draft !== ''
    const { ok } = await window.porchlight.sendMessage({ room: 'chat', text: isAgain ? room.draft : wanted })
    if (!ok) return 'waits'
    return isAgain ? 'again' : 'taken'
  }, text)
}

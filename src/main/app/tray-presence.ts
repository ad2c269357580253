import type { StatePush, Views } from '@shared/ipc/state'
import { renderTray, type TrayView } from '../tray/render'
import type { Words } from '../words/words'

/** Turns pushes of the state into what the tray shows. */
export function trayFollower(words: Words, show: (view: TrayView) => void): (push: StatePush) => void {
  const known: Partial<Pick<Views, 'connection' | 'lights' | 'trayLight'>> = {}
  return ({ views }) => {
    if (!views.connection && !views.lights && views.trayLight === undefined) return
    Object.assign(known, views)
    const { connection, lights, trayLight } = known
    if (connection && lights && trayLight !== undefined)
      show(renderTray({ connection, lights, trayLight }, words))
  }
}

import type { StatePush } from '@shared/ipc/state'
import type { Words } from '../words/words'

/**
 * Tells the state in lines, for a start without a screen: somebody in another terminal can follow what the light
 * and the chat do. A line is printed when what it says has changed.
 */
export function followInLines(words: Words, print: (line: string) => void): (push: StatePush) => void {
  let lastConnection = ''
  const lastLights = new Map<string, string>()
  return (push) => {
    const { connection, lights } = push.views
    if (connection) {
      const line = words.connectionLine(connection)
      if (line !== lastConnection) print(line)
      lastConnection = line
    }
    for (const light of lights ?? []) {
      const line = words.lightLine(light)
      if (lastLights.get(light.id) !== line) print(line)
      lastLights.set(light.id, line)
    }
    if (push.snapshot) return
    for (const message of push.conversation?.upsert ?? []) {
      if (message.delivery === undefined || message.delivery === 'sent')
        print(words.chatLine(message.user, message.text))
    }
  }
}

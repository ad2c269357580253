import type { StatePush } from '@shared/ipc/state'
import type { Words } from '../words/words'

/** Ids of messages that are remembered as told; neighbours are never further apart. */
const REMEMBERED = 100

/**
 * Tells the state in lines, for a start without a screen: somebody in another terminal can follow what the light
 * and the chat do. A line is printed when what it says has changed.
 */
export function followInLines(words: Words, print: (line: string) => void): (push: StatePush) => void {
  let lastConnection = ''
  const lastLights = new Map<string, string>()
  let told: string[] = []
  return (push) => {
    const { connection } = push.views
    if (connection) {
      const line = words.connectionLine(connection)
      if (line !== lastConnection) print(line)
      lastConnection = line
    }
    for (const light of push.lights?.upsert ?? []) {
      const line = words.lightLine(light)
      if (lastLights.get(light.id) !== line) print(line)
      lastLights.set(light.id, line)
    }
    if (push.snapshot) return
    for (const { id, delivery, user, text } of push.messages?.upsert ?? []) {
      // A message is pushed again when its neighbour changes; a line is not taken back, so it is told once.
      if ((delivery !== undefined && delivery !== 'sent') || told.includes(id)) continue
      told = [...told, id].slice(-REMEMBERED)
      print(words.chatLine(user, text))
    }
  }
}

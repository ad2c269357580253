import { connectAsync } from 'mqtt'
import type { Dice } from '../../faults/dice'

const TOPICS = 50
const BYTES = 100
/** What is no text in any encoding a chat or a lamp would use. */
const RUBBISH = Buffer.from([0xff, 0xfe, 0xc0, 0x00, 0xf5])
/** Where rubbish goes: everything the app reads for itself. */
const READ_TOPICS = [
  'chat',
  'chat/turn',
  'chat/sync',
  'chat/rules',
  'chat/typing/x',
  'chat/presence/x',
  'led',
]

/** How many messages a flood has, at most and at least. */
const FLOOD = [2_000, 6_000] as const

/** A flood on fifty topics, with rubbish in it on the topics that the app itself reads; gives how many messages were sent. */
export async function flood(port: number, dice: Dice): Promise<number> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, connectTimeout: 3_000 })
  client.on('error', () => undefined)
  const count = Math.floor(dice.between(...FLOOD))
  const payload = Buffer.alloc(BYTES, 'x')
  try {
    for (let index = 0; index < count && client.connected; index++) {
      const isRubbish = dice.random() < 0.05
      const read = READ_TOPICS[index % READ_TOPICS.length] ?? 'chat'
      const [topic, body] = isRubbish ? [read, RUBBISH] : [`flood/${index % TOPICS}`, payload]
      // A broker that was killed in between takes the rest of it along.
      client.publish(topic, body, { qos: 0 }, () => undefined)
      // So that it goes out as it would from somebody else's loop, and does not first fill this process.
      if (index % 200 === 199) await new Promise((resolve) => setImmediate(resolve))
    }
    return count
  } finally {
    await client.endAsync(false).catch(() => undefined)
  }
}

import type { MqttClient } from 'mqtt'
import { giveBackInFlight } from './publisher'

/** Milliseconds that each step waits for the broker to answer. */
const PATIENCE = 1_000

/**
 * Leaves with a DISCONNECT, and before that takes back the given subscriptions. Messages that are acknowledged meanwhile
 * still count: the broker does not send them again.
 */
export async function leave(
  client: MqttClient,
  stream: MqttClient['stream'] | undefined,
  filters: string[],
  after: (ms: number, task: () => void) => () => void,
): Promise<void> {
  const within = (work: Promise<unknown>): Promise<void> =>
    new Promise((resolve) => {
      const callOff = after(PATIENCE, resolve)
      const done = (): void => {
        callOff()
        resolve()
      }
      work.then(done, done)
    })
  if (client.connected && filters.length > 0) await within(client.unsubscribeAsync(filters))
  if (client.connected) await within(client.endAsync(false))
  giveBackInFlight(client)
  if (!client.disconnected) await within(client.endAsync(true))
  stream?.destroy()
}

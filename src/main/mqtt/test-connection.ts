import type { IClientOptions, MqttClient } from 'mqtt'
import { formatAddress, type BrokerAddress, type Credentials } from '@shared/mqtt/address'
import type { CertificateRule, ConnectionFailure, MqttVersion } from '@shared/mqtt/connection'
import type { TestOutcome, TestReport } from '@shared/profile/view'
import { describeFailure } from './failure'
import { leave } from './leave'
import type { ConnectionChoice } from './located'
import { clientOptions, CONNECT_TIMEOUT, MAX_PACKET } from './options'
import { withoutId } from './packet-id'
import { limitPackets, PacketTooLargeError } from './packet-size'
import { shownCertificate } from './shown-certificate'
import { guardPin } from './tls'

/** One address of the profile that is tested, with the profile's choices. */
export interface TestTarget {
  readonly address: BrokerAddress
  readonly credentials?: Credentials
  readonly choice: ConnectionChoice
}

export interface TestParts {
  readonly createClient: (options: IClientOptions) => MqttClient
  readonly now: () => number
  readonly random: () => number
  /** Runs `task` after `ms` milliseconds; returns the way to call it off. */
  readonly after: (ms: number, task: () => void) => () => void
}

/** Addresses that are tried at the same time. */
const AT_ONCE = 3
/** What is amiss is on our side; the server's own certificate says nothing about it. */
const OURS: readonly (CertificateRule | undefined)[] = ['client-certificate', 'client-key']

/**
 * Tries every address of a profile once, beside the running session: under another client id, with a session that ends
 * with the test, and with one login at most where the broker answers at all. Never fails; the outcomes say what is wrong.
 */
export async function testConnection(targets: readonly TestTarget[], parts: TestParts): Promise<TestReport> {
  const tried: TestReport['tried'][number][] = []
  const waiting = [...targets.entries()]
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, target] = next
      tried[index] = { address: formatAddress(target.address), outcome: await testAddress(target, parts) }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { tried }
}

/** What one attempt found, and whether the broker had answered the CONNECT. */
interface Attempt {
  readonly outcome: TestOutcome
  readonly answered: boolean
}

async function testAddress(target: TestTarget, parts: TestParts): Promise<TestOutcome> {
  const { address, choice } = target
  const deadline = parts.now() + CONNECT_TIMEOUT
  const first: MqttVersion = choice.version === 'auto' ? '5' : choice.version
  const begun = await attempt(target, first, deadline, parts)
  let { outcome } = begun
  if (choice.version === 'auto' && !outcome.ok && mayMeanVersion(outcome.failure, begun.answered)) {
    outcome = (await attempt(target, '3.1.1', deadline, parts)).outcome
  }
  if (outcome.ok || outcome.failure.kind !== 'certificate' || OURS.includes(outcome.failure.rule))
    return outcome
  const certificate = await shownCertificate(address, choice.tls, parts.after)
  return certificate ? { ...outcome, certificate } : outcome
}

/** A broker that knows no MQTT 5 says so, or just hangs up. */
function mayMeanVersion({ kind }: ConnectionFailure, answered: boolean): boolean {
  return kind === 'version' || (kind === 'closed' && !answered)
}

async function attempt(
  { address, credentials, choice }: TestTarget,
  version: MqttVersion,
  deadline: number,
  { createClient, now, random, after }: TestParts,
): Promise<Attempt> {
  const id = `porchlight-test-${Math.floor(random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0')}`
  const located = { address, hostedHere: false, credentials, choice }
  let client: MqttClient | undefined
  let answered = false
  try {
    const usual = clientOptions(id, located, undefined, version)
    const made = createClient({
      ...usual,
      clientId: id,
      clean: true,
      properties: { ...usual.properties, sessionExpiryInterval: 0 },
    })
    client = made
    const started = now()
    const outcome = await new Promise<TestOutcome>((resolve) => {
      const fail = (error: unknown): void => resolve({ ok: false, failure: describeFailure(error) })
      const callOff = after(deadline - started, () =>
        resolve({ ok: false, failure: { kind: 'timed-out', detail: '' } }),
      )
      made.on('packetreceive', (packet) => {
        answered ||= packet.cmd === 'connack'
        const error = withoutId(packet)
        if (error) made.stream.destroy(error)
      })
      made.once('connect', () => resolve({ ok: true, version, took: now() - started }))
      made.on('error', fail)
      made.once('close', () => {
        callOff()
        fail(undefined)
      })
      const { stream } = made.connect()
      guardPin(stream, choice.tls.pinned)
      limitPackets(stream, MAX_PACKET, (bytes) => stream.destroy(new PacketTooLargeError(bytes)))
      // mqtt.js keeps errors without a code to itself.
      stream.on('error', fail)
    })
    return { outcome, answered }
  } catch (error) {
    return { outcome: { ok: false, failure: describeFailure(error) }, answered }
  } finally {
    if (client) await leave(client, client.stream, [], after)
  }
}

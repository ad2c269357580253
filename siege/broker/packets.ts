import { generate, parser, type Packet } from 'mqtt-packet'
import type { Dice } from '../../faults/dice'

/** What this connection speaks; a packet has another form in each. */
export type Version = 4 | 5

/** The topics that the app reads for itself, among them some that nobody asked for. */
const TOPICS = [
  'chat',
  'chat/turn',
  'chat/sync',
  'chat/rules',
  'chat/changes',
  'chat/presence/x',
  'led',
  'homeassistant/light/x/config',
  'zigbee2mqtt/bridge/devices',
  'tele/x/STATE',
  'nobody/asked/for/this',
  '$SYS/broker/clients',
  'a'.repeat(2_000),
  '/'.repeat(500),
  'ü/\u{1f4a1}',
] as const
const PAYLOADS = [
  '',
  'on',
  'off',
  '{"user":"Ringo","message":"hello"}',
  '{"state":"ON","brightness":1e999}',
  '{"type":"have","from":"x","greeting":"y","ids":[]}',
  `[${'['.repeat(3_000)}`,
  'x'.repeat(4_000),
] as const
/** In one packet of so many that break the framing, the break is sent; each costs a connection. */
const BREAKING_PART = 0.003

/** What may stand behind a packet: nothing, and bytes that are small or large numbers where one reads on. */
const FOLLOWERS = [Buffer.alloc(0), Buffer.alloc(64, 0x00), Buffer.alloc(64, 0xff)] as const

/** One packet as the hostile broker sends it. */
export interface Shot {
  readonly bytes: Buffer
  /** A parser of its own says that it does not outlive this one. */
  readonly breaks: boolean
}

/** A packet of any kind that a broker may send, with its bits changed or its numbers wrong. */
export function drawShot(dice: Dice, protocolVersion: Version): Shot {
  for (;;) {
    const bytes = dice.oneOf<() => Buffer>([
      [() => generate(drawPacket(dice), { protocolVersion }), 3],
      [() => mutated(generate(drawPacket(dice), { protocolVersion }), dice), 7],
    ])()
    const breaks = !isWhole(bytes, protocolVersion)
    if (!breaks || dice.random() < BREAKING_PART) return { bytes, breaks }
  }
}

/** Answers to what was never asked, with numbers that nobody gave, and publishes on whatever topic. */
function drawPacket(dice: Dice): Packet {
  const messageId = 1 + Math.floor(dice.between(0, 65_535))
  return dice.oneOf<() => Packet>([
    [() => publish(dice, messageId), 12],
    [() => ({ cmd: 'puback', messageId }), 1],
    [() => ({ cmd: 'pubrec', messageId }), 1],
    [() => ({ cmd: 'pubrel', messageId }), 1],
    [() => ({ cmd: 'pubcomp', messageId }), 1],
    [() => ({ cmd: 'suback', messageId, granted: [0, 1, 2, 128] }), 1],
    [() => ({ cmd: 'unsuback', messageId, granted: [0] }), 1],
    [() => ({ cmd: 'pingresp' }), 1],
  ])()
}

function publish(dice: Dice, messageId: number): Packet {
  return {
    cmd: 'publish',
    topic: one(dice, TOPICS),
    payload: Buffer.from(one(dice, PAYLOADS)),
    qos: one(dice, [0, 0, 0, 1, 2] as const),
    dup: false,
    retain: dice.random() < 0.5,
    messageId,
  }
}

/** One to four bytes changed, anywhere but in the length: what is behind the packet stays a packet. */
function mutated(packet: Buffer, dice: Dice): Buffer {
  const bytes = Buffer.from(packet)
  let body = 2
  while ((bytes[body - 1] ?? 0) >= 128) body += 1
  for (let left = 1 + Math.floor(dice.between(0, 4)); left > 0; left--) {
    const isHead = bytes.length === body || dice.random() < 0.1
    const at = isHead ? 0 : Math.floor(dice.between(body, bytes.length))
    bytes[at] = Math.floor(dice.between(0, 256))
  }
  return bytes
}

/**
 * Whether a parser reads exactly one packet out of it, of a kind after which a connection goes on, whatever stands behind it: with a wrong
 * length inside, mqtt-packet reads on into the next packet, and fails there or not.
 */
function isWhole(bytes: Buffer, protocolVersion: Version): boolean {
  const [alone = [], ...others] = FOLLOWERS.map((follower) =>
    packetsIn(Buffer.concat([bytes, follower]), protocolVersion),
  )
  const [only] = alone
  if (alone.length !== 1 || !only || !goesOn(only)) return false
  const read = JSON.stringify(only)
  return others.every(([first]) => JSON.stringify(first) === read)
}

/** What a parser reads before it fails. */
function packetsIn(bytes: Buffer, protocolVersion: Version): Packet[] {
  const read: Packet[] = []
  let failed = false
  const own = parser({ protocolVersion })
  own.on('packet', (packet) => {
    if (!failed) read.push(packet)
  })
  own.on('error', () => (failed = true))
  own.parse(bytes)
  return read
}

function goesOn(packet: Packet): boolean {
  // What only a client sends, a second CONNACK, and a DISCONNECT end a connection by the rules.
  if (
    !['publish', 'puback', 'pubrec', 'pubrel', 'pubcomp', 'suback', 'unsuback', 'pingresp'].includes(
      packet.cmd,
    )
  )
    return false
  return packet.cmd !== 'publish' || packet.topic !== ''
}

function one<T>(dice: Dice, of: readonly T[]): T {
  const drawn = of[Math.floor(dice.between(0, of.length))]
  if (drawn === undefined) throw new Error('nothing to draw from')
  return drawn
}

import { setTimeout as pause } from 'node:timers/promises'
import type { Dice } from '../../faults/dice'
import { drawShot } from './packets'
import type { Visitor } from './fake-broker'

const BATCH = 250
/** A batch that is not acknowledged by then was swallowed by a packet that has no end. */
const READ_MS = 5_000
/** An endless packet gets another byte so often, for so long. */
const TRICKLE_MS = 10
const TRICKLES = 200
/** Topics in one write of the flood. */
const AT_ONCE = 1_000

/** What was counted: packets that the app has read for certain, and connections that one of them ended. */
export interface Fired {
  packets: number
  ended: number
}

/** Mutated packets until `enough` were read: a batch counts when the app acknowledges what stands behind it. */
export function fireMutated(dice: Dice, fired: Fired, enough: number) {
  return async (visitor: Visitor): Promise<void> => {
    while (fired.packets < enough && !visitor.isGone()) {
      const shots = []
      do shots.push(drawShot(dice, visitor.version))
      while (shots.length < BATCH && !shots.at(-1)?.breaks)
      const breaks = shots.at(-1)?.breaks ?? false
      await visitor.send(Buffer.concat(shots.map(({ bytes }) => bytes)))
      if (await visitor.isRead(breaks ? READ_MS / 10 : READ_MS)) {
        fired.packets += shots.length
        continue
      }
      fired.ended += 1
      // Of one that ended as it was expected to, all was read; of another only what is certain counts.
      if (breaks && visitor.isGone()) fired.packets += shots.length
      visitor.end()
    }
  }
}

/** Announces the largest packet there can be, 256 MB, and sends as much of it as is taken. */
export async function announceHuge(visitor: Visitor): Promise<void> {
  await visitor.send(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f, 0x00, 0x01, 0x61]))
  const piece = Buffer.alloc(1_048_576, 'x')
  for (let sent = 0; sent < 255; sent++) await visitor.send(piece)
}

/** A length that never ends by turns with a packet of nearly 16 MB, just allowed, of which byte after byte comes and never the last. */
export function sendEndless(dice: Dice) {
  return async (visitor: Visitor): Promise<void> => {
    if (dice.random() < 0.5) {
      await visitor.send(Buffer.concat([Buffer.from([0x30]), Buffer.alloc(1_000, 0xff)]))
      await pause(TRICKLE_MS * TRICKLES)
    } else {
      await visitor.send(Buffer.from([0x30, 0xf0, 0xff, 0xff, 0x07, 0x00, 0x01, 0x61]))
      await visitor.send(Buffer.alloc(15 * 1_048_576, 'x'))
      for (let left = TRICKLES; left > 0 && !visitor.isGone(); left--) {
        await visitor.send(Buffer.from('x'))
        await pause(TRICKLE_MS)
      }
    }
    visitor.end()
  }
}

/** Retained messages on ever new topics, one in a hundred a lamp that is found by it, as fast as they are read. */
export function floodRetained(sent: { topics: number }, topics: number) {
  return async (visitor: Visitor): Promise<void> => {
    while (sent.topics < topics && !visitor.isGone()) {
      const from = sent.topics
      const packets = Array.from({ length: AT_ONCE }, (_, index) => retained(from + index, visitor.version))
      await visitor.send(Buffer.concat(packets))
      sent.topics += AT_ONCE
    }
    await visitor.isRead(60_000)
  }
}

/** Written by hand: the library takes longer for it than the app to read it. */
function retained(index: number, version: 4 | 5): Buffer {
  const isLamp = index % 100 === 0
  const topic = Buffer.from(
    isLamp ? `homeassistant/light/l${index}/config` : `flood/${index % 1_000}/${index}`,
  )
  const payload = Buffer.from(isLamp ? `{"command_topic":"l/${index}/set","name":"l${index}"}` : 'on')
  const head = Buffer.from([topic.length >> 8, topic.length & 255])
  const properties = Buffer.alloc(version === 5 ? 1 : 0)
  const length = head.length + topic.length + properties.length + payload.length
  const start = length < 128 ? [0x31, length] : [0x31, (length % 128) + 128, length >> 7]
  return Buffer.concat([Buffer.from(start), head, topic, properties, payload])
}

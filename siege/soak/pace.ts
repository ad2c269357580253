import { setTimeout as pause } from 'node:timers/promises'
import { connectAsync } from 'mqtt'
import type { Copy } from '../../e2e/fixtures/porchlight'
import { ask } from '../../e2e/fixtures/talk'
import type { Dice } from '../../faults/dice'
import { closeWindow } from '../lib/windows'

/** Between two things that people do, in ms. */
const THOUGHT_MS = [1_000, 5_000] as const
const FLOOD_PER_SECOND = 2_000
const FLOOD_TOPICS = 50
const FLOOD_BYTES = 100
const BEAT_MS = 100

/** People use their copies until the time is over: they talk, switch the light, and open and close the chat; gives how often. */
export async function useAtHumanPace(copies: readonly Copy[], dice: Dice, until: number): Promise<number> {
  let done = 0
  const deeds: readonly (readonly [(copy: Copy) => Promise<unknown>, number])[] = [
    [(copy) => talk(copy, `message ${done}`), 6],
    [(copy) => switchLight(copy, dice.random() < 0.5 ? 'on' : 'off'), 3],
    [(copy) => copy.chat(), 1],
    [(copy) => closeWindow(copy, 'chat'), 1],
  ]
  while (Date.now() < until) {
    const copy = copies[Math.floor(dice.between(0, copies.length))]
    if (copy) await dice.oneOf(deeds)(copy)
    done += 1
    await pause(Math.min(dice.between(...THOUGHT_MS), Math.max(0, until - Date.now())))
  }
  return done
}

/** 2,000 messages per second of 100 bytes on fifty topics until the time is over; gives how many. */
export async function floodEvenly(port: number, until: number): Promise<number> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`)
  const payload = Buffer.alloc(FLOOD_BYTES, 'x')
  let sent = 0
  for (let next = Date.now(); next < until; next += BEAT_MS) {
    await pause(Math.max(0, next - Date.now()))
    for (let index = 0; index < (FLOOD_PER_SECOND * BEAT_MS) / 1_000; index++, sent++)
      client.publish(`flood/${sent % FLOOD_TOPICS}`, payload, { qos: 0 })
  }
  await client.endAsync(false)
  return sent
}

/** Refused where it is not their turn, which is how it goes among people. */
async function talk(copy: Copy, text: string): Promise<void> {
  const { page } = await copy.controller()
  await ask(page, 'tellWriting', { room: 'chat' })
  await ask(page, 'sendMessage', { room: 'chat', text })
}

async function switchLight(copy: Copy, power: 'on' | 'off'): Promise<void> {
  await ask((await copy.controller()).page, 'setLight', { light: 'led', wish: { power } })
}

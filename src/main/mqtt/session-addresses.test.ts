import { beforeEach, describe, expect, it } from 'vitest'
import { choice, coded, Rig } from './testing/rig'

let rig: Rig
beforeEach(() => {
  rig = new Rig()
  rig.located = { choice: choice(), addresses: 3 }
})

/** The next try ends before it is a connection. */
async function failOnce(): Promise<void> {
  await rig.find()
  await rig.lose(coded('ECONNREFUSED'))
}

describe('several addresses', () => {
  it('come one after the other without a wait; a wait follows when each has had its chance', async () => {
    rig.session.start()
    for (let tries = 0; tries < 7; tries++) {
      await failOnce()
      await rig.pass(rig.waits.at(-1) ?? 0)
    }
    expect(rig.waits).toEqual([0, 0, 500, 0, 0, 1_000, 0])
    expect(rig.searches.map(({ failures }) => failures)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('come at once when a connection that stood is lost, the next one first', async () => {
    await rig.connect()
    await rig.pass(60_000)
    await rig.lose()
    expect(rig.waits).toEqual([0])
    await rig.pass(0)
    expect(rig.searches.at(-1)?.failures).toBe(1)
  })

  it('come after waits that grow where each lets the session in and soon hangs up', async () => {
    rig.session.start()
    for (let tries = 0; tries < 7; tries++) {
      await rig.find()
      rig.client.accept()
      await rig.settle()
      await rig.lose()
      await rig.pass(rig.waits.at(-1) ?? 0)
    }
    expect(rig.waits).toEqual([0, 0, 0, 500, 1_000, 2_000, 4_000])
  })

  it('begin with the same one after a wake-up', async () => {
    await rig.connect()
    rig.session.reconnect()
    await rig.settle()
    expect(rig.searches.at(-1)?.failures).toBe(0)
  })
})

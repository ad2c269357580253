import { beforeEach, describe, expect, it } from 'vitest'
import { choice, coded, Rig } from './testing/rig'

let rig: Rig
beforeEach(() => {
  rig = new Rig()
  rig.located = { choice: choice({ version: 'auto' }) }
})
const spoken = (): unknown => rig.client.options.protocolVersion

describe('version: automatic', () => {
  it('begins with 5 and says so', async () => {
    await rig.connect()
    expect(spoken()).toBe(5)
    expect(rig.session.state).toMatchObject({ phase: 'connected', version: '5' })
  })

  it.each([
    ['CONNACK 1 of MQTT 3.1.1', coded(1, 'Connection refused: Unacceptable protocol version')],
    ['CONNACK 0x84 of MQTT 5', coded(0x84, 'Connection refused: Unsupported Protocol Version')],
  ])('goes on with 3.1.1 without a wait after %s, and remembers it', async (_name, refusal) => {
    rig.session.start()
    await rig.find()
    await rig.lose(refusal)
    expect(rig.waits).toEqual([])
    // The same address again, not the next of a cluster.
    expect(rig.searches.at(-1)?.failures).toBe(0)
    await rig.find()
    expect(spoken()).toBe(4)
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state).toMatchObject({ phase: 'connected', version: '3.1.1' })
    expect(rig.phases).not.toContain('stopped')

    await rig.lose()
    await rig.retry()
    expect(spoken()).toBe(4)
  })

  it('stops where the broker refuses both', async () => {
    rig.session.start()
    await rig.find()
    await rig.lose(coded(0x84))
    await rig.find()
    await rig.lose(coded(1, 'Connection refused: Unacceptable protocol version'))
    expect(rig.session.state).toMatchObject({ phase: 'stopped', reason: { kind: 'version' } })
    expect(rig.client.connects).toBe(2)
  })

  it('takes the other one at the next try where the broker just hangs up', async () => {
    rig.session.start()
    await rig.find()
    expect(spoken()).toBe(5)
    await rig.lose()
    expect(rig.session.state.phase).toBe('waiting')
    await rig.retry()
    expect(spoken()).toBe(4)
    await rig.lose()
    await rig.retry()
    expect(spoken()).toBe(5)
  })

  it('asks an address that is new with 5 again', async () => {
    rig.session.start()
    await rig.find(1884)
    await rig.lose(coded(0x84))
    await rig.find(1885)
    expect(spoken()).toBe(5)
  })
})

describe('version: chosen', () => {
  it.each([
    ['5', 5],
    ['3.1.1', 4],
  ] as const)(
    '%s stays, also when the broker hangs up, and stops when it is refused',
    async (version, number) => {
      rig.located = { choice: choice({ version }) }
      rig.session.start()
      for (let tries = 0; tries < 3; tries++) {
        await rig.find()
        expect(spoken()).toBe(number)
        await rig.lose()
        await rig.pass(30_000)
      }
      await rig.find()
      await rig.lose(coded(0x84))
      expect(rig.session.state).toMatchObject({ phase: 'stopped', reason: { kind: 'version' } })
    },
  )
})

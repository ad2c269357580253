import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Bench, gotBy, heardBy } from './testing'

const seedOf = (topic: string, text: string) => ({
  topic,
  payload: new TextEncoder().encode(text),
  qos: 2 as const,
})

describe('what the broker keeps in its folder', () => {
  let bench: Bench
  let folder: string
  beforeEach(async () => {
    bench = new Bench()
    folder = join(await bench.folder(), 'broker')
  })
  afterEach(() => bench.end())

  const expectRetained = async (port: number, expected: string[], filter = '#') => {
    const client = await bench.client(port)
    await client.subscribeAsync(filter, { qos: 1 })
    const kept = () => gotBy(client).map(({ topic, text, qos }) => `${topic}=${text}@${qos}`)
    await vi.waitFor(() => expect(kept().sort()).toEqual(expected))
    await client.publishAsync('round/trip', '', { qos: 1 })
    expect(
      kept()
        .filter((one) => !one.startsWith('round/'))
        .sort(),
    ).toEqual(expected)
    await client.endAsync()
  }

  it('retained messages survive a restart', async () => {
    const first = await bench.broker({ folder })
    const client = await bench.client(first.port)
    await client.publishAsync('led', 'on', { qos: 1, retain: true })
    await client.publishAsync('salon/lumière', 'off', { qos: 1, retain: true })
    await first.close()
    const second = await bench.broker({ folder })
    await expectRetained(second.port, ['led=on@1', 'salon/lumière=off@1'])
  })

  it('a session and what waits for it survive two restarts, in order, once', async () => {
    const expected: string[] = []
    let broker = await bench.broker({ folder })
    const reader = await bench.client(broker.port, { clientId: 'reader', clean: false })
    await reader.subscribeAsync('chat', { qos: 2 })
    await reader.subscribeAsync('noise', { qos: 0 })
    await reader.endAsync()
    for (const round of [1, 2]) {
      const writer = await bench.client(broker.port)
      for (let index = 0; index < 30; index++) {
        const qos = round === 1 ? 1 : 2
        await writer.publishAsync('chat', `${round}.${index}`, { qos })
        await writer.publishAsync('noise', 'x', { qos: 1 })
        expected.push(`${round}.${index}@${qos}`)
      }
      await broker.close()
      broker = await bench.broker({ folder })
    }
    const back = await bench.client(broker.port, { clientId: 'reader', clean: false })
    const got = gotBy(back)
    await vi.waitFor(() => expect(got.length).toBeGreaterThanOrEqual(60))
    expect(got.map(({ text, qos }) => `${text}@${qos}`)).toEqual(expected)
    await back.publishAsync('chat', 'now', { qos: 2 })
    await vi.waitFor(() => expect(got.at(-1)?.text).toBe('now'))
    await back.endAsync()

    const again = gotBy(await bench.client(broker.port, { clientId: 'reader', clean: false }))
    await (await bench.client(broker.port)).publishAsync('chat', 'last', { qos: 1 })
    await vi.waitFor(() => expect(again.map(({ text }) => text)).toEqual(['last']))
  })

  it('new messages stand in line behind what waited, and none comes twice', async () => {
    const { port } = await bench.broker({ folder })
    const reader = await bench.client(port, { clientId: 'reader', clean: false })
    await reader.subscribeAsync('n', { qos: 1 })
    await reader.endAsync()
    const writer = await bench.client(port)
    for (let index = 0; index < 400; index++) writer.publish('n', String(index), { qos: 1 })
    await writer.publishAsync('mark', '', { qos: 1 })
    const sending = (async () => {
      for (let index = 400; index < 800; index++) await writer.publishAsync('n', String(index), { qos: 1 })
    })()
    const got = gotBy(await bench.client(port, { clientId: 'reader', clean: false }))
    await sending
    await vi.waitFor(() => expect(got.at(-1)?.text).toBe('799'))
    expect(got.map(({ text }) => Number(text))).toEqual(Array.from({ length: 800 }, (_, index) => index))
  })

  it('marks what it sends again with DUP', async () => {
    const { port } = await bench.broker({ folder })
    const connect = Buffer.from('100e00044d5154540400000000027332', 'hex')
    const first = await bench.socket(port)
    first.write(connect)
    first.write(Buffer.from('8206000100016c01', 'hex'))
    const writer = await bench.client(port)
    const heard = heardBy(first)
    await vi.waitFor(() => expect(heard()).toContain('90030001'))
    await writer.publishAsync('l', 'on', { qos: 1 })
    await vi.waitFor(() => expect(heard()).toContain('320700016c'))
    first.destroy()
    const second = await bench.socket(port)
    const again = heardBy(second)
    second.write(connect)
    await vi.waitFor(() => expect(again()).toContain('3a0700016c'))
  })

  it('a clean session forgets filters and queue of its id', async () => {
    const { port } = await bench.broker({ folder })
    const reader = await bench.client(port, { clientId: 'reader', clean: false })
    await reader.subscribeAsync('chat', { qos: 1 })
    await reader.endAsync()
    const writer = await bench.client(port)
    await writer.publishAsync('chat', 'old', { qos: 1 })
    await (await bench.client(port, { clientId: 'reader', clean: true })).endAsync()
    const got = gotBy(await bench.client(port, { clientId: 'reader', clean: false }))
    const back = await bench.client(port, { clientId: 'reader', clean: false })
    const late = gotBy(back)
    await back.subscribeAsync('chat', { qos: 1 })
    await writer.publishAsync('chat', 'new', { qos: 1 })
    await vi.waitFor(() => expect(late.map(({ text }) => text)).toEqual(['new']))
    expect(got).toEqual([])
  })

  it('what a copy that takes over knows wins over the disk, and is there before anybody connects', async () => {
    const first = await bench.broker({ folder })
    const client = await bench.client(first.port)
    for (const topic of ['led', 'gone', 'kept'])
      await client.publishAsync(topic, 'disk', { qos: 1, retain: true })
    await first.close()
    const seed = [seedOf('led', 'known'), seedOf('gone', ''), seedOf('chat/turn', 'John')]
    const second = await bench.broker({ folder, seed })
    await expectRetained(second.port, ['chat/turn=John@1', 'kept=disk@1', 'led=known@1'])
    await second.close()
    const third = await bench.broker({ folder })
    await expectRetained(third.port, ['led=known@1'], 'led')
  })

  it('sets aside a folder it cannot read and begins a new one', async () => {
    await mkdir(folder)
    await writeFile(join(folder, 'CURRENT'), 'no manifest')
    const broker = await bench.broker({ folder })
    expect(bench.notes).toMatchObject([{ kind: 'store-set-aside' }])
    const names = await readdir(join(folder, '..'))
    expect(names.some((name) => /^broker\.broken-\d{4}-/.test(name))).toBe(true)
    await (await bench.client(broker.port)).publishAsync('led', 'on', { qos: 1, retain: true })
    await broker.close()
    const again = await bench.broker({ folder })
    await expectRetained(again.port, ['led=on@1'])
    expect(bench.notes).toHaveLength(1)
  })

  it('sets aside a folder whose content is no longer what it was', async () => {
    const { Level } = await import('level')
    const level = new Level<string, string>(folder)
    await level.put('retained:led', 'not a packet')
    await level.close()
    const broker = await bench.broker({ folder })
    expect(bench.notes).toMatchObject([{ kind: 'store-set-aside' }])
    await expectRetained(broker.port, [])
  })

  it('works in memory, and says so, where the folder cannot be used at all', async () => {
    await writeFile(folder, 'a file')
    const broker = await bench.broker({ folder: join(folder, 'broker') })
    expect(bench.notes).toMatchObject([{ kind: 'store-in-memory' }])
    const client = await bench.client(broker.port)
    await client.publishAsync('led', 'on', { qos: 2, retain: true })
    await expectRetained(broker.port, ['led=on@1'])
  })

  it('leaves a folder another broker has open alone', async () => {
    const first = await bench.broker({ folder })
    await (await bench.client(first.port)).publishAsync('led', 'on', { qos: 1, retain: true })
    await bench.broker({ folder })
    expect(bench.notes).toMatchObject([{ kind: 'store-in-memory', reason: expect.stringContaining('open') }])
    await first.close()
    const third = await bench.broker({ folder })
    await expectRetained(third.port, ['led=on@1'])
  })
})

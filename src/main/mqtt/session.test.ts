import { Socket } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { encodeText, MAX_SENT_PAYLOAD } from '@shared/mqtt/message'
import { LocateError } from './failure'
import { at, coded, FakeClient, Rig } from './testing/rig'

let rig: Rig
beforeEach(() => (rig = new Rig()))

describe('the one value that says how the connection stands', () => {
  it('goes from stopped over connecting to connected, each pushed whole', async () => {
    expect(rig.session.state).toEqual({ phase: 'stopped' })
    await rig.connect()
    const broker = at(1883).address
    expect(rig.states).toEqual([
      { phase: 'connecting', broker: undefined },
      { phase: 'connecting', broker },
      { phase: 'connected', broker, hostedHere: true, version: '3.1.1' },
    ])
  })

  it('says why it waits and when it tries again', async () => {
    await rig.connect()
    await rig.lose(coded('ECONNRESET', 'read ECONNRESET'))
    expect(rig.session.state).toEqual({
      phase: 'waiting',
      broker: at(1883).address,
      nextTryAt: rig.now + 500,
      reason: { kind: 'closed', detail: 'read ECONNRESET' },
    })
  })

  it('waits as well when no broker could be found', async () => {
    rig.session.start()
    rig.searches[0]?.fail(new LocateError({ kind: 'no-port', detail: 'ports are taken' }))
    await rig.settle()
    expect(rig.session.state).toMatchObject({
      phase: 'waiting',
      reason: { kind: 'no-port', detail: 'ports are taken' },
    })
  })

  it('waits when the connection could not even be begun', async () => {
    await rig.connect()
    await rig.lose()
    rig.client.failsToConnect = coded('ERR_INVALID_URL')
    await rig.retry()
    expect(rig.session.state).toMatchObject({
      phase: 'waiting',
      reason: { kind: 'other', detail: 'ERR_INVALID_URL' },
    })
  })

  it('can be stopped after a first connection that could not even be begun', async () => {
    rig.session.start()
    rig.failsFirst = true
    await rig.find()
    expect(rig.session.state.phase).toBe('waiting')
    await rig.session.stop()
    expect(rig.session.state).toEqual({ phase: 'stopped' })
  })

  it('hands mqtt.js what it needs: a kept session, the will, no reconnecting of its own', async () => {
    await rig.connect()
    expect(rig.client.options).toMatchObject({
      clientId: 'porchlight-test',
      clean: false,
      reconnectPeriod: 0,
      resubscribe: false,
      manualConnect: true,
      will: { topic: 'chat/presence/me', payload: Buffer.from('offline'), qos: 1, retain: true },
    })
  })

  it('starts once, however often it is told to', async () => {
    rig.session.start()
    rig.session.start()
    await rig.find()
    rig.session.start()
    expect(rig.searches).toHaveLength(1)
    expect(rig.clients).toHaveLength(1)
  })
})

describe('trying again', () => {
  it.each([
    [0, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]],
    [1, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]],
  ])('backs off, with chance %i, and never gives up', async (random, expected) => {
    rig.random = random
    rig.session.start()
    await rig.find()
    for (let failures = 0; failures < 200; failures++) {
      await rig.lose(coded('ECONNREFUSED'))
      expect(rig.session.state.phase).toBe('waiting')
      await rig.retry()
      expect(rig.session.state.phase).toBe('connecting')
    }
    expect(rig.waits.slice(0, expected.length)).toEqual(expected)
    expect(Math.min(...rig.waits)).toBeGreaterThanOrEqual(500)
    expect(Math.max(...rig.waits)).toBeLessThanOrEqual(30_000)
    expect(rig.client.connects).toBe(201)
  })

  it('begins with the short wait again after a connection that stood', async () => {
    await rig.connect()
    await rig.lose()
    await rig.retry()
    await rig.lose()
    expect(rig.waits).toEqual([500, 1_000])
    await rig.retry()
    rig.client.accept()
    await rig.settle()
    await rig.lose()
    expect(rig.waits).toEqual([500, 1_000, 500])
  })

  it('does not count a connection that broke before the subscriptions were answered', async () => {
    rig.session.start()
    await rig.find()
    rig.client.grant = () => undefined
    await rig.session.subscribe('led')
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connecting')
    await rig.lose()
    await rig.retry()
    rig.client.accept()
    await rig.lose()
    expect(rig.waits).toEqual([500, 1_000])
    expect(rig.phases).not.toContain('connected')
  })

  it('asks for the place anew before every try, and goes where it says', async () => {
    await rig.connect()
    await rig.lose()
    await rig.pass(30_000)
    await rig.find(1885)
    expect(rig.client.options.port).toBe(1885)
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state).toMatchObject({ phase: 'connected', broker: { port: 1885 }, hostedHere: false })
    expect(rig.clients).toHaveLength(1)
  })

  it('keeps one client, so that what is in flight goes on, and leaves no listeners behind', async () => {
    await rig.connect()
    const listeners = rig.client.eventNames().map((name) => [name, rig.client.listenerCount(name)])
    for (let round = 0; round < 200; round++) {
      await rig.lose()
      await rig.retry()
      rig.client.accept()
      await rig.settle()
    }
    expect(rig.clients).toHaveLength(1)
    expect(rig.client.connects).toBe(201)
    expect(rig.client.eventNames().map((name) => [name, rig.client.listenerCount(name)])).toEqual(listeners)
    expect(rig.pendingTimers).toBe(0)
  })
})

describe('retryNow', () => {
  it('ends the wait, and the wait that was planned is void', async () => {
    await rig.connect()
    await rig.lose()
    rig.session.retryNow()
    expect(rig.session.state.phase).toBe('connecting')
    expect(rig.pendingTimers).toBe(0)
    await rig.pass(60_000)
    expect(rig.searches).toHaveLength(2)
  })

  it('leaves a connection that stands, or is being made, alone', async () => {
    await rig.connect()
    rig.session.retryNow()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connected')
    await rig.lose()
    await rig.pass(500)
    rig.session.retryNow()
    expect(rig.searches).toHaveLength(2)
  })
})

describe('reconnect', () => {
  it('drops a connection and makes the next one at once, without a wait', async () => {
    await rig.connect()
    rig.session.reconnect()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connecting')
    expect(rig.waits).toEqual([])
    expect(rig.searches).toHaveLength(2)
    await rig.find()
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connected')
    expect(rig.client.connects).toBe(2)
  })

  it('drops a connection that is being made', async () => {
    rig.session.start()
    await rig.find()
    rig.session.reconnect()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connecting')
    expect(rig.searches).toHaveLength(2)
    expect(rig.waits).toEqual([])
  })

  it('leaves a search that is under way alone', async () => {
    rig.session.start()
    rig.session.reconnect()
    await rig.settle()
    expect(rig.searches).toHaveLength(1)
    await rig.find()
    rig.client.accept()
    await rig.settle()
    await rig.lose()
    await rig.pass(500)
    rig.session.reconnect()
    expect(rig.searches).toHaveLength(2)
  })

  it('ends a wait and begins with short waits again', async () => {
    await rig.connect()
    for (let failures = 0; failures < 5; failures++) {
      await rig.lose()
      await rig.retry()
    }
    await rig.lose()
    rig.session.reconnect()
    expect(rig.session.state.phase).toBe('connecting')
    await rig.find()
    await rig.lose()
    expect(rig.waits.at(-1)).toBe(500)
  })

  it('is forgotten by a stop, so that a later loss waits again', async () => {
    await rig.connect()
    rig.session.reconnect()
    await rig.session.stop()
    await rig.settle()
    expect(rig.session.state.phase).toBe('stopped')
    await rig.connect()
    await rig.lose()
    expect(rig.session.state.phase).toBe('waiting')
  })
})

describe('what belongs to an earlier try is ignored', () => {
  it('a place that is found after a stop', async () => {
    rig.session.start()
    await rig.session.stop()
    expect(rig.searches[0]?.signal.aborted).toBe(true)
    await rig.find()
    expect(rig.clients).toHaveLength(0)
    expect(rig.session.state).toEqual({ phase: 'stopped' })
  })

  it('a place that is found, or not, after a newer try has begun', async () => {
    rig.session.start()
    await rig.session.stop()
    rig.session.start()
    rig.searches[0]?.find(1)
    await rig.settle()
    expect(rig.clients).toHaveLength(0)
    rig.searches[1]?.find(1884)
    await rig.settle()
    expect(rig.client.options.port).toBe(1884)
    expect(rig.client.connects).toBe(1)
  })

  it('a search that fails after a newer try has begun', async () => {
    rig.session.start()
    await rig.session.stop()
    rig.session.start()
    rig.searches[0]?.fail(new Error('aborted'))
    await rig.settle()
    expect(rig.session.state.phase).toBe('connecting')
  })

  it('errors, connections and closings of a client that was stopped', async () => {
    await rig.connect()
    const old = rig.client
    await rig.session.stop()
    await rig.connect()
    const { length } = rig.states
    old.fail(coded(5, 'Connection refused: Not authorized'))
    old.emit('connect')
    old.emit('close')
    await rig.settle()
    expect(rig.states).toHaveLength(length)
    await rig.lose()
    expect(rig.session.state).toMatchObject({ phase: 'waiting', reason: { kind: 'closed', detail: '' } })
  })

  it('the answer to the subscriptions of a connection that is gone', async () => {
    rig.session.start()
    await rig.find()
    let answer: () => void = () => undefined
    let asked = 0
    rig.client.subscribeAsync = (filters, { qos }) => {
      asked++
      return new Promise((resolve) => {
        answer = () => resolve(filters.map((topic) => ({ topic, qos })))
      })
    }
    await rig.session.subscribe('led')
    rig.client.accept()
    await rig.settle()
    await rig.lose()
    answer()
    await rig.settle()
    expect(asked).toBe(1)
    expect(rig.session.state.phase).toBe('waiting')
    expect(rig.session.subscriptions).toEqual([{ filter: 'led', asked: 2, granted: 'later' }])
  })
})

describe('what only the user can mend', () => {
  it.each([
    ['login', coded(4)],
    ['not-authorised', coded(5)],
    ['client-id', coded(2)],
    ['version', coded(1)],
    ['certificate', coded('DEPTH_ZERO_SELF_SIGNED_CERT')],
  ])('stops and waits for the user after one single try: %s', async (kind, error) => {
    rig.session.start()
    await rig.find()
    await rig.lose(error)
    expect(rig.session.state).toMatchObject({ phase: 'stopped', reason: { kind }, broker: { port: 1883 } })
    await rig.pass(3_600_000)
    expect(rig.client.connects).toBe(1)
    expect(rig.searches).toHaveLength(1)
    expect(rig.pendingTimers).toBe(0)

    rig.session.retryNow()
    await rig.find()
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connected')
  })

  it('keeps what was in flight for the connection after it', async () => {
    await rig.connect()
    const sent = rig.session.publish('led', encodeText('on'))
    await rig.lose()
    await rig.retry()
    await rig.lose(coded(4))
    expect(rig.session.state.phase).toBe('stopped')
    rig.session.start()
    await rig.find()
    rig.client.accept()
    rig.client.outgoing[1]?.()
    expect(await sent).toEqual({ ok: true, value: undefined })
  })
})

describe('publish', () => {
  it('uses QoS 2 unless told otherwise, tells the notifier, and resolves when the broker has it', async () => {
    await rig.connect()
    let settled = false
    const sent = rig.session
      .publish('led', encodeText('on'), { retain: true })
      .finally(() => (settled = true))
    await rig.settle()
    expect(settled).toBe(false)
    expect(rig.client.published).toEqual([{ topic: 'led', payload: 'on', qos: 2, retain: true }])
    expect(rig.sent).toEqual([{ topic: 'led', payload: encodeText('on'), qos: 2, retain: true }])
    rig.client.outgoing[1]?.()
    expect(await sent).toEqual({ ok: true, value: undefined })
  })

  it('has the broker’s answer read at once, although so much comes that it is gathered', async () => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    onTestFinished(() => void vi.restoreAllMocks())
    const stream = new Socket()
    const read = vi.spyOn(stream, '_read').mockReturnValue(undefined)
    vi.spyOn(FakeClient.prototype, 'connect').mockImplementation(function (this: FakeClient) {
      return Object.assign(this, { stream })
    })
    await rig.connect()
    read.mockClear()
    now += 100
    stream.push(Buffer.alloc(12_000))
    stream._read(0)
    expect(rig.pendingTimers).toBe(1)
    expect(read).not.toHaveBeenCalled()
    void rig.session.publish('led', encodeText('on'))
    expect(rig.pendingTimers).toBe(0)
    expect(read).toHaveBeenCalledTimes(1)
  })

  it('is refused while there is no connection, and nothing is kept for later', async () => {
    const refused = { ok: false, error: { kind: 'not-connected' } }
    expect(await rig.session.publish('led', encodeText('on'))).toEqual(refused)
    await rig.connect()
    await rig.lose()
    expect(await rig.session.publish('led', encodeText('on'))).toEqual(refused)
    await rig.retry()
    expect(await rig.session.publish('led', encodeText('on'))).toEqual(refused)
    expect(rig.client.published).toEqual([])
    expect(rig.sent).toEqual([])
  })

  it('takes 262,144 bytes and not one more', async () => {
    await rig.connect()
    void rig.session.publish('led', new Uint8Array(MAX_SENT_PAYLOAD))
    expect(await rig.session.publish('led', new Uint8Array(MAX_SENT_PAYLOAD + 1))).toEqual({
      ok: false,
      error: { kind: 'payload-too-large', limit: 262_144 },
    })
    expect(rig.client.published).toHaveLength(1)
  })

  it.each([
    ['', 'empty'],
    ['led/#', 'wildcard'],
    ['a/+/b', 'wildcard'],
    ['a\u0000b', 'forbidden-character'],
    ['a\ud800b', 'forbidden-character'],
    ['é'.repeat(32_768), 'too-long'],
  ])('refuses a topic that would cost the connection', async (topic, problem) => {
    await rig.connect()
    expect(await rig.session.publish(topic, encodeText('on'))).toEqual({
      ok: false,
      error: { kind: 'topic', problem },
    })
    expect(rig.client.published).toEqual([])
    expect(rig.sent).toEqual([])
  })

  it('sends a copy: bytes changed afterwards do not change the message', async () => {
    await rig.connect()
    const payload = encodeText('on')
    const seen: Buffer[] = []
    const original = rig.client.publishAsync.bind(rig.client)
    rig.client.publishAsync = (topic, bytes, options) => {
      seen.push(bytes)
      return original(topic, bytes, options)
    }
    void rig.session.publish('led', payload)
    payload.fill(0)
    expect(seen[0]?.toString()).toBe('on')
  })

  it('hands back a message whose sending closes the connection again and again', async () => {
    await rig.connect()
    const sent = rig.session.publish('led', encodeText('poison'))
    for (let round = 0; round <= 5; round++) {
      expect(Object.keys(rig.client.outgoing)).toEqual(['1'])
      await rig.lose()
      if (round === 5) break
      await rig.retry()
      // mqtt.js sends what is in flight again before it says that it is connected.
      rig.client.emit('packetreceive', { cmd: 'connack', returnCode: 0 })
      rig.client.connected = true
    }
    expect(await sent).toMatchObject({ ok: false, error: { kind: 'refused-by-broker' } })
    expect(rig.client.outgoing).toEqual({})
    await rig.retry()
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connected')
  })

  it('does not hand back what never met a broker', async () => {
    await rig.connect()
    void rig.session.publish('led', encodeText('on'))
    await rig.lose()
    for (let round = 0; round < 20; round++) {
      await rig.retry()
      await rig.lose(coded('ECONNREFUSED'))
    }
    expect(Object.keys(rig.client.outgoing)).toEqual(['1'])
  })

  it('does not count losses that a working connection lies between', async () => {
    await rig.connect()
    void rig.session.publish('led', encodeText('on'))
    for (let round = 0; round < 20; round++) {
      await rig.lose()
      await rig.retry()
      rig.client.accept()
      await rig.settle()
    }
    expect(Object.keys(rig.client.outgoing)).toEqual(['1'])
  })

  it('gives up a QoS 0 message whose connection closes before it is written', async () => {
    await rig.connect()
    const listeners = rig.client.listenerCount('close')
    const sent = rig.session.publish('led', encodeText('on'), { qos: 0 })
    await rig.lose()
    expect(await sent).toEqual({ ok: false, error: { kind: 'not-connected' } })
    await rig.retry()
    rig.client.accept()
    await rig.settle()
    const next = rig.session.publish('led', encodeText('on'), { qos: 0 })
    rig.client.outgoing[2]?.()
    expect(await next).toEqual({ ok: true, value: undefined })
    expect(rig.client.listenerCount('close')).toBe(listeners)
  })
})

describe('subscribe and unsubscribe', () => {
  it('notes a wish while there is no connection and asks for all of them when there is', async () => {
    expect(await rig.session.subscribe('led')).toBe('later')
    expect(await rig.session.subscribe('chat/#', 1)).toBe('later')
    expect(await rig.session.subscribe('home/+', 2)).toBe('later')
    await rig.connect()
    expect(rig.client.asked).toEqual([
      { filters: ['led', 'home/+'], qos: 2 },
      { filters: ['chat/#'], qos: 1 },
    ])
    expect(rig.session.subscriptions).toEqual([
      { filter: 'led', asked: 2, granted: 2 },
      { filter: 'chat/#', asked: 1, granted: 1 },
      { filter: 'home/+', asked: 2, granted: 2 },
    ])
  })

  it('counts as connected only when the subscriptions are answered', async () => {
    await rig.session.subscribe('led')
    rig.session.start()
    await rig.find()
    rig.client.grant = () => undefined
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connecting')
  })

  it('asks at once where a connection stands, and says what was granted', async () => {
    await rig.connect()
    rig.client.grant = () => 1
    const changes = rig.subscriptionChanges
    expect(await rig.session.subscribe('led')).toBe(1)
    expect(rig.subscriptionChanges).toBeGreaterThan(changes)
  })

  it('asks also for a filter that is wanted while the broker answers for the others', async () => {
    await rig.session.subscribe('led')
    rig.session.start()
    await rig.find()
    rig.client.accept()
    void rig.session.subscribe('late')
    await rig.settle()
    expect(rig.session.state.phase).toBe('connected')
    expect(rig.session.subscriptions).toEqual([
      { filter: 'led', asked: 2, granted: 2 },
      { filter: 'late', asked: 2, granted: 2 },
    ])
  })

  it('takes back a filter that is dropped while the broker answers for it', async () => {
    await rig.session.subscribe('led')
    await rig.session.subscribe('#')
    rig.session.start()
    await rig.find()
    rig.client.accept()
    await rig.session.unsubscribe('#')
    await rig.settle()
    expect(rig.client.unsubscribed).toEqual(['#'])
    expect(rig.session.subscriptions.map(({ filter }) => filter)).toEqual(['led'])
  })

  it('reports a refused filter and still gets the others', async () => {
    for (const filter of ['led', 'secret/#', 'chat']) await rig.session.subscribe(filter)
    rig.session.start()
    await rig.find()
    rig.client.grant = (filter, qos) => (filter === 'secret/#' ? 128 : qos)
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connected')
    expect(rig.session.subscriptions.map(({ granted }) => granted)).toEqual([2, 'refused', 2])
    expect(await rig.session.subscribe('secret/#')).toBe('refused')
  })

  it('asks for a refused filter again with the next connection', async () => {
    await rig.connect()
    rig.client.grant = () => 128
    expect(await rig.session.subscribe('led')).toBe('refused')
    await rig.lose()
    expect(rig.session.subscriptions).toEqual([{ filter: 'led', asked: 2, granted: 'later' }])
    rig.client.grant = (_filter, qos) => qos
    await rig.retry()
    rig.client.accept()
    await rig.settle()
    expect(rig.session.subscriptions).toEqual([{ filter: 'led', asked: 2, granted: 2 }])
  })

  it.each(['', 'a/#/b', 'a+', 'a\u0000'])(
    'never sends a malformed filter to the broker: %j',
    async (filter) => {
      await rig.connect()
      expect(await rig.session.subscribe(filter)).toBe('refused')
      expect(rig.client.asked).toEqual([])
      expect(rig.session.subscriptions).toEqual([])
    },
  )

  it('tells the broker of a filter dropped while it was away, because it remembers the session', async () => {
    await rig.session.subscribe('led')
    await rig.session.subscribe('#')
    await rig.connect()
    await rig.lose()
    await rig.session.unsubscribe('#')
    await rig.retry()
    rig.client.accept()
    await rig.settle()
    expect(rig.client.unsubscribed).toEqual(['#'])
    await rig.lose()
    await rig.retry()
    rig.client.accept()
    await rig.settle()
    expect(rig.client.unsubscribed).toEqual(['#'])
  })

  it('does not unsubscribe a filter that is wanted again', async () => {
    await rig.session.subscribe('#')
    await rig.connect()
    await rig.lose()
    await rig.session.unsubscribe('#')
    await rig.session.subscribe('#', 0)
    await rig.retry()
    rig.client.accept()
    await rig.settle()
    expect(rig.client.unsubscribed).toEqual([])
    expect(rig.client.asked.at(-1)).toEqual({ filters: ['#'], qos: 0 })
  })

  it('says nothing to the broker about a filter that nobody wanted', async () => {
    await rig.connect()
    await rig.session.unsubscribe('led')
    expect(rig.client.unsubscribed).toEqual([])
  })
})

describe('stop', () => {
  it('unsubscribes everything and says good-bye', async () => {
    await rig.session.subscribe('led')
    await rig.session.subscribe('chat/#', 1)
    await rig.connect()
    await rig.session.stop()
    expect(rig.client.unsubscribed).toEqual(['led', 'chat/#'])
    expect(rig.client.ended).toEqual([false])
    expect(rig.session.state).toEqual({ phase: 'stopped' })
    expect(rig.session.subscriptions.map(({ granted }) => granted)).toEqual(['later', 'later'])
  })

  it('leaves the subscriptions at the broker when the session is to be kept', async () => {
    await rig.session.subscribe('led')
    await rig.connect()
    await rig.session.stop({ keepSession: true })
    expect(rig.client.unsubscribed).toEqual([])
    expect(rig.client.ended).toEqual([false])
  })

  it('still hands on what arrives until the connection is closed: the broker will not send it again', async () => {
    await rig.session.subscribe('led')
    await rig.connect()
    const { client } = rig
    const stopped = rig.session.stop({ keepSession: true })
    client.emit('message', 'led', Buffer.from('on'), { qos: 2, retain: false })
    await stopped
    expect(rig.messages).toEqual([{ topic: 'led', payload: Buffer.from('on'), qos: 2, retain: false }])
  })

  it('does not wait for ever for a broker that has gone silent', async () => {
    await rig.session.subscribe('led')
    await rig.connect()
    const { client } = rig
    client.unsubscribeAsync = () => new Promise(() => undefined)
    client.endAsync = () => new Promise(() => undefined)
    const sent = rig.session.publish('led', encodeText('on'))
    let stopped = false
    const stopping = rig.session.stop().then(() => (stopped = true))
    await rig.settle()
    expect(stopped).toBe(false)
    for (let step = 0; step < 3; step++) await rig.pass(1_000)
    await stopping
    expect(await sent).toEqual({ ok: false, error: { kind: 'not-connected' } })
    expect(client.stream.destroyed).toBe(true)
  })

  it('calls off a wait', async () => {
    await rig.connect()
    await rig.lose()
    await rig.session.stop()
    expect(rig.pendingTimers).toBe(0)
    await rig.pass(60_000)
    expect(rig.session.state).toEqual({ phase: 'stopped' })
  })

  it('can be followed by a start, which asks for everything again', async () => {
    await rig.session.subscribe('led')
    await rig.connect()
    await rig.session.stop()
    await rig.connect()
    expect(rig.clients).toHaveLength(2)
    expect(rig.client.asked).toEqual([{ filters: ['led'], qos: 2 }])
  })

  it('does nothing where nothing was started', async () => {
    await rig.session.stop()
    expect(rig.session.state).toEqual({ phase: 'stopped' })
  })
})

it('hands every message to the notifier with topic, payload, QoS and retain', async () => {
  await rig.connect()
  rig.client.emit('message', 'led', Buffer.from('on'), { qos: 1, retain: true, dup: false })
  expect(rig.messages).toEqual([{ topic: 'led', payload: Buffer.from('on'), qos: 1, retain: true }])
})

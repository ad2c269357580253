import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { needsTheUser, type ConnectionState } from '@shared/mqtt/connection'
import en from '../locales/en.json'
import it_ from '../locales/it.json'
import { certificateRules, failureKinds } from '../testing/every'
import { aProfile, connected, someProfiles, someSettings } from '../testing/state'
import { openPart } from '../testing/window'
import ConnectionStatus from './ConnectionStatus.vue'

enableAutoUnmount(afterEach)

const NOW = Date.UTC(2026, 4, 10, 12)

beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

const show = (connection?: ConnectionState, language = 'en') => {
  const window = openPart(ConnectionStatus, { views: connection ? { connection } : {}, language })
  return { ...window, status: window.part.get('[role=status]') }
}
const waiting = (nextTryAt: number): ConnectionState => ({
  phase: 'waiting',
  nextTryAt,
  reason: { kind: 'refused', detail: 'ECONNREFUSED' },
})

describe('the status', () => {
  it('is named Connection', () => {
    expect(show(connected).status.attributes('aria-label')).toBe('Connection')
  })

  it('says that it connects, also before the first push', () => {
    expect(show().status.text()).toBe('Connecting …')
    expect(show({ phase: 'connecting' }).status.text()).toBe('Connecting …')
  })

  it('says where it is connected, in one piece of text', () => {
    const window = show(connected)
    expect(window.status.text()).toBe('Connected to 127.0.0.1:1883')
    expect(window.part.find('button').exists()).toBe(false)
  })

  it('says that this copy runs the broker, and that the usual port was taken', () => {
    expect(show({ ...connected, hostedHere: true }).status.text()).toContain('This copy runs the broker')
    const broker = { scheme: 'mqtt', host: '127.0.0.1', port: 1884 } as const
    const { status } = show({ ...connected, broker, hostedHere: true, portTaken: 1883 })
    expect(status.text()).toContain('Connected to 127.0.0.1:1884')
    expect(status.text()).toContain('Port 1883 is in use by another program')
  })

  it('names the version and the broker in use quietly, beside what is read out', async () => {
    const { part, status, show: push } = show({ ...connected, version: '5' })
    expect(part.text()).toContain('MQTT 5')
    expect(status.text()).not.toContain('MQTT')
    const profiles = someProfiles({ active: 'house', list: [aProfile()] })
    await push({ profiles, settings: someSettings() })
    expect(part.text()).toContain('MQTT 5 · House')
    const fromCommandLine = { name: false, broker: true }
    await push({ profiles, settings: someSettings({ fromCommandLine }) })
    expect(part.text()).not.toContain('House')
  })

  it('is quiet about a stop that nobody has to mend', () => {
    expect(show({ phase: 'stopped' }).status.text()).toBe('Not connected')
  })
})

describe.each([
  ['en', en],
  ['it', it_],
] as const)('in %s', (language, words) => {
  it.each(failureKinds)('says why it waits or has stopped: %s', (kind) => {
    const reason = { kind, detail: 'words of the system' }
    const said = words.connection.reason[kind]
    expect(said).not.toBe('')
    expect(show({ phase: 'waiting', nextTryAt: NOW, reason }, language).status.text()).toContain(said)
    const stopped = show({ phase: 'stopped', reason }, language).status.text()
    expect(stopped).toContain(said)
    // Where only the user can mend it, the words say what to do.
    if (needsTheUser(kind)) expect(stopped.length).toBeGreaterThan(stopped.indexOf(said) + said.length + 10)
  })

  it.each(certificateRules)('says what is wrong with a certificate: %s', (rule) => {
    const reason = { kind: 'certificate', rule, detail: '' } as const
    const { status } = show({ phase: 'stopped', reason }, language)
    expect(status.text()).toContain(words.connection.rule[rule])
  })
})

describe('the wait for the next try', () => {
  it('counts down outside of the status, so that it is not read out every second', async () => {
    const { part, status } = show(waiting(NOW + 2_400))
    expect(part.text()).toContain('Next try in 3 s')
    expect(status.text()).not.toContain('Next try')
    vi.advanceTimersByTime(1_000)
    await nextTick()
    expect(part.text()).toContain('Next try in 2 s')
    vi.advanceTimersByTime(10_000)
    await nextTick()
    expect(part.text()).toContain('Next try in 0 s')
  })

  it.each([waiting(NOW + 20_000), { phase: 'stopped' } as const])(
    'can be cut short: $phase',
    async (state) => {
      const { part, main } = show(state)
      await part.get('button').trigger('click')
      expect(part.get('button').text()).toBe('Try now')
      expect(main.retryConnection).toHaveBeenCalledTimes(1)
    },
  )

  it('stops its clock with the part', () => {
    const { part } = show(waiting(NOW + 5_000))
    expect(vi.getTimerCount()).toBe(1)
    part.unmount()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a stop that the user has to mend', () => {
  const stopped = (kind: 'taken-over' | 'login' | 'refused') =>
    openPart(ConnectionStatus, {
      views: { connection: { phase: 'stopped', reason: { kind, detail: '' } } },
      props: { onSettings },
    })
  const onSettings = vi.fn()
  const buttons = ({ part }: ReturnType<typeof stopped>) => part.findAll('button').map((each) => each.text())

  it('because another copy has the same client id offers to take over, and to take another id', async () => {
    const window = stopped('taken-over')
    expect(window.part.get('[role=status]').text()).toContain('Another copy with the same client id')
    expect(buttons(window)).toEqual(['Connect here instead', 'Take an id of its own'])
    const [here, id] = window.part.findAll('button')
    await here!.trigger('click')
    expect(window.main.retryConnection).toHaveBeenCalledTimes(1)
    expect(window.main.takeNewId).not.toHaveBeenCalled()
    await id!.trigger('click')
    expect(window.main.takeNewId).toHaveBeenCalledTimes(1)
  })

  it('because of the login leads to the settings', async () => {
    const window = stopped('login')
    expect(buttons(window)).toEqual(['Open settings', 'Try now'])
    await window.part.get('button').trigger('click')
    expect(onSettings).toHaveBeenCalledTimes(1)
  })

  it('leads nowhere where settings mend nothing', () => {
    expect(buttons(stopped('refused'))).toEqual(['Try now'])
  })
})

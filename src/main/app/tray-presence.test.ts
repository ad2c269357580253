import { beforeEach, expect, it } from 'vitest'
import type { StatePush, Views } from '@shared/ipc/state'
import type { TrayView } from '../tray/render'
import { wordsFor } from '../words/words'
import { trayFollower } from './tray-presence'

const connected: Views['connection'] = {
  phase: 'connected',
  broker: { scheme: 'mqtt', host: '127.0.0.1', port: 1883 },
  hostedHere: true,
  version: '3.1.1',
}
let shown: TrayView[]
let follow: (push: StatePush) => void
const push = (views: Partial<Views>, snapshot = false): void => follow({ snapshot, views })

beforeEach(() => {
  shown = []
  follow = trayFollower(wordsFor('en'), (view) => shown.push(view))
})

it('shows nothing before it knows everything it needs', () => {
  push({ connection: connected })
  push({ trayLight: 'led' })
  expect(shown).toEqual([])
  push({ lights: [{ id: 'led', name: 'led', power: 'unknown' }] })
  expect(shown.map(({ icon, tooltip }) => [icon, tooltip])).toEqual([
    ['unknown', 'led: not known · connected'],
  ])
})

it('follows light and connection, each pushed alone', () => {
  push({ connection: connected, lights: [{ id: 'led', name: 'led', power: 'off' }], trayLight: 'led' }, true)
  push({ lights: [{ id: 'led', name: 'led', power: 'on' }] })
  push({ connection: { phase: 'waiting', nextTryAt: 1, reason: { kind: 'closed', detail: '' } } })
  push({ connection: connected })
  expect(shown.map(({ icon }) => icon)).toEqual(['unlit', 'lit', 'offline', 'lit'])
})

it('is not woken by what the tray does not show', () => {
  push({ connection: connected, lights: [], trayLight: 'led' }, true)
  follow({ snapshot: false, views: {}, wire: { upsert: [] }, conversation: { upsert: [] } })
  push({ notices: [] })
  expect(shown).toHaveLength(1)
})

import { describe, expect, it } from 'vitest'
import type { LightState } from '@shared/light/light'
import type { ConnectionState } from '@shared/mqtt/connection'
import { wordsFor } from '../words/words'
import { renderTray, type TrayMenuItem, type TrayState, type TrayView } from './render'

const broker = { scheme: 'mqtt', host: '127.0.0.1', port: 1883 } as const
const connected: ConnectionState = { phase: 'connected', broker, hostedHere: true, version: '3.1.1' }
const connecting: ConnectionState = { phase: 'connecting' }
const waiting: ConnectionState = {
  phase: 'waiting',
  nextTryAt: 1,
  reason: { kind: 'refused', detail: '' },
}
const stopped: ConnectionState = { phase: 'stopped' }
const led: LightState = { id: 'led', name: 'led', power: 'off' }

function render(state: Partial<TrayState> = {}, locale = 'en'): TrayView {
  return renderTray({ lights: [led], trayLight: 'led', connection: connected, ...state }, wordsFor(locale))
}
function labels({ menu }: TrayView): string[] {
  return menu.map((item) => (item.type === 'separator' ? '—' : item.label))
}
function first({ menu }: TrayView): Exclude<TrayMenuItem, { type: 'separator' }> {
  const item = menu[0]
  if (item === undefined || item.type === 'separator') throw new Error('the menu begins with no item')
  return item
}

describe('the picture and the tooltip', () => {
  it.each([
    ['on', connected, 'lit', 'led: on · connected'],
    ['off', connected, 'unlit', 'led: off · connected'],
    ['unknown', connected, 'unknown', 'led: not known · connected'],
    ['unknown', connecting, 'unknown', 'led: not known · connecting'],
    ['on', connecting, 'offline', 'led: on · connecting'],
    ['unknown', waiting, 'offline', 'led: not known · not connected'],
    ['on', waiting, 'offline', 'led: on · not connected'],
    ['off', stopped, 'offline', 'led: off · not connected'],
  ] as const)('for a light that is %s: case %#', (power, connection, icon, tooltip) => {
    const view = render({ lights: [{ ...led, power }], connection })
    expect([view.icon, view.tooltip]).toEqual([icon, tooltip])
  })

  it('show what the wire said while a wish is under way', () => {
    const view = render({ lights: [{ ...led, pending: 'on' }] })
    expect([view.icon, view.tooltip]).toEqual(['unlit', 'led: off · connected'])
  })

  it('are of the tray light, not of another', () => {
    const lamp: LightState = { id: 'hall/lamp', name: 'Hall', power: 'on' }
    const view = render({ lights: [led, lamp], trayLight: 'hall/lamp' })
    expect([view.icon, view.tooltip]).toEqual(['lit', 'Hall: on · connected'])
  })
})

describe('the menu', () => {
  it('for one light', () => {
    expect(labels(render())).toEqual(['Turn on', '—', 'Open controller', 'Open chat', '—', 'Quit Porchlight'])
  })

  it.each([
    ['off', undefined, 'Turn on', true],
    ['unknown', undefined, 'Turn on', true],
    ['on', undefined, 'Turn off', false],
    ['off', 'on', 'Turn off', false],
    ['on', 'off', 'Turn on', true],
  ] as const)('begins, for a light that is %s with %s asked for, with %s', (power, pending, label, on) => {
    const item = first(render({ lights: [{ ...led, power, pending }] }))
    expect(item).toEqual({
      type: 'normal',
      label,
      enabled: true,
      wish: { kind: 'set-light', light: 'led', on },
    })
  })

  it('lists the other lights with what the wire said of them', () => {
    const lamp: LightState = { id: 'lamp', name: 'Lamp', power: 'on', pending: 'off' }
    const view = render({ lights: [lamp, led] })
    expect(labels(view).slice(0, 3)).toEqual(['Turn on', 'Lamp', '—'])
    expect(view.menu[1]).toEqual({
      type: 'checkbox',
      label: 'Lamp',
      enabled: true,
      checked: true,
      wish: { kind: 'set-light', light: 'lamp', on: true },
    })
  })

  it('has room for 20 other lights', () => {
    const others = Array.from({ length: 30 }, (_, index) => ({ ...led, id: `l${index}`, name: `l${index}` }))
    const view = render({ lights: [led, ...others] })
    expect(view.menu.filter(({ type }) => type === 'checkbox')).toHaveLength(20)
    expect(labels(view).at(-1)).toBe('Quit Porchlight')
  })

  it('offers no light while there is no connection, but the windows and the way out', () => {
    const enabled = (connection: ConnectionState): boolean[] =>
      render({ connection, lights: [led, { ...led, id: 'lamp' }] }).menu.flatMap((item) =>
        item.type === 'separator' ? [] : [item.enabled],
      )
    expect(enabled(waiting)).toEqual([false, false, true, true, true])
    expect(enabled(connecting)).toEqual([false, false, true, true, true])
    expect(enabled(connected)).toEqual([true, true, true, true, true])
  })

  it('offers no tray light that is not there', () => {
    const view = render({ lights: [], trayLight: 'gone' })
    expect([view.icon, first(view).enabled]).toEqual(['unknown', false])
    expect(view.tooltip).toBe('gone: not known · connected')
  })

  it('asks for what its items say', () => {
    const wishes = render().menu.flatMap((item) => (item.type === 'separator' ? [] : [item.wish]))
    expect(wishes.slice(1)).toEqual([
      { kind: 'open', window: 'controller' },
      { kind: 'open', window: 'chat' },
      { kind: 'quit' },
    ])
  })

  it('speaks Italian', () => {
    expect(labels(render({}, 'it-IT'))[0]).toBe('Accendi')
  })
})

it('puts odd names on one short line', () => {
  const odd: LightState = { id: 'odd', name: `a\u0007\n\u202e${'b'.repeat(200)}`, power: 'on' }
  const view = render({ lights: [led, odd] })
  expect(labels(view)[1]).toBe(`a ${'b'.repeat(57)}…`)
  expect(render({ lights: [odd], trayLight: 'odd' }).tooltip).toBe(`a ${'b'.repeat(57)}…: on · connected`)
})

import { describe, expect, it } from 'vitest'
import { FIRST_COLOURS } from '@shared/light/arrangement'
import { ON_OFF, type LightState } from '@shared/light/light'
import { lightState } from '@shared/light/testing/light-state'
import type { ConnectionState } from '@shared/mqtt/connection'
import { wordsFor } from '../words/words'
import type { TrayMenuItem } from './menu'
import { renderTray, type TrayState, type TrayView } from './render'

const broker = { scheme: 'mqtt', host: '127.0.0.1', port: 1883 } as const
const connected: ConnectionState = { phase: 'connected', broker, hostedHere: true, version: '3.1.1' }
const connecting: ConnectionState = { phase: 'connecting' }
const waiting: ConnectionState = {
  phase: 'waiting',
  nextTryAt: 1,
  reason: { kind: 'refused', detail: '' },
}
const stopped: ConnectionState = { phase: 'stopped' }
const led = lightState()
const arranged: TrayState['arranged'] = { colours: FIRST_COLOURS, scenes: [], timers: [] }

function render(state: Partial<TrayState> = {}, locale = 'en'): TrayView {
  return renderTray(
    { lights: [led], trayLight: 'led', arranged, connection: connected, unread: 0, ...state },
    wordsFor(locale),
  )
}
function labels({ menu }: TrayView): string[] {
  return menu.map((item) => (item.type === 'separator' ? '—' : item.label))
}
/** What stands under an item. */
function submenu({ menu }: Pick<TrayView, 'menu'>, label: string): readonly TrayMenuItem[] {
  const item = menu.find((each) => each.type === 'submenu' && each.label === label)
  return item?.type === 'submenu' ? item.items : []
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
    const view = render({ lights: [{ ...led, pending: { power: 'on' } }] })
    expect([view.icon, view.tooltip]).toEqual(['unlit', 'led: off · connected'])
  })

  it('are of the tray light, not of another', () => {
    const lamp = lightState('hall/lamp', { name: 'Hall', power: 'on' })
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
    const asked: Partial<LightState> = pending ? { pending: { power: pending } } : {}
    const item = first(render({ lights: [{ ...led, power, ...asked }] }))
    expect(item).toEqual({
      type: 'normal',
      label,
      enabled: true,
      wish: { kind: 'set-light', light: 'led', wish: { power: on ? 'on' : 'off' } },
    })
  })

  it('lists the other lights with what the wire said of them', () => {
    const lamp = lightState('lamp', { name: 'Lamp', power: 'on', pending: { power: 'off' } })
    const view = render({ lights: [lamp, led] })
    expect(labels(view).slice(0, 3)).toEqual(['Turn on', 'Tray light', 'Lamp'])
    expect(view.menu[2]).toEqual({
      type: 'checkbox',
      label: 'Lamp',
      enabled: true,
      checked: true,
      wish: { kind: 'set-light', light: 'lamp', wish: { power: 'on' } },
    })
  })

  it('has room for 20 other lights', () => {
    const others = Array.from({ length: 30 }, (_, index) => ({ ...led, id: `l${index}`, name: `l${index}` }))
    const view = render({ lights: [led, ...others] })
    expect(view.menu.filter(({ type }) => type === 'checkbox')).toHaveLength(20)
    expect(labels(view)[22]).toBe('More…')
    expect(submenu(view, 'Tray light')).toHaveLength(21)
    expect(labels(view).at(-1)).toBe('Quit Porchlight')
  })

  it('offers no light while there is no connection, but the windows and the way out', () => {
    const enabled = (connection: ConnectionState): boolean[] =>
      render({ connection, lights: [led, { ...led, id: 'lamp' }] }).menu.flatMap((item) =>
        item.type === 'separator' ? [] : [item.enabled],
      )
    expect(enabled(waiting)).toEqual([false, true, false, true, true, true])
    expect(enabled(connecting)).toEqual([false, true, false, true, true, true])
    expect(enabled(connected)).toEqual([true, true, true, true, true, true])
  })

  it('offers no tray light that is not there', () => {
    const view = render({ lights: [], trayLight: 'gone' })
    expect([view.icon, first(view).enabled]).toEqual(['unknown', false])
    expect(view.tooltip).toBe('gone: not known · connected')
  })

  it('asks for what its items say', () => {
    const wishes = render().menu.flatMap((item) => ('wish' in item ? [item.wish] : []))
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
  const odd = lightState('odd', { name: `a\u0007\n\u202e${'b'.repeat(200)}`, power: 'on' })
  const view = render({ lights: [led, odd] })
  expect(labels(view)[2]).toBe(`a ${'b'.repeat(57)}…`)
  expect(render({ lights: [odd], trayLight: 'odd' }).tooltip).toBe(`a ${'b'.repeat(57)}…: on · connected`)
})

describe('a light that can more', () => {
  const sofa = lightState('sofa', {
    name: 'Sofa',
    power: 'on',
    brightness: 40,
    mode: 'temperature',
    temperature: 2_710,
    can: { ...ON_OFF, brightness: true, colour: true, temperature: { min: 2_000, max: 6_500 } },
  })
  const view = render({ lights: [sofa], trayLight: 'sofa' })
  const of = (label: string): readonly TrayMenuItem[] => submenu({ menu: submenu(view, 'Sofa') }, label)

  it('has its steps of brightness, the nearest ticked', () => {
    expect(of('Brightness').map((item) => 'label' in item && item.label)).toEqual([
      '100 %',
      '75 %',
      '50 %',
      '25 %',
      '10 %',
      '1 %',
    ])
    expect(
      of('Brightness').flatMap((item) => ('checked' in item && item.checked ? [item.label] : [])),
    ).toEqual(['50 %'])
    expect(of('Brightness')[3]).toMatchObject({
      wish: { kind: 'set-light', light: 'sofa', wish: { brightness: 25 } },
    })
  })

  it('has the favourite colours, the one that shows ticked', () => {
    const colours = of('Colour')
    expect(colours.map((item) => 'label' in item && item.label).slice(0, 5)).toEqual([
      'Warm white, 2700 K',
      'White, 4000 K',
      'Cold white, 6000 K',
      'Red',
      'Orange',
    ])
    expect(colours.flatMap((item) => ('checked' in item && item.checked ? [item.label] : []))).toEqual([
      'Warm white, 2700 K',
    ])
  })

  it('has only what it can: a lamp without colours has the whites', () => {
    const can = { ...ON_OFF, temperature: { min: 2_000, max: 6_500 } }
    const white = render({ lights: [{ ...sofa, can }], trayLight: 'sofa' })
    const labelled = submenu(white, 'Sofa').map((item) => 'label' in item && item.label)
    expect(labelled).toEqual(['Colour'])
    expect(submenu({ menu: submenu(white, 'Sofa') }, 'Colour')).toHaveLength(3)
  })

  it('cannot be used while it is away, and the icon says so', () => {
    const away = render({ lights: [{ ...sofa, availability: 'offline' }], trayLight: 'sofa' })
    expect(away.icon).toBe('offline')
    expect(away.tooltip).toBe('Sofa: offline · connected')
    expect(first(away).enabled).toBe(false)
  })
})

it('lists the others by room, favourites first, hidden ones not at all', () => {
  const lights = [
    led,
    lightState('a', { room: 'Study' }),
    lightState('b', { room: 'Kitchen', availability: 'offline' }),
    lightState('c', { room: 'Kitchen', favourite: true }),
    lightState('d'),
    lightState('e', { hidden: true }),
  ]
  const view = render({ lights })
  expect(labels(view).slice(2, 11)).toEqual(['c', '—', 'Kitchen', 'b', '—', 'Study', 'a', '—', 'd'])
  expect(view.menu[4]).toEqual({ type: 'normal', label: 'Kitchen', enabled: false })
  expect(view.menu[5]).toMatchObject({ label: 'b', enabled: false })
})

it('offers scenes, and says what is due, the soonest first', () => {
  const at = (hours: number): number => new Date(2026, 0, 1, hours, 5).getTime()
  const view = render({
    arranged: {
      ...arranged,
      scenes: [{ id: 's', name: 'Dinner', lights: 2 }],
      timers: [
        { id: '1', light: 'led', power: 'on', at: at(22), daily: '22:05' },
        { id: '2', light: 'gone', power: 'off', at: at(7) },
      ],
    },
  })
  expect(submenu(view, 'Scenes')).toEqual([
    { type: 'normal', label: 'Dinner', enabled: true, wish: { kind: 'recall-scene', scene: 's' } },
  ])
  expect(labels(view)).toContain('led on at 22:05, every day')
  expect(labels(view).indexOf('gone off at 07:05')).toBeLessThan(
    labels(view).indexOf('led on at 22:05, every day'),
  )
})

describe('what was not read', () => {
  it.each([
    ['on', connected, 'lit-unread'],
    ['off', connected, 'unlit-unread'],
    ['unknown', connected, 'unknown-unread'],
    ['on', waiting, 'offline-unread'],
  ] as const)('is a dot at a light that is %s: case %#', (power, connection, icon) => {
    expect(render({ lights: [lightState('led', { power })], connection, unread: 3 }).icon).toBe(icon)
  })

  it('is told behind the connection, and where the chat is opened', () => {
    const view = render({ unread: 3 })
    expect(view.tooltip).toBe(`${render().tooltip} · 3 unread`)
    expect(labels(view)).toEqual(
      labels(render()).map((label) => (label === 'Open chat' ? 'Open chat (3 unread)' : label)),
    )
    expect(render({ unread: 1 }, 'it').tooltip).toMatch(/ · 1 non letto$/)
  })
})

import { afterEach, describe, expect, it, vi } from 'vitest'
import { enableAutoUnmount, flushPromises, type DOMWrapper } from '@vue/test-utils'
import { FIRST_COLOURS, type FavouriteColour } from '@shared/light/arrangement'
import { ON_OFF, type LightState } from '@shared/light/light'
import { aLamp, aLight } from '../../testing/state'
import { openPart, refusing, type TestWindow } from '../../testing/window'
import LightControls from './LightControls.vue'

enableAutoUnmount(afterEach)

const controls = (
  light: LightState,
  more: { connected?: boolean; colours?: readonly FavouriteColour[]; language?: string } = {},
): TestWindow =>
  openPart(LightControls, {
    props: { light, connected: more.connected ?? true, colours: more.colours ?? FIRST_COLOURS },
    language: more.language ?? 'en-GB',
  })
const named = ({ part }: TestWindow, selector: string, name: string): DOMWrapper<Element> | undefined =>
  part.findAll(selector).find((element) => {
    const id = element.attributes('id')
    const label = id ? part.find(`label[for="${id}"]`) : undefined
    return (element.attributes('aria-label') ?? (label?.exists() ? label.text() : element.text())) === name
  })
const slider = (window: TestWindow, name: string) => named(window, 'input[type=range]', name)!
const button = (window: TestWindow, name: string) => named(window, 'button', name)!
const names = (window: TestWindow): (string | undefined)[] => [
  ...window.part
    .findAll('input[type=range]')
    .map((each) => window.part.get(`label[for="${each.attributes('id')}"]`).text()),
  ...window.part.findAll('button, select').map((each) => each.attributes('aria-label') ?? each.text()),
]
/** As the browser does for an arrow key: a new value, said and settled at once. */
async function press(range: DOMWrapper<Element>, value: number): Promise<void> {
  await range.setValue(value)
  await range.trigger('change')
}
async function openColours(light = aLamp(), more = {}): Promise<TestWindow> {
  const window = controls(light, more)
  await button(window, 'Colour').trigger('click')
  await flushPromises()
  return window
}

describe('what can be done', () => {
  it.each([
    ['nothing for a switch', ON_OFF, []],
    ['brightness', { ...ON_OFF, brightness: true }, ['Brightness']],
    ['everything', aLamp().can, ['Brightness', 'Colour temperature', 'Colour', 'Effect', 'Scene']],
    ['white beside colours', { ...ON_OFF, colour: true, white: true }, ['Colour', 'White']],
  ])('is exactly what the lamp can: %s', (_, can, expected) => {
    expect(names(controls(aLight({ can })))).toEqual(expected)
  })

  it.each([
    ['nothing is connected', {}, { connected: false }],
    ['it is offline', { availability: 'offline' as const }, {}],
    ['it can only be looked at', { locked: { kind: 'template' as const } }, {}],
  ])('is out of use while %s', (_, light, more) => {
    const window = controls(aLamp(light), more)
    for (const each of window.part.findAll('input, button, select')) {
      expect(each.attributes('disabled'), each.html()).toBeDefined()
    }
  })
})

describe('the sliders', () => {
  it('show and say what the lamp says', () => {
    const window = controls(aLamp())
    expect((slider(window, 'Brightness').element as HTMLInputElement).value).toBe('45')
    expect(slider(window, 'Brightness').attributes('aria-valuetext')).toBe('45 %')
    expect(slider(window, 'Colour temperature').attributes('aria-valuetext')).toBe('2700 K')
  })

  it('say that a value is not known', () => {
    const window = controls(aLamp({ brightness: undefined }))
    expect(slider(window, 'Brightness').attributes('aria-valuetext')).toBe('Not known yet')
  })

  it('send brightness in percent and temperature in Kelvin', async () => {
    const window = controls(aLamp())
    await press(slider(window, 'Brightness'), 46)
    await vi.waitFor(() => expect(window.main.setLight).toHaveBeenCalledTimes(1))
    await press(slider(window, 'Colour temperature'), 0)
    await vi.waitFor(() => expect(window.main.setLight).toHaveBeenCalledTimes(2))
    expect(window.main.setLight.mock.calls).toEqual([
      [{ light: 'zigbee2mqtt:lamp', wish: { brightness: 46 } }],
      [{ light: 'zigbee2mqtt:lamp', wish: { temperature: 2_000 } }],
    ])
  })

  it('never ask for a brightness of nothing', () => {
    expect(slider(controls(aLamp()), 'Brightness').attributes('min')).toBe('1')
  })

  it('say why the lamp does not do it', async () => {
    const window = controls(aLamp())
    window.main.setLight.mockImplementation(() => refusing({ kind: 'light-offline' }))
    await press(slider(window, 'Brightness'), 80)
    await flushPromises()
    expect(window.part.get('[role=alert]').text()).toMatch(/^The light says that it is offline/)
    expect((slider(window, 'Brightness').element as HTMLInputElement).value).toBe('45')
  })
})

describe('effects, scenes and white', () => {
  it('are chosen, and shown when the lamp says so', async () => {
    const window = controls(aLamp({ effect: 'blink' }))
    const effect = named(window, 'select', 'Effect')!
    expect((effect.element as HTMLSelectElement).value).toBe('blink')
    await effect.setValue('breathe')
    expect(window.main.setLight).toHaveBeenCalledWith({
      light: 'zigbee2mqtt:lamp',
      wish: { effect: 'breathe' },
    })
  })

  it('let a scene be chosen again', async () => {
    const window = controls(aLamp())
    const scene = named(window, 'select', 'Scene')!
    await scene.setValue('Evening')
    expect(window.main.setLight).toHaveBeenCalledWith({
      light: 'zigbee2mqtt:lamp',
      wish: { scene: 'Evening' },
    })
    expect((scene.element as HTMLSelectElement).value).toBe('')
  })

  it('show white as pressed while the lamp is white', async () => {
    const window = controls(aLamp({ can: { ...aLamp().can, white: true }, mode: 'white' }))
    expect(button(window, 'White').attributes('aria-pressed')).toBe('true')
    await button(window, 'White').trigger('click')
    expect(window.main.setLight).toHaveBeenCalledWith({ light: 'zigbee2mqtt:lamp', wish: { white: true } })
  })
})

describe('the colour', () => {
  const blue = aLamp({ mode: 'colour', colour: { hue: 220, saturation: 80 } })

  it('says what it is', () => {
    expect(button(controls(blue), 'Colour').attributes('aria-description')).toBe('Blue, 80 %')
    expect(button(controls(aLamp()), 'Colour').attributes('aria-description')).toBe('2700 K')
    expect(button(controls(blue, { language: 'it' }), 'Colore').attributes('aria-description')).toBe(
      'Blu, 80 %',
    )
  })

  it('opens with its button, and closes with Escape, which gives the focus back', async () => {
    const window = await openColours(blue)
    expect(window.part.get('[role=dialog]').attributes('aria-label')).toBe('Colour')
    expect(button(window, 'Colour').attributes('aria-expanded')).toBe('true')
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await flushPromises()
    expect(window.part.find('[role=dialog]').exists()).toBe(false)
    expect(document.activeElement).toBe(button(window, 'Colour').element)
  })

  it('is changed by keys with two sliders, one at a time', async () => {
    const window = await openColours(blue)
    expect(slider(window, 'Hue').attributes('aria-valuetext')).toBe('Blue, 220°')
    await press(slider(window, 'Hue'), 230)
    await vi.waitFor(() =>
      expect(window.main.setLight.mock.lastCall).toEqual([
        { light: 'zigbee2mqtt:lamp', wish: { colour: { hue: 230, saturation: 80 } } },
      ]),
    )
    await press(slider(window, 'Saturation'), 10)
    await vi.waitFor(() =>
      expect(window.main.setLight.mock.lastCall?.[0].wish).toEqual({ colour: { hue: 230, saturation: 10 } }),
    )
  })

  it('is one of those at hand with one press', async () => {
    const window = await openColours(blue)
    await button(window, 'Red, 100 %').trigger('click')
    expect(window.main.setLight).toHaveBeenCalledWith({
      light: 'zigbee2mqtt:lamp',
      wish: { colour: { hue: 0, saturation: 100 } },
    })
  })

  it('offers no whites to a lamp that has none', async () => {
    const window = await openColours(aLight({ can: { ...ON_OFF, colour: true } }))
    expect(window.part.findAll('li')).toHaveLength(FIRST_COLOURS.filter((each) => 'colour' in each).length)
  })

  it('can be kept, once', async () => {
    const window = await openColours(blue)
    await button(window, 'Keep this colour').trigger('click')
    const colours = [...FIRST_COLOURS, { colour: { hue: 220, saturation: 80 } }]
    expect(window.main.setColours.mock.calls).toEqual([[{ colours }]])
    await flushPromises()
    await window.setProps({ colours })
    expect(button(window, 'Keep this colour').attributes('aria-disabled')).toBe('true')
    await button(window, 'Keep this colour').trigger('click')
    expect(window.main.setColours).toHaveBeenCalledTimes(1)
  })

  it('can be removed from those at hand, without touching the lamp', async () => {
    const window = await openColours(blue)
    await button(window, 'Remove').trigger('click')
    await button(window, 'Remove 4000 K').trigger('click')
    expect(window.main.setColours.mock.calls).toEqual([
      [{ colours: FIRST_COLOURS.filter((each) => !('temperature' in each) || each.temperature !== 4_000) }],
    ])
    expect(window.main.setLight).not.toHaveBeenCalled()
  })
})

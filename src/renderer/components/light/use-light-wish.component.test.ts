import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import type { CommandResult } from '@shared/ipc/contract'
import type { LightState } from '@shared/light/light'
import { ok } from '@shared/result'
import { aLamp } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import { useLightWish, type LightWishing } from './use-light-wish'

enableAutoUnmount(afterEach)
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function begin(light: LightState = aLamp()) {
  let wishing!: LightWishing
  const host = defineComponent({
    props: { light: { type: Object as () => LightState, required: true } },
    setup(props) {
      wishing = useLightWish(() => props.light)
      return () => h('p', String(wishing.shown.value.brightness))
    },
  })
  const window = openPart(host, { props: { light } })
  return {
    ...window,
    wishing,
    shows: () => wishing.shown.value.brightness,
    sent: () => window.main.setLight.mock.calls.map(([{ wish }]) => wish),
  }
}

describe('while a finger slides', () => {
  it('sends the first value at once, then at most one in 50 ms, and the last one always', async () => {
    const { wishing, sent } = begin()
    for (let brightness = 50; brightness < 60; brightness++) {
      wishing.hold({ brightness })
      await vi.advanceTimersByTimeAsync(20)
    }
    wishing.letGo()
    await vi.advanceTimersByTimeAsync(50)
    expect(sent()).toEqual([50, 52, 54, 57, 59].map((brightness) => ({ brightness })))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sent()).toHaveLength(5)
  })

  it('shows the finger whatever the light says meanwhile', async () => {
    const { wishing, shows, setProps } = begin()
    wishing.hold({ brightness: 60 })
    await setProps({ light: aLamp({ brightness: 48, pending: { brightness: 50 } }) })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shows()).toBe(60)
  })

  it('sends the last value also when the card goes away', () => {
    const { wishing, part, sent } = begin()
    wishing.hold({ brightness: 60 })
    wishing.hold({ brightness: 61 })
    part.unmount()
    expect(sent()).toEqual([{ brightness: 60 }, { brightness: 61 }])
  })
})

describe('after the finger', () => {
  it('shows what is asked for, then what the light says', async () => {
    const { wishing, shows, setProps } = begin()
    wishing.hold({ brightness: 60 })
    wishing.letGo()
    await setProps({ light: aLamp({ pending: { brightness: 60 } }) })
    expect(shows()).toBe(60)
    await setProps({ light: aLamp({ brightness: 59.6 }) })
    expect(shows()).toBe(59.6)
  })

  it('does not jump back while main has not said yet what is asked for', async () => {
    const { wishing, shows } = begin()
    wishing.say({ brightness: 60 })
    await flushPromises()
    expect(shows()).toBe(60)
    await vi.advanceTimersByTimeAsync(300)
    expect(shows()).toBe(45)
  })

  it('waits for the answer however long it takes', async () => {
    const { wishing, shows, main } = begin()
    let answer!: (result: CommandResult) => void
    main.setLight.mockReturnValue(new Promise((resolve) => (answer = resolve)))
    wishing.say({ brightness: 60 })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(shows()).toBe(60)
    answer(ok(undefined))
    await vi.advanceTimersByTimeAsync(300)
    expect(shows()).toBe(45)
  })

  it('shows the light at once where it is refused, and says why until it works', async () => {
    const { wishing, shows, main } = begin()
    main.setLight.mockReturnValueOnce(refusing({ kind: 'light-unable' }))
    wishing.say({ brightness: 60 })
    await flushPromises()
    expect(shows()).toBe(45)
    expect(wishing.problem.value).toBe('This light cannot do that.')
    await vi.advanceTimersByTimeAsync(50)
    wishing.say({ brightness: 61 })
    await flushPromises()
    expect(wishing.problem.value).toBe('')
  })

  it('counts a call that fails as refused', async () => {
    const { wishing, main } = begin()
    main.setLight.mockRejectedValueOnce(new Error('gone'))
    wishing.say({ power: 'on' })
    await flushPromises()
    expect(wishing.problem.value).toBe('That did not work. Try again.')
    wishing.forget()
    expect(wishing.problem.value).toBe('')
  })
})

it('puts different wishes of one moment together, the later on top', async () => {
  const { wishing, sent } = begin()
  wishing.say({ brightness: 60 })
  wishing.say({ temperature: 3_000 })
  wishing.say({ colour: { hue: 10, saturation: 90 } })
  await vi.advanceTimersByTimeAsync(50)
  expect(sent()).toEqual([{ brightness: 60 }, { colour: { hue: 10, saturation: 90 } }])
})

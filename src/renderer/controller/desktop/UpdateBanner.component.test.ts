import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { buttonOf } from '../../testing/profiles'
import { aDesktop } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import UpdateBanner from './UpdateBanner.vue'

enableAutoUnmount(afterEach)

const ready = (version = '0.2.0') => ({
  desktop: aDesktop({ update: { phase: 'ready', version, notes: 'New' } }),
})
const banner = ({ part }: ReturnType<typeof openPart>) => part.find('.banner')

it('comes into a place that is read out, when an update is ready and not before', async () => {
  const window = openPart(UpdateBanner)
  expect(banner(window).exists()).toBe(false)
  const place = window.part.get('[aria-live=polite]').element
  await window.show({
    desktop: aDesktop({ update: { phase: 'downloading', version: '0.2.0', percent: 99 } }),
  })
  expect(banner(window).exists()).toBe(false)
  await window.show(ready())
  expect(place.textContent).toContain('Porchlight 0.2.0 is ready.')
})

it('restarts without another question, and says why not', async () => {
  const window = openPart(UpdateBanner, { views: ready() })
  await buttonOf(window.part, 'Restart now').trigger('click')
  await flushPromises()
  expect(window.main.installUpdate).toHaveBeenCalledTimes(1)
  expect(banner(window).exists()).toBe(true)
  window.main.installUpdate.mockImplementation(() => refusing({ kind: 'no-update' }))
  await buttonOf(window.part, 'Restart now').trigger('click')
  await flushPromises()
  expect(banner(window).text()).toContain('no update to put in place')
})

it('goes with Later, until a newer one is ready', async () => {
  const window = openPart(UpdateBanner, { views: ready() })
  await buttonOf(window.part, 'Later').trigger('click')
  expect(banner(window).exists()).toBe(false)
  await window.show(ready())
  expect(banner(window).exists()).toBe(false)
  await window.show(ready('0.3.0'))
  expect(banner(window).text()).toContain('0.3.0')
  expect(window.main.installUpdate).not.toHaveBeenCalled()
})

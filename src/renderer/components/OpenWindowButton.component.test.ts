import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { openPart } from '../testing/window'
import OpenWindowButton from './OpenWindowButton.vue'

enableAutoUnmount(afterEach)

it.each([
  ['chat', 'Open chat'],
  ['controller', 'Open controller'],
] as const)('opens the %s', async (window, name) => {
  const { part, main } = openPart(OpenWindowButton, { props: { window } })
  expect(part.get('button').text()).toBe(name)
  await part.get('button').trigger('click')
  expect(main.openWindow.mock.calls).toEqual([[{ window }]])
})

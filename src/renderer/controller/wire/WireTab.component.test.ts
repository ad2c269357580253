import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { anEntry } from '../../testing/state'
import { openPart } from '../../testing/window'
import { usePublishDraft } from './publish-draft'
import WireTab from './WireTab.vue'
import { useWireView } from './wire-view'

enableAutoUnmount(afterEach)
afterEach(() => vi.restoreAllMocks())

/** Of the window this media query holds. */
const hold = (holds: string): void =>
  void vi
    .spyOn(window, 'matchMedia')
    .mockImplementation((query) => ({ matches: query === holds }) as MediaQueryList)

/** The tab in a window of which this media query holds. */
function openAt(holds: string, active = true) {
  hold(holds)
  const { part } = openPart(WireTab, { props: { active } })
  const fold = part.get('.fold')
  return { part, fold, formsOpen: () => fold.attributes('aria-expanded') === 'true' }
}
const look = async (): Promise<void> => {
  useWireView().choose(anEntry({ seq: 1 }), true)
  await nextTick()
}
const close = async (): Promise<void> => {
  useWireView().detailsOpen = false
  await nextTick()
}

describe('in a window of usual width', () => {
  let tab: ReturnType<typeof openAt>
  beforeEach(() => (tab = openAt('(42rem <= width < 72rem)')))

  it('the forms make room for a message that is looked at, and come back', async () => {
    expect(tab.formsOpen()).toBe(true)
    await look()
    expect(tab.formsOpen()).toBe(false)
    await close()
    expect(tab.formsOpen()).toBe(true)
  })

  it('the forms stay folded where the reader has folded them', async () => {
    await tab.fold.trigger('click')
    await look()
    await close()
    expect(tab.formsOpen()).toBe(false)
  })

  it('a draft from the log brings the form to the front', async () => {
    await look()
    usePublishDraft().fill({ topic: 'led', payload: 'on', qos: 0, retain: false })
    await nextTick()
    expect(tab.formsOpen()).toBe(true)
  })
})

it('in a wide window the forms stay', async () => {
  const tab = openAt('none')
  await look()
  expect(tab.formsOpen()).toBe(true)
})

it('in a narrow window the log comes first', () => {
  expect(openAt('(width < 42rem)').formsOpen()).toBe(false)
})

it('how wide the window is counts when the tab is first seen: before, the page may have no size yet', async () => {
  const tab = openAt('(width < 42rem)', false)
  hold('none')
  await tab.part.setProps({ active: true })
  expect(tab.formsOpen()).toBe(true)
  // From then on it is as the reader has it.
  await tab.fold.trigger('click')
  await tab.part.setProps({ active: false })
  await tab.part.setProps({ active: true })
  expect(tab.formsOpen()).toBe(false)
})

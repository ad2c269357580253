import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { aDesktop } from '../testing/state'
import { openPart } from '../testing/window'
import App from './App.vue'

enableAutoUnmount(afterEach)

const TABS = ['Lights', 'Wire', 'Settings']

it('asks about a link and says that an update is ready, whichever part is shown', async () => {
  const { part, show } = openPart(App)
  const desktop = aDesktop({
    update: { phase: 'ready', version: '0.2.0', notes: '' },
    asked: { id: 1, link: { kind: 'join', topic: 'garden', name: '' } },
  })
  expect(part.find('dialog').exists()).toBe(false)
  await show({ desktop })
  for (const words of TABS) {
    const tab = part.findAll('[role=tab]').find((each) => each.text() === words)!
    await tab.trigger('mousedown', { button: 0 })
    expect(tab.attributes('aria-selected')).toBe('true')
    expect(part.get('dialog').text()).toContain('Join this room?')
    const banner = part.get('.banner').element
    expect(banner.textContent).toContain('Porchlight 0.2.0 is ready.')
    expect(banner.closest('[hidden], [role=tabpanel]')).toBeNull()
  }
})

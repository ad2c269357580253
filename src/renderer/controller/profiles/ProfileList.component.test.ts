import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { ProfilesView } from '@shared/profile/view'
import { buttonOf, buttonsOf } from '../../testing/profiles'
import { aProfile, someProfiles } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import ProfileList from './ProfileList.vue'

enableAutoUnmount(afterEach)

const house = aProfile()
const work = aProfile({
  id: 'work',
  name: 'Work',
  addresses: ['a', 'b', 'c'].map((host) => ({ scheme: 'mqtts' as const, host, port: 8883 })),
})

function open(more: Partial<ProfilesView> = {}, props = {}) {
  const profiles = someProfiles({ list: [house, work], ...more })
  const window = openPart(ProfileList, { props: { profiles, fromCommandLine: false, ...props } })
  const radio = (id: string) => window.part.get(`[data-profile="${id}"]`)
  return {
    ...window,
    profiles,
    radio,
    row: (id: string) => window.part.get(`li:has([data-profile="${id}"])`),
  }
}

describe('the list', () => {
  it('begins with this computer, and shows where each broker is and which one is in use', () => {
    const { part, row } = open({ active: 'work' })
    expect(part.findAll('[role=radio]').map((each) => each.attributes('data-profile'))).toEqual([
      'this-computer',
      'house',
      'work',
    ])
    expect(row('work').text()).toContain('mqtts://a:8883, mqtts://b:8883 and 1 more')
    expect(row('work').text()).toContain('In use')
    expect(row('house').text()).not.toContain('In use')
  })

  it('can do everything with a broker that is chosen, but use it twice or change this computer', async () => {
    const { part, radio, row } = open({ active: 'work' })
    const offers = (id: string) =>
      row(id)
        .findAll('.actions button')
        .map((each) => each.text())
    expect(offers('work')).toEqual(['Edit', 'Duplicate', 'Remove'])
    await radio('house').trigger('click')
    expect(offers('house')).toEqual(['Use', 'Edit', 'Duplicate', 'Remove'])
    await radio('this-computer').trigger('click')
    expect(offers('this-computer')).toEqual(['Use'])
    await buttonOf(part, 'Add a broker').trigger('click')
    expect(part.emitted('add')).toHaveLength(1)
  })

  it('says when the command line has its own for this run', () => {
    const { part, row } = open({ active: 'house' }, { fromCommandLine: true })
    expect(part.text()).toContain('from the command line')
    expect(row('house').text()).toContain('From the next start')
  })
})

describe('switching', () => {
  it('says what is used now and keeps the focus there', async () => {
    const { part, main, radio, setProps, profiles } = open()
    await radio('work').trigger('click')
    await buttonOf(part, 'Use').trigger('click')
    await setProps({ profiles: { ...profiles, active: 'work' } })
    await flushPromises()
    expect(main.useProfile.mock.calls).toEqual([[{ id: 'work' }]])
    expect(part.text()).toContain('Porchlight now uses Work.')
    expect(document.activeElement).toBe(radio('work').element)
  })

  it('says why it was refused', async () => {
    const { part, main, radio } = open()
    main.useProfile.mockImplementation(() => refusing({ kind: 'unknown-profile' }))
    await radio('work').trigger('click')
    await buttonOf(part, 'Use').trigger('click')
    await flushPromises()
    expect(part.get('.problem').text()).toBe('This broker is no longer in the list.')
  })

  it('goes back to the one in use when the chosen one is gone', async () => {
    const { radio, setProps, profiles } = open()
    await radio('work').trigger('click')
    await setProps({ profiles: { ...profiles, list: [house] } })
    expect(radio('this-computer').attributes('aria-checked')).toBe('true')
  })
})

it('waits for a new broker to come, and then has the focus on it', async () => {
  const { radio, setProps, profiles } = open({ list: [house] }, { at: 'work', saved: 'Work' })
  await nextTick()
  expect(radio('this-computer').attributes('aria-checked')).toBe('true')
  await setProps({ profiles: { ...profiles, list: [house, work] } })
  await flushPromises()
  expect(document.activeElement).toBe(radio('work').element)
})

describe('removing', () => {
  it('asks first, says what goes with it, and what is used then', async () => {
    const { part, main } = open({ active: 'house' })
    await buttonOf(part, 'Remove').trigger('click')
    const dialog = part.get('dialog')
    expect(dialog.attributes('role')).toBe('alertdialog')
    expect(dialog.text()).toContain('Remove House?')
    expect(dialog.text()).toContain('goes back to this computer')
    await dialog.findAll('button')[0]!.trigger('click')
    expect(part.find('dialog').exists()).toBe(false)
    expect(main.removeProfile).not.toHaveBeenCalled()
  })

  it('is done and said', async () => {
    const { part, main, radio } = open({ active: 'house' })
    await radio('work').trigger('click')
    await buttonOf(part, 'Remove').trigger('click')
    expect(part.get('dialog').text()).not.toContain('goes back')
    await part.get('dialog').findAll('button')[1]!.trigger('click')
    await flushPromises()
    expect(main.removeProfile.mock.calls).toEqual([[{ id: 'work' }]])
    expect(part.find('dialog').exists()).toBe(false)
    expect(part.text()).toContain('Work is removed.')
  })

  it('that is refused keeps the question open with the reason', async () => {
    const { part, main } = open({ active: 'house' })
    main.removeProfile.mockImplementation(() => refusing({ kind: 'not-saved', detail: 'disk full' }))
    await buttonOf(part, 'Remove').trigger('click')
    await part.get('dialog').findAll('button')[1]!.trigger('click')
    await flushPromises()
    expect(part.get('dialog [role=alert]').text()).toContain('disk full')
  })
})

describe('secrets where nothing encrypts them', () => {
  it.each([
    ['allowed', 'kept, but not encrypted'],
    ['this-run', 'known until you quit'],
  ] as const)('that are %s can be answered otherwise', async (keeping, words) => {
    const { part, main } = open({ keeping })
    expect(part.text()).toContain(words)
    await buttonOf(part, 'Change …').trigger('click')
    await buttonOf(part, 'Keep all the same').trigger('click')
    await flushPromises()
    expect(main.consentToKeep.mock.calls).toEqual([[{ keep: true }]])
    expect(part.find('dialog').exists()).toBe(false)
  })

  it.each(['encrypted', 'ask'] as const)('say nothing while %s', (keeping) => {
    expect(buttonsOf(open({ keeping }).part)).not.toContain('Change …')
  })
})

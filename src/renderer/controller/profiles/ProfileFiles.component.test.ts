import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { ProfilesView } from '@shared/profile/view'
import { buttonOf, buttonsOf } from '../../testing/profiles'
import { aProfile, someProfiles } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import ProfileFiles from './ProfileFiles.vue'

enableAutoUnmount(afterEach)

const list = [aProfile(), aProfile({ id: 'work', name: 'Work' })]

function open(more: Partial<ProfilesView> = {}) {
  const window = openPart(ProfileFiles, { props: { profiles: someProfiles({ list, ...more }) } })
  const { part, main } = window
  main.exportProfiles.mockResolvedValue({ ok: true, value: { file: '/home/ada/brokers.json' } })
  const press = async (words: string) => {
    await buttonOf(part, words).trigger('click')
    await flushPromises()
  }
  const submit = async () => {
    await part.get('dialog form').trigger('submit')
    await flushPromises()
  }
  const said = () => part.get('.files > [aria-live]').text()
  return { ...window, press, submit, said }
}

describe('the export', () => {
  it('is not offered without brokers', () => {
    expect(buttonsOf(open({ list: [] }).part)).toEqual(['Add a broker', 'Import …'])
  })

  it('writes those that are chosen, without secrets at first', async () => {
    const { part, main, press, submit, said } = open()
    await press('Export …')
    expect(part.get('dialog').text()).toContain('Passwords and keys stay here.')
    await part.findAll('fieldset input')[0]!.setValue(false)
    await submit()
    expect(main.exportProfiles.mock.calls).toEqual([[{ ids: ['work'] }]])
    expect(part.find('dialog').exists()).toBe(false)
    expect(said()).toBe('Written to /home/ada/brokers.json.')
  })

  it('wants a passphrase for secrets, twice the same', async () => {
    const { part, main, press, submit } = open()
    await press('Export …')
    await part.findAll('dialog [type=checkbox]').at(-1)!.setValue(true)
    const [first, again] = part.findAll<HTMLInputElement>('dialog [type=password]')
    await submit()
    expect(part.text()).toContain('At least 8 characters.')
    expect(document.activeElement).toBe(first!.element)
    await first!.setValue('a long passphrase')
    await submit()
    expect(part.text()).toContain('The two are not the same.')
    expect(document.activeElement).toBe(again!.element)
    expect(main.exportProfiles).not.toHaveBeenCalled()
    await again!.setValue('a long passphrase')
    await submit()
    expect(main.exportProfiles.mock.calls).toEqual([
      [{ ids: ['house', 'work'], passphrase: 'a long passphrase' }],
    ])
  })
})

describe('the import', () => {
  const answer = (imported: number, locked = false) => ({ ok: true, value: { imported, locked } }) as const

  it.each([
    [0, 'There are no brokers in this file.'],
    [1, '1 broker has come.'],
    [3, '3 brokers have come.'],
  ])('says how many came: %i', async (count, words) => {
    const { main, press, said } = open()
    main.importProfiles.mockResolvedValue(answer(count))
    await press('Import …')
    expect(said()).toBe(words)
  })

  it('says nothing when no file was picked, and why one cannot be used', async () => {
    const { main, press, said } = open()
    await press('Import …')
    expect(said()).toBe('')
    main.importProfiles.mockImplementation(() => refusing({ kind: 'file', problem: 'not-profiles' }))
    await press('Import …')
    expect(said()).toBe('This is not a file of brokers from Porchlight.')
  })

  it('opens secrets with the passphrase, as often as it takes', async () => {
    const { part, main, press, submit, said } = open()
    main.importProfiles.mockResolvedValue(answer(2, true))
    main.unlockProfiles.mockImplementationOnce(() => refusing({ kind: 'passphrase', problem: 'wrong' }))
    await press('Import …')
    const field = part.get<HTMLInputElement>('dialog input')
    await field.setValue('a guess')
    await submit()
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(part.get('dialog').text()).toContain('The passphrase is wrong.')
    await field.setValue('the right one')
    await submit()
    expect(main.unlockProfiles.mock.calls.at(-1)).toEqual([{ passphrase: 'the right one' }])
    expect(said()).toBe('2 brokers have come. Their passwords and keys have come too.')
  })

  it('goes on without secrets', async () => {
    const { main, press, said } = open()
    main.importProfiles.mockResolvedValue(answer(2, true))
    await press('Import …')
    await press('Go on without')
    expect(main.unlockProfiles).not.toHaveBeenCalled()
    expect(said()).toContain('have not come')
  })

  it('asks first whether secrets are kept where nothing encrypts them', async () => {
    const { part, main, press } = open({ keeping: 'ask' })
    main.importProfiles.mockResolvedValue(answer(2, true))
    await press('Import …')
    expect(part.find('dialog input').exists()).toBe(false)
    await press('Keep for this run only')
    expect(main.consentToKeep.mock.calls).toEqual([[{ keep: false }]])
    expect(part.find('dialog input').exists()).toBe(true)
  })
})

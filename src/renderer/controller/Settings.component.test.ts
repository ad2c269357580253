import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { SettingsView } from '@shared/settings'
import { nameProblems } from '../testing/every'
import { aDesktop, aProfile, someProfiles, someSettings } from '../testing/state'
import { openPart, refusing, type TestWindow } from '../testing/window'
import NameSettings from './NameSettings.vue'
import SettingsTab from './SettingsTab.vue'

enableAutoUnmount(afterEach)

const said = ({ part }: TestWindow) => part.get('[aria-live]').text()
async function save({ part }: TestWindow): Promise<void> {
  await part.get('form').trigger('submit')
  await flushPromises()
}

describe('the name', () => {
  const open = (more: Partial<SettingsView> = {}) =>
    openPart(NameSettings, { props: { settings: someSettings(more) } })
  const field = ({ part }: TestWindow) => part.get<HTMLInputElement>('input')

  it('stands in the field, or what the system proposes', () => {
    expect(field(open()).element.value).toBe('John')
    expect(field(open({ name: undefined, proposedName: 'jo' })).element.value).toBe('jo')
    expect(field(open({ name: undefined })).element.value).toBe('')
  })

  it('is saved, which is said until it is changed again', async () => {
    const form = open()
    await field(form).setValue('Joan')
    await save(form)
    expect(form.main.setName.mock.calls).toEqual([[{ name: 'Joan' }]])
    expect(said(form)).toBe('Saved.')
    await field(form).setValue('Joanna')
    expect(said(form)).toBe('')
  })

  it.each(nameProblems)('is refused beside the field and kept as typed: %s', async (problem) => {
    const form = open()
    form.main.setName.mockImplementation(() => refusing({ kind: 'name', problem }))
    await field(form).setValue('   ')
    await save(form)
    expect(said(form)).not.toBe('')
    expect(field(form).attributes('aria-invalid')).toBe('true')
    expect(form.part.get(`#${field(form).attributes('aria-describedby')}`).text()).toBe(said(form))
    expect(field(form).element.value).toBe('   ')
  })

  it('that is somebody else’s comes with one that is free', async () => {
    const form = open()
    form.main.setName.mockImplementationOnce(() => refusing({ kind: 'name-taken', suggestion: 'Anna 2' }))
    await field(form).setValue('Anna')
    await save(form)
    expect(field(form).attributes('aria-invalid')).toBe('true')
    const use = form.part.get('button.use')
    expect(use.text()).toBe('Use “Anna 2”')
    await use.trigger('click')
    await flushPromises()
    expect(form.main.setName.mock.calls.at(-1)).toEqual([{ name: 'Anna 2' }])
    expect(said(form)).toBe('Saved.')
    expect(form.part.find('button.use').exists()).toBe(false)
  })

  it('that counts but could not be saved does not mark the field', async () => {
    const form = open()
    form.main.setName.mockImplementation(() => refusing({ kind: 'not-saved', detail: 'disk full' }))
    await save(form)
    expect(said(form)).toContain('disk full')
    expect(field(form).attributes('aria-invalid')).toBe('false')
  })

  it('follows the one given in the chat', async () => {
    const form = open({ name: undefined, proposedName: 'root' })
    await form.setProps({ settings: someSettings({ name: 'Ada' }) })
    expect(field(form).element.value).toBe('Ada')
  })

  it('from the command line is said to be for this run', () => {
    expect(open().part.text()).not.toContain('command line')
    const fromCommandLine = { name: true, broker: false }
    expect(open({ fromCommandLine }).part.text()).toContain('command line')
  })
})

describe('the tab', () => {
  const house = aProfile({ clientId: 'x', secrets: { password: 'kept', key: 'none', keyPassphrase: 'none' } })
  const open = (more = {}) => {
    const profiles = someProfiles({ active: 'house', list: [house], ...more })
    return openPart(SettingsTab, { views: { settings: someSettings(), profiles, version: '1.2.3' } })
  }
  const button = ({ part }: TestWindow, words: string) =>
    part.findAll('button').find((each) => each.text() === words)!
  const value = ({ part }: TestWindow, field: string) =>
    part.get<HTMLInputElement>(`[data-field=${field}]`).element.value

  it('says which version this is, and that there is no newer one', async () => {
    const tab = open()
    expect(tab.part.text()).toContain('Porchlight 1.2.3')
    await tab.show({ desktop: aDesktop() })
    expect(tab.part.text()).toContain('Porchlight 1.2.3 is the newest.')
  })

  it('puts the editor in the place of the list, and comes back to where the focus was', async () => {
    const tab = open()
    await button(tab, 'Add a broker').trigger('click')
    expect(tab.part.findAll('[data-profile]')).toHaveLength(0)
    expect(document.activeElement?.getAttribute('data-field')).toBe('name')
    await button(tab, 'Cancel').trigger('click')
    await flushPromises()
    expect(document.activeElement?.textContent?.trim()).toBe('Add a broker')
  })

  it('edits what is chosen, and says that it is saved', async () => {
    const tab = open()
    tab.main.saveProfile.mockResolvedValue({ ok: true, value: { id: 'house' } })
    await button(tab, 'Edit').trigger('click')
    expect(value(tab, 'name')).toBe('House')
    await tab.part.get('[data-field=name]').setValue('Home')
    await tab.part.findAll('form').at(-1)!.trigger('submit')
    await flushPromises()
    expect(tab.main.saveProfile.mock.calls[0]![0]).toMatchObject({ id: 'house', name: 'Home' })
    expect(tab.part.text()).toContain('Home is saved.')
    expect(document.activeElement?.getAttribute('data-profile')).toBe('house')
  })

  it('duplicates without secrets and client id, and says so', async () => {
    const tab = open()
    await button(tab, 'Duplicate').trigger('click')
    expect(value(tab, 'name')).toBe('House (copy)')
    expect(value(tab, 'clientId')).toBe('')
    expect(tab.part.text()).toContain('Passwords and keys are not copied')
  })
})

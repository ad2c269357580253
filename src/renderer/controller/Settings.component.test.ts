import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { SettingsView } from '@shared/settings'
import { addressProblems, nameProblems } from '../testing/every'
import { someSettings } from '../testing/state'
import { openPart, refusing, type TestWindow } from '../testing/window'
import BrokerSettings from './BrokerSettings.vue'
import NameSettings from './NameSettings.vue'

enableAutoUnmount(afterEach)

const elsewhere = { kind: 'address', url: 'mqtt://lab:1884', username: 'ada' } as const

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

describe('the broker', () => {
  const open = (more: Partial<SettingsView> = {}) =>
    openPart(BrokerSettings, { props: { settings: someSettings(more) } })
  const choose = ({ part }: TestWindow, which: 0 | 1) => part.findAll('[role=radio]')[which]!.trigger('click')
  const fields = ({ part }: TestWindow) => {
    const [url, username, password] = part.findAll<HTMLInputElement>('.fields input')
    return { url: url!, username: username!, password: password! }
  }
  const button = ({ part }: TestWindow, words: string) =>
    part.findAll('button').find((each) => each.text() === words)

  it('on this computer asks for nothing', async () => {
    const form = open()
    expect(form.part.findAll('[role=radio]')[0]!.attributes('aria-checked')).toBe('true')
    expect(form.part.find('.fields').exists()).toBe(false)
    await save(form)
    expect(form.main.setBroker.mock.calls).toEqual([[{ kind: 'this-computer', url: '', username: '' }]])
    expect(said(form)).toBe('Saved.')
  })

  it('elsewhere is handed over as typed', async () => {
    const form = open()
    await choose(form, 1)
    await fields(form).url.setValue('mqtt://192.168.1.5')
    await fields(form).username.setValue('ada')
    await fields(form).password.setValue(' s3cret ')
    await save(form)
    expect(form.main.setBroker.mock.calls).toEqual([
      [{ kind: 'address', url: 'mqtt://192.168.1.5', username: 'ada', password: ' s3cret ' }],
    ])
    expect(fields(form).password.element.value).toBe('')
  })

  it('keeps the password it has when the field is left empty', async () => {
    const form = open({ broker: elsewhere, password: 'kept' })
    expect(fields(form).password.element.value).toBe('')
    const hint = form.part.get(`#${fields(form).password.attributes('aria-describedby')}`)
    expect(hint.text()).toContain('Leave empty to keep it')
    await save(form)
    expect(form.main.setBroker.mock.calls[0]![0]).not.toHaveProperty('password')
  })

  it('shows what is in use', () => {
    const { url, username, password } = fields(open({ broker: elsewhere }))
    expect([url.element.value, username.element.value]).toEqual(['mqtt://lab:1884', 'ada'])
    expect(password.attributes('type')).toBe('password')
  })

  it('forgets the password and nothing else', async () => {
    const form = open({ broker: elsewhere, password: 'this-run' })
    expect(form.part.text()).toContain('known until you quit')
    await fields(form).url.setValue('mqtt://half-typed')
    await button(form, 'Forget the password')!.trigger('click')
    await flushPromises()
    expect(form.main.setBroker.mock.calls).toEqual([
      [{ kind: 'address', url: 'mqtt://lab:1884', username: 'ada', password: '' }],
    ])
    expect(fields(form).url.element.value).toBe('mqtt://half-typed')
    await form.setProps({ settings: someSettings({ broker: elsewhere, password: 'none' }) })
    expect(button(form, 'Forget the password')).toBeUndefined()
    expect(fields(form).url.element.value).toBe('mqtt://half-typed')
  })

  it('has no password to forget where none is held', () => {
    expect(button(open({ broker: elsewhere }), 'Forget the password')).toBeUndefined()
  })

  it('takes a password out of the address once it is saved', async () => {
    const form = open()
    await choose(form, 1)
    await fields(form).url.setValue('mqtt://ada:s3cret@lab:1884')
    await save(form)
    await form.setProps({ settings: someSettings({ broker: elsewhere, password: 'kept' }) })
    expect(fields(form).url.element.value).toBe('mqtt://lab:1884')
    expect(fields(form).username.element.value).toBe('ada')
  })

  it.each(addressProblems)('is refused beside the address and kept as typed: %s', async (problem) => {
    const form = open({ broker: elsewhere })
    form.main.setBroker.mockImplementation(() => refusing({ kind: 'address', problem }))
    await fields(form).url.setValue('nonsense')
    await fields(form).password.setValue('s3cret')
    await save(form)
    expect(said(form)).not.toBe('')
    expect(fields(form).url.attributes('aria-invalid')).toBe('true')
    expect(form.part.get(`#${fields(form).url.attributes('aria-describedby')}`).text()).toBe(said(form))
    expect(fields(form).url.element.value).toBe('nonsense')
    expect(fields(form).password.element.value).toBe('s3cret')
  })

  it('from the command line is said to be for this run', () => {
    const fromCommandLine = { name: false, broker: true }
    expect(open({ fromCommandLine }).part.text()).toContain('command line')
  })
})

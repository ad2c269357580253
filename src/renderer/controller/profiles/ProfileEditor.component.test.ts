import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { ProfilesView, ProfileView } from '@shared/profile/view'
import { buttonOf, buttonsOf, selfSigned, untrusted } from '../../testing/profiles'
import { profileProblems } from '../../testing/every'
import { aProfile, someProfiles } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import { draftOf } from './draft'
import ProfileEditor from './ProfileEditor.vue'

enableAutoUnmount(afterEach)

function open(profile?: ProfileView, more: Partial<ProfilesView> = {}) {
  const profiles = someProfiles({ list: profile ? [profile] : [], ...more })
  const window = openPart(ProfileEditor, { props: { start: draftOf(profile), profiles } })
  const { part } = window
  const field = (name: string) => part.get<HTMLInputElement>(`[data-field="${name}"]`)
  const press = async (words: string) => {
    await buttonOf(part, words).trigger('click')
    await flushPromises()
  }
  const save = async () => {
    await part.get('form').trigger('submit')
    await flushPromises()
  }
  window.main.saveProfile.mockResolvedValue({ ok: true, value: { id: 'house' } })
  return { ...window, field, press, save, more: () => part.get<HTMLDetailsElement>('details').element.open }
}

const label = (element: Element): string =>
  document.querySelector(`label[for="${element.id}"]`)?.textContent ?? ''

describe('the editor', () => {
  it('of a new broker begins at the name, with the usual in the fields and the rest folded away', () => {
    const { part, field, more } = open()
    expect(part.get('h2').text()).toBe('Add a broker')
    expect(document.activeElement).toBe(field('name').element)
    expect(field('keepAlive').element.value).toBe('30')
    expect(more()).toBe(false)
  })

  it.each([
    ['name', 'Name'],
    ['addresses', 'Addresses'],
    ['username', 'User name'],
    ['password', 'Password'],
    ['clientId', 'Client id'],
    ['keepAlive', 'Keep-alive'],
    ['sessionExpiry', 'Session expiry'],
    ['serverName', 'Server name'],
    ['alpn', 'ALPN'],
  ])('has a label for %s', (name, words) => {
    expect(label(open().field(name).element)).toBe(words)
  })

  it('of a known broker hands over what was changed', async () => {
    const { part, main, field, save } = open(aProfile())
    await field('addresses').setValue('mqtt://a:1\nmqtt://b:2')
    await save()
    expect(main.saveProfile.mock.calls[0]![0]).toMatchObject({
      id: 'house',
      addresses: ['mqtt://a:1', 'mqtt://b:2'],
    })
    expect(part.emitted('saved')).toEqual([['house', 'House']])
  })

  it('does not hide what is not as usual', () => {
    expect(open(aProfile({ clientId: 'kitchen' })).more()).toBe(true)
  })

  it('says numbers of seconds in words', async () => {
    const { part, field } = open()
    expect(part.text()).toContain('That is 7 days.')
    await field('sessionExpiry').setValue('4294967295')
    expect(part.text()).toContain('That is for ever.')
    await field('keepAlive').setValue('soon')
    expect(part.text()).toContain('That is not a number.')
  })
})

describe('the first wrong field', () => {
  it.each(profileProblems.filter(({ field }) => field !== 'profiles' && field !== 'pinned'))(
    'gets the focus and says what to do: $field $problem',
    async (why) => {
      const { main, field, save } = open(aProfile())
      main.saveProfile.mockImplementation(() => refusing({ kind: 'profile', ...why }))
      await save()
      const { element } = field(why.field)
      expect(document.activeElement).toBe(element)
      const said = element
        .getAttribute('aria-describedby')!
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' ')
      expect(said.length).toBeGreaterThan(10)
      expect(said).not.toContain('refusal.')
      expect(element.closest('details')?.open).not.toBe(false)
    },
  )

  it('names the address that is meant', async () => {
    const { part, main, save } = open()
    const why = { field: 'addresses', problem: 'scheme', text: 'http://x' } as const
    main.saveProfile.mockImplementation(() => refusing({ kind: 'profile', ...why }))
    await save()
    expect(part.get('.problem').text()).toBe('http://x: Begin with mqtt://, mqtts://, ws:// or wss://')
  })

  it('is none where the list is full, which is said below', async () => {
    const { part, main, save } = open()
    main.saveProfile.mockImplementation(() =>
      refusing({ kind: 'profile', field: 'profiles', problem: 'too-many' }),
    )
    await save()
    expect(part.get('.said .problem').text()).toContain('At most 200 brokers')
  })
})

describe('the test', () => {
  it('says for each address what came of it', async () => {
    const { part, main, press } = open(aProfile())
    main.testProfile.mockResolvedValue({
      ok: true,
      value: {
        tried: [
          { address: 'mqtt://a:1', outcome: { ok: true, version: '5', took: 23.4 } },
          { address: 'mqtt://b:2', outcome: { ok: false, failure: { kind: 'login', detail: 'Code 134' } } },
        ],
      },
    })
    await press('Test connection')
    const [good, bad] = part.findAll('.results > li').map((each) => each.text())
    expect(good).toContain('Connected with MQTT 5 in 23 ms.')
    expect(bad).toContain('Not connected: user name or password is wrong.')
    expect(bad).toContain('Check user name and password.')
    expect(bad).toContain('Code 134')
  })

  it('shows the certificate, and trusts it only after a warning', async () => {
    const { part, main, press, save } = open(aProfile())
    main.testProfile.mockResolvedValue({
      ok: true,
      value: { tried: [{ address: 'mqtts://a:1', outcome: untrusted }] },
    })
    await press('Test connection')
    expect(part.get('.results').text()).toContain('CN=broker.example')
    expect(part.get('.results').text()).toContain('itself')
    await press('Trust this certificate')
    const dialog = part.get('dialog')
    expect(dialog.attributes('role')).toBe('alertdialog')
    expect(dialog.text()).toContain(selfSigned.fingerprint)
    await press('Do not trust it')
    expect(part.find('dialog').exists()).toBe(false)
    expect(part.text()).not.toContain('It is trusted once you save')
    await press('Trust this certificate')
    await press('It is the same: trust it')
    expect(part.text()).toContain('It is trusted once you save')
    expect(document.activeElement?.textContent?.trim()).toBe('Test connection')
    await save()
    expect(main.saveProfile.mock.calls[0]![0].pinned).toBe(selfSigned.fingerprint)
  })

  it('can trust a certificate no longer', async () => {
    const { main, press, save } = open(aProfile({ tls: { pinned: 'AA:BB' } }))
    await press('Trust it no longer')
    await save()
    expect(main.saveProfile.mock.calls[0]![0].pinned).toBe('')
  })
})

describe('files', () => {
  it('are taken as picked, with what is in them in words', async () => {
    const { part, main, save } = open()
    const value = { name: 'ca.pem', text: 'PEM', certificates: [selfSigned, selfSigned] }
    main.pickFile.mockResolvedValue({ ok: true, value })
    await part.get('[data-field=ca]').trigger('click')
    await flushPromises()
    expect(main.pickFile.mock.calls).toEqual([[{ what: 'ca' }]])
    expect(part.text()).toContain('From ca.pem')
    expect(part.text()).toContain('1 more in this file')
    await save()
    expect(main.saveProfile.mock.calls[0]![0].ca).toBe('PEM')
  })

  it('stay as they were where none was picked, or one that cannot be used', async () => {
    const { part, main, save } = open(aProfile({ tls: { ca: 'OLD' } }))
    await part.get('[data-field=ca]').trigger('click')
    main.pickFile.mockImplementation(() => refusing({ kind: 'file', problem: 'not-certificate' }))
    await part.get('[data-field=ca]').trigger('click')
    await flushPromises()
    expect(part.text()).toContain('There is no certificate in this file.')
    await save()
    expect(main.saveProfile.mock.calls[0]![0].ca).toBe('OLD')
  })
})

describe('secrets', () => {
  const holding = (place: 'kept' | 'this-run') =>
    aProfile({ username: 'ada', secrets: { password: place, key: 'none', keyPassphrase: 'none' } })

  it.each([
    ['kept', 'encrypted', 'Kept, encrypted by this computer'],
    ['kept', 'allowed', 'Kept, but not encrypted'],
    ['this-run', 'this-run', 'Known until you quit'],
  ] as const)('say where they are: %s, %s', (place, keeping, words) => {
    expect(open(holding(place), { keeping }).part.text()).toContain(words)
  })

  it('are untouched unless they are forgotten', async () => {
    const { part, main, press, save } = open(holding('kept'))
    await save()
    expect(main.saveProfile.mock.calls[0]![0]).not.toHaveProperty('password')
    await press('Forget')
    expect(part.text()).toContain('Is forgotten with Save.')
    expect(buttonsOf(part)).not.toContain('Forget')
    await save()
    expect(main.saveProfile.mock.calls[1]![0].password).toBe('')
  })

  it.each([
    ['Keep for this run only', false],
    ['Keep all the same', true],
  ])('are asked about once before they are saved unencrypted: %s', async (words, keep) => {
    const { part, main, field, press, save } = open(undefined, { keeping: 'ask' })
    await field('password').setValue('s3cret')
    await save()
    expect(part.get('dialog').text()).toContain('no keyring that encrypts')
    expect(main.saveProfile).not.toHaveBeenCalled()
    await press(words)
    expect(main.consentToKeep.mock.calls).toEqual([[{ keep }]])
    expect(main.saveProfile.mock.calls[0]![0].password).toBe('s3cret')
  })

  it('are not saved when the question is left', async () => {
    const { part, main, field, save } = open(undefined, { keeping: 'ask' })
    await field('password').setValue('s3cret')
    await save()
    await part.get('dialog').trigger('cancel')
    expect(part.find('dialog').exists()).toBe(false)
    expect(main.saveProfile).not.toHaveBeenCalled()
    expect(field('password').element.value).toBe('s3cret')
  })
})

import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CommandResult } from '@shared/ipc/contract'
import type { ProfilesView, TestReport } from '@shared/profile/view'
import { untrusted } from '../../testing/profiles'
import { someProfiles } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import { draftOf } from './draft'
import { useProfileEditor } from './use-profile-editor'

enableAutoUnmount(afterEach)

const report: TestReport = { tried: [{ address: 'mqtts://a:1', outcome: untrusted }] }

function open(more: Partial<ProfilesView> = {}) {
  const saved = vi.fn()
  let editor: ReturnType<typeof useProfileEditor> | undefined
  const { main } = openPart({
    setup() {
      editor = useProfileEditor(draftOf(), () => someProfiles(more), saved)
      return () => null
    },
  })
  if (!editor) throw new Error('The editor was not set up')
  main.testProfile.mockResolvedValue({ ok: true, value: report })
  main.saveProfile.mockResolvedValue({ ok: true, value: { id: 'new' } })
  return { editor, main, saved }
}

describe('what a test found', () => {
  it('goes when anything is changed', async () => {
    const { editor } = open()
    await editor.test()
    expect(editor.report.value).toEqual(report)
    editor.draft.name = 'House'
    await flushPromises()
    expect(editor.report.value).toBeUndefined()
  })

  it('is not shown for what was changed meanwhile', async () => {
    const { editor, main } = open()
    let answer: (result: CommandResult<TestReport>) => void = () => undefined
    main.testProfile.mockImplementation(() => new Promise((resolve) => (answer = resolve)))
    const test = editor.test()
    expect(editor.testing.value).toBe(true)
    editor.draft.addresses = 'mqtt://elsewhere'
    answer({ ok: true, value: report })
    await test
    expect(editor.testing.value).toBe(false)
    expect(editor.report.value).toBeUndefined()
  })

  it('is asked for once at a time', async () => {
    const { editor, main } = open()
    await Promise.all([editor.test(), editor.test()])
    expect(main.testProfile).toHaveBeenCalledTimes(1)
  })
})

it('trusts a certificate until it is tested again or taken out', async () => {
  const { editor } = open()
  editor.trust('AA:BB')
  expect(editor.trusted.value).toBe(true)
  await editor.test()
  expect(editor.trusted.value).toBe(false)
  expect(editor.draft.pinned).toBe('AA:BB')
  editor.trust('CC:DD')
  editor.draft.pinned = ''
  expect(editor.trusted.value).toBe(false)
})

it('says only what the last command was refused for', async () => {
  const { editor, main } = open()
  main.testProfile.mockImplementation(() =>
    refusing({ kind: 'profile', field: 'addresses', problem: 'none' }),
  )
  await editor.test()
  expect(editor.refusal.value).toMatchObject({ field: 'addresses' })
  expect(editor.problem.value).toBe('')
  main.saveProfile.mockImplementation(() => refusing({ kind: 'not-saved', detail: 'disk full' }))
  await editor.save()
  expect(editor.refusal.value).toMatchObject({ kind: 'not-saved' })
  expect(editor.problem.value).toContain('disk full')
})

describe('saving', () => {
  it('asks only where a secret is given and nobody was asked yet', async () => {
    const { editor, saved } = open({ keeping: 'ask' })
    editor.draft.name = '  House '
    await editor.save()
    expect(editor.asking.value).toBe(false)
    expect(saved.mock.calls).toEqual([['new', 'House']])
    editor.draft.password = 's3cret'
    await editor.save()
    expect(editor.asking.value).toBe(true)
    expect(saved).toHaveBeenCalledTimes(1)
    await editor.decided()
    expect(editor.asking.value).toBe(false)
    expect(saved).toHaveBeenCalledTimes(2)
  })

  it.each(['encrypted', 'allowed', 'this-run'] as const)('asks nothing where it is %s', async (keeping) => {
    const { editor, saved } = open({ keeping })
    editor.draft.password = 's3cret'
    await editor.save()
    expect(editor.asking.value).toBe(false)
    expect(saved).toHaveBeenCalledTimes(1)
  })
})

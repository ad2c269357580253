import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import type { Answers, CommandResult } from '@shared/ipc/contract'
import { ok } from '@shared/result'
import { buttonOf, buttonsOf } from '../../testing/profiles'
import { openPart, refusing } from '../../testing/window'
import HelpSettings from './HelpSettings.vue'

enableAutoUnmount(afterEach)

const TEXT = 'Porchlight 0.1.0\n\n<script>\n'

async function open(answer: () => Promise<CommandResult<Answers['report:make']>>) {
  const window = openPart(HelpSettings, { props: { version: '0.1.0' } })
  const { part, main } = window
  main.makeReport.mockImplementation(answer)
  const press = async (words: string) => {
    await buttonOf(part, words).trigger('click')
    await flushPromises()
  }
  await press('Report a problem …')
  return {
    ...window,
    press,
    said: () => part.get('dialog [role=status]').text(),
    area: () => part.find<HTMLTextAreaElement>('textarea'),
  }
}
const made = () => open(() => Promise.resolve(ok({ text: TEXT })))

it('says which version this is', async () => {
  expect((await made()).part.text()).toContain('Porchlight 0.1.0')
})

it('shows the report to be read, and nothing is sent', async () => {
  const report = await made()
  const area = report.area()
  expect(area.element.value).toBe(TEXT)
  expect(area.attributes()).toMatchObject({ 'aria-label': 'Report' })
  expect(area.element.readOnly).toBe(true)
  expect(document.activeElement).toBe(area.element)
  expect(area.element.selectionEnd).toBe(0)
  expect(report.part.get('dialog').text()).toContain('Read it first: nothing is sent.')
  expect(report.said()).toBe('')
})

it('is gathered before there is anything to save', async () => {
  const report = await open(() => new Promise(() => undefined))
  expect(report.said()).toBe('The report is being gathered …')
  expect(report.area().exists()).toBe(false)
  expect(buttonsOf(report.part)).toEqual(['Report a problem …', 'Close'])
})

it('says where it was saved, and nothing where no place was chosen', async () => {
  const report = await made()
  report.main.saveReport.mockResolvedValueOnce(ok({ file: '/home/ada/report.txt' }))
  await report.press('Save …')
  expect(report.said()).toBe('Written to /home/ada/report.txt.')
  await report.press('Save …')
  expect(report.said()).toBe('')
})

it('is copied as it was read', async () => {
  const report = await made()
  await report.press('Copy')
  expect(report.main.copyText.mock.calls).toEqual([[{ text: TEXT }]])
  expect(report.said()).toBe('Copied.')
})

it('tells what does not work', async () => {
  const report = await made()
  report.main.saveReport.mockImplementation(() => refusing({ kind: 'not-saved', detail: 'ENOSPC' }))
  await report.press('Save …')
  expect(report.said()).toBe('It could not be written: ENOSPC')
  const none = await open(() => refusing({ kind: 'failed' }))
  expect(none.said()).toBe('That did not work. Try again.')
  expect(none.area().exists()).toBe(false)
})

it('closes, and is gathered anew the next time', async () => {
  const report = await made()
  await report.press('Close')
  expect(report.part.find('dialog').exists()).toBe(false)
  await report.press('Report a problem …')
  expect(report.main.makeReport).toHaveBeenCalledTimes(2)
})

import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ok, refused } from '@shared/result'
import { openPart, type TestWindow } from '../testing/window'
import SpellingLine from './SpellingLine.vue'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const helo = { word: 'helo', suggestions: ['hello', 'helot', 'help', 'halo'] }

/** The line for a text, after the writing has rested. */
async function rested(text: string): Promise<TestWindow> {
  const line = openPart(SpellingLine, { props: { text: '' } })
  line.main.checkSpelling.mockImplementation(({ words }) =>
    Promise.resolve(ok({ wrong: words.includes('helo') ? [helo] : [] })),
  )
  await line.setProps({ text })
  vi.advanceTimersByTime(500)
  await flushPromises()
  return line
}

const buttons = ({ part }: TestWindow): string[] => part.findAll('button').map((button) => button.text())

it('says which words are wrong, with three that may have been meant', async () => {
  const line = await rested('helo there ')
  expect(line.main.checkSpelling.mock.calls).toEqual([[{ words: ['helo', 'there'] }]])
  expect(line.part.get('.wrong').text()).toBe('helo')
  expect(buttons(line)).toEqual(['hello', 'helot', 'help', 'Add'])
  expect(line.part.get('ul').attributes('aria-label')).toBe('Spelling')
  await line.part.get('button').trigger('click')
  expect(line.part.findComponent(SpellingLine).emitted('replace')).toEqual([['helo', 'hello']])
})

it('is not there for a text without fault, and asks nothing about an empty one', async () => {
  const line = await rested('hello there ')
  expect(line.part.find('ul').exists()).toBe(false)
  await line.setProps({ text: '' })
  vi.advanceTimersByTime(500)
  await flushPromises()
  expect(line.main.checkSpelling).toHaveBeenCalledTimes(1)
})

it('waits until the writing rests, and goes by the last answer', async () => {
  const line = await rested('helo ')
  for (const text of ['helo a', 'helo an', 'fine and ']) await line.setProps({ text })
  vi.advanceTimersByTime(499)
  expect(line.main.checkSpelling).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  await flushPromises()
  expect(line.part.find('ul').exists()).toBe(false)
})

it('adds a word, and looks again; where it cannot be asked, nothing is wrong', async () => {
  const line = await rested('helo ')
  line.main.checkSpelling.mockImplementation(() => Promise.resolve(refused({ kind: 'failed' })))
  await line.part.findAll('button').at(-1)!.trigger('click')
  await flushPromises()
  expect(line.main.addWord.mock.calls).toEqual([[{ word: 'helo' }]])
  expect(line.part.find('ul').exists()).toBe(false)
})

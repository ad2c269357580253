import { expect, it } from 'vitest'
import { isTrayShown, type Run } from './shown'

/** A desktop on which each program gives this answer; one without an answer is missing or fails. */
function desktop(answers: Record<string, string>): { ask: Run; asked: string[] } {
  const asked: string[] = []
  const ask: Run = (program) => {
    asked.push(program)
    const answer = answers[program]
    return answer === undefined ? Promise.reject(new Error(`${program}: not found`)) : Promise.resolve(answer)
  }
  return { ask, asked }
}

it.each(['darwin', 'win32'] as const)('is always shown on %s, without asking', async (platform) => {
  const { ask, asked } = desktop({})
  expect(await isTrayShown(platform, ask)).toBe(true)
  expect(asked).toEqual([])
})

it.each([
  ['dbus-send', 'method return sender=:1.5\n   variant       boolean true\n', true],
  ['dbus-send', 'method return sender=:1.5\n   variant       boolean false\n', false],
  ['gdbus', '(<true>,)\n', true],
  ['gdbus', '(<false>,)\n', false],
] as const)('reads the answer of %s: case %#', async (program, answer, shown) => {
  expect(await isTrayShown('linux', desktop({ [program]: answer }).ask)).toBe(shown)
})

it('takes the first answer there is', async () => {
  const { ask, asked } = desktop({ 'dbus-send': 'variant boolean true', gdbus: '(<false>,)' })
  expect(await isTrayShown('linux', ask)).toBe(true)
  expect(asked).toEqual(['dbus-send'])
})

it('is not shown where nobody can be asked, or nobody watches', async () => {
  expect(await isTrayShown('linux', desktop({}).ask)).toBe(false)
})

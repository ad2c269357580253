import { expect, test } from 'vitest'
import { unhandledIn } from './logs'

test('only what nobody caught counts as unhandled', () => {
  const time = '2026-11-23T10:00:00.000Z'
  const unhandled = [`${time} error uncaught: no such thing | at f`, `${time} error unhandled: nor this`]
  const told = [`${time} error process: Utility: killed (9)`, `${time} info start: Porchlight 1.0.0`, '']
  expect(unhandledIn([...told, ...unhandled])).toEqual(unhandled)
})

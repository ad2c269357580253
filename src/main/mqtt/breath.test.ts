import { beforeEach, expect, it } from 'vitest'
import { breath } from './breath'

let time: number
let turns: (() => void)[]
let went: number
let handle: ReturnType<typeof breath>
beforeEach(() => {
  time = 0
  turns = []
  went = 0
  handle = breath(
    () => time,
    (task) => turns.push(task),
  )
})

const receive = (ms: number): void => {
  handle(undefined, () => void went++)
  time += ms
}
const turn = (): void => turns.splice(0).forEach((task) => task())

it('goes on at once while little comes', () => {
  for (let message = 1; message <= 5; message++) {
    receive(100)
    expect(went).toBe(message)
    turn()
  }
})

it('lets others have their turn once messages have taken 16 ms of one', () => {
  receive(8)
  receive(8)
  expect(went).toBe(2)
  receive(1)
  expect(went).toBe(2)
  turn()
  expect(went).toBe(3)
})

it('begins anew with each turn', () => {
  receive(17)
  receive(1)
  turn()
  receive(1)
  expect(went).toBe(3)
})

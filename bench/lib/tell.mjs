// What a group of figures says while it is measured.
import { say } from '../../scripts/lib/command.mjs'
import { percentile } from './percentile.mjs'

export function tellTimes(run, { bare, hosting, joining, chat }) {
  const ms = (value) => `${value.toFixed(0)} ms`
  const both = ({ tray, usable }) => `tray ${ms(tray)}, switch ${ms(usable)}`
  const which = run === 0 ? 'warm-up' : `run ${run}`
  say(`${which}: bare ${ms(bare)} | hosting: ${both(hosting)} | joining: ${both(joining)} | chat ${ms(chat)}`)
}

export function tellMemory(run, taken) {
  for (const [name, { mb, kinds }] of Object.entries(taken)) {
    const parts = kinds.map((each) => `${each.kind} ${each.mb.toFixed(0)}`).join(', ')
    say(`memory run ${run}, ${name}: ${mb.toFixed(1)} MB (${parts})`)
  }
}

export function tellLight(what, samples) {
  const middle = Object.entries(samples).map(
    ([name, values]) => `${name} ${percentile(values, 50).toFixed(1)} ms`,
  )
  say(`light, ${what}: ${middle.join(', ')} in the middle of ${samples.echo.length}`)
}

export function tellWire(run, { bare, listed }, messages) {
  const rate = (ms) => `${((messages / ms) * 1_000).toFixed(0)} messages per second`
  say(`${run === 0 ? 'wire warm-up' : `wire run ${run}`}: read alone ${rate(bare)}, listed ${rate(listed)}`)
}

export function tellChat(what, times) {
  const parts = Object.entries(times).map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`)
  say(`chat, ${what}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`)
}

export function tellIdle(run, taken) {
  const parts = Object.entries(taken).map(
    ([name, { ms, share }]) => `${name} ${ms.toFixed(0)} ms of processor time, ${(share * 100).toFixed(2)} %`,
  )
  say(`idle run ${run}: ${parts.join(', ')}`)
}

export function tellLoad(what, amounts) {
  const parts = Object.entries(amounts).map(([name, amount]) => `${name} ${amount.toFixed(1)}`)
  say(`load, ${what}: ${parts.join(', ')}`)
}

export function tellRates(what, rates) {
  const parts = Object.entries(rates).map(
    ([name, each]) => `${name} ${each.map((rate) => rate.toFixed(0)).join(' ')}`,
  )
  say(`brokers, ${what}, messages per second: ${parts.join(' | ')}`)
}

export function tellSize({ archive, beyond }) {
  say(`size: app.asar ${archive.toFixed(2)} MB, beyond Electron ${beyond.toFixed(2)} MB`)
}

// Started by flood.mjs: the least that a client of mqtt.js can do with a flood.
import { connect } from 'mqtt'
import { now } from './clock.mjs'
import { floodFilters } from './flood.mjs'

const client = connect('mqtt://127.0.0.1:1883')
let count = 0
const ends = new Map()
let wanted
client.on('message', (topic, payload) => {
  count++
  if (topic === 'bench/end') {
    ends.set(String(payload), now())
    tell()
  }
})
client.subscribe(floodFilters, { qos: 0 }, () => process.send('ready'))
process.on('message', ({ mark }) => {
  wanted = `end-${mark}`
  tell()
})
process.on('disconnect', () => client.end(true, () => process.exit(0)))

function tell() {
  const at = ends.get(wanted)
  if (at === undefined) return
  process.send({ at, count })
  wanted = undefined
  count = 0
}

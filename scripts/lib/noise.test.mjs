import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { isNoise, passOn } from './noise.mjs'

const bus =
  '[6071:1122/134016.960908:ERROR:bus.cc(407)] Failed to connect to the bus: Failed to connect to socket /run/dbus/system_bus_socket: No such file or directory'
const newerBus =
  '[71:1122/134016.960908:ERROR:dbus/bus.cc:408] Failed to connect to the bus: Could not parse server address: Unknown address type'
const graphics =
  '[6099:1122/134017.092741:ERROR:viz_main_impl.cc(181)] Exiting GPU process due to errors during initialization'

describe('isNoise', () => {
  test('a missing system bus, as older and newer Chromium word it', () => {
    expect(isNoise(bus, false)).toBe(true)
    expect(isNoise(newerBus, false)).toBe(true)
  })

  test('missing graphics only where there can be none', () => {
    expect(isNoise(graphics, true)).toBe(true)
    expect(isNoise(graphics, false)).toBe(false)
  })

  test('nothing of the app itself, and no other error of Chromium', () => {
    expect(isNoise('Error: Failed to connect to the bus', true)).toBe(false)
    expect(isNoise('[1:1122/1.1:ERROR:ssl_client_socket_impl.cc(930)] handshake failed', true)).toBe(false)
    expect(isNoise('[1:1122/1.1:FATAL:bus.cc(1)] Failed to connect to the bus', true)).toBe(false)
  })
})

test('passOn keeps every other line, the last one without an end included', async () => {
  const from = new PassThrough()
  const to = new PassThrough()
  passOn(from, to, true)
  from.end(`first\n${bus}\n${graphics}\nlast`)
  await expect.poll(() => to.readableLength).toBe('first\nlast\n'.length)
  expect(String(to.read())).toBe('first\nlast\n')
})

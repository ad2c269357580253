import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCommandLine } from './command-line'

const read = (...args: string[]) => readCommandLine(args)

it('asks for nothing where nothing was given', () => {
  expect(read()).toEqual({ ok: true, value: { hidden: false } })
  expect(read('.')).toEqual({ ok: true, value: { hidden: false } })
})

it('takes broker, user and hidden, with = or a space', () => {
  const value = {
    hidden: true,
    user: 'John',
    broker: { address: { scheme: 'mqtt', host: '192.168.1.5', port: 1884 } },
  }
  expect(read('--broker=mqtt://192.168.1.5:1884', '--user=John', '--hidden')).toEqual({ ok: true, value })
  expect(read('--broker', '192.168.1.5:1884', '--user', 'John', '--hidden')).toEqual({ ok: true, value })
})

it('keeps credentials apart from the address', () => {
  expect(read('--broker=mqtts://ann:s%20ecret@broker.example')).toMatchObject({
    value: {
      broker: {
        address: { scheme: 'mqtts', host: 'broker.example', port: 8883 },
        credentials: { username: 'ann', password: 's ecret' },
      },
    },
  })
})

it('passes over what belongs to Chromium, Electron and the system', () => {
  const others = [
    '--no-sandbox',
    '--user-data-dir=/tmp/a b',
    '--enable-features=A,B',
    '--inspect=0',
    '--remote-debugging-port=0',
    '-psn_0_12345',
    '--__proto__=x',
    '--constructor',
    '.',
    'porchlight://x',
  ]
  expect(read(...others, '--user=John')).toEqual({ ok: true, value: { hidden: false, user: 'John' } })
})

describe('what cannot be used is told with what was given', () => {
  it.each([
    ['--broker=', '', 'empty'],
    ['--broker', '', 'empty'],
    ['--broker=http://h', 'http://h', 'scheme'],
    ['--broker=mqtt://', 'mqtt://', 'host'],
    ['--broker=mqtt://h:99999', 'mqtt://h:99999', 'port'],
    ['--broker=mqtt://h:0', 'mqtt://h:0', 'port'],
    ['--broker=mqtt://h/path', 'mqtt://h/path', 'extra'],
    ['--broker=two words', 'two words', 'not-a-url'],
  ])('%s', (argument, given, problem) => {
    expect(read(argument)).toEqual({ ok: false, error: { option: 'broker', given, problem } })
  })

  it.each([
    ['--user=', 'empty'],
    ['--user=   ', 'empty'],
    ['--user', 'empty'],
    [`--user=${'x'.repeat(300)}`, 'too-long'],
    ['--user=a\u202eb', 'forbidden-character'],
  ])('%s', (argument, problem) => {
    expect(read(argument)).toMatchObject({ ok: false, error: { option: 'user', problem } })
  })

  it('cut to a length that a terminal bears', () => {
    const result = read(`--broker=${'x'.repeat(100_000)} y`)
    expect(result).toMatchObject({ ok: false })
    if (!result.ok) expect(result.error.given).toHaveLength(200)
  })
})

it('prefers help to version, and takes the last of two', () => {
  expect(read('--version', '--help')).toMatchObject({ value: { show: 'help' } })
  expect(read('--version')).toMatchObject({ value: { show: 'version' } })
  expect(read('--user=John', '--user=Yoko')).toMatchObject({ value: { user: 'Yoko' } })
})

it('never throws, whatever stands on the line', () => {
  const word = fc.oneof(
    fc.string(),
    fc.string().map((text) => `--${text}`),
    fc.string().map((text) => `--broker=${text}`),
  )
  fc.assert(
    fc.property(fc.array(word), (args) => {
      const line = readCommandLine(args)
      if (line.ok && line.value.broker) expect(line.value.broker.address.port).toBeGreaterThan(0)
    }),
  )
})

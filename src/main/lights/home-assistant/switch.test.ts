import { describe, expect, it } from 'vitest'
import { decodeText, encodeText } from '@shared/mqtt/message'
import type { HaConfig } from './config'
import { switchSchema } from './switch'

const NOW = { power: 'unknown' } as const
const said = (config: HaConfig, payload: string) =>
  switchSchema(config)?.read('s', encodeText(payload))?.values?.power
const asked = (config: HaConfig, power: 'on' | 'off') =>
  switchSchema(config)
    ?.write({ power }, NOW)
    .map(({ topic, payload, qos, retain }) => [topic, decodeText(payload), qos, retain])

describe('a switch', () => {
  it('says and hears ON and OFF', () => {
    const config = { command_topic: 'c', state_topic: 's', retain: true }
    expect(asked(config, 'on')).toEqual([['c', 'ON', 0, false]])
    expect(asked(config, 'off')).toEqual([['c', 'OFF', 0, false]])
    expect(said(config, 'ON')).toBe('on')
    expect(said(config, 'OFF')).toBe('off')
    expect(said(config, 'None')).toBe('unknown')
    expect(said(config, 'on')).toBeUndefined()
    expect(switchSchema(config)?.read('elsewhere', encodeText('ON'))).toBeUndefined()
    expect(switchSchema(config)).not.toHaveProperty('optimistic')
  })

  it('has words of its own', () => {
    const config = {
      command_topic: 'c',
      state_topic: 's',
      payload_on: 1,
      payload_off: 0,
      state_on: 'running',
      qos: 2,
    }
    expect(asked(config, 'on')).toEqual([['c', '1', 2, false]])
    expect(said(config, 'running')).toBe('on')
    expect(said(config, '1')).toBeUndefined()
    expect(said(config, '0')).toBe('off')
  })

  it('goes through its templates', () => {
    const config = {
      command_topic: 'c',
      command_template: '{"relay": "{{ value }}"}',
      state_topic: 's',
      value_template: '{{ value_json.relay }}',
    }
    expect(asked(config, 'off')).toEqual([['c', '{"relay": "OFF"}', 0, false]])
    expect(said(config, '{"relay":"ON"}')).toBe('on')
    expect(said(config, '{"relay":5}')).toBeUndefined()
    expect(said(config, 'ON')).toBeUndefined()
  })

  it.each(['value_template', 'command_template'])('is locked by a %s that is not understood', (key) => {
    const template = `{% for x in value %}${'x'.repeat(300)}{% endfor %}`
    const config = { command_topic: 'c', state_topic: 's', [key]: template }
    expect(switchSchema(config)?.locked).toEqual({ kind: 'template', detail: template.slice(0, 200) })
    expect(asked(config, 'on')).toEqual([])
  })

  it('can only be seen without a command topic and is nothing without any', () => {
    expect(switchSchema({ state_topic: 's' })).toMatchObject({
      locked: { kind: 'no-command' },
      commandTopics: [],
    })
    expect(asked({ state_topic: 's' }, 'on')).toEqual([])
    expect(switchSchema({ command_topic: 5.5 })?.topic).toBe('5.5')
    expect(switchSchema({ command_topic: {}, state_topic: [] })).toBeUndefined()
  })

  it('is taken at its word without a state topic, and where it says so', () => {
    expect(switchSchema({ command_topic: 'c' })?.optimistic).toBe(true)
    expect(switchSchema({ command_topic: 'c', state_topic: 's', optimistic: true })?.optimistic).toBe(true)
  })
})

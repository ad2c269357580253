import { describe, expect, it } from 'vitest'
import { inFull } from './abbreviations'

describe('short keys', () => {
  it('are written in full, also inside device, origin and availability', () => {
    expect(
      inFull({
        cmd_t: 'a/set',
        whit_scl: 100,
        fx_list: ['a'],
        migr_discvry: true,
        dev: { ids: 'x', cns: [], sa: 'Hall' },
        o: { sw: '1', name: 'b' },
        avty: [{ t: 'a/b', pl_avail: 'up', val_tpl: '{{ value }}' }],
      }),
    ).toEqual({
      command_topic: 'a/set',
      white_scale: 100,
      effect_list: ['a'],
      migrate_discovery: true,
      device: { identifiers: 'x', connections: [], suggested_area: 'Hall' },
      origin: { sw_version: '1', name: 'b' },
      availability: [{ topic: 'a/b', payload_available: 'up', value_template: '{{ value }}' }],
    })
  })

  it('count where the long key comes too', () => {
    expect(inFull({ stat_t: 'short', state_topic: 'long' })).toEqual({ state_topic: 'short' })
    expect(inFull({ state_topic: 'long', stat_t: 'short' })).toEqual({ state_topic: 'short' })
  })

  it('leave alone what they do not know and what has the wrong form', () => {
    expect(inFull({ x: 1, dev: 'name', o: null, avty: 'topic' })).toEqual({
      x: 1,
      device: 'name',
      origin: null,
      availability: ['topic'],
    })
  })

  it('cannot reach what an object has by birth', () => {
    const config = inFull(JSON.parse('{"__proto__":{"cmd_t":"x"},"dev":{"__proto__":{"name":"y"}}}') as never)
    expect(Object.getPrototypeOf(config)).toBe(Object.prototype)
    expect(Object.getPrototypeOf(config['device'])).toBe(Object.prototype)
    expect(config['cmd_t']).toBeUndefined()
  })
})

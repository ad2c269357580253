import { describe, expect, it } from 'vitest'
import type { PlainLight } from './arrangement'
import { parsePlain } from './plain-rules'

const led: PlainLight = { topic: 'led', sends: 'words' }

describe('a light added by hand', () => {
  it.each<[PlainLight, PlainLight]>([
    [led, led],
    [{ ...led, stateTopic: '', path: ' ' }, led],
    [{ ...led, stateTopic: 'led', on: 'x', off: 'x' }, led],
    [
      { ...led, stateTopic: 'led/state' },
      { ...led, stateTopic: 'led/state' },
    ],
    [
      { ...led, sends: 'json', path: ' relays.0.state ' },
      { topic: 'led', sends: 'json', path: 'relays.0.state' },
    ],
    [
      { ...led, sends: 'own', on: '1', off: '0' },
      { topic: 'led', sends: 'own', on: '1', off: '0' },
    ],
    [
      { topic: 'x'.repeat(300), sends: 'words' },
      { topic: 'x'.repeat(300), sends: 'words' },
    ],
  ])('%.80j', (form, light) => {
    expect(parsePlain(form)).toEqual({ ok: true, value: light })
  })

  it.each<[Partial<PlainLight>, object]>([
    [{ topic: '' }, { kind: 'topic', problem: 'empty' }],
    [{ topic: 'a/+' }, { kind: 'topic', problem: 'wildcard' }],
    [{ topic: 'x'.repeat(301) }, { kind: 'topic', problem: 'too-long' }],
    [{ topic: '$SYS/x' }, { kind: 'topic', problem: 'forbidden-character' }],
    [{ topic: 'a\nb' }, { kind: 'topic', problem: 'forbidden-character' }],
    [{ topic: 'group:x' }, { kind: 'topic', problem: 'forbidden-character' }],
    [{ topic: 'zigbee2mqtt:0x1' }, { kind: 'topic', problem: 'forbidden-character' }],
    [{ stateTopic: '#' }, { kind: 'topic', problem: 'wildcard' }],
    [{ stateTopic: '$SYS/x' }, { kind: 'topic', problem: 'forbidden-character' }],
    [{ sends: 'own' }, { kind: 'arrange', problem: 'payloads' }],
    [
      { sends: 'own', on: 'x', off: '' },
      { kind: 'arrange', problem: 'payloads' },
    ],
    [
      { sends: 'own', on: 'x', off: 'x' },
      { kind: 'arrange', problem: 'payloads' },
    ],
    [
      { sends: 'own', on: 'x'.repeat(1_001), off: 'x' },
      { kind: 'arrange', problem: 'payloads' },
    ],
    [
      { sends: 'own', on: '\ud800', off: 'x' },
      { kind: 'arrange', problem: 'payloads' },
    ],
    [{ path: 'a..b' }, { kind: 'arrange', problem: 'path' }],
    [{ path: '.a' }, { kind: 'arrange', problem: 'path' }],
    [{ path: 'a\u0000b' }, { kind: 'arrange', problem: 'path' }],
    [{ path: 'a.b.c.d.e.f.g.h.i.j.k' }, { kind: 'arrange', problem: 'path' }],
    [{ path: 'x'.repeat(201) }, { kind: 'arrange', problem: 'path' }],
  ])('%.60j is refused', (more, error) => {
    expect(parsePlain({ ...led, ...more })).toEqual({ ok: false, error })
  })
})

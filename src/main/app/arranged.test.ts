import { beforeEach, expect, it } from 'vitest'
import { ok, refused } from '@shared/result'
import { FIRST, FULL, GROUP, LAMP } from '@shared/light/testing/arrangements'
import { firstSettings, type StoredSettings } from '../store/settings'
import { Arranged } from './arranged'

let current: StoredSettings
let trouble: string | undefined
let changes: number
let refusedLight: string | undefined
let arranged: Arranged
beforeEach(() => {
  current = firstSettings('0123456789')
  trouble = undefined
  changes = 0
  refusedLight = undefined
  arranged = new Arranged({
    settings: {
      get current() {
        return current
      },
      change: (change) => ((current = { ...current, ...change }), trouble),
    },
    isRefused: (light) => light === refusedLight,
    changed: () => changes++,
  })
})

it('holds what the settings hold', () => {
  expect(arranged.current).toEqual(FIRST)
  expect(arranged.trayLight).toBe('led')
})

it('keeps a change, with or without another light in the tray, and tells', () => {
  expect(arranged.change(FULL)).toEqual(ok(undefined))
  expect([current.lights, current.trayLight, changes]).toEqual([FULL, 'led', 1])
  expect(arranged.change(FULL, LAMP)).toEqual(ok(undefined))
  expect([current.trayLight, arranged.trayLight, changes]).toEqual([LAMP, LAMP, 2])
})

it('writes nothing where nothing changes', () => {
  arranged.change(arranged.current, 'led')
  expect(changes).toBe(0)
})

it('counts for this run although it could not be saved, and says so', () => {
  trouble = 'EROFS'
  expect(arranged.change(FULL)).toEqual(refused({ kind: 'not-saved', detail: 'EROFS' }))
  expect([arranged.current, changes]).toEqual([FULL, 1])
})

it('shows the windows what they cannot see in the lights, and which keys the system refused', () => {
  expect(arranged.view()).not.toHaveProperty('trayClick')
  arranged.change(FULL)
  refusedLight = GROUP
  expect(arranged.view()).toEqual({
    plain: FULL.plain,
    scenes: [{ id: 'evening', name: 'Evening', lights: 2 }],
    timers: FULL.timers,
    shortcuts: [FULL.shortcuts[0], { ...FULL.shortcuts[1], refused: true }],
    colours: FULL.colours,
    offered: true,
    trayClick: 'panel',
  })
})

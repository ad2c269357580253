import { describe, expect, it } from 'vitest'
import { isLightId } from '@shared/light/light-id'
import type { HaConfig } from './config'
import { identityOf } from './identity'

const KEY = 'homeassistant/light/a/config'
const of = (config: HaConfig, key = KEY) => identityOf({ component: 'light', key, objectId: 'a', config })

describe('a light of discovery', () => {
  it('is known by its unique id, without one by where it was announced', () => {
    expect(of({ unique_id: 'u-1' }).id).toBe('home-assistant:u-1')
    expect(of({ unique_id: 7 }).id).toBe('home-assistant:7')
    expect(of({ unique_id: '' }).id).toBe(`home-assistant:${KEY}`)
    expect(of({ unique_id: { a: 1 } }).id).toBe(`home-assistant:${KEY}`)
  })

  it.each(['x'.repeat(5_000), 'a\nb', '\u0000'])('is not known by what cannot be kept', (unique) => {
    expect(of({ unique_id: unique }).id).toBe(`home-assistant:${KEY}`)
  })

  it('is known by a topic and a key of any length that discovery lets through', () => {
    expect(isLightId(of({}, `${'t'.repeat(200)}#${'k'.repeat(80)}`).id)).toBe(true)
  })

  it.each<[HaConfig, string]>([
    [{ name: 'Lamp' }, 'Lamp'],
    [{ name: null, device: { name: 'Desk' } }, 'Desk'],
    [{ device: { name: 'Desk' } }, 'Desk'],
    [{ name: 'L1', device: { name: 'Desk' } }, 'Desk L1'],
    [{ name: 'Desk', device: { name: 'Desk' } }, 'Desk'],
    [{ name: 'Desk L1', device: { name: 'Desk' } }, 'Desk L1'],
    [{ name: 'Desks', device: { name: 'Desk' } }, 'Desk Desks'],
    [{ name: ['x'], device: ['y'] }, 'a'],
    [{}, 'a'],
  ])('%j is called %s', (config, name) => {
    expect(of(config).name).toBe(name)
  })

  it.each<[HaConfig, string | undefined]>([
    [{ connections: [['mac', 'A0:B1:C2:D3:E4:F5']] }, 'a0b1c2d3e4f5'],
    [
      { connections: [['mac', 'a0b1c2d3e4f5']], identifiers: ['zigbee2mqtt_0x00158d0001abcdef'] },
      'a0b1c2d3e4f5',
    ],
    [{ connections: [['bluetooth', 'A0:B1:C2:D3:E4:F5']] }, undefined],
    [{ connections: ['mac', 5, null, ['mac', 'nonsense']] }, undefined],
    [{ identifiers: ['zigbee2mqtt_0x00158d0001ABCDEF'] }, '00158d0001abcdef'],
    [{ identifiers: 'A0-B1-C2-D3-E4-F5' }, 'a0b1c2d3e4f5'],
    [{ identifiers: ['lamp', '0x00158d0001abcdef'] }, '00158d0001abcdef'],
    [{ identifiers: ['zigbee2mqtt_bridge_0x00158d0001abcdef'] }, undefined],
    [{ identifiers: 'lamp-1' }, undefined],
    [{}, undefined],
  ])('%j has the address %s', (device, address) => {
    expect(of({ device }).address).toBe(address)
  })

  it('stands where its device does', () => {
    expect(of({ device: { suggested_area: 'Hall' } }).room).toBe('Hall')
    expect(of({})).not.toHaveProperty('room')
  })
})

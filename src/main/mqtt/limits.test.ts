import { describe, expect, it } from 'vitest'
import { limitsOf, payloadLimit } from './limits'

describe('limitsOf', () => {
  it('takes MQTT 3.1.1 for a broker that can do everything, if not too much at once', () => {
    const all = { maximumQos: 2, retain: true, receiveMaximum: 20, maximumPacketSize: 268_435_455 }
    expect(limitsOf({})).toEqual(all)
    expect(limitsOf({ properties: {} })).toEqual(all)
  })

  it('reads all of them', () => {
    const properties = {
      maximumQoS: 1,
      retainAvailable: false,
      receiveMaximum: 20,
      maximumPacketSize: 2_048,
      sessionExpiryInterval: 0,
    }
    expect(limitsOf({ properties })).toEqual({
      maximumQos: 1,
      retain: false,
      receiveMaximum: 20,
      maximumPacketSize: 2_048,
      sessionExpiry: 0,
    })
  })

  it('has its own bound where the broker would take more at once', () => {
    expect(limitsOf({ properties: { receiveMaximum: 65_535 } }).receiveMaximum).toBe(1_000)
  })
})

describe('payloadLimit', () => {
  it('leaves room for the topic, in bytes, and for what goes before it', () => {
    const limits = limitsOf({ properties: { maximumPacketSize: 1_000 } })
    expect(payloadLimit(limits, 'led')).toBe(981)
    expect(payloadLimit(limits, '€€€')).toBe(975)
  })

  it('is never less than nothing', () => {
    const limits = limitsOf({ properties: { maximumPacketSize: 10 } })
    expect(payloadLimit(limits, 'led')).toBe(0)
  })
})

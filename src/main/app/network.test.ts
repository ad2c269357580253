import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NetworkInterfaceInfo } from 'node:os'
import { onNetworkChange } from './network'

function address(text: string, internal = false): NetworkInterfaceInfo {
  return { address: text, netmask: '', mac: '', cidr: null, family: 'IPv4', internal }
}

describe('onNetworkChange', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('tells when an address comes or goes, once for each change, and not of the loopback', () => {
    let now: NodeJS.Dict<NetworkInterfaceInfo[]> = { lo: [address('127.0.0.1', true)] }
    const changed = vi.fn()
    const stop = onNetworkChange(() => now, changed)
    vi.advanceTimersByTime(10_000)
    expect(changed).not.toHaveBeenCalled()
    now = { ...now, wlan0: [address('192.0.2.7')] }
    vi.advanceTimersByTime(10_000)
    expect(changed).toHaveBeenCalledTimes(1)
    now = { lo: [address('127.0.0.1', true), address('127.0.0.2', true)] }
    vi.advanceTimersByTime(10_000)
    expect(changed).toHaveBeenCalledTimes(2)
    now = { lo: [address('127.0.0.1', true)] }
    vi.advanceTimersByTime(10_000)
    expect(changed).toHaveBeenCalledTimes(2)
    stop()
    now = {}
    now['eth0'] = [address('192.0.2.8')]
    vi.advanceTimersByTime(10_000)
    expect(changed).toHaveBeenCalledTimes(2)
  })
})

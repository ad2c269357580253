/** A discovery message as a device sends it. */
export interface Fixture {
  readonly topic: string
  readonly payload: string
}

type Config = Readonly<Record<string, unknown>>

/** What a fresh plug says of itself (`xdrv_12_discovery.ino`), with what a test wants different. */
export function configOf(different: Config = {}): Config {
  return {
    ip: '192.168.1.40',
    dn: 'Hall',
    fn: ['Hall', null, null, null, null, null, null, null],
    hn: 'tasmota-2C9A01-6657',
    mac: 'DC4F222C9A01',
    md: 'Sonoff Basic',
    ty: 0,
    if: 0,
    ofln: 'Offline',
    onln: 'Online',
    state: ['OFF', 'ON', 'TOGGLE', 'HOLD'],
    sw: '14.2.0',
    t: 'tasmota_2C9A01',
    ft: '%prefix%/%topic%/',
    tp: ['cmnd', 'stat', 'tele'],
    rl: [1, 0, 0, 0, 0, 0, 0, 0],
    swc: [-1, -1, -1, -1],
    swn: [null, null, null, null],
    btn: [0, 0, 0, 0],
    so: { 4: 0, 11: 0, 13: 0, 17: 0, 20: 0, 30: 0, 68: 0, 73: 0, 82: 0, 114: 0, 117: 0 },
    lk: 1,
    lt_st: 0,
    bat: 0,
    dslp: 0,
    sho: [],
    sht: [],
    ver: 1,
    ...different,
  }
}

/** A config as it is retained. */
export function discoveryOf(different: Config = {}): Fixture {
  const config = configOf(different)
  return { topic: `tasmota/discovery/${String(config['mac'])}/config`, payload: JSON.stringify(config) }
}

const LIGHT = [2, 0, 0, 0, 0, 0, 0, 0]

/** Valid discovery messages, one of each kind of device. */
export const tasmotaFixtures: readonly Fixture[] = [
  discoveryOf(),
  discoveryOf({
    mac: 'DC4F222C9A02',
    t: 'strip',
    dn: 'Strip',
    fn: ['Strip', '', 'Fan', null],
    rl: [1, 1, 1, 0, 0, 0],
  }),
  discoveryOf({ mac: 'DC4F222C9A03', t: 'blind', rl: [3, 3, 1, 0], so: { 30: 1 } }),
  discoveryOf({ mac: 'DC4F222C9A04', t: 'dimmer', rl: LIGHT, lt_st: 1 }),
  discoveryOf({ mac: 'DC4F222C9A05', t: 'desk', rl: LIGHT, lt_st: 2, so: { 82: 1, 117: 1 } }),
  discoveryOf({ mac: 'DC4F222C9A06', t: 'shelf', rl: LIGHT, lt_st: 3, so: { 17: 1, 20: 1 } }),
  discoveryOf({ mac: 'DC4F222C9A07', t: 'bar', rl: [1, 2, 0, 0], fn: ['Socket', 'Bar'], lt_st: 4 }),
  discoveryOf({ mac: 'DC4F222C9A08', t: 'ceiling', rl: LIGHT, lt_st: 5, so: { 4: 1 } }),
  discoveryOf({ mac: 'DC4F222C9A09', t: 'split', rl: [2, 2, 0, 0], lk: 0, lt_st: 4 }),
  discoveryOf({
    mac: 'DC4F222C9A0A',
    t: 'both',
    rl: [1, 2, 2, 0],
    fn: ['Plug', 'Colours', 'White'],
    lk: 0,
    lt_st: 5,
  }),
  discoveryOf({ mac: 'DC4F222C9A0B', t: 'channels', rl: [1, 2, 2, 2], lk: 0, lt_st: 3, so: { 68: 1 } }),
  discoveryOf({ mac: 'DC4F222C9A0C', t: 'tuya', rl: LIGHT, lt_st: 1, ty: 1 }),
  discoveryOf({ mac: 'DC4F222C9A0D', t: 'fan', rl: [2, 0, 0, 0], if: 1 }),
  discoveryOf({
    mac: 'DC4F222C9A0E',
    ft: 'house/%hostname%/%prefix%/%id%',
    tp: ['c', 's', 't'],
    state: ['AUS', 'AN', 'UM', 'H'],
  }),
]

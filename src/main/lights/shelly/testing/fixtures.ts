/** A discovery message as a device sends it. */
export interface Fixture {
  readonly topic: string
  readonly payload: string
}

/** The client id that the second generation's answers go to. */
export const SOURCE = 'porchlight-0123'

/** How a Gen1 device answers `announce`; firmware before 1.8 says no mode. */
export function announcementOf(model: string, id: string, mode?: string): Fixture {
  const payload = {
    id,
    model,
    mac: `98CDAC${id.slice(-6)}`,
    ip: '192.168.1.50',
    new_fw: false,
    fw_ver: '20230913-112003/v1.14.0-gcb84623',
    ...(mode === undefined ? {} : { mode }),
  }
  return { topic: 'shellies/announce', payload: JSON.stringify(payload) }
}

type Config = Readonly<Record<string, unknown>>

/** How a Gen2 device answers `Shelly.GetConfig`, with its components among what else is in there. */
export function configAnswerOf(
  id: string,
  components: Config,
  { name = null, prefix = id }: { readonly name?: string | null; readonly prefix?: string } = {},
): Fixture {
  const result = {
    ble: { enable: false, rpc: { enable: true } },
    cloud: { enable: false, server: null },
    'input:0': { id: 0, name: null, type: 'switch', enable: true, invert: false },
    mqtt: {
      enable: true,
      server: '192.168.1.2:1883',
      client_id: id,
      topic_prefix: prefix,
      rpc_ntf: true,
      status_ntf: false,
      enable_rpc: true,
      enable_control: true,
    },
    ...components,
    sys: {
      device: { name, mac: id.split('-')[1]?.toUpperCase(), fw_id: '20250924-062733/1.7.1' },
      cfg_rev: 12,
    },
  }
  return { topic: `${SOURCE}/rpc`, payload: JSON.stringify({ id: 1, src: id, dst: SOURCE, result }) }
}

/** What a Gen2 device tells of itself without being asked. */
export function noticeOf(id: string, params: Config, method = 'NotifyStatus', prefix = id): Fixture {
  const frame = { src: id, dst: `${prefix}/events`, method, params: { ts: 1_766_000_000.1, ...params } }
  return { topic: `${prefix}/events/rpc`, payload: JSON.stringify(frame) }
}

/** Valid discovery messages of both generations, one of each kind of device. */
export const shellyFixtures: readonly Fixture[] = [
  announcementOf('SHSW-1', 'shelly1-B929CC'),
  announcementOf('SHSW-25', 'shellyswitch25-B929C1', 'relay'),
  announcementOf('SHSW-25', 'shellyswitch25-B929C2', 'roller'),
  announcementOf('SHPLG-S', 'shellyplug-s-B929C3'),
  announcementOf('SHDM-2', 'shellydimmer2-B929C4'),
  announcementOf('SHBDUO-1', 'ShellyBulbDuo-B929C5'),
  announcementOf('SHVIN-1', 'ShellyVintage-B929C6'),
  announcementOf('SHBLB-1', 'shellybulb-B929C7', 'color'),
  announcementOf('SHCB-1', 'shellycolorbulb-B929C8', 'white'),
  announcementOf('SHRGBW2', 'shellyrgbw2-B929C9'),
  announcementOf('SHRGBW2', 'shellyrgbw2-B929CA', 'white'),
  announcementOf('SHHT-1', 'shellyht-B929CB'),
  { topic: 'shellies/shelly1-B929CC/online', payload: 'true' },
  { topic: 'shellies/shellyrgbw2-B929C9/white/0/status', payload: '{"ison":false,"brightness":20}' },
  { topic: 'shellyplus1-a8032abe54d0/online', payload: 'true' },
  noticeOf('shellyplus1-a8032abe54d0', { 'switch:0': { id: 0, output: true } }),
  noticeOf(
    'shellyplus1-a8032abe54d0',
    { events: [{ component: 'switch:0', event: 'config_changed' }] },
    'NotifyEvent',
  ),
  configAnswerOf('shellyplus1-a8032abe54d0', { 'switch:0': { id: 0, name: null } }),
  configAnswerOf('shellypro4pm-a8032abe54d1', {
    'switch:0': { name: 'Oven' },
    'switch:1': {},
    'switch:2': {},
    'switch:3': {},
  }),
  configAnswerOf('shellydimmerg3-a8032abe54d2', { 'light:0': { id: 0, name: 'Table' } }),
  configAnswerOf('shellyplusrgbwpm-a8032abe54d3', { 'rgbw:0': { id: 0, name: null } }, { name: 'Strip' }),
  configAnswerOf('shellyplusrgbwpm-a8032abe54d4', { 'rgb:0': { id: 0 } }, { prefix: 'kitchen' }),
  configAnswerOf('shellyprorgbwwpm-a8032abe54d5', {
    'cct:0': { ct_range: [2_200, 6_000] },
    'cct:1': { ct_range: [9, 1] },
  }),
  configAnswerOf('shellycolorbulbg3-a8032abe54d6', { 'rgbcct:0': { id: 0, name: 'Bulb' } }),
]

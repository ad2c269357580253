import { isLightId } from '@shared/light/light-id'
import type { Lamp } from '../lamp'
import type { Announced } from './discovery'
import { list, part, text, type HaConfig } from './config'

/** What a light is called and known by, whatever its schema. */
export function identityOf(announced: Announced): Pick<Lamp, 'id' | 'name' | 'room' | 'address'> {
  const { config, key } = announced
  const device = part(config, 'device')
  const unique = `home-assistant:${text(config, 'unique_id') ?? key}`
  const room = text(device, 'suggested_area')
  const address = addressOf(device)
  return {
    id: isLightId(unique) ? unique : `home-assistant:${key}`,
    name: nameOf(announced, text(device, 'name')),
    ...(room === undefined ? {} : { room }),
    ...(address === undefined ? {} : { address }),
  }
}

/** Home Assistant's rule: the device's name and the part's behind it; a part without a name is the device's main one. */
function nameOf({ config, objectId }: Announced, device: string | undefined): string {
  const own = text(config, 'name')
  if (own === undefined) return device ?? objectId
  // Older firmware writes the device's name into the part's as well.
  const isWhole = device === undefined || own === device || own.startsWith(`${device} `)
  return isWhole ? own : `${device} ${own}`
}

/** The MAC or IEEE address: said as a connection, or hidden in an identifier. */
function addressOf(device: HaConfig): string | undefined {
  for (const connection of list(device, 'connections')) {
    if (!Array.isArray(connection)) continue
    const [kind, value] = connection as readonly unknown[]
    const address = kind === 'mac' || kind === 'zigbee' ? hex(value) : undefined
    if (address !== undefined) return address
  }
  for (const identifier of list(device, 'identifiers')) {
    const address =
      typeof identifier === 'string' ? hex(identifier.replace(/^zigbee2mqtt_(?=0x)/i, '')) : undefined
    if (address !== undefined) return address
  }
  return undefined
}

/** Six bytes of a MAC or eight of an IEEE address, with or without separators, as bare digits. */
function hex(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 30) return undefined
  const digits = value.toLowerCase().replace(/^0x/, '').replace(/[:-]/g, '')
  return /^(?:[0-9a-f]{12}|[0-9a-f]{16})$/.test(digits) ? digits : undefined
}

import type { Finder, Found, Lamp, LampReport } from '../lamp'
import { presenceOf } from './availability'
import { basicLight } from './basic-light'
import { text, type Schema, type SchemaBuilder } from './config'
import { DISCOVERY_FILTERS, readDiscovery, type Announced } from './discovery'
import { identityOf } from './identity'
import { jsonLight } from './json-light'
import { switchSchema } from './switch'
import { templateLight } from './template-light'

const SCHEMAS: ReadonlyMap<string, SchemaBuilder> = new Map([
  ['basic', basicLight],
  ['default', basicLight],
  ['json', jsonLight],
  ['template', templateLight],
])

/** Lights and switches that are announced by Home Assistant's MQTT discovery; it remembers nothing. */
export function homeAssistant(): Finder {
  return {
    convention: 'home-assistant',
    filters: DISCOVERY_FILTERS,
    asks: [],
    receive({ topic, payload }) {
      const announced = readDiscovery(topic, payload)
      if (!announced) return announced
      const lamps = announced.flatMap((one) => lampOf(one) ?? [])
      // Something was announced and none of it is a light: it cannot be understood, and what was known of it stays.
      if (announced.length > 0 && lamps.length === 0) return false
      return { found: [foundAt(topic, lamps)] }
    },
  }
}

/** A name is given once in a device; a second part of the same name could not be told apart. */
function foundAt(source: string, lamps: readonly Lamp[]): Found {
  return { source, lamps: [...new Map(lamps.map((lamp) => [lamp.id, lamp])).values()] }
}

function lampOf(announced: Announced): Lamp | undefined {
  const schema = schemaOf(announced)
  if (!schema) return undefined
  const presence = presenceOf(announced.config)
  const { availability } = presence
  return {
    ...identityOf(announced),
    ...schema,
    convention: 'home-assistant',
    kind: announced.component,
    listens: [...new Set([...schema.listens, ...(availability?.topics ?? [])])],
    ...(availability ? { availability } : {}),
    read(topic, payload): LampReport | undefined {
      const report = schema.listens.includes(topic) ? schema.read(topic, payload) : undefined
      const available = presence.read(topic, payload)
      return available === undefined ? report : { ...report, available }
    },
  }
}

function schemaOf({ component, config }: Announced): Schema | undefined {
  return component === 'switch'
    ? switchSchema(config)
    : SCHEMAS.get(text(config, 'schema') ?? 'basic')?.(config)
}

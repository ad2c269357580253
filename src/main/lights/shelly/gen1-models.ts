import { ON_OFF, type LightAbilities } from '@shared/light/light'

/** What an output of a Gen1 device is: the word for it in its topics. */
export type Gen1Word = 'relay' | 'light' | 'color' | 'white'

/** One output of a device, `shellies/<id>/<word>/<number>`. */
export interface Gen1Output {
  readonly word: Gen1Word
  readonly number: number
  readonly can: LightAbilities
  /** Effects by their numbers, 0 being none of them. */
  readonly effects: readonly string[]
  /** It is told to shine in colours or in white, each with a brightness of its own. */
  readonly hasModes: boolean
}

/** Relays per model; a model that is in neither table has nothing to switch. */
const RELAYS: Readonly<Record<string, number>> = {
  'SHSW-1': 1,
  'SHSW-L': 1,
  'SHSW-PM': 1,
  'SHSW-21': 2,
  'SHSW-25': 2,
  'SHSW-44': 4,
  'SHPLG-1': 1,
  'SHPLG2-1': 1,
  'SHPLG-S': 1,
  'SHPLG-U1': 1,
  'SHUNI-1': 2,
  SHEM: 1,
  'SHEM-3': 1,
  'SHAIR-1': 1,
}

type Gen1Light = 'dimmer' | 'duo' | 'bulb' | 'colour bulb' | 'strip'

const LIGHTS: Readonly<Record<string, Gen1Light>> = {
  'SHDM-1': 'dimmer',
  'SHDM-2': 'dimmer',
  'SHDIMW-1': 'dimmer',
  'SHVIN-1': 'dimmer',
  'SHBDUO-1': 'duo',
  'SHBLB-1': 'bulb',
  'SHCB-1': 'colour bulb',
  SHRGBW2: 'strip',
}

const FEW_EFFECTS = ['Meteor Shower', 'Gradual Change', 'Flash']
const BULB_EFFECTS = [
  'Meteor Shower',
  'Gradual Change',
  'Breath',
  'Flash',
  'On/Off Gradual',
  'Red/Green Change',
]

// `transition` is documented for the HTTP interface; over MQTT it was not tried on a device.
const DIMS: LightAbilities = { ...ON_OFF, brightness: true, transition: true }
const DUO_KELVIN = { min: 2_700, max: 6_500 }
const BULB_KELVIN = { min: 3_000, max: 6_500 }

/** What a model has to switch in the mode it is in; a mode that is not known is taken to be the one from the factory. */
export function outputsOf(model: string, mode: string | undefined): readonly Gen1Output[] {
  const relays = Object.hasOwn(RELAYS, model) ? RELAYS[model] : undefined
  if (relays !== undefined) return mode === 'roller' ? [] : several('relay', relays, ON_OFF)
  const light = Object.hasOwn(LIGHTS, model) ? LIGHTS[model] : undefined
  switch (light) {
    case 'dimmer':
      return several('light', 1, DIMS)
    case 'duo':
      return several('light', 1, { ...DIMS, temperature: DUO_KELVIN })
    case 'bulb':
      return [coloured({ ...DIMS, colour: true, temperature: BULB_KELVIN }, BULB_EFFECTS, true)]
    case 'colour bulb':
      return [coloured({ ...DIMS, colour: true, temperature: BULB_KELVIN }, FEW_EFFECTS, true)]
    case 'strip':
      return mode === 'white'
        ? several('white', 4, DIMS)
        : [coloured({ ...DIMS, colour: true, white: true }, FEW_EFFECTS, false)]
    case undefined:
      return []
  }
}

/** Whether the topics a device reports under tell its mode, where its announcement does not: firmware before 1.8. */
export function isTwofold(model: string): boolean {
  return Object.hasOwn(LIGHTS, model) && LIGHTS[model] === 'strip'
}

function several(word: Gen1Word, count: number, can: LightAbilities): readonly Gen1Output[] {
  return Array.from({ length: count }, (_, number) => ({ word, number, can, effects: [], hasModes: false }))
}

function coloured(can: LightAbilities, effects: readonly string[], hasModes: boolean): Gen1Output {
  return { word: 'color', number: 0, can: { ...can, effects }, effects, hasModes }
}

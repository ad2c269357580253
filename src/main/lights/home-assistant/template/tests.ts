import { isDictionary, isList } from './values'

type Test = (value: unknown) => boolean

const isNumber: Test = (value) => typeof value === 'number' || typeof value === 'boolean'

/** What may stand behind `is` and `is not`. */
export const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['defined', (value) => value !== undefined],
  ['undefined', (value) => value === undefined],
  ['none', (value) => value === null],
  ['number', isNumber],
  ['integer', (value) => Number.isInteger(value)],
  ['float', (value) => typeof value === 'number' && !Number.isInteger(value)],
  ['string', (value) => typeof value === 'string'],
  ['boolean', (value) => typeof value === 'boolean'],
  ['true', (value) => value === true],
  ['false', (value) => value === false],
  ['mapping', isDictionary],
  ['sequence', (value) => isList(value) || isDictionary(value) || typeof value === 'string'],
  ['iterable', (value) => isList(value) || isDictionary(value) || typeof value === 'string'],
  ['list', isList],
])

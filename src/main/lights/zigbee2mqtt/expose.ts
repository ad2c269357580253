import { objectOf, own, type JsonObject } from '../json-object'

/** What stands for on and off in a device's own words. */
export type Word = string | boolean | number

/** The bits of `access` (docs, Exposes): it is in the state, it can be set, it can be asked for. */
export const TELLS = 1
export const OBEYS = 2
export const ANSWERS = 4

/** The objects of a list; nothing where it is none. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(objectOf).filter((object) => object !== undefined) : []
}

/** The feature of this name, where it can be set. */
export function settable(features: readonly JsonObject[], name: string): JsonObject | undefined {
  return features.find((feature) => own(feature, 'name') === name && isSettable(feature))
}

/** A composite says it for itself or, in older versions, for each of its parts. */
export function isSettable(feature: JsonObject): boolean {
  if (own(feature, 'access') !== undefined) return allows(feature, OBEYS)
  return objectsIn(own(feature, 'features')).every((part) => allows(part, OBEYS))
}

/** Where nothing is said, everything is allowed. */
export function allows(feature: JsonObject, bit: number): boolean {
  const access = own(feature, 'access')
  return typeof access === 'number' ? (access & bit) !== 0 : true
}

/** A text of a length that a key or a word of a device has. */
export function wordIn(object: JsonObject, key: string): string | undefined {
  const value = own(object, key)
  return typeof value === 'string' && /^\P{Cc}{1,100}$/u.test(value) ? value : undefined
}

/** What a state has or takes: a text, a truth value or a number. */
export function valueIn(object: JsonObject, key: string): Word | undefined {
  const value = own(object, key)
  return typeof value === 'boolean' || Number.isFinite(value)
    ? (value as boolean | number)
    : wordIn(object, key)
}

/** A number, also one that makes no sense. */
export function numberOf(object: JsonObject, key: string): number | undefined {
  const value = own(object, key)
  return typeof value === 'number' ? value : undefined
}

import * as v from 'valibot'

/**
 * A list of at most `most` entries. Its length is looked at first: of a list that is too long no entry is, for each of a million would
 * make an issue of its own.
 */
export function listOf<T>(entry: v.GenericSchema<unknown, T>, most: number): v.GenericSchema<unknown, T[]> {
  return v.pipe(
    v.custom<unknown[]>((value) => Array.isArray(value) && value.length <= most),
    v.array(entry),
  )
}

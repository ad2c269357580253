/** The outcome of something that may be refused: a value, or the reason in a form the caller can show. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** A successful outcome. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** A refused outcome with its reason. */
export function refused<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}

/** A discovery message as a device would send it. */
export interface HaFixture {
  readonly topic: string
  readonly payload: string
}

/** The message of a payload. */
export function fixture(topic: string, payload: unknown): HaFixture {
  return { topic, payload: JSON.stringify(payload) }
}

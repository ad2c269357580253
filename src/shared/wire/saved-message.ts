import type { Qos } from '../mqtt/message'

/** A message the user keeps at hand to publish again. */
export interface SavedMessage {
  readonly id: string
  readonly name: string
  readonly topic: string
  readonly payload: string
  readonly qos: Qos
  readonly retain: boolean
}

export const SAVED_LIMITS = { messages: 100, /** Characters. */ name: 80, payload: 10_000 } as const

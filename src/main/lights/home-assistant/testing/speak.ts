import type { LightValues, LightWish } from '@shared/light/light'
import { decodeText, encodeText } from '@shared/mqtt/message'
import type { LightCommand } from '../../lamp'
import type { Schema } from '../config'

/** A publish as a test reads it. */
export type Publish = readonly [topic: string, payload: string]

/** What a light is sent for a wish. */
export function sent(
  schema: Schema,
  wish: LightWish,
  now: LightValues = { power: 'off' },
): readonly Publish[] {
  return schema.write(wish, now).map(({ topic, payload }: LightCommand) => [topic, decodeText(payload) ?? ''])
}

/** What one message says of a light. */
export function heard(schema: Schema, topic: string, payload: string): Partial<LightValues> | undefined {
  return schema.read(topic, encodeText(payload))?.values
}

/** How a light is after it has answered. */
export function after(schema: Schema, now: LightValues, answers: readonly Publish[]): LightValues {
  return answers.reduce<LightValues>(
    (values, [topic, payload]) => ({ ...values, ...heard(schema, topic, payload) }),
    now,
  )
}

/** Longest text, in characters, that a template may make anywhere on its way. */
export const MAX_TEXT = 100_000

/** Why a template cannot be read, or cannot be rendered with what it was given; never leaves this folder. */
export class TemplateFault extends Error {}

/** The text itself, or a fault where it has become too long: templates that double a text would fill the memory. */
export function bounded(text: string): string {
  if (text.length > MAX_TEXT) throw new TemplateFault('text too long')
  return text
}

import { ok, refused, type Result } from '@shared/result'
import { written } from './evaluate'
import { MAX_TEXT, TemplateFault } from './fault'
import { piecesOf } from './parse'

/** Longest template, in characters, that is read. */
const MAX_SOURCE = 4_000
const MAX_DETAIL = 100

/** A template that was understood. */
export interface Template {
  /** What it writes, without white space at its ends; `undefined` where it cannot be rendered with these variables. Never throws. */
  render(variables: Readonly<Record<string, unknown>>): string | undefined
}

/**
 * Reads the part of Jinja that lights use, with Home Assistant's filters: expressions, `{% if %}`, `{% set %}`. There are
 * no loops, no macros and no way to anything but the variables. The refusal names what is not understood.
 */
export function parseTemplate(source: string): Result<Template, { readonly detail: string }> {
  if (source.length > MAX_SOURCE) return refused({ detail: `longer than ${MAX_SOURCE} characters` })
  try {
    const pieces = piecesOf(source.trim())
    return ok({
      render: (variables) => orNothing(() => written(pieces, new Map(Object.entries(variables))).trim()),
    })
  } catch (error) {
    if (error instanceof TemplateFault) return refused({ detail: error.message.slice(0, MAX_DETAIL) })
    throw error
  }
}

/** What a template finds of a payload: `value` is the text, `value_json` what it says in JSON, missing where it says nothing. */
export function valueVariables(text: string): Record<string, unknown> {
  if (text.length > MAX_TEXT) return { value: text }
  try {
    return { value: text, value_json: JSON.parse(text) as unknown }
  } catch {
    return { value: text }
  }
}

function orNothing(render: () => string): string | undefined {
  try {
    return render()
  } catch (error) {
    if (error instanceof TemplateFault) return undefined
    throw error
  }
}

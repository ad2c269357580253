import { MAX_ROOM_NAME } from '../chat/room-settings'
import { parseRoomTopic } from '../chat/room-topic'
import type { LightId } from '../light/light'
import { isLightId } from '../light/light-id'
import { oneLine } from '../one-line'
import { ok, refused, type Result } from '../result'

/** What a `porchlight:` link asks for. */
export type PorchlightLink =
  | { readonly kind: 'join'; readonly topic: string; readonly name: string }
  /** Without a light it is the one in the tray. */
  | { readonly kind: 'toggle'; readonly light?: LightId }

/** Characters; what is longer is no link of ours. Browsers and systems pass on at least as many. */
export const MAX_LINK = 2_000

/** What is wrong with a link: its length, its form, its parameters as such, or the value of one. */
export type LinkProblem = 'too-long' | 'form' | 'parameters' | 'topic' | 'name' | 'light'

// What stands before the query decides what is asked for; user info, a port, a path or a fragment fit in nowhere. Windows
// adds the slash behind the action by itself. The characters are those of a query (RFC 3986, 3.4).
const FORM = /^porchlight:\/\/(join|toggle)\/?(?:\?([\w\-.~!$'()*,;:@/?%&=+]*))?$/i

const PARAMETERS: Readonly<Record<PorchlightLink['kind'], readonly string[]>> = {
  join: ['topic', 'name'],
  toggle: ['light'],
}

/** Reads a link that anybody may have written: everything in it is understood and allowed, or it is refused whole. */
export function parseLink(text: string): Result<PorchlightLink, LinkProblem> {
  if (text.length > MAX_LINK) return refused('too-long')
  const [, action, query] = FORM.exec(text) ?? []
  if (action === undefined) return refused('form')
  const kind = action.toLowerCase() as PorchlightLink['kind']
  const values = readQuery(query ?? '', PARAMETERS[kind])
  if (!values) return refused('parameters')
  return kind === 'join' ? joinLink(values) : toggleLink(values)
}

/** Writes a link that `parseLink` reads as the same, where it is not too long for one. */
export function linkTo(link: PorchlightLink): string {
  const values =
    link.kind === 'toggle'
      ? { light: link.light }
      : { topic: link.topic, name: link.name === '' ? undefined : link.name }
  const query = Object.entries(values).flatMap(([key, value]) =>
    // A surrogate without its other half has no place in a link.
    value === undefined ? [] : [`${key}=${encodeURIComponent(value.toWellFormed())}`],
  )
  return `porchlight://${link.kind}${query.length > 0 ? `?${query.join('&')}` : ''}`
}

function joinLink(values: ReadonlyMap<string, string>): Result<PorchlightLink, LinkProblem> {
  const topic = parseRoomTopic(values.get('topic') ?? '')
  if (!topic.ok || !isPlain(topic.value) || isDisguised(topic.value)) return refused('topic')
  const name = (values.get('name') ?? '').trim()
  if (!isPlain(name) || [...name].length > MAX_ROOM_NAME) return refused('name')
  return ok({ kind: 'join', topic: topic.value, name })
}

function toggleLink(values: ReadonlyMap<string, string>): Result<PorchlightLink, LinkProblem> {
  const light = values.get('light')
  if (light === undefined) return ok({ kind: 'toggle' })
  return isLightId(light) && isPlain(light) ? ok({ kind: 'toggle', light }) : refused('light')
}

/** The values by name; undefined where one is not known, comes twice or is not UTF-8. */
function readQuery(query: string, known: readonly string[]): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>()
  for (const part of query === '' ? [] : query.split('&')) {
    const [key = '', ...rest] = part.split('=')
    const value = decode(rest.join('='))
    if (!known.includes(key) || values.has(key) || value === undefined) return undefined
    values.set(key, value)
  }
  return values
}

/** `+` is a space, as in every form and in what `URLSearchParams` writes. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** Nothing in it acts on the text around it, so the question that shows it says what it is. */
function isPlain(text: string): boolean {
  return oneLine(text, Infinity) === text
}

/** Characters that are not seen make a topic look like another one. */
function isDisguised(topic: string): boolean {
  return /\p{Default_Ignorable_Code_Point}/u.test(topic)
}

/** A value of a JSON text. `text` is as it was written, so no digit of a number is lost. */
export interface JsonLeaf {
  readonly kind: 'string' | 'number' | 'word'
  readonly text: string
}

export interface JsonBranch {
  readonly kind: 'object' | 'array'
  /** In the order they were written in, doubled names included; an array's go by their place. */
  readonly members: (readonly [name: string, value: JsonNode])[]
}

export type JsonNode = JsonLeaf | JsonBranch

/** More values than this are not made into a tree: nobody opens them one by one, and each costs memory. */
export const MOST_NODES = 100_000

/** An object or array as a tree, or undefined where the text is something else or has more values than can be shown. */
export function readJson(text: string): JsonBranch | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    // Says whether it is JSON at all; what follows may then trust it.
    JSON.parse(text)
  } catch {
    return undefined
  }
  return build(text)
}

/** Without recursion: how deep it goes is up to whoever sent it. */
function build(text: string): JsonBranch | undefined {
  const top: JsonBranch = { kind: 'array', members: [] }
  const open = [top]
  let name: string | undefined
  let count = 0
  for (let at = 0; at < text.length;) {
    const mark = text.charAt(at)
    const inside = open.at(-1) ?? top
    if (/[\s,:]/.test(mark)) {
      at += 1
      continue
    }
    if (mark === '}' || mark === ']') {
      open.pop()
      at += 1
      continue
    }
    const end = endOf(text, at)
    const written = text.slice(at, end)
    at = end
    if (inside.kind === 'object' && name === undefined) {
      name = JSON.parse(written) as string
      continue
    }
    if (++count > MOST_NODES) return undefined
    const node = nodeOf(written)
    inside.members.push([name ?? String(inside.members.length), node])
    name = undefined
    if ('members' in node) open.push(node)
  }
  const whole = top.members[0]?.[1]
  return whole && 'members' in whole ? whole : undefined
}

function nodeOf(written: string): JsonNode {
  switch (written.charAt(0)) {
    case '{':
      return { kind: 'object', members: [] }
    case '[':
      return { kind: 'array', members: [] }
    case '"':
      return { kind: 'string', text: written }
    default:
      return { kind: /^[-\d]/.test(written) ? 'number' : 'word', text: written }
  }
}

/** Where the string, number, word or bracket that begins here ends. */
function endOf(text: string, at: number): number {
  const mark = text.charAt(at)
  if (mark === '{' || mark === '[') return at + 1
  if (mark !== '"') {
    let end = at + 1
    while (end < text.length && !/[\s,:\]}]/.test(text.charAt(end))) end += 1
    return end
  }
  for (let end = text.indexOf('"', at + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charAt(before) === '\\') before -= 1
    // An even number of backslashes escape each other, not the quotation mark.
    if (end < 0 || (end - before) % 2 === 1) return end < 0 ? text.length : end + 1
  }
}

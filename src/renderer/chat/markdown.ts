import MarkdownIt, { type Token } from 'markdown-it'
import { beside, linkTarget } from './links'

/** A text as it is shown; nothing else is made of what somebody wrote. */
export type TextNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'block'; readonly text: string }
  | { readonly kind: Group; readonly children: readonly TextNode[] }
  | { readonly kind: 'numbers'; readonly start: number; readonly children: readonly TextNode[] }
  | {
      readonly kind: 'link'
      readonly href: string
      /** Where it leads, where its text does not say so. */
      readonly host?: string
      readonly children: readonly TextNode[]
    }

type Group = 'paragraph' | 'strong' | 'emphasis' | 'struck' | 'quote' | 'bullets' | 'item'

/** Texts with more than these are shown as they were typed: nobody writes like that, and drawing them would hold up the window. */
const MOST_NODES = 2_000
const DEEPEST = 20
/** What makes the parser work, with how much of it; together at most MOST_WORK, which is some 40 ms. */
const WORK = [
  [/[*_~`[\]<>\\]/g, 1],
  [/\n/g, 2],
  [/:\/\/|mailto:/gi, 10],
] as const
const MOST_WORK = 2_000

const GROUPS: Readonly<Record<string, Group>> = {
  paragraph: 'paragraph',
  strong: 'strong',
  em: 'emphasis',
  s: 'struck',
  blockquote: 'quote',
  bullet_list: 'bullets',
  list_item: 'item',
}

const markdown = reader()

/** The few forms of Markdown that are shown in a conversation; a text that is too much for that as one plain paragraph. */
export function readMarkdown(text: string): readonly TextNode[] {
  if (workOf(text) > MOST_WORK) return plain(text)
  const nodes = new Walk(markdown.parse(text, {})).nodes()
  // A `>` or three stars alone are no quote or list of nothing.
  return nodes && wordsOf(nodes).trim() !== '' ? nodes : plain(text)
}

function workOf(text: string): number {
  return WORK.reduce((sum, [sign, work]) => sum + (text.match(sign)?.length ?? 0) * work, 0)
}

function plain(text: string): readonly TextNode[] {
  return [{ kind: 'paragraph', children: [{ kind: 'text', text }] }]
}

function reader(): InstanceType<typeof MarkdownIt> {
  // What is nested deeper than `maxNesting` the parser leaves out: it has to be more than is ever shown.
  const parser = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: DEEPEST + 4 })
  parser.disable(['image', 'table', 'heading', 'lheading', 'hr', 'html_block', 'html_inline'])
  parser.disable(['reference', 'autolink', 'entity'])
  // A picture that is not shown stands there as it was typed, not as a link with a mark before it.
  parser.inline.ruler.before('link', 'typed-image', (state, silent) => {
    if (!state.src.startsWith('![', state.pos)) return false
    if (!silent) state.pending += '!['
    state.pos += 2
    return true
  })
  // Only what says that it is one: `readme.md` and `a.b` are names of files more often than of places.
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false }).add('//', null)
  parser.validateLink = (link) => linkTarget(link) !== undefined
  // Neither are letters put back that were encoded so that nobody takes them for others.
  parser.normalizeLinkText = (link) => link
  return parser
}

/** Goes through the parser's tokens once and makes nodes of them, or gives up. */
class Walk {
  readonly #tokens: readonly Token[]
  #count = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  /** `undefined` where there is too much. */
  nodes(): readonly TextNode[] | undefined {
    const nodes = this.#inside(this.#tokens)
    return this.#count <= MOST_NODES ? nodes : undefined
  }

  #inside(tokens: readonly Token[]): TextNode[] | undefined {
    const root: TextNode[] = []
    const open: { token: Token; children: TextNode[] }[] = []
    for (const token of tokens) {
      if (token.level > DEEPEST || this.#count > MOST_NODES) {
        this.#count = MOST_NODES + 1
        return undefined
      }
      const here = open.at(-1)?.children ?? root
      if (token.nesting === 1) open.push({ token, children: [] })
      else if (token.nesting === -1) {
        const closed = open.pop()
        const around = open.at(-1)?.children ?? root
        if (closed) around.push(...this.#group(closed.token, closed.children))
      } else here.push(...this.#leaf(token))
    }
    return root
  }

  #leaf(token: Token): readonly TextNode[] {
    switch (token.type) {
      case 'inline':
        return this.#inside(token.children ?? []) ?? []
      case 'softbreak':
      case 'hardbreak':
        return this.#counted({ kind: 'break' })
      case 'code_inline':
        return this.#counted({ kind: 'code', text: token.content })
      case 'fence':
      case 'code_block':
        return this.#counted({ kind: 'block', text: token.content.replace(/\n$/, '') })
      default:
        return token.content === '' ? [] : this.#counted({ kind: 'text', text: token.content })
    }
  }

  #group(token: Token, children: readonly TextNode[]): readonly TextNode[] {
    const name = token.type.replace(/_open$/, '')
    if (name === 'link') return this.#link(token, children)
    if (name === 'ordered_list') {
      return this.#counted({ kind: 'numbers', start: Number(token.attrGet('start') ?? 1), children })
    }
    // The paragraph of an item in a tight list.
    if (token.hidden) return children
    const kind = GROUPS[name]
    return kind ? this.#counted({ kind, children }) : children
  }

  #link(token: Token, children: readonly TextNode[]): readonly TextNode[] {
    const href = linkTarget(String(token.attrGet('href') ?? ''))
    if (href === undefined || children.length === 0) return children
    const host = beside(href, wordsOf(children))
    return this.#counted({ kind: 'link', href, children, ...(host === undefined ? {} : { host }) })
  }

  #counted(node: TextNode): readonly TextNode[] {
    this.#count++
    return [node]
  }
}

function wordsOf(nodes: readonly TextNode[]): string {
  return nodes
    .map((node) => ('children' in node ? wordsOf(node.children) : 'text' in node ? node.text : '\n'))
    .join('')
}

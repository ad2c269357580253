import { h, type FunctionalComponent, type VNode, type VNodeChild } from 'vue'
import CodeBlock from './CodeBlock.vue'
import type { TextNode } from './markdown'

const TAGS = {
  paragraph: 'p',
  strong: 'strong',
  emphasis: 'em',
  struck: 's',
  quote: 'blockquote',
  bullets: 'ul',
  item: 'li',
} as const

/** Draws a text's nodes as elements; what was written only ever becomes text in them. */
export const TextNodes: FunctionalComponent<
  { nodes: readonly TextNode[] },
  { link: (href: string) => void }
> = ({ nodes }, { emit }) => nodes.map((node) => drawn(node, (href) => emit('link', href)))
TextNodes.props = ['nodes']
TextNodes.emits = ['link']

function drawn(node: TextNode, open: (href: string) => void): VNodeChild {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'break':
      // A line break that is also there when the text is selected and copied.
      return '\n'
    case 'code':
      return h('code', node.text)
    case 'block':
      return h(CodeBlock, { text: node.text })
    case 'link':
      return link(node, open)
    case 'numbers':
      return h('ol', { start: node.start }, inside(node.children, open))
    default:
      return h(TAGS[node.kind], inside(node.children, open))
  }
}

function inside(nodes: readonly TextNode[], open: (href: string) => void): VNodeChild[] {
  return nodes.map((node) => drawn(node, open))
}

function link(
  { href, host, children }: Extract<TextNode, { kind: 'link' }>,
  open: (href: string) => void,
): VNode | VNode[] {
  const onClick = (event: Event): void => {
    event.preventDefault()
    open(href)
  }
  const anchor = h('a', { href, title: href, onClick }, inside(children, open))
  return host === undefined ? anchor : [anchor, h('span', { class: 'host' }, ` (${host})`)]
}

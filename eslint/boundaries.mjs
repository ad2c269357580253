import { isBuiltin } from 'node:module'
import path from 'node:path'
import { HOUSE, TESTS } from './house.mjs'

const root = path.resolve(import.meta.dirname, '..')

/** The rule `porchlight/boundaries`: every import in `src` goes in a direction that the table of the house allows. */
export const boundaries = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      noRoom: '{{file}} is in no room of the house: add a row for its folder to eslint/house.mjs.',
      forbidden: '{{file}} may not import {{target}}: see eslint/house.mjs.',
      typesOnly: '{{file}} may import {{target}} only by `import type`: see eslint/house.mjs.',
      testing: '{{target}} is there for tests: {{file}} may not import it.',
      computed: 'An import whose target is computed cannot be checked: write its name.',
    },
  },
  create(context) {
    const file = path.relative(root, context.filename).split(path.sep).join('/')
    if (!file.startsWith('src/')) return {}
    const room = longestMatch(HOUSE, file)
    if (room === undefined) {
      return { Program: (node) => context.report({ node, messageId: 'noRoom', data: { file } }) }
    }
    const allowed = [{ ...HOUSE[room], own: room }]
    if (isForTests(file)) allowed.push(TESTS[longestMatch(TESTS, file)] ?? {})

    /** Checks one import; `source` is the node that names its target. */
    const check = (source, typeOnly) => {
      const name = literal(source)
      if (name === undefined) return context.report({ node: source, messageId: 'computed' })
      const target = resolve(file, name)
      const problem = problemOf(file, target, allowed, typeOnly)
      if (problem) context.report({ node: source, messageId: problem, data: { file, target: target.name } })
    }

    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportNamedDeclaration: (node) => node.source && check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source, true),
      TSExternalModuleReference: (node) => check(node.expression, node.parent.importKind === 'type'),
      CallExpression: (node) => {
        const { callee } = node
        const name = callee.type === 'MemberExpression' ? callee.object.name : callee.name
        if (name === 'require' && node.arguments[0]) check(node.arguments[0], false)
      },
    }
  },
}

/** Which message fits an import, if any. */
function problemOf(file, target, allowed, typeOnly) {
  if (target.kind === 'file' && isForTests(target.name) && !isForTests(file)) return 'testing'
  if (allowed.some((row) => permits(row, target))) return undefined
  if (!allowed.some((row) => permitsTypes(row, target))) return 'forbidden'
  return typeOnly ? undefined : 'typesOnly'
}

function permits(row, target) {
  if (target.kind === 'electron') return row.electron === 'values'
  if (target.kind === 'node') return row.node === true
  if (target.kind === 'package') return (row.packages ?? []).includes(target.name)
  return isOwn(row.own, target.name) || (row.folders ?? []).some((name) => covers(name, target.name))
}

function permitsTypes(row, target) {
  if (target.kind === 'electron') return row.electron !== undefined
  return target.kind === 'file' && (row.types ?? []).some((name) => covers(name, target.name))
}

/** Whether a file is in the same room: under the same row, or in its folder with a row for itself alone. */
function isOwn(own, name) {
  const room = longestMatch(HOUSE, name)
  if (own === undefined || room === undefined) return false
  return room === own || (own.endsWith('/') && room.startsWith(own) && !room.endsWith('/'))
}

/** What an import means: a file of the project (without extension), one of Node's modules, Electron, or a package. */
function resolve(file, name) {
  const plain = name.replace(/\?.*$/, '')
  if (plain.startsWith('@shared/')) return { kind: 'file', name: normalised(`src/shared/${plain.slice(8)}`) }
  if (plain.startsWith('.'))
    return { kind: 'file', name: normalised(path.posix.join(path.posix.dirname(file), plain)) }
  if (plain === 'electron' || plain.startsWith('electron/')) return { kind: 'electron', name: plain }
  if (isBuiltin(plain)) return { kind: 'node', name: plain }
  const parts = plain.split('/')
  return { kind: 'package', name: plain.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0] }
}

function normalised(name) {
  return path.posix.normalize(name).replace(/\.(?:ts|mts|js|mjs|vue)$/, '')
}

/** Whether a row's name (a folder with a slash at its end, or a file without extension) covers a file. */
function covers(name, file) {
  return name.endsWith('/') ? file.startsWith(name) : normalised(file) === name
}

function longestMatch(table, file) {
  return Object.keys(table)
    .filter((name) => covers(name, file))
    .sort((a, b) => b.length - a.length)[0]
}

/** A test, or what lies beside the code for tests: `testing.ts`, a folder `testing`. */
function isForTests(file) {
  return /\.test(?:\.ts)?$|\/testing(?:\/|\.ts$|$)/.test(file)
}

/** The text of a name that is written out. */
function literal(node) {
  if (node.type === 'TSLiteralType') return literal(node.literal)
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked
  return undefined
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { root } from '../lib/paths.mjs'
import { machines } from './assets.mjs'

const folder = path.join(root, '.github', 'workflows')
const texts = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
)
const workflows = Object.entries(texts).map(([name, text]) => [name, load(text)])
const jobs = workflows.flatMap(([name, { jobs }]) =>
  Object.entries(jobs).map(([job, content]) => [`${name} ${job}`, content]),
)
const release = load(texts['release.yml'])

/** Every text in a piece of a workflow. */
function textsIn(piece) {
  if (typeof piece === 'string') return [piece]
  return typeof piece === 'object' && piece !== null ? Object.values(piece).flatMap(textsIn) : []
}

/** Whether a name fits a pattern with one star. */
function matches(name, pattern) {
  const [before, after] = pattern.split('*')
  return name.startsWith(before) && name.endsWith(after)
}

describe.each(Object.entries(texts))('%s', (_, text) => {
  test('pins every action by its whole commit, with the version beside it', () => {
    const uses = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line))
    expect(uses.length).toBeGreaterThan(0)
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('publishes nothing by itself', () => {
    expect(text).not.toMatch(/--publish|-p always|EP_DRAFT|gh release edit/)
  })
})

test('an action is at one commit wherever it is used', () => {
  const commits = new Map()
  for (const [, action, commit] of Object.values(texts)
    .join('\n')
    .matchAll(/uses: ([^@\s]+)@(\S+)/g)) {
    expect(commits.get(action) ?? commit, action).toBe(commit)
    commits.set(action, commit)
  }
})

test('runs only scripts that are there', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const all = Object.values(texts).join('\n')
  const named = [...all.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name)
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named))
  const files = [...all.matchAll(/scripts\/[\w/]+\.mjs/g)].map(([file]) => file)
  expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
})

test.each(workflows)('%s says what its token may do', (_, workflow) => {
  expect(workflow.permissions).toBeDefined()
  expect(Object.values(workflow.permissions)).not.toContain('write')
})

describe.each(jobs)('%s', (_, job) => {
  test('ends by itself', () => {
    expect(job['timeout-minutes']).toBeLessThanOrEqual(60)
  })

  test('what a run puts into a shell comes by the environment, not into its text', () => {
    for (const { run = '' } of job.steps) expect(run).not.toContain('${{')
  })
})

const writing = jobs.filter(([, { permissions = {} }]) => Object.values(permissions).includes('write'))

test.each(writing)('%s may write, so it runs nothing of the project or its packages', (_, job) => {
  for (const { uses = '', run = '' } of job.steps) {
    expect(uses).not.toContain('actions/checkout')
    expect(run).not.toMatch(/\b(?:npm|npx|node)\b/)
  }
})

describe('the release', () => {
  test('builds on the machines that are expected to bring something', () => {
    const { include } = release.jobs.package.strategy.matrix
    expect(include.map(({ machine }) => machine).sort()).toEqual(Object.keys(machines).sort())
  })

  test('keeps every kind of file that is expected of a machine', () => {
    const keep = release.jobs.package.steps.find(({ name }) => name === 'Keep the packages').with.path
    const patterns = keep
      .trim()
      .split('\n')
      .map((line) => line.trim().replace('dist/', ''))
    for (const ending of Object.values(machines).flat()) {
      const name = ending.startsWith('.') ? `porchlight-1.2.0${ending}` : ending
      expect(
        patterns.some((pattern) => matches(name, pattern)),
        name,
      ).toBe(true)
    }
  })

  test('gives its secrets to the one step that signs', () => {
    const steps = Object.values(release.jobs).flatMap((job) => job.steps)
    const secret = steps.filter((step) => textsIn(step).some((text) => text.includes('secrets.')))
    expect(secret.map(({ name }) => name)).toEqual(['Package'])
    expect(textsIn(release.jobs.package.env ?? {}).join()).not.toContain('secrets.')
  })

  test('lets each job write only what it is for', () => {
    const permissions = Object.fromEntries(
      Object.entries(release.jobs).map(([name, job]) => [name, job.permissions]),
    )
    expect(permissions).toEqual({
      check: { contents: 'read' },
      package: { contents: 'read' },
      gather: { contents: 'read' },
      attest: { 'id-token': 'write', attestations: 'write' },
      draft: { contents: 'write' },
    })
  })

  test('tests what was packaged, on every machine, and drafts only after that', () => {
    const steps = release.jobs.package.steps.map(({ run }) => run)
    expect(steps).toContain('npm run test:package')
    expect(release.jobs.gather.needs).toBe('package')
    expect(release.jobs.draft.needs).toEqual(['gather', 'attest'])
  })
})

import { notesFor } from './notes.mjs'

const versionNumber = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/

/** What keeps a tag from being released, one sentence each; empty when it may be. */
export function problemsWithTag(tag, version, changelog) {
  if (!versionNumber.test(version)) return [`The version in package.json is no version number: ${version}.`]
  const problems = []
  if (tag !== `v${version}`)
    problems.push(`The tag is ${tag}, but package.json says ${version}: v${version}.`)
  const notes = notesFor(changelog, version)
  if (notes === undefined) problems.push(`CHANGELOG.md has no section [${version}].`)
  else if (notes === '') problems.push(`The section [${version}] of CHANGELOG.md is empty.`)
  return problems
}

/** The text of a version's own section in a changelog after Keep a Changelog, without its heading; undefined when there is none. */
export function notesFor(changelog, version) {
  const lines = changelog.split(/\r?\n/)
  const start = lines.findIndex((line) => isHeadingOf(line, version))
  if (start === -1) return undefined
  const rest = lines.slice(start + 1)
  // The next version, or the list of links that ends the file.
  const end = rest.findIndex((line) => /^## |^\[[^\]]+\]: /.test(line))
  return (end === -1 ? rest : rest.slice(0, end)).join('\n').trim()
}

/** `## [1.2.0] - 2026-01-31`; the brackets are Keep a Changelog's own, and some leave them out. */
function isHeadingOf(line, version) {
  const [, named] = /^## +\[?([^\]\s]+)\]?/.exec(line) ?? []
  return named === version
}

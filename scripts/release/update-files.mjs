// The files that an installed copy asks for to hear of a new version (`latest-mac.yml` and the like).

/**
 * One update file for the macOS builds of both processors. Each is made on a machine of its own and lists its own
 * files; an installed copy picks among all that are listed, and asks for this one name. The first file's package is
 * also named at the top, for readers older than the list.
 */
export function mergeUpdateFiles(one, other) {
  if (one.version !== other.version) {
    throw new Error(`Two update files are of different versions: ${one.version} and ${other.version}.`)
  }
  const files = [...one.files, ...other.files]
  const names = files.map(({ url }) => url)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`Two update files both list ${twice}.`)
  const releaseDate = [one.releaseDate, other.releaseDate].sort().at(-1)
  return { ...one, files, releaseDate }
}

/**
 * What an update file says that the files themselves do not bear out, one sentence each. `found` gives for a file's
 * name its size in bytes and its SHA-512 in base64, or undefined where there is none.
 */
export function problemsWithUpdateFile(name, content, version, found) {
  const problems = []
  if (content.version !== version) problems.push(`${name} is of version ${content.version}, not ${version}.`)
  if (content.files.length === 0) problems.push(`${name} lists no file.`)
  for (const { url, size, sha512 } of content.files) {
    const file = found(url)
    if (file === undefined) problems.push(`${name} lists ${url}, which is not there.`)
    else if (file.sha512 !== sha512) problems.push(`${name} has another SHA-512 for ${url} than the file.`)
    else if (size !== undefined && file.size !== size) problems.push(`${name} has another size for ${url}.`)
  }
  return problems
}

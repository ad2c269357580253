import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { npmCommand, say, Told } from './command.mjs'
import { ended, spawnOwned } from './processes.mjs'

/**
 * Fetches a package's tarball into a folder and gives its path. It is fetched by npm, so that the user's
 * registry, proxy and certificates apply, and with a cache of its own, because theirs need not keep it.
 */
export async function downloadPackage(name, bytes, folder) {
  const cache = path.join(folder, 'npm-cache')
  const npm = npmCommand(['pack', name, '--silent', '--pack-destination', folder, '--cache', cache])
  const child = spawnOwned(npm.command, npm.args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  const stopShowing = showProgress(() => folderBytes(cache), bytes)
  const code = await ended(child).finally(stopShowing)
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (code !== 0 || tarball === undefined) {
    throw new Told(
      `npm could not fetch ${name} (exit code ${code}). Check that your registry can be reached, then run the command again.`,
    )
  }
  await rm(cache, { recursive: true, force: true })
  return path.join(folder, tarball)
}

/** Throws unless a file has the hash it should have. */
export async function mustMatch(file, algorithm, encoding, wanted) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  if (hash.digest(encoding) === wanted) return
  throw new Told(
    `${path.basename(file)} is not the file it should be (its ${algorithm} differs), so it was not unpacked.`,
  )
}

/** Shows how far a download is: one line that counts up on a terminal, a line per quarter elsewhere. */
function showProgress(bytesSoFar, total) {
  let quarter = 0
  const timer = setInterval(() => {
    const bytes = Math.min(bytesSoFar(), total)
    const line = `  downloaded ${Math.round(bytes / 1e6)} of ${Math.round(total / 1e6)} MB`
    const reached = Math.floor((4 * bytes) / total)
    if (process.stdout.isTTY) process.stdout.write(`\r${line}`)
    else if (reached > quarter) say(line)
    quarter = Math.max(quarter, reached)
  }, 250)
  return () => {
    clearInterval(timer)
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
  }
}

function folderBytes(folder) {
  let bytes = 0
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) bytes += statSync(path.join(entry.parentPath, entry.name)).size
    }
  } catch {
    // The folder is not there yet, or npm moved a file while it was looked at: the next look counts again.
  }
  return bytes
}

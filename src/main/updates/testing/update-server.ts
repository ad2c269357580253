import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'

/**
 * What the server does with requests. `damaged`: one byte of a file is another one. `no-hash`: nothing says what a file has
 * to be. `held`: half of a file comes, and the rest when the manner changes. `silent`: takes a request and never answers.
 * `gone`: hangs up.
 */
export type Manner = 'honest' | 'damaged' | 'no-hash' | 'held' | 'silent' | 'gone'

/** A place on the loopback where versions are kept: a folder with the builder's `latest-linux.yml` and what it names. */
export interface UpdateServer {
  readonly url: string
  manner: Manner
  /** What was asked for, in order: names of files, with what the client sent along. */
  readonly requests: { readonly file: string; readonly headers: Readonly<Record<string, unknown>> }[]
  /** How often a file was asked for. */
  count(file: string): number
  close(): Promise<void>
}

/** How often a held download looks whether it may go on, in milliseconds. */
const HELD = 20

/** Serves a folder to an updater with the generic provider. */
export async function startUpdateServer(folder: string): Promise<UpdateServer> {
  const requests: UpdateServer['requests'] = []
  const http = createServer((request, response) => {
    // Only names, so nothing outside the folder can be asked for.
    const file = basename(decodeURIComponent(new URL(request.url ?? '/', server.url).pathname))
    requests.push({ file, headers: request.headers })
    if (server.manner === 'gone') request.socket.destroy()
    else if (server.manner !== 'silent') void answer(join(folder, file), response)
  })

  async function answer(file: string, response: ServerResponse): Promise<void> {
    if (!(await stat(file).catch(() => undefined))?.isFile()) return void response.writeHead(404).end()
    const content = await readFile(file)
    if (file.endsWith('.yml')) {
      const text = content.toString()
      response.end(server.manner === 'no-hash' ? text.replace(/^.*sha512:.*\n/gm, '') : text)
      return
    }
    const half = Math.floor(content.length / 2)
    if (server.manner === 'damaged') content[half] = (content[half] ?? 0) ^ 1
    response.writeHead(200, { 'content-length': content.length })
    response.write(content.subarray(0, half))
    while (server.manner === 'held' && !response.destroyed)
      await new Promise((resolve) => setTimeout(resolve, HELD))
    response.end(content.subarray(half))
  }

  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const server: UpdateServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    manner: 'honest',
    requests,
    count: (file) => requests.filter((request) => request.file === file).length,
    close: async () => {
      const closed = once(http, 'close')
      http.close()
      http.closeAllConnections()
      await closed
    },
  }
  return server
}

/** Writes `latest-linux.yml` for one file of the folder, as the builder does. */
export async function describeUpdate(
  folder: string,
  { version, file, notes }: { readonly version: string; readonly file: string; readonly notes?: string },
): Promise<void> {
  const content = await readFile(join(folder, file))
  const sha512 = createHash('sha512').update(content).digest('base64')
  const lines = [
    `version: ${version}`,
    'files:',
    `  - url: ${file}`,
    `    sha512: ${sha512}`,
    `    size: ${content.length}`,
    `path: ${file}`,
    `sha512: ${sha512}`,
    ...(notes === undefined ? [] : [`releaseNotes: ${JSON.stringify(notes)}`]),
    `releaseDate: '2026-01-01T00:00:00.000Z'`,
  ]
  await writeFile(join(folder, 'latest-linux.yml'), `${lines.join('\n')}\n`)
}

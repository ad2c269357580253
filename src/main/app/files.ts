import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Dialog, FileFilter } from 'electron'
import { errorText } from '@shared/error-text'
import type { FileProblem } from '@shared/ipc/contract'
import { ok, refused, type Result } from '@shared/result'

/** Why a picked file cannot be read; fits a refusal of the kind `file`. */
export interface ReadTrouble {
  readonly problem: Extract<FileProblem, 'unreadable' | 'too-large'>
  readonly detail: string
}

/** Why a file was not written, in the system's words; fits a refusal of the kind `not-saved`. */
export interface WriteTrouble {
  readonly problem: 'unwritable'
  readonly detail: string
}

/** A file the user picked: its name without the folder, and what is in it. */
export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Files the user picks; `undefined` where none was picked after all. */
export interface Files {
  /** Writes the lines as they are, line ends included, whole or not at all; answers the path. */
  save(
    suggestedName: string,
    filters: FileFilter[],
    lines: Iterable<string>,
  ): Promise<Result<string | undefined, WriteTrouble>>
  /** Reads a file of at most `mostBytes` bytes. */
  open(filters: FileFilter[], mostBytes: number): Promise<Result<OpenedFile | undefined, ReadTrouble>>
}

/** Characters that are gathered before they are written. */
const BATCH = 65_536

/** Files picked in the system's own dialogs. */
export function pickedFiles(dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>): Files {
  return {
    async save(suggestedName, filters, lines) {
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: suggestedName, filters })
      if (canceled || !filePath) return ok(undefined)
      try {
        await writeWhole(filePath, lines)
        return ok(filePath)
      } catch (error) {
        return refused({ problem: 'unwritable', detail: errorText(error) })
      }
    },
    async open(filters, mostBytes) {
      const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openFile'], filters })
      const file = filePaths[0]
      if (canceled || file === undefined) return ok(undefined)
      try {
        const bytes = await readAtMost(file, mostBytes)
        if (!bytes) return refused({ problem: 'too-large', detail: basename(file) })
        return ok({ name: basename(file), bytes })
      } catch (error) {
        return refused({ problem: 'unreadable', detail: errorText(error) })
      }
    },
  }
}

/** Beside the place where it is to stand, then put there in one step, so that no half of a file is ever found. */
async function writeWhole(file: string, lines: Iterable<string>): Promise<void> {
  const unfinished = join(dirname(file), `.porchlight-${randomUUID()}.tmp`)
  try {
    // For the user alone: what passed on the wire and what a profile holds is nobody else's business.
    const handle = await open(unfinished, 'wx', 0o600)
    try {
      await writeLines(handle, lines)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function writeLines(handle: FileHandle, lines: Iterable<string>): Promise<void> {
  let batch = ''
  for (const line of lines) {
    batch += line
    if (batch.length < BATCH) continue
    await handle.writeFile(batch)
    batch = ''
  }
  await handle.writeFile(batch)
}

/** Undefined where there is more; asked before it is read, and watched while it is, because a file can grow. */
async function readAtMost(file: string, most: number): Promise<Uint8Array | undefined> {
  // A pipe would otherwise hold the opening up until somebody writes to it.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw new Error(`${basename(file)}: not a file`)
    if (stat.size > most) return undefined
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of handle.createReadStream({ end: most, autoClose: false })) {
      chunks.push(chunk as Buffer)
      length += (chunk as Buffer).length
    }
    return length > most ? undefined : Buffer.concat(chunks)
  } finally {
    await handle.close()
  }
}

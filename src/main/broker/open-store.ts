import { mkdir, rename } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { errorText } from '@shared/error-text'
import { BoundedStore } from './bounded-store'
import type { BrokerLimits } from './limits'
import { MirrorDb } from './mirror-db'
import type { BrokerNote } from './notes'

const LOCK_TRIES = 10
const LOCK_PAUSE_MS = 50

/** What opening a store needs to know. */
interface StoreOptions {
  readonly folder: string | undefined
  readonly limits: BrokerLimits
  readonly onNote: (note: BrokerNote) => void
  readonly now: () => number
}

/**
 * Opens the store in the folder. A folder that cannot be read is set aside as `<folder>.broken-<time>` and a new one is begun;
 * where that is impossible too, everything is kept in memory only. It never fails: a broker without a disk is
 * better than none.
 */
export async function openStore(options: StoreOptions): Promise<BoundedStore> {
  const { folder, onNote } = options
  if (folder === undefined) return inMemory(options)
  try {
    return await onDisk(folder, options)
  } catch (error) {
    if (isLocked(error)) {
      onNote({ kind: 'store-in-memory', reason: 'another process has it open' })
      return inMemory(options)
    }
    try {
      const aside = `${folder}.broken-${new Date(options.now()).toISOString().replace(/[:.]/g, '-')}`
      await rename(folder, aside)
      const store = await onDisk(folder, options)
      onNote({ kind: 'store-set-aside', folder: aside, reason: wordsOf(error) })
      return store
    } catch {
      onNote({ kind: 'store-in-memory', reason: wordsOf(error) })
      return inMemory(options)
    }
  }
}

function inMemory({ limits, onNote }: StoreOptions): BoundedStore {
  return new BoundedStore(new MirrorDb(undefined, [], () => undefined), limits, onNote)
}

async function onDisk(folder: string, { limits, onNote }: StoreOptions): Promise<BoundedStore> {
  // Native code: only loaded where something is kept.
  const { Level } = await import('level')
  await mkdir(folder, { recursive: true })
  // Memory answers, so the database needs hardly any of its own.
  const level = new Level<string, Uint8Array>(folder, {
    valueEncoding: 'view',
    cacheSize: 262_144,
    writeBufferSize: 1_048_576,
  })
  await openUnlocked(level)
  try {
    const content = await level.iterator().all()
    const onDiskError = (error: unknown) => onNote({ kind: 'store-in-memory', reason: wordsOf(error) })
    const store = new BoundedStore(new MirrorDb(level, content, onDiskError), limits, onNote)
    await store.load()
    return store
  } catch (error) {
    await level.close()
    throw error
  }
}

/** A broker that was just told to stop may hold the lock for a moment longer. */
async function openUnlocked(level: { open(): Promise<void> }): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await level.open()
      return
    } catch (error) {
      if (!isLocked(error) || tries >= LOCK_TRIES) throw error
      await pause(LOCK_PAUSE_MS)
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && codeOf(error.cause) === 'LEVEL_LOCKED'
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function wordsOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return errorText(cause)
}

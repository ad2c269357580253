import { describe, expect, it, vi } from 'vitest'
import { MirrorDb, type Disk, type DiskOperation } from './mirror-db'

const bytes = (text: string) => new TextEncoder().encode(text)

class FakeDisk implements Disk {
  readonly content = new Map<string, Uint8Array>()
  batches = 0
  isClosed = false
  isFull = false

  async batch(operations: DiskOperation[]): Promise<void> {
    this.batches++
    await Promise.resolve()
    if (this.isFull) throw new Error('no space')
    for (const one of operations) {
      if (one.type === 'put') this.content.set(one.key, one.value)
      else this.content.delete(one.key)
    }
  }

  async close(): Promise<void> {
    this.isClosed = true
  }
}

const collect = async (db: MirrorDb, gte: string) => {
  const values: string[] = []
  for await (const value of db.values({ gte })) values.push(new TextDecoder().decode(value))
  return values
}

describe('the database in memory with its mirror on disk', () => {
  it('keeps groups apart and in the order things came', async () => {
    const db = new MirrorDb(undefined, [], () => undefined)
    await db.put('outgoing:b:2', bytes('b2'))
    await db.put('outgoing:ab:1', bytes('ab1'))
    await db.put('outgoing:b:1', bytes('b1'))
    await db.put('retained:outgoing:b:', bytes('r'))
    await db.put('subscriptions:a:x', bytes('ax'))
    await db.put('subscriptions:b:x', bytes('bx'))
    expect(await collect(db, 'outgoing:b:')).toEqual(['b2', 'b1'])
    expect(await collect(db, 'retained:')).toEqual(['r'])
    expect(await collect(db, 'subscriptions:')).toEqual(['ax', 'bx'])
    expect(await collect(db, 'subscriptions:c:')).toEqual([])
  })

  it('counts what a group holds and drops what came first', async () => {
    const db = new MirrorDb(undefined, [], () => undefined)
    await db.put('outgoing:a:1', bytes('123'))
    await db.put('outgoing:a:2', bytes('1234'))
    await db.put('outgoing:a:1', bytes('12'))
    expect(db.sizeOf('outgoing:a:')).toEqual({ count: 2, bytes: 6 })
    db.dropOldest('outgoing:a:')
    expect(db.sizeOf('outgoing:a:')).toEqual({ count: 1, bytes: 4 })
    await db.clear({ gte: 'outgoing:a:' })
    expect(db.sizeOf('outgoing:a:')).toEqual({ count: 0, bytes: 0 })
    expect(db.groupNames()).toEqual([])
  })

  it('writes everything to the disk, bundled, and closes it', async () => {
    const disk = new FakeDisk()
    const db = new MirrorDb(disk, [['retained:old', bytes('old')]], () => undefined)
    for (let index = 0; index < 100; index++) void db.put(`retained:${index}`, bytes(String(index)))
    await db.del('retained:old')
    await db.batch().del('retained:0').write()
    await db.close()
    expect(disk.content.size).toBe(99)
    expect(disk.batches).toBeLessThan(5)
    expect(disk.isClosed).toBe(true)
  })

  it('writes what comes right when a write ends', async () => {
    const disk = new FakeDisk()
    const db = new MirrorDb(disk, [], () => undefined)
    for (let index = 0; index < 20; index++) {
      void db.put(`retained:${index}`, bytes('x'))
      for (let turn = 0; turn < index; turn++) await Promise.resolve()
    }
    await vi.waitFor(() => expect(disk.content.size).toBe(20))
  })

  it('goes on in memory when the disk is full, and says so once', async () => {
    const disk = new FakeDisk()
    disk.isFull = true
    const reasons: unknown[] = []
    const db = new MirrorDb(disk, [], (reason) => reasons.push(reason))
    await db.put('retained:a', bytes('a'))
    await vi.waitFor(() => expect(reasons).toHaveLength(1))
    await db.put('retained:b', bytes('b'))
    await db.close()
    expect(reasons).toHaveLength(1)
    expect(await collect(db, 'retained:')).toEqual(['a', 'b'])
  })
})

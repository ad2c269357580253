import { describe, expect, it, vi } from 'vitest'
import { errorDetail, openLog, type Log } from './log'
import type { LogFile } from './log-file'
import { HandClock } from './testing/hand-clock'

function rig(open?: () => Promise<LogFile>): {
  log: Log
  clock: HandClock
  written: string[]
  open: () => Promise<LogFile>
} {
  const clock = new HandClock()
  const written: string[] = []
  const opening = vi.fn(
    open ??
      (() =>
        Promise.resolve({
          earlier: ['before 1', 'before 2'],
          write: (line: string) => void written.push(line),
        })),
  )
  return {
    log: openLog({ open: opening, now: () => clock.now, after: clock.after }),
    clock,
    written,
    open: opening,
  }
}

const STAMP = '1970-01-01T00:16:40.000Z'

describe('a log', () => {
  it('opens its file when the start is over, and writes what was said by then', async () => {
    const { log, clock, written, open } = rig()
    log.info('start', 'one')
    clock.pass(1_999)
    log.info('start', 'two')
    expect(open).not.toHaveBeenCalled()
    clock.pass(1)
    await vi.waitFor(() => expect(written).toHaveLength(2))
    expect(written[0]).toBe(`${STAMP} info start: one`)
    log.info('start', 'three')
    expect(written).toHaveLength(3)
    expect(open).toHaveBeenCalledTimes(1)
  })

  it('opens it at once for an error, and when the run ends', async () => {
    const first = rig()
    first.log.error('x', 'bad')
    await vi.waitFor(() => expect(first.written).toEqual([`${STAMP} error x: bad`]))
    const second = rig()
    second.log.info('x', 'good')
    second.log.info('x', 'good')
    await second.log.close()
    expect(second.written).toEqual([`${STAMP} info x: good`, `${STAMP} … once more`])
  })

  it('remembers what came last, of the run before too', async () => {
    const { log } = rig()
    log.info('x', 'now')
    expect(log.tail(9)).toBe(`${STAMP} info x: now`)
    await log.close()
    expect(log.tail(2)).toBe(`before 2\n${STAMP} info x: now`)
    for (let n = 0; n < 3; n++) log.info('x', 'again')
    expect(log.tail(1)).toBe(`${STAMP} … 2 times more`)
  })

  it('goes on where there is no file', async () => {
    const { log, clock } = rig(() => Promise.reject(new Error('no')))
    log.error('x', 'bad')
    await log.close()
    clock.pass(10_000)
    log.info('x', 'still here')
    expect(log.tail(9)).toMatch(/bad\n.*still here$/)
  })

  it('holds no secrets', () => {
    const { log } = rig()
    log.error('mqtt', new Error('mqtt://john:s3cret@lab.example', { cause: new Error('password=s3cret') }))
    log.info('mqtt', 'passphrase: s3cret')
    expect(log.tail(9)).toContain('mqtt://…@lab.example')
    expect(log.tail(9)).not.toContain('s3cret')
    expect(log.tail(9)).toMatch(/password=… \| at /)
  })
})

describe('the detail of an error', () => {
  it('is its words, its causes and where it came from', () => {
    const detail = errorDetail(new Error('outer', { cause: new TypeError('inner', { cause: 'root' }) }))
    expect(detail).toMatch(/^outer ← inner ← root \| at .*log\.test\.ts/)
    expect(detail.split(' | ').length).toBeLessThanOrEqual(9)
    expect(errorDetail('a word')).toBe('a word')
    const ring = new Error('ring')
    ring.cause = ring
    expect(errorDetail(ring)).toMatch(/^ring ← ring ← ring ← ring \| /)
  })
})

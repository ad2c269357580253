import { describe, expect, it, vi } from 'vitest'
import { forgivingHistory } from './forgiving-history'
import { createMemoryHistory } from './memory-history'

const message = { id: 'a', clock: 1, user: 'Yoko', text: 'hi', ts: 1 }

describe('forgivingHistory', () => {
  it('passes on what works', () => {
    const trouble = vi.fn()
    const history = forgivingHistory(createMemoryHistory(), trouble)
    history.put('chat', message)
    history.setDraft('chat', 'later')
    expect(history.recent('chat', 10)).toEqual([message])
    expect(history.draft('chat')).toBe('later')
    history.remove('chat', 'a')
    expect(history.has('chat', 'a')).toBe(false)
    expect(trouble).not.toHaveBeenCalled()
  })

  it('tells of a disk that takes nothing and goes on, but refuses an own message that was not written down', () => {
    const full = (): never => {
      throw new Error('database or disk is full')
    }
    const trouble = vi.fn()
    const history = forgivingHistory(
      { ...createMemoryHistory(), put: full, setDraft: full, remove: full },
      trouble,
    )
    history.put('chat', message)
    history.put('chat', { ...message, delivery: 'sent' })
    history.setDraft('chat', 'later')
    history.remove('chat', 'a')
    expect(trouble).toHaveBeenCalledTimes(4)
    expect(() => history.put('chat', { ...message, delivery: 'queued' })).toThrow('full')
  })
})

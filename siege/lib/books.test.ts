import { expect, test } from 'vitest'
import { atLeast, atMost, booksTable, closeBooks, exactly, readBooks, tally } from './books'

test('a line is right within its limit and broken beyond it', () => {
  expect(atMost('memory', 1.5, 1.5, 'MB')).toEqual({
    what: 'memory',
    value: '1.50 MB',
    limit: '≤ 1.50 MB',
    ok: true,
  })
  expect(atMost('memory', 1.51, 1.5).ok).toBe(false)
  expect(atMost('memory', NaN, 1.5).ok).toBe(false)
  expect(atLeast('messages', 3, 3).ok).toBe(true)
  expect(atLeast('messages', 2, 3).ok).toBe(false)
  expect(exactly('lost', 0, 0).ok).toBe(true)
  expect(exactly('lost', 1, 0).ok).toBe(false)
  expect(tally('kills', 7)).toEqual({ what: 'kills', value: 7, limit: '–', ok: true })
})

test('the table shows every line and which of them is broken', () => {
  expect(booksTable([exactly('lost', 0, 0), atMost('sockets', 12, 3)])).toBe(
    ['what     came to  limit', 'lost     0        0      right', 'sockets  12       ≤ 3    BROKEN'].join(
      '\n',
    ),
  )
})

test('closing hands everything over, and fails where a line is broken', async () => {
  const shelf: string[] = []
  const attach = async (name: string, { body }: { body: string }): Promise<void> => {
    expect(name).toBe('books')
    shelf.push(body)
  }
  await closeBooks({ attach }, [exactly('lost', 0, 0)])
  await expect(closeBooks({ attach }, [exactly('lost', 1, 0), exactly('twice', 0, 0)])).rejects.toThrow(
    /lost +1 +0 +BROKEN$/,
  )
  expect(shelf.map(readBooks)).toEqual([
    [exactly('lost', 0, 0)],
    [exactly('lost', 1, 0), exactly('twice', 0, 0)],
  ])
})

test('what is no book is refused', () => {
  expect(() => readBooks('{"what":"lost"}')).toThrow('no books')
  expect(() => readBooks('[{"what":"lost"}]')).toThrow('no books')
})

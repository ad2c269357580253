import { describe, expect, test } from 'vitest'
import { countPlaywright, countVitest, settle, summary, table, total } from './results.mjs'

describe('countVitest', () => {
  const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 }

  test('counts tests, and what is still to write as skipped', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }]
    expect(countVitest({ ...report, testResults })).toEqual({ passed: 3, failed: 1, skipped: 2 })
  })

  test('counts a file that could not be loaded as one failure', () => {
    const testResults = [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
    ]
    expect(countVitest({ ...report, numFailedTests: 0, testResults }).failed).toBe(1)
  })
})

describe('countPlaywright', () => {
  test('counts a test that passed only when repeated, and a file that could not be loaded, as failed', () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'x' }] }
    expect(countPlaywright(report)).toEqual({ passed: 4, failed: 3, skipped: 2 })
  })
})

describe('settle', () => {
  const counts = { passed: 2, failed: 0, skipped: 1 }

  test('leaves a clean run as it is', () => {
    expect(settle(counts, 0)).toEqual(counts)
  })

  test.each([
    ['wrote no report', undefined, 1],
    ['wrote no report and claims success', undefined, 0],
    ['ran no test', { passed: 0, failed: 0, skipped: 3 }, 0],
    ['ended with an error though no test failed', counts, 1],
  ])('counts a kind that %s as failed', (_, given, exitCode) => {
    expect(settle(given, exitCode).failed).toBe(1)
  })

  test('adds nothing to failures that are counted already', () => {
    expect(settle({ passed: 1, failed: 2, skipped: 0 }, 1).failed).toBe(2)
  })
})

describe('the end of a run', () => {
  test('sums the kinds up and names skipped tests only if there are any', () => {
    const all = total([
      { passed: 2, failed: 0, skipped: 0 },
      { passed: 5, failed: 1, skipped: 0 },
    ])
    expect(summary(all)).toBe('7 passed, 1 failed')
    expect(summary({ ...all, skipped: 3 })).toBe('7 passed, 1 failed, 3 skipped')
  })

  test('shows a line for each kind, in columns', () => {
    const rows = [
      { name: 'unit', passed: 120, failed: 0, skipped: 0, seconds: 3.14 },
      { name: 'electron', passed: 9, failed: 1, skipped: 0, seconds: 61 },
    ]
    const lines = table(rows).split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toBe('unit         120       0        0      3.1')
    expect(new Set(lines.map((line) => line.length)).size).toBe(1)
  })
})

// What ran and how it went, from the files the test runners write.

/** Counts of Vitest's JSON: a file that could not be loaded has no tests in it and counts as one that failed. */
export function countVitest(report) {
  const files = report.testResults ?? []
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/** Counts of Playwright's JSON: a test that passed only when repeated has failed, and so has a file that could not be loaded. */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky + (report.errors?.length ?? 0), skipped }
}

/** What one kind counts for, given what its runner wrote (undefined: nothing) and its exit code: never nothing at all. */
export function settle(counts, exitCode) {
  const known = counts ?? { passed: 0, failed: 0, skipped: 0 }
  const fine = exitCode === 0 && known.passed + known.failed > 0
  return fine || known.failed > 0 ? known : { ...known, failed: 1 }
}

/** The sum of several counts. */
export function total(all) {
  const sum = (key) => all.reduce((sofar, counts) => sofar + counts[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** The line that ends a test run. */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** The kinds that ran, one a line: name, counts, seconds. */
export function table(rows) {
  const header = ['kind', 'passed', 'failed', 'skipped', 'seconds']
  const cells = [
    header,
    ...rows.map((row) => [row.name, row.passed, row.failed, row.skipped, row.seconds.toFixed(1)]),
  ]
  const widths = header.map((_, column) => Math.max(...cells.map((row) => String(row[column]).length)))
  const line = ([name, ...numbers]) =>
    [
      String(name).padEnd(widths[0]),
      ...numbers.map((value, index) => String(value).padStart(widths[index + 1])),
    ].join('  ')
  return cells.map(line).join('\n')
}

import { defineConfig, type ReporterDescription } from '@playwright/test'

const reporter: ReporterDescription[] = [['list']]
// The reporter itself writes to the file that this variable names; without it, it would print over the list.
if (process.env['PLAYWRIGHT_JSON_OUTPUT_NAME']) reporter.push(['json'])

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  // They want a package, which `npm run test:package` installs.
  testIgnore: 'installed/**',
  outputDir: '../test-results',
  // Every copy of the default profile uses the fixed port 1883, so two tests at once would meet on one broker.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter,
  use: { trace: 'off', screenshot: 'off', video: 'off' },
})

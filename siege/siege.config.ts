import { defineConfig } from '@playwright/test'
import { siege } from './lib/siege'

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.siege.ts',
  outputDir: '../test-results',
  // Every copy of the default profile uses the fixed port 1883, and a load beside another measures neither.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // What a part sets for itself is shorter; see patienceMs.
  timeout: siege.minutes * 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./reporter.ts']],
  use: { trace: 'off', screenshot: 'off', video: 'off' },
})

import { defineConfig } from '@playwright/test'

// Not tests: plays with the real app for people to watch, run by `npm run demo` and `npm run screenshots`.
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.play.ts',
  outputDir: '../../test-results/demo',
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // Without a limit of its own a step that hangs would only be told as the end of everything.
  use: { actionTimeout: 30_000 },
  reporter: [['./told-steps.ts']],
})

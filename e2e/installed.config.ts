import { defineConfig } from '@playwright/test'
import everywhere from './playwright.config'

// The tests of what `npm run package` makes; `npm run test:package` installs it and runs them. Without Linux there is no
// bus to see a tray on, and only the smoke test is run.
const onLinux = process.platform === 'linux'

export default defineConfig({
  ...everywhere,
  testIgnore: [],
  globalSetup: onLinux ? './installed/set-up.ts' : undefined,
  projects: onLinux
    ? [
        { name: 'package', testDir: './installed' },
        {
          name: 'app',
          testDir: '.',
          testIgnore: [
            'installed/**',
            // Of the harness itself, and of devices that are played.
            ...['harness', 'lab', 'simulators'].map((name) => `${name}.spec.ts`),
            // Fills a disk of its own, which only root may mount.
            'chat-disk.spec.ts',
          ],
        },
      ]
    : [{ name: 'smoke', testDir: './installed', testMatch: 'smoke.spec.ts' }],
})

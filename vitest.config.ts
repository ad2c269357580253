import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const resolveShared = { alias: { '@shared': resolve('src/shared') } }

export default defineConfig({
  test: {
    projects: [
      {
        resolve: resolveShared,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'eslint/**/*.test.mjs',
            'bench/**/*.test.ts',
            'faults/**/*.test.ts',
            'siege/**/*.test.ts',
          ],
          exclude: ['**/*.broker.test.ts', '**/*.component.test.ts'],
          // A property is tried thousands of times, also where the machine has other things to do.
          testTimeout: 20_000,
        },
      },
      {
        resolve: resolveShared,
        plugins: [vue()],
        test: {
          name: 'component',
          environment: 'happy-dom',
          include: ['src/renderer/**/*.component.test.ts'],
          // axe alone takes seconds on a busy machine.
          testTimeout: 20_000,
        },
      },
      {
        resolve: resolveShared,
        test: {
          name: 'broker',
          include: ['src/**/*.broker.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
          // After the others: vitest runs projects with different numbers of workers only one after another.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})

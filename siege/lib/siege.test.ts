import { beforeEach, expect, test, vi } from 'vitest'

type Module = typeof import('./siege')

/** Read once from the environment, so each time afresh. */
async function told(env: Record<string, string>): Promise<Module> {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  return import('./siege')
}

beforeEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

test('the parts share the minutes among them', async () => {
  const { siege, shareMs } = await told({ SIEGE_SEED: '7', SIEGE_MINUTES: '20' })
  expect(siege).toEqual({ seed: 7, minutes: 20 })
  expect(shareMs('everything')).toBe(6 * 60_000)
  const parts = ['everything', 'damaged', 'disk', 'broker', 'clients', 'ipc', 'soak'] as const
  expect(parts.reduce((sum, part) => sum + shareMs(part), 0)).toBe(20 * 60_000)
})

test('parts for which somebody named the minutes have them all', async () => {
  expect((await told({ SIEGE_MINUTES: '130', SIEGE_PARTS: 'soak' })).shareMs('soak')).toBe(130 * 60_000)
  vi.resetModules()
  const { shareMs } = await told({ SIEGE_MINUTES: '6', SIEGE_PARTS: 'clients,ipc' })
  expect(shareMs('clients')).toBe(4 * 60_000)
  expect(shareMs('ipc')).toBe(2 * 60_000)
})

test('what is no number, and a part without a share, are refused', async () => {
  await expect(told({ SIEGE_MINUTES: 'ten' })).rejects.toThrow('SIEGE_MINUTES is no number: ten')
  vi.resetModules()
  await expect(told({ SIEGE_MINUTES: '10', SIEGE_PARTS: 'soak,sleep' })).rejects.toThrow(
    'no share for a part "sleep"',
  )
})

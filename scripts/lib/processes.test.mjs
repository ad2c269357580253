import { describe, expect, onTestFinished, test } from 'vitest'
import { ended, killGroup, spawnOwned, stop } from './processes.mjs'

function node(script) {
  const child = spawnOwned(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => killGroup(child))
  return child
}

/** The first thing a process prints: it is up, and has its handlers in place. */
const spoken = (child) =>
  new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk).trim())))

describe('ended', () => {
  test('gives the exit code', async () => {
    expect(await ended(node('process.exit(7)'))).toBe(7)
  })

  test.skipIf(process.platform === 'win32')('gives 128 and the number of the signal', async () => {
    expect(await ended(node('process.kill(process.pid, "SIGKILL")'))).toBe(137)
  })

  test('does not wait for another process that keeps the output open', async () => {
    const keeper = `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: ['ignore', 'inherit', 'ignore'] }).unref()`
    expect(await ended(node(keeper), 50)).toBe(0)
  })

  test('fails, or ends with an error, when there is no such program', async () => {
    // Where another program starts it, that one says so by its exit code.
    const code = ended(spawnOwned('/no/such/program', [], { stdio: 'ignore' })).catch((error) => error.code)
    expect(await code).not.toBe(0)
  })
})

describe.skipIf(process.platform === 'win32')('stop', () => {
  test('lets a process end in its own way', async () => {
    const child = node(
      `process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1000); console.log('up')`,
    )
    await spoken(child)
    await stop(child)
    expect(child.exitCode).toBe(3)
  })

  test('kills one that will not, and what it started', async () => {
    const script = `
      process.on('SIGTERM', () => {})
      const idle = ['-e', 'setInterval(() => {}, 1000); console.log("up")']
      require('node:child_process').spawn(process.execPath, idle, { stdio: 'inherit' })`
    const child = node(script)
    await spoken(child)
    // The output closes only when nobody holds it any more.
    const silent = new Promise((resolve) => child.stdout.once('close', resolve))
    await stop(child, 50)
    expect(child.signalCode).toBe('SIGKILL')
    await silent
  })

  test('has nothing to do for one that has ended', async () => {
    const child = node('')
    await ended(child)
    await stop(child)
    expect(child.exitCode).toBe(0)
  })
})

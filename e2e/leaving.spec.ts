import { spawn } from 'node:child_process'
import type { Observer } from './fixtures/broker'
import { expect, test, type Copy } from './fixtures/porchlight'
import { descendantsOf, isRunning } from './fixtures/processes'
import { showRoom } from './fixtures/talk'
import { waitFor } from './fixtures/wait'

/** Milliseconds: what leaving may take, and what a busy machine needs to take the processes away. */
const PATIENCE = 2_000
const MARGIN = 1_500

/** How long all processes of a copy take to be gone after something was done to it. */
async function timeToGo(pid: number, act: () => unknown): Promise<number> {
  const family = [pid, ...descendantsOf(pid).map((each) => each.pid)]
  const began = Date.now()
  await act()
  await waitFor('every process to be gone', () => !family.some(isRunning))
  return Date.now() - began
}

const presence = (client: Observer, state: 'online' | 'offline'): ReturnType<Observer['until']> =>
  client.until(({ topic, payload }) => topic.startsWith('chat/presence/') && payload.includes(state))

/** The ways by which a session of a desktop or a terminal ends its programs. */
const endings: Readonly<Record<string, (copy: Copy) => unknown>> = {
  'SIGTERM, as at a log-out': ({ pid }) => process.kill(pid, 'SIGTERM'),
  SIGINT: ({ pid }) => process.kill(pid, 'SIGINT'),
  'SIGHUP, as by a terminal that closes': ({ pid }) => process.kill(pid, 'SIGHUP'),
  'the shutdown of the system': ({ app }) =>
    app.evaluate(({ powerMonitor }) => {
      const isHeld = new Promise<void>((resolve) => {
        powerMonitor.emit('shutdown', { preventDefault: resolve })
      })
      return isHeld
    }),
}

for (const [name, end] of Object.entries(endings)) {
  test(`${name} is a proper good-bye`, async ({ launch, mosquitto, observe }) => {
    const broker = await mosquitto()
    const client = await observe(broker.port)
    const copy = await launch({ user: 'John', broker: `mqtt://127.0.0.1:${broker.port}` })
    const { topic } = await presence(client, 'online')
    const controller = await copy.controller()
    // Whoever writes a file atomically listens for signals meanwhile, and could take them away from the app.
    await controller.page.evaluate(() => window.porchlight.setName({ name: 'Johnny' }))

    const gone = copy.app.waitForEvent('close')
    expect(await timeToGo(copy.pid, () => end(copy))).toBeLessThan(PATIENCE)
    await gone
    await presence(client, 'offline')
    // Mosquitto writes "closed its connection" where a client goes without a DISCONNECT, and speaks its will then.
    const ends = broker
      .log()
      .filter((line) => line.includes(`Client ${topic.slice('chat/presence/'.length)}`))
    expect(ends.at(-1)).toMatch(/disconnected\.$/)
  })
}

test('Ctrl+C in the terminal of the copy that hosts: its broker still hears the good-bye', async ({
  commandFor,
  observe,
}) => {
  const { executable, args, cwd, env } = commandFor({ user: 'John', args: ['--hidden'] })
  // A process group of its own, as a terminal has one for each command.
  const child = spawn(executable, args, { cwd, env, stdio: 'ignore', detached: true })
  const { pid = 0 } = child
  try {
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    const client = await observe()
    await presence(client, 'online')
    expect(await timeToGo(pid, () => process.kill(-pid, 'SIGINT'))).toBeLessThan(PATIENCE + MARGIN)
    expect(await ended).toBe(0)
    await presence(client, 'offline')
  } finally {
    if (isRunning(pid)) process.kill(-pid, 'SIGKILL')
  }
})

test('what was written before the end is at the broker, and nothing is there twice after the next start', async ({
  launch,
  mosquitto,
  observe,
}) => {
  const { port } = await mosquitto()
  const options = { user: 'John', broker: `mqtt://127.0.0.1:${port}` }
  const client = await observe(port)
  const copy = await launch(options)
  const first = await copy.chat()
  const { page } = first
  await presence(client, 'online')
  await page.evaluate(() =>
    window.porchlight.joinRoom({ topic: 'open', name: '', kind: 'open', turns: false }),
  )
  await showRoom(page, 'open')
  await first.write('message 0')
  await expect(first.article('John', 'message 0')).toContainText('Sent')
  // More than a broker lets be under way at once (20 with Mosquitto), so some have to wait in the outbox.
  const texts = Array.from({ length: 60 }, (_, index) => `message ${index + 1}`)
  const taken = await page.evaluate(async (all) => {
    const answers = all.map((text) => window.porchlight.sendMessage({ room: 'open', text }))
    return (await Promise.all(answers)).filter(({ ok }) => ok).length
  }, texts)
  expect(taken).toBe(60)
  expect(await timeToGo(copy.pid, () => process.kill(copy.pid, 'SIGTERM'))).toBeLessThan(PATIENCE)
  const heard = (): string[] =>
    client.messages
      .filter(({ topic }) => topic === 'open')
      .map(({ payload }) => (JSON.parse(payload) as { message: string }).message)
  await expect.poll(heard).toEqual(['message 0', ...texts])

  const again = await launch({ ...options, userDataDir: copy.userDataDir })
  const chat = await again.chat()
  await showRoom(chat.page, 'open')
  await expect(chat.article('John', 'message 60')).toContainText('Sent')
  await again.quit()
  expect(heard()).toEqual(['message 0', ...texts])
})

test('a broker that does not answer any more holds nobody back', async ({ launch, mosquitto, observe }) => {
  const broker = await mosquitto()
  const client = await observe(broker.port)
  const copy = await launch({ user: 'John', broker: `mqtt://127.0.0.1:${broker.port}` })
  await presence(client, 'online')
  process.kill(broker.pid, 'SIGSTOP')
  try {
    const took = await timeToGo(copy.pid, () => process.kill(copy.pid, 'SIGTERM'))
    expect(took).toBeLessThan(PATIENCE + MARGIN)
  } finally {
    process.kill(broker.pid, 'SIGCONT')
  }
})

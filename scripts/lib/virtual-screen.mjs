// A screen that nobody sees and a session bus of its own, for a Linux machine without a display and for tests.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Told } from './command.mjs'
import { spawnOwned, stop } from './processes.mjs'

const readyWithinMs = 10_000

/**
 * Starts Xvfb on a free display and, unless told to share the one there is, a session bus.
 * Gives what to add to the environment of the programs that use them, and a way to end both.
 */
export async function openVirtualScreen({ privateBus }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'porchlight-screen-'))
  const started = []
  const close = async () => {
    for (const child of started.reverse()) await stop(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const authority = path.join(folder, 'Xauthority')
    await writeFile(authority, authorityEntry(randomBytes(16)), { mode: 0o600 })
    const fonts = path.join(folder, 'fonts.conf')
    await writeFile(fonts, fontsConfiguration)

    const size = ['-screen', '0', '1440x900x24']
    const access = ['-nolisten', 'tcp', '-auth', authority]
    // Without the last, a server begins anew when its last client is gone, and turns away who comes meanwhile.
    const xvfb = spawnOwned('Xvfb', [...size, ...access, '-displayfd', '3', '-noreset'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    })
    started.push(xvfb)
    const number = await firstLine(xvfb, xvfb.stdio[3], 'Xvfb')
    const env = { DISPLAY: `:${number}`, XAUTHORITY: authority, FONTCONFIG_FILE: fonts }

    if (privateBus) {
      const bus = ['--session', '--nofork', '--nopidfile', '--print-address=1']
      const daemon = spawnOwned('dbus-daemon', bus, {
        stdio: ['ignore', 'pipe', 'pipe'],
        // What the bus starts on demand must find the screen too.
        env: { ...process.env, ...env },
      })
      started.push(daemon)
      env.DBUS_SESSION_BUS_ADDRESS = await firstLine(daemon, daemon.stdout, 'dbus-daemon')
    }
    return { env, close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * The password of the screen in the format of Xauthority(5), without which every user of the machine could
 * watch it and type on it. Family 65535 and an empty number stand for any address and display, so the entry can
 * be written before Xvfb has chosen a display.
 */
export function authorityEntry(cookie) {
  const counted = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
  const name = Buffer.from('MIT-MAGIC-COOKIE-1')
  return Buffer.concat([
    Buffer.from([0xff, 0xff]),
    counted(Buffer.alloc(0)),
    counted(Buffer.alloc(0)),
    counted(name),
    counted(cookie),
  ])
}

/** Without a desktop that names a font, text would be in DejaVu, which no desktop of today uses. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <match target="pattern">
    <test name="family"><string>system-ui</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit>
  </match>
  <match target="pattern">
    <test name="family"><string>sans-serif</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit>
  </match>
  <match target="pattern">
    <test name="family"><string>Sans</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit>
  </match>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`

/** What a daemon writes when it is ready; what it complained of if it ends or stays silent instead. */
function firstLine(child, stream, name) {
  let complaints = ''
  child.stderr.on('data', (chunk) => (complaints = `${complaints}${chunk}`.slice(-2000)))
  return new Promise((resolve, reject) => {
    let text = ''
    const fail = (why) =>
      reject(new Told(`${name} ${why}. ${complaints.trim()}\nTo install what is missing: npm run setup`))
    const timer = setTimeout(() => fail(`was not ready within ${readyWithinMs / 1000} s`), readyWithinMs)
    child.on('error', (error) => fail(`could not be started (${error.message})`))
    child.on('close', () => fail('ended at once'))
    stream.on('data', (chunk) => {
      text += chunk
      if (!text.includes('\n')) return
      clearTimeout(timer)
      resolve(text.split('\n')[0].trim())
    })
  })
}

import { mkdtempSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'
import { until } from '../../scripts/lib/until.mjs'
import { now } from './clock.mjs'
import { runElectron } from './run-electron.mjs'

/** Milliseconds for what a flood brings to be seen. */
const patience = 120_000
const settings = { installation: '00000000-0000-4000-8000-000000000000', name: 'John', trayLight: 'led' }
/** Messages of the app's own that can follow the last of a flood. */
const behind = 2_000
const usableSwitch = '[role="switch"][aria-label="led"]:not([disabled]):not([data-disabled])'

/**
 * Starts a copy that joins the broker, with the controller open and, unless told otherwise, the chat. It wants `bench/#` in its Wire.
 * `userData` is its folder where it is not a new one.
 */
export async function openCopy({
  folder,
  env,
  chat = true,
  userData = mkdtempSync(path.join(folder, 'copy-')),
}) {
  writeFileSync(path.join(userData, 'settings.json'), JSON.stringify(settings))
  const app = runElectron(root, { env, userData, waitFor: usableSwitch, hand: true })
  await Promise.all([app.mark('found'), app.mark('shown')])
  const inPage = (page, script) =>
    app.inMain(`
    const { BrowserWindow } = require('electron')
    const isIt = ({ webContents }) => webContents.getURL().includes('/${page}/')
    const window = BrowserWindow.getAllWindows().find(isIt)
    return window && await window.webContents.executeJavaScript(${JSON.stringify(script)})`)
  await inPage('controller', `window.porchlight.subscribe({ filter: 'bench/#', qos: 0 })`)
  if (chat) {
    await inPage('controller', `window.porchlight.openWindow({ window: 'chat' })`)
    await until('the chat window', () => inPage('chat', `document.querySelector('[role="log"]') !== null`))
  }
  return {
    pid: app.pid,
    end: app.end,
    inMain: app.inMain,
    /** What a script in the controller's or the chat's page comes to. */
    inPage,
    /** Shows a tab of the controller. */
    showTab: (name) =>
      inPage(
        'controller',
        `{
        const tab = [...document.querySelectorAll('[role="tab"]')].find(({ textContent }) => textContent.startsWith('${name}'))
        tab.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }))
      }`,
      ),
    /** The moment at which the windows show the end of a flood: the light on, the end in the Wire, the last message of the chat. */
    seen: async (mark) => {
      const ends = [seenIn(inPage, 'controller', wireEnd(mark))]
      if (chat) ends.push(seenIn(inPage, 'chat', chatEnd(mark)))
      return Math.max(...(await Promise.all(ends)))
    },
    closeWindows: () =>
      app.inMain(`for (const window of require('electron').BrowserWindow.getAllWindows()) window.close()`),
  }
}

// In what the page has of the Wire, not in what it shows: behind the end of a flood can be what the app told the others
// while it was under way.
function wireEnd(mark) {
  return `
    document.querySelector('[role="switch"][aria-label="led"]').getAttribute('aria-checked') === 'true' &&
    document.querySelector('[data-v-app]').__vue_app__.config.globalProperties.$pinia._s.get('app-state').wire
      .slice(-${behind}).some(({ preview }) => preview === 'end-${mark}')`
}

function chatEnd(mark) {
  return `document.querySelector('[role="log"]').textContent.includes('end-${mark}')`
}

/** Looks every ten milliseconds: a look at each frame would have the page make frames. */
async function seenIn(inPage, page, condition) {
  const at = await inPage(
    page,
    `new Promise((resolve) => {
    const end = performance.now() + ${patience}
    const look = () => {
      if (${condition}) resolve(performance.timeOrigin + performance.now())
      else if (performance.now() > end) resolve(undefined)
      else setTimeout(look, 10)
    }
    look()
  })`,
  )
  if (at === undefined) throw new Error(`The ${page} did not show the end of the flood, ${Math.round(now())}`)
  return at
}

// Loaded into the main process before the app (NODE_OPTIONS --require), into the bare one just the same. Tells on
// stdout when Electron is ready, when a window is made and shown, when its page has loaded, when something is in the page, and what a switch shows.
if (process.type === 'browser') {
  // Not for the processes that the app starts.
  delete process.env.NODE_OPTIONS
  setImmediate(listen)
}

function listen() {
  const { app } = require('electron')
  void app.whenReady().then(() => mark('ready'))
  app.on('browser-window-created', (_event, window) => {
    mark('created')
    if (window.isVisible()) mark('shown')
    else window.once('show', () => mark('shown'))
    const { webContents } = window
    webContents.once('did-finish-load', () => mark('loaded'))
    const { BENCH_WAIT_FOR, BENCH_LAST, BENCH_FOLLOW } = process.env
    webContents.once('dom-ready', () => {
      if (BENCH_WAIT_FOR) waitFor(webContents, BENCH_WAIT_FOR, 'found')
      if (BENCH_LAST) waitFor(webContents, BENCH_LAST, 'last')
      if (BENCH_FOLLOW) follow(webContents, BENCH_FOLLOW)
    })
  })
}

/** The page itself notes the time, so the way back to here does not count. */
async function waitFor(webContents, selector, name) {
  const at = await webContents.executeJavaScript(`new Promise((resolve) => {
    const look = () => document.querySelector(${JSON.stringify(selector)}) !== null
    const done = () => resolve(performance.timeOrigin + performance.now())
    if (look()) return done()
    const observer = new MutationObserver(() => look() && (observer.disconnect(), done()))
    observer.observe(document, { subtree: true, childList: true, attributes: true })
  })`)
  mark(name, at)
}

/** Tells each change of a switch, by the page's clock; the console is the one way out of a page that asks nobody. */
function follow(webContents, selector) {
  // From Electron 35 on the event itself holds the message.
  webContents.on('console-message', (event, _level, message = event.message) => {
    const [word, state, at] = String(message).split(' ')
    if (word === 'bench-switch') process.stdout.write(`switch ${state} ${at}\n`)
  })
  void webContents.executeJavaScript(`{
    let last
    const look = () => {
      const state = document.querySelector(${JSON.stringify(selector)})?.getAttribute('aria-checked')
      if (!state || state === last) return
      last = state
      console.info('bench-switch', state, performance.timeOrigin + performance.now())
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
    look()
  }`)
}

function mark(name, at = performance.timeOrigin + performance.now()) {
  process.stdout.write(`mark ${name} ${at}\n`)
}

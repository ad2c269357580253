// Loaded into the main process before the app (NODE_OPTIONS --require), into the bare one just the same. Tells on
// stdout when a window is shown, when its page has loaded, and when the light's switch can be used.
if (process.type === 'browser') {
  // Not for the processes that the app starts.
  delete process.env.NODE_OPTIONS
  setImmediate(listen)
}

function listen() {
  const { app } = require('electron')
  app.on('browser-window-created', (_event, window) => {
    if (window.isVisible()) mark('shown')
    else window.once('show', () => mark('shown'))
    const { webContents } = window
    webContents.once('did-finish-load', () => mark('loaded'))
    if (process.env.BENCH_WAIT_FOR)
      webContents.once('dom-ready', () => waitFor(webContents, process.env.BENCH_WAIT_FOR))
  })
}

/** The page itself notes the time, so the way back to here does not count. */
async function waitFor(webContents, selector) {
  const at = await webContents.executeJavaScript(`new Promise((resolve) => {
    const look = () => document.querySelector(${JSON.stringify(selector)}) !== null
    const done = () => resolve(performance.timeOrigin + performance.now())
    if (look()) return done()
    const observer = new MutationObserver(() => look() && (observer.disconnect(), done()))
    observer.observe(document, { subtree: true, childList: true, attributes: true })
  })`)
  mark('found', at)
}

function mark(name, at = performance.timeOrigin + performance.now()) {
  process.stdout.write(`mark ${name} ${at}\n`)
}

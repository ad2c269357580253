// Loaded into the main process before the app (NODE_OPTIONS --require): tells in one line of stdout what its first window
// shows once it is there. The page is asked, not the main process: what nobody is shown was not told.
if (process.type === 'browser') {
  // Not for the processes that the app starts.
  delete process.env.NODE_OPTIONS
  setImmediate(() => {
    const { app } = require('electron')
    app.once('browser-window-created', (_event, window) => {
      window.webContents.once('dom-ready', () => void tell(window))
    })
  })
}

async function tell(window) {
  const shown = new Promise((resolve) => (window.isVisible() ? resolve() : window.once('show', resolve)))
  const hosts = process.env.SIEGE_HOSTS === 'true'
  const seen = await window.webContents.executeJavaScript(`(${look})(${hosts})`)
  await shown
  process.stdout.write(`seen ${JSON.stringify(seen)}\n`)
}

/** Runs in the page: waits until its list shows all that the app has to say, and has the settings written. */
async function look(hosts) {
  const { document, porchlight } = globalThis
  const state = {}
  porchlight.watchState(({ views }) => Object.assign(state, views))
  const listed = () => [...document.querySelectorAll('[aria-label="Messages from Porchlight"] > li')]
  const isThere = () =>
    document.querySelector('#app')?.childElementCount > 0 &&
    state.notices !== undefined &&
    listed().length === state.notices.length &&
    // What the broker's process found is known by then.
    (!hosts || state.connection?.phase === 'connected')
  while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 20))
  await porchlight.changeDesktop({ updates: false })
  return { told: state.notices, words: listed().map((item) => item.textContent.trim()) }
}

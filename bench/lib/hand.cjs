// Loaded into the main process beside marks.cjs: does in the newest window what a line of stdin says, and answers with a
// line of stdout. It runs a script in the page, or turns the wheel over the middle of the window.
if (process.type === 'browser') {
  const { createInterface } = require('node:readline')
  createInterface({ input: process.stdin }).on('line', (line) => void act(JSON.parse(line)))
}

async function act({ id, script, wheel }) {
  try {
    const { BrowserWindow } = require('electron')
    const { webContents } = BrowserWindow.getAllWindows().at(-1)
    const value =
      script === undefined ? await turn(webContents, wheel) : await webContents.executeJavaScript(script)
    answer({ id, value })
  } catch (error) {
    answer({ id, error: String(error) })
  }
}

/** As a hand does: a notch every so often. */
async function turn(webContents, { x, y, notch, everyMs, forMs }) {
  const begun = performance.now()
  for (let turned = 0; ; turned++) {
    const due = begun + turned * everyMs
    if (due - begun >= forMs) return turned
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    webContents.sendInputEvent({ type: 'mouseWheel', x, y, deltaX: 0, deltaY: notch, canScroll: true })
  }
}

function answer(said) {
  process.stdout.write(`hand ${JSON.stringify(said)}\n`)
}

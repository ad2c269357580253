// Loaded into the main process beside marks.cjs: does in the newest window what a line of stdin says, and answers with a
// line of stdout. It runs a script in the page or in the main process, presses a key, or turns the wheel over a place of the window.
if (process.type === 'browser') {
  const { createInterface } = require('node:readline')
  createInterface({ input: process.stdin }).on('line', (line) => void act(JSON.parse(line)))
}

async function act({ id, main, script, wheel, key }) {
  try {
    if (main !== undefined) return answer({ id, value: await inMain(main) })
    const { BrowserWindow } = require('electron')
    const { webContents } = BrowserWindow.getAllWindows().at(-1)
    const value =
      key !== undefined
        ? press(webContents, key)
        : script === undefined
          ? await turn(webContents, wheel)
          : await webContents.executeJavaScript(script)
    answer({ id, value })
  } catch (error) {
    answer({ id, error: String(error) })
  }
}

/** Runs the body of a function here, where it can ask for anything of Electron's. */
function inMain(body) {
  const { runInThisContext } = require('node:vm')
  return runInThisContext(`(async (require) => {${body}})`)(require)
}

/** As a keyboard does, so it takes the whole way of a key. */
function press(webContents, keyCode) {
  for (const type of ['keyDown', 'keyUp']) webContents.sendInputEvent({ type, keyCode })
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

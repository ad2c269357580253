import { createInterface } from 'node:readline'

// What Chromium writes on stderr on every Linux machine without the thing in question, and which changes nothing.
const withoutSystemBus =
  /ERROR:(?:dbus\/)?(?:bus\.cc|object_proxy\.cc)\S* Failed to (?:connect to the bus|call method)/
// A virtual screen has no graphics card; Chromium tries one, says so, and draws with the processor.
const withoutGraphics =
  /ERROR:(?:\S*\/)?(?:viz_main_impl|gpu_process_host|gl_surface_presentation_helper)\.cc/

/** Whether a line of the app's stderr is one of Chromium's that nobody needs to see. */
export function isNoise(line, onVirtualScreen) {
  return withoutSystemBus.test(line) || (onVirtualScreen && withoutGraphics.test(line))
}

/** Passes a stream of lines on, without the noise. */
export function passOn(from, to, onVirtualScreen) {
  createInterface({ input: from }).on('line', (line) => {
    if (!isNoise(line, onVirtualScreen)) to.write(`${line}\n`)
  })
}

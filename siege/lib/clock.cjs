'use strict'
// Loaded before the app by NODE_OPTIONS, in the main process: a clock that can be set. libfaketime would be nearer to the
// real thing, but Chromium waits by the clock that it fakes: beneath it a window takes 13 s to open.
if (process.type === 'browser') {
  const RealDate = Date
  let ahead = 0
  const now = () => RealDate.now() + ahead
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, given, kind) => Reflect.construct(target, given.length === 0 ? [now()] : given, kind),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
  /** Sets the clock so many milliseconds ahead of the real one, or behind it. */
  globalThis.setSiegeClock = (ms) => {
    ahead = ms
  }
}

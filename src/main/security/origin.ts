import type { WebFrameMain } from 'electron'

/** Our own pages' scheme and host; nothing else is ever loaded. */
export const APP_SCHEME = 'app'
export const APP_HOST = 'porchlight'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`

/** Whether a URL is one of our own pages. Parsed, never compared by its beginning. */
export function isOwnUrl(url: string): boolean {
  try {
    const { protocol, host } = new URL(url)
    return protocol === `${APP_SCHEME}:` && host === APP_HOST
  } catch {
    return false
  }
}

/** Whether an IPC message comes from the top frame of one of our own pages (Electron's checklist, point 17). */
export function isOwnFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwnUrl(frame.url)
}

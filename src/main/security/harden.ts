import type { App, WebContents, WebPreferences } from 'electron'

/** What every window's page runs with; stated in full although most of it is Electron's default. */
export function hardenedPreferences(preload: string): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // Only macOS has a checker that does not ask the network; elsewhere the chat window asks the main process.
    spellcheck: process.platform === 'darwin',
  }
}

/** Denies every page, whatever made it, to go elsewhere, to open something or to hold a webview. */
export function hardenContents(app: App): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    // Our pages never navigate: a reload keeps its URL and raises none of these.
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
  })
}

import type { App } from 'electron'

/**
 * The name by which Windows knows the program: the sender of its notifications, its login item, its place in the taskbar. The
 * installer writes the same into the shortcut (`appId` in electron-builder.config.ts); without that Windows shows no notification
 * (https://www.electronjs.org/docs/latest/tutorial/notifications#windows).
 */
export const APP_ID = 'app.porchlight.desktop'

/** Takes that name, before the first window. */
export function takeAppId(
  app: Pick<App, 'isPackaged' | 'setAppUserModelId'>,
  platform: NodeJS.Platform,
): void {
  if (platform === 'win32' && app.isPackaged) app.setAppUserModelId(APP_ID)
}

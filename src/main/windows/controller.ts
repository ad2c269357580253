import type { WindowKind } from './create'

/** Lights, wire and settings. */
export function controllerWindow(title: string): WindowKind {
  return { page: 'controller', title, size: { width: 880, height: 660, minWidth: 420, minHeight: 480 } }
}

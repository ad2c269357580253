import type { WindowKind } from './create'

/** The conversation and the composer. */
export function chatWindow(title: string): WindowKind {
  return { page: 'chat', title, size: { width: 760, height: 700, minWidth: 400, minHeight: 440 } }
}

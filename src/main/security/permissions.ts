/** What a page may ask the browser for. Everything that is not in the table is denied; a line needs a reason. */
const ALLOWED: Record<string, string> = {
  // Copying a message or a payload happens on the user's click, and nothing is read.
  'clipboard-sanitized-write': 'copy what is shown',
}

/** Whether a page's request for a permission is granted (Electron's checklist, point 5: the default grants all). */
export function isAllowed(permission: string): boolean {
  return Object.hasOwn(ALLOWED, permission)
}

/** Puts the table in force for requests and for silent checks. */
export function restrictPermissions(session: Electron.Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)))
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission))
  session.setDevicePermissionHandler(() => false)
}

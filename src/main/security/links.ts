const OPENED_OUTSIDE = ['https:', 'http:', 'mailto:']

/** The link as it may be handed to the system, or undefined. Parsed, so that what is checked is what is opened. */
export function outsideLink(text: string): string | undefined {
  try {
    const url = new URL(text)
    return OPENED_OUTSIDE.includes(url.protocol) ? url.href : undefined
  } catch {
    return undefined
  }
}

/** Longer ones are not opened, so they are not offered. */
const MAX_LINK = 2_048
const SCHEMES = ['https:', 'http:', 'mailto:']

/** Where a link leads as the system will be asked to open it; `undefined` for what is never opened. */
export function linkTarget(link: string): string | undefined {
  const url = parsed(link)
  return url && SCHEMES.includes(url.protocol) && url.href.length <= MAX_LINK ? url.href : undefined
}

/** What stands beside a link that does not show where it leads: its host, or the address of a mail. */
export function beside(target: string, text: string): string | undefined {
  const url = parsed(target)
  if (!url) return undefined
  // A name before the host is there to be taken for it.
  if (linkTarget(text) === target && url.username === '') return undefined
  return url.host || url.pathname
}

function parsed(link: string): URL | undefined {
  try {
    return new URL(link)
  } catch {
    return undefined
  }
}

import type { App } from 'electron'

const LINK = /^porchlight:/i

/**
 * The link on a command line. Chromium changes the order of a second start's arguments and puts its own among them, so
 * where it stands says nothing; systems give one link at a time.
 */
export function linkIn(argv: readonly string[]): string | undefined {
  return argv.find((argument) => LINK.test(argument))
}

/**
 * What stands before the link on a command line. A link is the last thing that a system writes there, so whatever
 * follows may have come out of the link itself: by a quotation mark where the system does not take care of it (Windows).
 */
export function beforeLink(args: readonly string[]): readonly string[] {
  const at = args.findIndex((argument) => LINK.test(argument))
  return at === -1 ? args : args.slice(0, at)
}

/** Links, from the first moment of a run; they wait until somebody takes them. */
export interface LinkSource {
  take(receive: (link: string) => void): void
}

/**
 * Listens for links by all ways in which a system hands them over: the own command line, that of a second start, and
 * the event of macOS, which may come before the app is ready. Of those that nobody takes yet the newest waits.
 */
export function linkSource(app: Pick<App, 'on'>, argv: readonly string[]): LinkSource {
  let waiting = linkIn(argv)
  let receive: ((link: string) => void) | undefined
  const came = (link: string): void => {
    if (receive) receive(link)
    else waiting = link
  }
  app.on('open-url', (event, url) => {
    event.preventDefault()
    came(url)
  })
  app.on('second-instance', (_event, args) => {
    const link = linkIn(args)
    if (link !== undefined) came(link)
  })
  return {
    take: (taker) => {
      receive = taker
      if (waiting !== undefined) taker(waiting)
      waiting = undefined
    },
  }
}

export interface SchemeParts {
  readonly app: Pick<App, 'isPackaged' | 'isDefaultProtocolClient' | 'setAsDefaultProtocolClient'>
  readonly platform: NodeJS.Platform
  /** The portable program of Windows unpacks itself to a place that is gone at its end. */
  readonly portable: boolean
}

/** Tells the system that links are opened by this program; on Linux its desktop file does, in sources nothing may. */
export function claimLinks({ app, platform, portable }: SchemeParts): void {
  if (!app.isPackaged || portable || (platform !== 'win32' && platform !== 'darwin')) return
  if (!app.isDefaultProtocolClient('porchlight')) app.setAsDefaultProtocolClient('porchlight')
}

import type { BrowserWindow, Point, Rectangle, Screen } from 'electron'
import type { WindowKind } from './create'
import { placeAt } from './place'

const WIDTH = 320
const MAX_HEIGHT = 480

/**
 * Milliseconds within which a click on the tray icon is the one that took the focus from the panel, and so closed it:
 * the click is reported after the blur, and must not open it again.
 */
const SAME_CLICK = 300

/** The tray light and the favourites, beside the tray. */
export function panelWindow(title: string): WindowKind {
  return {
    page: 'panel',
    title,
    size: { width: WIDTH, height: MAX_HEIGHT, minWidth: WIDTH, minHeight: 0 },
    popUp: {
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
    },
  }
}

export interface PanelParts {
  create(): BrowserWindow
  readonly screen: Pick<Screen, 'getCursorScreenPoint' | 'getDisplayNearestPoint'>
  /** Milliseconds, only ever growing. */
  now(): number
}

/**
 * The pop-up of the tray: a click opens it, the next one closes it, as does losing the focus. The page closes it on
 * Escape. `trayBounds` is what the tray's click event tells; on Linux it is empty.
 */
export function trayPanel({ create, screen, now }: PanelParts): { click(trayBounds?: Rectangle): void } {
  let open: BrowserWindow | undefined
  let leftAt = -Infinity
  /** Where the cursor was and the panel stood when it was open last. */
  let before: { readonly cursor: Point; readonly bounds: Rectangle } | undefined

  /**
   * Electron on X11 learns where the pointer is only from its own windows: after the panel was closed beneath the pointer
   * it says the same place until the pointer has been over another one. The icon cannot be there.
   */
  function clickedAt(): Point {
    const cursor = screen.getCursorScreenPoint()
    return before && isInside(cursor, before.bounds) ? before.cursor : cursor
  }

  function show(trayBounds: Rectangle | undefined): void {
    const cursor = clickedAt()
    const { workArea } = screen.getDisplayNearestPoint(trayBounds?.width ? trayBounds : cursor)
    const window = create()
    open = window
    // The page says how high it would be, and is shown from then on; where it stands is decided here.
    window.webContents.on('content-bounds-updated', (event, { height }) => {
      event.preventDefault()
      if (height <= 0 || window.isDestroyed()) return
      const size = { width: WIDTH, height: Math.min(height, MAX_HEIGHT, workArea.height) }
      const bounds = { ...placeAt(trayBounds, cursor, workArea, size), ...size }
      before = { cursor, bounds }
      window.setBounds(bounds)
      if (!window.isVisible()) window.show()
    })
    window.on('blur', () => {
      leftAt = now()
      window.close()
    })
    window.on('closed', () => {
      if (open === window) open = undefined
    })
  }

  return {
    click: (trayBounds) => {
      if (open) open.close()
      else if (now() - leftAt >= SAME_CLICK) show(trayBounds)
    },
  }
}

function isInside({ x, y }: Point, area: Rectangle): boolean {
  return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height
}

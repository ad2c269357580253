import type { Point, Rectangle, Size } from 'electron'

/** Pixels between the panel and the bar it belongs to. */
const GAP = 8
/** Pixels, a bar's thickness: in a corner, a bar along the top or the bottom is likelier than one at the side. */
const LIKELIER = 48

type Edge = 'top' | 'bottom' | 'left' | 'right'

/**
 * Where a pop-up of the tray stands: beside the bar that holds the tray icon, always inside the work area. Linux does not
 * tell where the icon is; the cursor that has just clicked on it does.
 */
export function placeAt(
  trayBounds: Rectangle | undefined,
  cursor: Point,
  workArea: Rectangle,
  size: Size,
): Point {
  const icon = trayBounds && trayBounds.width > 0 ? trayBounds : { ...cursor, width: 0, height: 0 }
  const x = Math.round(icon.x + (icon.width - size.width) / 2)
  const y = Math.round(icon.y + (icon.height - size.height) / 2)
  const [left, top] = [workArea.x, workArea.y]
  const [right, bottom] = [left + workArea.width, top + workArea.height]
  // The icon may lie inside of the work area, where the bar hides itself or takes no room of its own.
  const beside: Record<Edge, Point> = {
    top: { x, y: Math.max(icon.y + icon.height, top) + GAP },
    bottom: { x, y: Math.min(icon.y, bottom) - size.height - GAP },
    left: { x: Math.max(icon.x + icon.width, left) + GAP, y },
    right: { x: Math.min(icon.x, right) - size.width - GAP, y },
  }
  const place = beside[nearestEdge(icon, workArea)]
  return { x: within(place.x, left, right - size.width), y: within(place.y, top, bottom - size.height) }
}

/** The edge that the icon is furthest beyond; inside of the work area the one it is nearest to. */
function nearestEdge(icon: Rectangle, area: Rectangle): Edge {
  const away: readonly (readonly [Edge, number])[] = [
    ['top', icon.y - area.y],
    ['bottom', area.y + area.height - (icon.y + icon.height)],
    ['left', unlikelier(icon.x - area.x)],
    ['right', unlikelier(area.x + area.width - (icon.x + icon.width))],
  ]
  return away.reduce((nearest, edge) => (edge[1] < nearest[1] ? edge : nearest))[0]
}

function unlikelier(away: number): number {
  return away < 0 ? away : away + LIKELIER
}

function within(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max))
}

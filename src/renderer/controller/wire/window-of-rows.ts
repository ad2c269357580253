/** Pixels that are drawn on either side of what is seen, so that who turns the wheel by a notch finds rows there. */
const MORE = 144

/**
 * Which of `count` rows of one height are drawn in a list of `height` pixels that is scrolled by `top`: from `first` up to, and without, `end`.
 * Further down than there are rows is its end.
 */
export function placesIn(
  top: number,
  height: number,
  rowHeight: number,
  count: number,
): { readonly first: number; readonly end: number } {
  const seenFrom = Math.max(0, Math.min(top, count * rowHeight - height))
  return {
    first: Math.max(0, Math.floor((seenFrom - MORE) / rowHeight)),
    end: Math.min(count, Math.ceil((seenFrom + height + MORE) / rowHeight)),
  }
}

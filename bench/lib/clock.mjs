/** Milliseconds since 1970 with their fractions; comparable between the processes of one machine. */
export function now() {
  return performance.timeOrigin + performance.now()
}

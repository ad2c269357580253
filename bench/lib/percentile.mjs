/** The smallest of the values that so many percent of them do not exceed. */
export function percentile(values, percent) {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)]
}

/** What is thrown where a check finds a file damaged. */
export class DamagedError extends Error {
  readonly code = 'SQLITE_CORRUPT'
}

import { join } from 'node:path'

/** Where the running app finds its files; the main bundle lies in `out/main`, packed or not. */
export function appPaths(mainFolder: string): {
  readonly preload: string
  readonly renderer: string
  readonly resources: string
  readonly brokerProcess: string
  readonly historyCheck: string
  readonly spelling: string
  readonly dictionaries: string
} {
  return {
    preload: join(mainFolder, '../preload/index.cjs'),
    renderer: join(mainFolder, '../renderer'),
    resources: join(mainFolder, '../../resources'),
    brokerProcess: join(mainFolder, 'broker.cjs'),
    historyCheck: join(mainFolder, 'history-check.cjs'),
    spelling: join(mainFolder, 'spelling.cjs'),
    dictionaries: join(mainFolder, 'dictionaries'),
  }
}

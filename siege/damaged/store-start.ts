import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { forgivingHistory } from '../../src/main/store/forgiving-history'
import { openHistory } from '../../src/main/store/open-history'
import { SettingsFile } from '../../src/main/store/settings'
import type { Outcome, Start, Told } from './start'

/** As many messages as a room holds in memory when it opens. */
const RECENT = 500

/** Does with the app's own code what a start does with the settings and the history, without Electron around it. */
export function storeStart({ folder }: Start): Outcome {
  const told: Told[] = []
  try {
    const settings = new SettingsFile(join(folder, 'settings.json'), randomUUID)
    if (settings.broken !== undefined) told.push({ kind: 'settings-broken', detail: settings.broken })
    const { history: file, trouble } = openHistory(folder, (later) => told.push(later))
    const history = forgivingHistory(file, (kind) => told.push({ kind, detail: folder }))
    if (trouble) told.push(trouble)
    for (const { topic } of settings.current.rooms) {
      history.memory(topic)
      history.recent(topic, RECENT)
      history.underWay(topic)
      history.unread(topic, undefined)
    }
    settings.change({ desktop: { updates: false } })
    history.close()
    return { told }
  } catch (error) {
    return { failed: String(error) }
  }
}

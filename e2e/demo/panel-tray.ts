import type { MessageBus } from '@jellybrick/dbus-next'
import { call, processOf, property, type Address } from '../fixtures/dbus'
import type { TrayHost } from '../fixtures/tray-host'
import { TrayItem } from '../fixtures/tray-item'
import { waitFor } from '../fixtures/wait'

const WATCHER = 'org.kde.StatusNotifierWatcher'
const WATCHER_AT: Address = { destination: WATCHER, path: '/StatusNotifierWatcher' }
const BUS_AT: Address = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' }
const PANEL_START_MS = 15_000

interface Shown extends Address {
  pid: number
}

/** Reads the tray of a real panel, which is its own watcher, and follows it as icons come and go. */
export async function readPanelTray(bus: MessageBus): Promise<TrayHost> {
  let shown: Shown[] = []
  let reading = Promise.resolve()
  const refresh = (): void => {
    // One after another, or an older answer could replace a newer one.
    reading = reading.then(async () => {
      shown = await readShown(bus)
    })
  }
  bus.on('message', (message) => {
    if (message.interface === WATCHER) refresh()
  })
  await call(bus, BUS_AT, 'org.freedesktop.DBus.AddMatch', 's', [`type='signal',interface='${WATCHER}'`])
  await waitFor(
    'the panel to offer a tray',
    async () =>
      (await property(bus, WATCHER_AT, WATCHER, 'IsStatusNotifierHostRegistered').catch(() => false)) ===
      true,
    PANEL_START_MS,
  )
  refresh()
  const current = (pid: number): Shown | undefined => shown.findLast((each) => each.pid === pid)
  return {
    item: (pid) =>
      new TrayItem(bus, pid, {
        current: () => current(pid),
        gone: async () => {
          await waitFor(`the tray icon of process ${pid} to go`, () => current(pid) === undefined, 20_000)
        },
      }),
    shownBy: () => [...new Set(shown.map((each) => each.pid))],
    notifications: () => [],
    click: () => undefined,
    dismiss: () => undefined,
    close: () => undefined,
  }
}

/** True when somebody on the bus answers to this name. */
export async function isOwned(bus: MessageBus, name: string): Promise<boolean> {
  const [owned] = await call(bus, BUS_AT, 'org.freedesktop.DBus.NameHasOwner', 's', [name])
  return owned === true
}

async function readShown(bus: MessageBus): Promise<Shown[]> {
  const names = (await property(bus, WATCHER_AT, WATCHER, 'RegisteredStatusNotifierItems').catch(
    () => [],
  )) as string[]
  const all = names.map(async (name) => {
    const [destination = '', ...rest] = name.split('/')
    // An icon may have gone between the list and this question.
    const pid = await processOf(bus, destination).catch(() => undefined)
    return pid === undefined ? undefined : { destination, path: `/${rest.join('/')}`, pid }
  })
  return (await Promise.all(all)).filter((each) => each !== undefined)
}

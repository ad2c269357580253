import { Message, sessionBus, Variant } from '@jellybrick/dbus-next'
import { now } from './clock.mjs'
import { openItem } from './tray-item.mjs'
import { until } from '../../scripts/lib/until.mjs'
import { within } from './within.mjs'

const watcher = 'org.kde.StatusNotifierWatcher'
/** Milliseconds for an icon, before the bench gives up. */
const patience = 20_000

/** Plays the panel on a private bus: notes when a tray icon registers, and reads its tooltip. */
export async function watchTrays(busAddress) {
  const bus = sessionBus({ busAddress })
  // Each icon that is looked at listens, and there is one for every start.
  bus.setMaxListeners(0)
  await new Promise((resolve, reject) => {
    bus.once('connect', resolve)
    bus.on('error', reject)
  })
  /** The newest last; a new run looks only at what came after its start. */
  const registered = []
  let awaited = () => undefined
  bus.addMethodHandler((message) => {
    if (message.path !== '/StatusNotifierWatcher') return false
    if (message.member === 'RegisterStatusNotifierItem') {
      const [named] = message.body
      registered.push({
        at: now(),
        destination: message.sender,
        path: named.startsWith('/') ? named : '/StatusNotifierItem',
      })
      awaited(registered.at(-1))
      bus.send(Message.newMethodReturn(message))
    } else if (message.member === 'GetAll') {
      bus.send(Message.newMethodReturn(message, 'a{sv}', [properties()]))
    } else if (message.member === 'Get' && message.body[1] in properties()) {
      bus.send(Message.newMethodReturn(message, 'v', [properties()[message.body[1]]]))
    } else return false
    return true
  })
  await bus.requestName(watcher)
  return {
    /** The first icon that registers after this moment. */
    firstAfter: (start) => until('a tray icon', () => registered.find(({ at }) => at > start)),
    /** The next icon, the moment it registers; asked for before the app is started. */
    next: () => within(patience, 'a tray icon', (resolve) => (awaited = resolve)),
    /** One icon to be clicked and looked at. */
    open: (item) => openItem(bus, item),
    tooltip: ({ destination, path }) => tooltip(bus, destination, path),
    close: () => bus.disconnect(),
  }
}

function properties() {
  return {
    IsStatusNotifierHostRegistered: new Variant('b', true),
    ProtocolVersion: new Variant('i', 0),
    RegisteredStatusNotifierItems: new Variant('as', []),
  }
}

async function tooltip(bus, destination, path) {
  const reply = await bus.call(
    new Message({
      destination,
      path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: ['org.kde.StatusNotifierItem', 'ToolTip'],
    }),
  )
  const [, , title, body] = reply.body[0].value
  return `${title}${body}`
}

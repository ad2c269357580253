import { Message, Variant } from '@jellybrick/dbus-next'
import { now } from './clock.mjs'
import { within } from './within.mjs'

const dbusMenu = 'com.canonical.dbusmenu'
const statusNotifierItem = 'org.kde.StatusNotifierItem'
/** Milliseconds for a picture, before the bench gives up. */
const patience = 10_000

/** A tray icon whose menu is clicked as a panel does it, and which tells when its picture is a new one. */
export async function openItem(bus, { destination, path }) {
  let picture = 0
  let waiting = () => undefined
  bus.on('message', ({ type, sender, member, interface: name }) => {
    // 4 is a signal.
    if (type === 4 && sender === destination && name === statusNotifierItem && member === 'NewIcon') {
      picture = now()
      waiting(picture)
    }
  })
  await bus.call(
    new Message({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      body: [`type='signal',interface='${statusNotifierItem}',member='NewIcon'`],
    }),
  )
  const call = (object, iface, member, signature, body) =>
    bus.call(new Message({ destination, path: object, interface: iface, member, signature, body }))

  /** The number of an item by its label: the app sets another menu at each change, and with it other numbers. */
  async function itemOf(menu, label) {
    const reply = await call(menu, dbusMenu, 'GetLayout', 'iias', [0, 1, []])
    const [, [, , children]] = reply.body
    const item = children.find(({ value: [, properties] }) => properties.label?.value === label)
    return item?.value[1].enabled?.value === false ? undefined : item?.value[0]
  }

  return {
    /** The moment of the last new picture. */
    get picture() {
      return picture
    },
    /** The moment of the next new picture; asked for before what brings it, so nothing has to look again and again. */
    nextPicture: () => within(patience, 'the tray picture', (resolve) => (waiting = resolve)),
    /** Clicks an item and gives the moment before; undefined where the menu does not offer it now. */
    async click(label) {
      const reply = await call(path, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [
        statusNotifierItem,
        'Menu',
      ])
      const menu = reply.body[0].value
      const id = await itemOf(menu, label)
      if (id === undefined) return undefined
      const at = now()
      await call(menu, dbusMenu, 'Event', 'isvu', [id, 'clicked', new Variant('i', 0), 0])
      return at
    },
  }
}

// What Porchlight needs from Debian or Ubuntu. A name with alternatives is one package under the names it has
// in different releases (`…t64` since Debian 13 and Ubuntu 24.04), the newest first.

const libraries = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libnotify4'],
  ['libxss1'],
  ['libxtst6'],
  ['libatspi2.0-0t64', 'libatspi2.0-0'],
  ['libsecret-1-0'],
]
const virtualScreen = [['xvfb'], ['xauth'], ['dbus'], ['fonts-inter'], ['fonts-noto-color-emoji']]
// The packages of NATS and RabbitMQ may start a service at once, on 4222, on 5672, and epmd on 4369. It may stay: the
// tests start their own, each with ports, an epmd and folders of its own (src/main/mqtt/brokers), and need none of these.
const brokersAndClients = [
  ['mosquitto'],
  ['mosquitto-clients'],
  ['python3-paho-mqtt'],
  ['python3-cryptography'],
  ['nats-server'],
  ['rabbitmq-server'],
  ['openssl'],
]
/** Presses keys and moves the pointer, as a person does beyond the app's own windows. */
const hand = [['xdotool']]
const panelAndCamera = [['xfce4-panel'], ['scrot']]

/** Packs archives, looks at what desktops read of a package, and what it depends on beside the libraries; dpkg is there. */
const packers = [['p7zip-full'], ['desktop-file-utils'], ['appstream'], ['xdg-utils']]
/** An ordinary user installs and removes the package, and starts it as a desktop does. */
const ordinaryUser = [['sudo'], ['libglib2.0-bin']]

/** What a set-up is for: `check` is types and lint, which need no program of the system. */
export const purposes = ['check', 'start', 'test', 'demo', 'package']

/** The packages a purpose needs, each as its alternative names. */
export function packagesFor(purpose, hasDisplay) {
  if (purpose === 'check') return []
  if (purpose === 'package') return [...packers, ...ordinaryUser]
  if (purpose === 'start') return hasDisplay ? libraries : [...libraries, ...virtualScreen]
  if (purpose === 'test') return [...libraries, ...virtualScreen, ...hand, ...brokersAndClients]
  return [...libraries, ...virtualScreen, ...hand, ...panelAndCamera]
}

/** Those of the needed packages of which no name is installed. */
export function missingPackages(needed, installed) {
  return needed.filter((names) => !names.some((name) => installed.has(name)))
}

/** The name under which each package can be had here; the oldest name when none is known, for apt to complain about. */
export function namesToInstall(missing, available) {
  return missing.map((names) => names.find((name) => available.has(name)) ?? names.at(-1))
}

/** The names that `dpkg-query -W -f '${Package} ${db:Status-Status}\n'` lists as installed. */
export function installedNames(output) {
  const rows = output.split('\n').map((row) => row.split(' '))
  return new Set(rows.filter(([, status]) => status === 'installed').map(([name]) => name))
}

/** Whether an os-release file is of Debian, Ubuntu or one made from them. */
export function isDebianLike(osRelease) {
  const values = [...osRelease.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap(([, value]) =>
    value.split(' '),
  )
  return values.includes('debian') || values.includes('ubuntu')
}

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { say, Told } from './command.mjs'
import { hasDisplay, isRoot } from './machine.mjs'
import {
  installedNames,
  isDebianLike,
  missingPackages,
  namesToInstall,
  packagesFor,
} from './system-packages.mjs'

/** Installs what the purpose needs and the machine lacks; where that is not allowed, says how and stops. */
export function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux' || !onDebian()) return
  const needed = packagesFor(purpose, hasDisplay())
  if (needed.length === 0) return
  const missing = missingPackages(needed, installedPackages(needed.flat()))
  if (missing.length === 0) return
  if (!isRoot()) throw new Told(adviceFor(missing))
  install(missing)
}

function onDebian() {
  const file = '/etc/os-release'
  return existsSync(file) && isDebianLike(readFileSync(file, 'utf8')) && existsSync('/usr/bin/apt-get')
}

function installedPackages(names) {
  // It exits with 1 when it does not know one of the names, and lists the others all the same.
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], {
    encoding: 'utf8',
  })
  return installedNames(stdout ?? '')
}

function availablePackages() {
  const { stdout } = spawnSync('apt-cache', ['pkgnames'], { encoding: 'utf8', maxBuffer: 1 << 26 })
  return new Set((stdout ?? '').split('\n'))
}

function install(missing) {
  if (!knowsAll(missing)) update()
  const names = namesToInstall(missing, availablePackages())
  say(`Installing with apt-get (a minute or so): ${names.join(' ')}`)
  const command = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...names]
  let attempt = aptGet(command)
  if (attempt.status !== 0) {
    // Most often the lists are older than what the mirror still has.
    update()
    attempt = aptGet(command)
  }
  if (attempt.status !== 0) throw new Told(`apt-get could not install them:\n${tail(attempt)}`)
  keepServicesStopped(names)
}

/** A fresh container has no package lists at all. */
function knowsAll(missing) {
  const available = availablePackages()
  return missing.every((names) => names.some((name) => available.has(name)))
}

function update() {
  say('Updating the package lists of apt-get.')
  const { status, ...output } = aptGet(['update'])
  if (status !== 0) say(`That failed; going on with the lists there are.\n${tail(output)}`)
}

function aptGet(args) {
  return spawnSync('apt-get', args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function tail({ stdout, stderr }) {
  return `${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n')
}

/** Packages that start a service at once and at every boot. The tests start their own brokers, and need port 1883. */
const services = ['mosquitto', 'nats-server', 'rabbitmq-server']

function keepServicesStopped(names) {
  const started = services.filter((name) => names.includes(name))
  if (started.length === 0 || !existsSync('/run/systemd/system')) return
  say(`Stopping what the packages have just started (${started.join(', ')}): the tests start their own.`)
  spawnSync('systemctl', ['disable', '--now', ...started.map((name) => `${name}.service`)])
}

function adviceFor(missing) {
  const available = availablePackages()
  const names = namesToInstall(missing, available)
  const update = names.every((name) => available.has(name)) ? '' : 'sudo apt-get update && '
  const started = services.filter((name) => names.includes(name))
  const stop = started.length > 0 ? ` && sudo systemctl disable --now ${started.join(' ')}` : ''
  return [
    'Some packages of the system are missing. Install them, then run the command again:',
    '',
    `  ${update}sudo apt-get install --no-install-recommends ${names.join(' ')}${stop}`,
  ].join('\n')
}

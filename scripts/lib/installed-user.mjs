// Who runs the tests of the installed app: never root, because as root Chromium runs without its sandbox.
import { spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import { Told } from './command.mjs'
import { isRoot } from './machine.mjs'

const name = 'porchlight-test'
const rules = `/etc/sudoers.d/${name}`
/** By which the user of an earlier run is known that could not clean up. */
const comment = 'Tests of the package porchlight, made and removed by their script'

/** What that user may do as root: exchange packages, and the way in which electron-updater asks for it. */
export const sudoers = [
  `Defaults:${name} !requiretty, !lecture`,
  `${name} ALL=(root) NOPASSWD: /usr/bin/dpkg, /bin/bash -c dpkg *`,
  '',
].join('\n')

/**
 * The user for the tests. An ordinary one who may use sudo without a password is that user; for root one is made, with
 * its home in `folder`. Gives what to start programs with, and a way to remove it again.
 */
export function userForTests(folder) {
  if (isRoot()) return makeUser(path.join(folder, 'home'))
  if (spawnSync('sudo', ['-n', 'true']).status === 0) return { options: {}, env: {}, remove: () => undefined }
  throw new Told(
    `These tests install a package and remove it. Run them as root, or let ${userInfo().username} use sudo without a password.`,
  )
}

function makeUser(home) {
  removeUser()
  must('useradd', ['--create-home', '--home-dir', home, '--shell', '/bin/sh', '--comment', comment, name])
  const { uid, gid } = statSync(home)
  try {
    writeFileSync(rules, sudoers, { mode: 0o440 })
    must('visudo', ['-c', '-q', '-f', rules])
    const runtime = path.join(home, 'run')
    mkdirSync(runtime, { mode: 0o700 })
    chownSync(runtime, uid, gid)
    const env = { HOME: home, USER: name, LOGNAME: name, SHELL: '/bin/sh', XDG_RUNTIME_DIR: runtime }
    return { options: { uid, gid }, env, remove: removeUser }
  } catch (error) {
    removeUser()
    throw error
  }
}

/** Takes away the user, what it may do, and every process it has left. */
function removeUser() {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  const entry = users.find((line) => line.startsWith(`${name}:`))
  if (entry === undefined) return void rmSync(rules, { force: true })
  const [, , uid, , gecos] = entry.split(':')
  if (gecos !== comment)
    throw new Told(`There is a user ${name} on this machine that these tests have not made.`)
  rmSync(rules, { force: true })
  for (const pid of processesOf(uid)) kill(pid)
  must('userdel', ['--remove', '--force', name])
}

function processesOf(uid) {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => ownerOf(pid) === uid)
}

function ownerOf(pid) {
  try {
    return /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  } catch {
    // It ended in between.
    return undefined
  }
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended in between.
  }
}

function must(command, args) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (error) throw new Told(`${command} cannot be run: ${error.message}`)
  if (status !== 0) throw new Told(`${command} failed:\n${stderr}`)
}

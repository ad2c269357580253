/** Whether windows have somewhere to go. Only on Linux is that a question. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)
}

/** Whether this is root; Windows has no such user. */
export function isRoot() {
  return process.getuid?.() === 0
}

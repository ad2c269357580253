import { createConnection } from 'node:net'

/** Whether somebody listens on this port of the loopback. */
export function answers(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const finish = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', () => finish(true))
    socket.on('error', () => finish(false))
  })
}

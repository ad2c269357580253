// Preload script of a window that no user gets: its page reaches the channels themselves, past the bridge with its fixed list.
const { ipcRenderer } = require('electron')

globalThis.bare = {
  invoke: (channel, args) => ipcRenderer.invoke(channel, args),
  watch: (heard) => {
    ipcRenderer.on('state', heard)
    ipcRenderer.send('state:watch')
  },
}

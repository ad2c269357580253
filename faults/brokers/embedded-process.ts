import { serveBroker } from '../../src/main/broker/process'

// The app's broker process as it is, spoken to over Node's channel instead of Electron's.
serveBroker(
  {
    on: (_event, listener) => process.on('message', (data) => listener({ data })),
    postMessage: (message) => process.send?.(message),
  },
  (code) => process.exit(code),
)
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0))

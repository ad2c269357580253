import { Worker } from 'node:worker_threads'

/** Checks a database in a thread that runs `script`, see check-thread.ts; says how it ended, or why it could not be checked. */
export function checkInThread(script: string): (file: string) => Promise<string> {
  return (file) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(script, { workerData: file })
      // The app does not stay for it.
      worker.unref()
      worker.once('message', (answer: unknown) => resolve(String(answer)))
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the thread ended without an answer')))
    })
}

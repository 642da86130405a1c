import { Worker } from 'node:worker_threads'
import type { WorkerPort } from '../app/ports.ts'

/** Start a simulation thread in plain Node. */
export function spawnSimWorker(assetsFolder: string): WorkerPort {
  const entry = new URL('../app/workers/sim-worker.js', import.meta.url)
  const worker = new Worker(entry, { workerData: { assetsFolder } })
  return {
    post: (message) => {
      worker.postMessage(message)
    },
    onMessage: (listener) => {
      worker.on('message', listener)
    },
    onExit: (listener) => {
      worker.on('error', (error) => {
        listener(error.message)
      })
      worker.on('exit', (code) => {
        listener(`thread ended with ${code}`)
      })
    },
    terminate: async () => {
      await worker.terminate()
    },
  }
}

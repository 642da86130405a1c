/// <reference types="electron-vite/node" />
import type { WorkerPort } from '../src/app/ports.ts'
import createSimWorker from '../src/app/workers/sim-worker.ts?nodeWorker'

/** Start a simulation thread from the worker that the build puts beside the main script. */
export function spawnSimWorker(assetsFolder: string): WorkerPort {
  const worker = createSimWorker({ workerData: { assetsFolder } })
  let failure: string | undefined
  worker.on('error', (error: Error) => (failure = error.message))
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onExit(listener) {
      worker.on('exit', (code) => listener(failure ?? `exit code ${code}`))
    },
    async terminate() {
      await worker.terminate()
    },
  }
}

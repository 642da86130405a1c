import { parentPort, workerData } from 'node:worker_threads'
import { FORMAT, VERSION } from '../../core/scenario/scenario.ts'
import { workDraws } from '../ensembles/draw-task.ts'
import { openWorkbench } from '../workbench.ts'
import { doJob } from './do-job.ts'
import type { FromWorker, ToWorker } from './worker-protocol.ts'

/** Entry of a simulation thread: lives as long as the app, one job at a time. */
if (parentPort === null) throw new Error('sim-worker runs in a worker thread')
const port = parentPort
const { assetsFolder } = workerData as { readonly assetsFolder: string }
const workbench = openWorkbench(assetsFolder)

port.on('message', (message: ToWorker) => {
  if ('kind' in message && message.kind === 'warm-up') {
    workbench.run({ format: FORMAT, version: VERSION, name: 'warm-up' })
    return
  }
  if ('task' in message) {
    port.postMessage(workDraws(workbench, message) satisfies FromWorker)
    return
  }
  const reply = doJob(workbench, message.work, () => performance.now())
  const answer: FromWorker = { job: message.job, reply }
  const frame = reply.kind === 'done' && 'frame' in reply ? [reply.frame] : []
  port.postMessage(answer, frame)
})

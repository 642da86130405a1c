import { serve } from '../../web-host/serve.ts'
import { wholeNumber } from '../options.ts'
import type { Streams } from '../session.ts'

export interface ServeCommandOptions {
  readonly port?: string
  readonly folder?: string
  readonly idle?: string
}

/** keicast serve: carry the app to a browser on this computer until it is stopped. */
export async function serveCommand(
  options: ServeCommandOptions,
  version: string,
  streams: Streams,
): Promise<void> {
  const port =
    options.port === undefined ? undefined : wholeNumber('--port', options.port, { most: 65_535 })
  const idleMinutes =
    options.idle === undefined ? undefined : wholeNumber('--idle', options.idle, { most: 10_000 })
  const serving = await serve({
    folder: options.folder ?? process.cwd(),
    version,
    ...(port === undefined ? {} : { port }),
    ...(idleMinutes === undefined ? {} : { idleMinutes }),
    log: (message) => {
      streams.err(`keicast: ${message}\n`)
    },
  })
  streams.out(
    `Keicast is open at ${serving.url}\nThe address is good once. Ctrl-C stops Keicast.\n`,
  )
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await Promise.race([asked, serving.stopped])
  await serving.close()
}

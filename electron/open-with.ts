import { extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { App } from 'electron'

/** Find the scenario files named on a command line that was given in `folder`. */
export function scenarioPaths(args: readonly string[], folder: string): string[] {
  return args
    .filter((arg) => !arg.startsWith('-') && extname(arg).toLowerCase() === '.kei')
    .flatMap((arg) => (arg.startsWith('file:') ? pathOfUrl(arg) : resolve(folder, arg)))
}

function pathOfUrl(url: string): string[] {
  try {
    return [fileURLToPath(url)]
  } catch {
    return [] // names another computer, or no file at all
  }
}

/** Files that the system asks to open; those asked for before `serve` wait for it. */
export interface OpenRequests {
  serve(open: (path: string) => void): void
}

/**
 * Follow requests to open files: on the command line, from a second start, and macOS's open-file event,
 * which may come before the app is ready.
 */
export function followOpenRequests(
  app: Pick<App, 'on'>,
  { argv, folder, onSecondStart }: { argv: string[]; folder: string; onSecondStart: () => void },
): OpenRequests {
  let waiting = scenarioPaths(argv, folder)
  let open = (path: string): void => {
    waiting.push(path)
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    open(path)
  })
  app.on('second-instance', (_event, args, itsFolder) => {
    onSecondStart()
    for (const path of scenarioPaths(args, itsFolder)) open(path)
  })
  return {
    serve(opener) {
      open = opener
      for (const path of waiting) opener(path)
      waiting = []
    },
  }
}

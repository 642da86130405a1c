import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const command = join(root, 'bin/keicast.js')

export interface Finished {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Run a program to its end, whatever its exit code. */
export function finish(
  program: string,
  args: readonly string[],
  {
    input = '',
    env = {},
    cwd = root,
  }: { input?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 28 },
      (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        resolve({ code, out, err })
      },
    )
    child.stdin?.on('error', () => undefined) // a program that reads no input closes it early
    child.stdin?.end(input)
  })
}

/** Run the built command line. */
export function keicast(
  args: readonly string[],
  options?: Parameters<typeof finish>[2],
): Promise<Finished> {
  return finish(process.execPath, [command, ...args], options)
}

/** Run the built command line, and send it a signal as soon as its error stream says something. */
export function interrupt(
  args: readonly string[],
  signal: NodeJS.Signals,
  after: RegExp,
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...args], { cwd: root })
    let out = ''
    let err = ''
    let isSent = false
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString()
    })
    child.stderr.on('data', (text: Buffer) => {
      err += text.toString()
      if (isSent || !after.test(err)) return
      isSent = true
      child.kill(signal)
    })
    child.on('close', (code) => {
      resolve({ code: code ?? -1, out, err })
    })
  })
}

import { execFileSync } from 'node:child_process'

const program = 'mkfifo'

/** Make a named pipe, which Node itself cannot; not on Windows. */
export function makePipe(path: string): void {
  execFileSync(program, [path])
}

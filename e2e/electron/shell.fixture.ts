import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { buildShell } from './build-shell.ts'
import type { LaunchOptions } from './carrier.ts'
import { launchShell, type Shell } from './launch-shell.ts'

export interface PageEvent {
  readonly name: string
  readonly payload: unknown
}

/** The built shell around the fake app, and what tests of it do again and again. */
export class ShellBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'keicast-shell-'))
  readonly main = join(this.folder, 'app/out/main/main.js')
  readonly #running: Shell[] = []
  #starts = 0

  async build(): Promise<void> {
    await buildShell(join(this.folder, 'app'))
  }

  /** A private folder that no start has used. */
  newFolder(): string {
    this.#starts += 1
    return join(this.folder, `start-${this.#starts}`)
  }

  async launch(options: Partial<LaunchOptions> = {}): Promise<Shell> {
    const { folder, main } = this
    const shell = await launchShell({ main, userData: this.newFolder(), folder, ...options })
    this.#running.push(shell)
    await isUp(shell)
    return shell
  }

  async killAll(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((shell) => shell.kill()))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Wait until the page has said hello and listens. */
export async function isUp(shell: Shell): Promise<void> {
  await shell.page.locator('#state', { hasText: 'version' }).waitFor()
}

/** Expect of something that comes true in its time, on a busy machine too. */
export function eventually<Value>(look: () => Value | Promise<Value>) {
  return expect.poll(look, { timeout: 20_000 })
}

/** Make a call as the page does. */
export async function call<Value = unknown>(
  shell: Shell,
  name: string,
  input?: Readonly<Record<string, unknown>>,
): Promise<Value> {
  const text = input === undefined ? 'undefined' : JSON.stringify(input)
  const request = `window.hostBridge.request(${JSON.stringify(name)}, ${text})`
  const reply = await shell.page.evaluate<{ ok: boolean; value: Value }>(request)
  expect(reply.ok).toBe(true)
  return reply.value
}

/** Let the page say that it has nothing left to ask. It is gone before an answer can come. */
export async function letClose(shell: Shell): Promise<void> {
  await call(shell, 'window.close').catch(() => undefined)
}

/** What the page was told, in order. */
export function events(shell: Shell): Promise<readonly PageEvent[]> {
  return shell.page.evaluate<readonly PageEvent[]>('window.seen.events')
}

export function logOf(userData: string): string {
  const path = join(userData, 'logs', 'keicast.log')
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

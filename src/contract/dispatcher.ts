import { calls, type CallName, type Handlers, type WireError, type WireResult } from './calls.ts'

/** One untrusted message in, one answer out. */
export type Dispatch = (name: unknown, input: unknown) => Promise<WireResult>

/** Turn handlers into a dispatcher; it never throws, and every fault is reported. */
export function createDispatcher(handlers: Handlers, report: (error: unknown) => void): Dispatch {
  return async (name, input) => {
    if (!isCallName(name)) return refuse('unknown-call', `no call named ${JSON.stringify(name)}`)
    const parsed = calls[name].input.safeParse(input)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      return refuse('bad-input', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`)
    }
    try {
      const handler = handlers[name] as (input: unknown) => Promise<unknown>
      return { ok: true, value: await handler(parsed.data) }
    } catch (error) {
      report(error)
      return refuse('internal', 'something went wrong in Keicast; its log has the cause')
    }
  }
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name)
}

function refuse(code: WireError['code'], message: string): WireResult {
  return { ok: false, error: { code, message } }
}

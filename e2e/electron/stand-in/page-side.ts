import type { Codec } from './wire.ts'

type Listener = (event: object, ...args: unknown[]) => void
type Send = (text: string) => Promise<string>
type Module = Readonly<Record<string, unknown>>

export interface PageSideNames {
  /** Global through which a page reaches the main process. */
  readonly send: string
  /** Global through which the main process reaches the page. */
  readonly deliver: string
}

/**
 * Runs a built preload in a page, with the two modules that a sandboxed one may require. It is put into
 * the page as source text and may refer to nothing outside itself. What Electron's context bridge does,
 * is done here: the page gets frozen functions, and values cross as structured clones.
 */
export function runPreload(
  codec: Codec,
  names: PageSideNames,
  preload: (require: (name: string) => Module) => void,
): void {
  const globals = globalThis as unknown as Record<string, unknown>
  // Frames in a page get no preload; what one could still send is a matter for the sender check.
  if (globals.top !== globals.self) return
  const send = globals[names.send] as Send
  Reflect.deleteProperty(globalThis, names.send)
  const listeners = new Map<string, Set<Listener>>()

  Object.defineProperty(globalThis, names.deliver, {
    value: (channel: string, text: string) => {
      const args = codec.decode(text) as unknown[]
      for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args)
    },
  })

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const reply = codec.decode(await send(codec.encode({ channel, args }))) as
        { ok: true; value: unknown } | { ok: false; message: string }
      if (reply.ok) return reply.value
      throw new Error(`Error invoking remote method '${channel}': ${reply.message}`)
    },
    on(channel: string, listener: Listener) {
      const known = listeners.get(channel) ?? new Set()
      listeners.set(channel, known.add(listener))
      return ipcRenderer
    },
    off(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener)
      return ipcRenderer
    },
  }

  type Callable = (...args: unknown[]) => unknown

  /** Let a value cross between the preload's world and the page's. */
  function cross(value: unknown): unknown {
    if (typeof value === 'function') return bridged(value as Callable)
    if (value instanceof Promise) return value.then(cross)
    return structuredClone(value)
  }

  function bridged(inner: Callable): Callable {
    return (...args) => cross(inner(...args.map(cross)))
  }

  const contextBridge = {
    exposeInMainWorld(key: string, api: Record<string, unknown>) {
      const entries = Object.entries(api).map(([name, value]) => [name, cross(value)] as const)
      const value: unknown = Object.freeze(Object.fromEntries(entries))
      Object.defineProperty(globalThis, key, { value, enumerable: true })
    },
  }

  preload((name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${name}`) // a sandboxed preload has no other modules
  })
}

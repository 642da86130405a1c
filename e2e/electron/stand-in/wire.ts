/**
 * Carries what Electron's IPC carries (plain values, buffers, typed arrays, dates, undefined, NaN …) through
 * text. Runs in Node and, as its own source text, in the page: it may refer to nothing outside itself.
 */
export interface Codec {
  readonly encode: (value: unknown) => string
  readonly decode: (text: string) => unknown
}

export function createCodec(): Codec {
  type Tagged = Record<string, unknown>

  function tag(value: unknown): unknown {
    if (value === undefined) return { $: 'undefined' }
    if (typeof value === 'number') {
      const isPlain = Number.isFinite(value) && !Object.is(value, -0)
      return isPlain ? value : { $: 'number', is: Object.is(value, -0) ? '-0' : String(value) }
    }
    if (typeof value === 'bigint') return { $: 'bigint', is: String(value) }
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value !== 'object') throw new Error('An object could not be cloned.')
    return tagObject(value)
  }

  function tagObject(value: object): unknown {
    if (Array.isArray(value)) return value.map(tag)
    if (value instanceof ArrayBuffer) return { $: 'ArrayBuffer', is: toBase64(value) }
    if (ArrayBuffer.isView(value)) {
      const bytes = value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength)
      const kind = Object.prototype.toString.call(value).slice(8, -1)
      return { $: 'view', kind, is: toBase64(bytes as ArrayBuffer) }
    }
    if (value instanceof Date) return { $: 'Date', is: value.getTime() }
    if (value instanceof Map) return { $: 'Map', is: [...value].map(tag) }
    if (value instanceof Set) return { $: 'Set', is: [...value].map(tag) }
    const fields = Object.entries(value).map(([key, field]) => [key, tag(field)] as const)
    return Object.hasOwn(value, '$') ? { $: 'object', is: fields } : Object.fromEntries(fields)
  }

  function untag(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(untag)
    if (typeof value !== 'object' || value === null) return value
    const tagged = value as Tagged
    if (typeof tagged.$ === 'string') return untagSpecial(tagged)
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, untag(field)]))
  }

  function untagSpecial({ $: kind, is, kind: viewKind }: Tagged): unknown {
    if (kind === 'undefined') return undefined
    if (kind === 'number') return Number(is)
    if (kind === 'bigint') return BigInt(is as string)
    if (kind === 'ArrayBuffer') return fromBase64(is as string)
    if (kind === 'view') {
      const makers = globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>
      const Maker = makers[viewKind as string]
      if (Maker === undefined) throw new Error(`no view ${String(viewKind)}`)
      return new Maker(fromBase64(is as string))
    }
    if (kind === 'Date') return new Date(is as number)
    if (kind === 'Map') return new Map(untag(is) as [unknown, unknown][])
    if (kind === 'Set') return new Set(untag(is) as unknown[])
    const fields = is as [string, unknown][]
    return Object.fromEntries(fields.map(([key, field]) => [key, untag(field)]))
  }

  function toBase64(buffer: ArrayBuffer): string {
    const bytes = new Uint8Array(buffer)
    let text = ''
    for (let at = 0; at < bytes.length; at += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
    }
    return btoa(text)
  }

  function fromBase64(text: string): ArrayBuffer {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer
  }

  return {
    encode: (value) => JSON.stringify(tag(value)),
    decode: (text) => untag(JSON.parse(text)),
  }
}

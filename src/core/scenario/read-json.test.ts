import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from './read-json.ts'

/** What JSON.parse takes and a scenario file may not hold. */
const STRICTER = /a second time|not allowed as a key|half of a character|byte-order mark|UTF-8|deep/

function jsonParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5, noUnicodeString: false }),
        fc.nat(2),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent)
          const read = readJson(text)
          if (read.ok) expect(read.value.value).toEqual(JSON.parse(text))
          else expect(read.error[0]?.message).toMatch(STRICTER)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('refuses in words whatever JSON.parse refuses, and nothing else', () => {
    const texts = [
      '{"format": "keicast-scenario", "horizon": {"start": 2026, "end": 2045}, "federal": []}',
      '[1, -2.5, 1e5, 0.15, true, false, null, "a\\n\\u8efd\\\\", {}, []]',
    ]
    const signs = Array.from('{}[],:"\'\\/ \n\r\t-+.0123eEu\u0001')
    const piece = fc.constantFrom(...signs, 'true', 'NaN', 'null')
    const edits = fc.array(fc.tuple(fc.nat(90), fc.nat(2), piece), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(fc.constantFrom(...texts), edits, (start, changes) => {
        const text = changes.reduce(
          (all, [at, cut, add]) => `${all.slice(0, at)}${add}${all.slice(at + cut)}`,
          start,
        )
        const [read, reference] = [readJson(text), jsonParse(text)]
        if (read.ok) expect(read.value.value).toEqual(reference?.value)
        else {
          expect(read.error[0]?.message).toMatch(/^(?:is|has|holds|begins|stands|nests) .{5}/)
          if (reference !== undefined) expect(read.error[0]?.message).toMatch(STRICTER)
        }
      }),
      { numRuns: 5000 },
    )
  })

  it('knows where a text ends that holds quotes and backslashes', () => {
    const value = { 'a "b\\': 'c\\', d: '\\"', e: ['"{[', '\\\\'] }
    const read = readJson(JSON.stringify(value, null, 2))
    expect(read.ok && read.value.value).toEqual(value)
  })
})

describe('lineOf', () => {
  const text = '\n{\n"a": [\r\n1,\r{"b":\n2},\n3], "c"\n: {"d": {"__a": 1}}\n}'
  const read = readJson(text)
  const lineOf = (path: readonly PropertyKey[]) => (read.ok ? read.value.lineOf(path) : NaN)

  it.each<[string, readonly PropertyKey[], number]>([
    ['the whole', [], 2],
    ['a key', ['a'], 3],
    ['an entry of a list, after either end of a line', ['a', 0], 4],
    ['an entry of a list by its number as a text', ['a', '1'], 5],
    ['a key of an entry', ['a', 1, 'b'], 5],
    ['a key whose value stands in the next line', ['c'], 7],
    ['what is deep inside', ['c', 'd', '__a'], 8],
    ['the innermost part that is there, for what is not', ['c', 'd', 'missing', 'x'], 8],
    ['the list, for an entry beyond its end', ['a', 7], 3],
    ['the value, for a part of what has none', ['a', 0, 'x'], 4],
    ['the whole, for a key that every object has', ['constructor'], 2],
  ])('gives the line of %s', (_, path, line) => {
    expect(lineOf(path)).toBe(line)
  })
})

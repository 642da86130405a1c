import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'svelte/compiler'
import { describe, expect, it } from 'vitest'
import { en, type Strings } from './en.ts'

const renderer = join(import.meta.dirname, '..')
const components = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.svelte'),
)

/** Attributes whose words people read or hear. */
const SPOKEN =
  /^(?:title|alt|label|placeholder|aria-(?:label|description|roledescription|valuetext))$/
const WORD = /\p{L}{2}/u

interface Node {
  readonly type: string
  readonly name?: string
  readonly value?: unknown
  readonly data?: string
}

/** Words that stand in a component's markup and not in the dictionary. */
function literalWords(source: string): string[] {
  const found: string[] = []
  const { fragment } = parse(source, { modern: true })
  look(fragment, false)
  return found

  function look(node: Node, isSpoken: boolean): void {
    if (node.type === 'Text' && WORD.test(node.data ?? '')) found.push((node.data ?? '').trim())
    if (isSpoken && node.type === 'Literal' && WORD.test(String(node.value))) {
      found.push(String(node.value))
    }
    if (isSpoken && node.type === 'TemplateElement') {
      const { raw } = node.value as { readonly raw: string }
      if (WORD.test(raw)) found.push(raw)
    }
    if (node.type === 'StyleDirective') return
    if (node.type === 'Attribute' && !SPOKEN.test(node.name ?? '')) return
    const inside = isSpoken || node.type === 'Attribute' || node.type === 'ExpressionTag'
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (isNode(child)) look(child, inside && !isKey(node, child))
      }
    }
  }
}

/** Strings that choose among words, such as a key or a compared value, are no words themselves. */
function isKey(parent: Node, child: Node): boolean {
  const { type, property, computed } = parent as Node & { property?: Node; computed?: boolean }
  if (type === 'BinaryExpression' || type === 'CallExpression') return true
  return type === 'MemberExpression' && computed === true && property === child
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

describe('components', () => {
  it.each(components)('%s says nothing but what the dictionary holds', (path) => {
    expect(literalWords(readFileSync(join(renderer, path), 'utf8'))).toEqual([])
  })

  it.each([
    ['<p>Some words</p>', 'Some words'],
    ['<p aria-label="Some words"></p>', 'Some words'],
    ['<p aria-label="{name}, words"></p>', ', words'],
    ['<p>{isOn ? `${name} words` : text.off}</p>', ' words'],
    ['<p title={isOn ? "Some words" : undefined}></p>', 'Some words'],
  ])('would be found out: %s', (source, words) => {
    expect(literalWords(source).map((found) => found.trim())).toEqual([words.trim()])
  })

  it.each(['<p class="some words">{text.title}</p>', '<p>{kind === "some words" ? a : b} · 1</p>'])(
    'may say %s',
    (source) => {
      expect(literalWords(source)).toEqual([])
    },
  )
})

/** The dictionary in a language of capitals: whatever holds words can be said in another language. */
function shout(words: unknown): unknown {
  if (typeof words === 'string') return words.toUpperCase()
  if (typeof words === 'function') {
    return (...figures: unknown[]) => shout((words as (...all: unknown[]) => unknown)(...figures))
  }
  if (typeof words !== 'object' || words === null) return words
  if (Array.isArray(words)) return words.map(shout)
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, shout(value)]))
}

it('the dictionary has a type that another language can satisfy', () => {
  const english: Strings = en
  const loud = shout(english) as Strings
  expect(loud.menus.file).toBe('FILE')
  expect(loud.tour.steps).toHaveLength(en.tour.steps.length)
  expect(loud.ask.openFailed('a.kei')).toBe('A.KEI CANNOT BE OPENED')
})

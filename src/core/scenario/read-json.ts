import { parse, tokenize, type DocumentNode, type ValueNode } from '@humanwhocodes/momoa'
import type { Problem } from '../data/problem.ts'
import { err, ok, type Result } from '../result.ts'

/** Longest text that is read, in characters; a scenario has a few thousand. */
export const MAX_TEXT_LENGTH = 1_000_000
/** Deepest nesting that is read; a scenario nests four deep. */
export const MAX_DEPTH = 32

/** A JSON text's value, and where in the text each part of it stands. */
export interface JsonText {
  readonly value: unknown
  /** 1-based line of the value at `path`, or of the innermost part of the path that is there. */
  lineOf(path: readonly PropertyKey[]): number
}

/**
 * Read strict JSON from an untrusted text. Duplicate keys and `__proto__`, which JSON.parse would take
 * silently, are problems; so are a byte-order mark, deep nesting and great length, each found before
 * the text is parsed.
 */
export function readJson(text: string): Result<JsonText, readonly Problem[]> {
  const outer = outerProblem(text)
  if (outer !== undefined) return err([outer])
  try {
    const depth = depthProblem(text)
    if (depth !== undefined) return err([depth])
    const tree = parse(text, { mode: 'json' })
    const problems = keyProblems(tree.body, [])
    if (problems.length > 0) return err(problems)
    // The tree gives places; JSON.parse gives the value and refuses raw control characters.
    const value: unknown = JSON.parse(text)
    return ok({ value, lineOf: (path) => lineOf(tree, path) })
  } catch (error) {
    return err([syntaxProblem(error)])
  }
}

function outerProblem(text: string): Problem | undefined {
  if (text.length > MAX_TEXT_LENGTH) {
    const message = `has ${text.length} characters; at most ${MAX_TEXT_LENGTH} are read`
    return { path: '', message }
  }
  if (text.startsWith('\uFEFF')) {
    const message = 'begins with a byte-order mark; save it as UTF-8 without one'
    return { path: '', message, line: 1 }
  }
  if (text.trim() === '') return { path: '', message: 'is empty; a scenario is a JSON object' }
  return undefined
}

function depthProblem(text: string): Problem | undefined {
  let depth = 0
  for (const { type, loc } of tokenize(text, { mode: 'json' })) {
    if (type === 'LBrace' || type === 'LBracket') depth += 1
    if (type === 'RBrace' || type === 'RBracket') depth -= 1
    if (depth > MAX_DEPTH) {
      const message = `nests more than ${MAX_DEPTH} deep`
      return { path: '', message, line: loc.start.line }
    }
  }
  return undefined
}

function keyProblems(node: ValueNode, path: readonly string[]): Problem[] {
  if (node.type === 'Array') {
    return node.elements.flatMap(({ value }, at) => keyProblems(value, [...path, String(at)]))
  }
  if (node.type !== 'Object') return []
  const seen = new Set<string>()
  return node.members.flatMap(({ name, value }) => {
    const key = name.type === 'String' ? name.value : name.name
    const at = [...path, key]
    const place = { path: at.join('.'), line: name.loc.start.line }
    const problems: Problem[] = []
    if (key === '__proto__') problems.push({ ...place, message: 'is not allowed as a key' })
    if (seen.has(key)) problems.push({ ...place, message: 'stands here a second time; keep one' })
    seen.add(key)
    return [...problems, ...keyProblems(value, at)]
  })
}

function lineOf(tree: DocumentNode, path: readonly PropertyKey[]): number {
  let node: ValueNode = tree.body
  let line = node.loc.start.line
  for (const step of path) {
    const found: { readonly line: number; readonly value: ValueNode } | undefined = child(
      node,
      step,
    )
    if (found === undefined) break
    line = found.line
    node = found.value
  }
  return line
}

function child(node: ValueNode, step: PropertyKey) {
  if (node.type === 'Array') {
    const element = node.elements[Number(step)]
    return element && { line: element.loc.start.line, value: element.value }
  }
  if (node.type !== 'Object') return undefined
  const member = node.members.find(
    ({ name }) => (name.type === 'String' ? name.value : name.name) === step,
  )
  return member && { line: member.loc.start.line, value: member.value }
}

function syntaxProblem(error: unknown): Problem {
  const { message, line } = error as { message: string; line?: number }
  const text = message.replace(/\s*\(\d+:\d+\)$/, '').replace(/\.$/, '')
  return {
    path: '',
    message: `is not JSON: ${text.charAt(0).toLowerCase()}${text.slice(1)}`,
    ...(line === undefined ? {} : { line }),
  }
}

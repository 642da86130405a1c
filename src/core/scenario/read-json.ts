import {
  parse,
  type DocumentNode,
  type MemberNode,
  type StringNode,
  type ValueNode,
} from '@humanwhocodes/momoa'
import { pathText, type Problem } from '../data/problem.ts'
import { err, ok, type Result } from '../result.ts'
import { syntaxProblem } from './json-syntax.ts'
import { textProblem } from './json-text.ts'

export { MAX_TEXT_LENGTH } from './json-text.ts'

/** A JSON text's value, and where in the text each part of it stands. */
export interface JsonText {
  readonly value: unknown
  /** 1-based line of the value at `path`, or of the innermost part of the path that is there. */
  lineOf(path: readonly PropertyKey[]): number
}

/**
 * Read strict JSON from an untrusted text. Duplicate keys, `__proto__` and halves of characters, which
 * JSON.parse would take silently, are problems; so are a byte-order mark, deep nesting and great length,
 * each found before the text is parsed.
 */
export function readJson(text: string): Result<JsonText, readonly Problem[]> {
  const refused = textProblem(text)
  if (refused !== undefined) return err([refused])
  try {
    const tree = parse(text, { mode: 'json' })
    const problems = nodeProblems(tree.body, [])
    if (problems.length > 0) return err(problems)
    // The tree gives places, JSON.parse the value.
    const value: unknown = JSON.parse(text)
    return ok({ value, lineOf: (path) => lineOf(tree, path) })
  } catch (error) {
    return err([syntaxProblem(text, error)])
  }
}

const HALF_A_CHARACTER = /\p{Cs}/u

function nodeProblems(node: ValueNode, path: readonly string[]): Problem[] {
  if (node.type === 'Array') {
    return node.elements.flatMap(({ value }, at) => nodeProblems(value, [...path, String(at)]))
  }
  if (node.type === 'String' && HALF_A_CHARACTER.test(node.value)) {
    const message = 'holds half of a character (an unpaired surrogate); write the whole character'
    return [{ path: pathText(path), line: node.loc.start.line, message }]
  }
  if (node.type !== 'Object') return []
  const seen = new Set<string>()
  return node.members.flatMap(({ name, value }) => {
    const key = keyOf(name)
    const at = [...path, key]
    const refused = (message: string) => ({
      path: pathText(at),
      line: name.loc.start.line,
      message,
    })
    const problems: Problem[] = []
    if (key === '__proto__') problems.push(refused('is not allowed as a key'))
    if (seen.has(key)) problems.push(refused('stands here a second time; keep one'))
    seen.add(key)
    return [...problems, ...nodeProblems(value, at)]
  })
}

/** Give a member's key; only a looser kind of JSON has keys that are not strings. */
function keyOf(name: MemberNode['name']): string {
  return (name as StringNode).value
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
  const member = node.members.find(({ name }) => keyOf(name) === step)
  return member && { line: member.loc.start.line, value: member.value }
}

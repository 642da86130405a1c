import { distance } from 'fastest-levenshtein'
import type { z } from 'zod'
import type { Problem } from '../data/problem.ts'
import type { JsonText } from './read-json.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** Say what a schema refused: place, what stands there, what is allowed. */
export function describeIssues(
  issues: readonly Issue[],
  file: JsonText,
  allowedKeys: (path: Path) => readonly string[],
): Problem[] {
  return issues.flatMap((issue) => describe(issue, [], file, allowedKeys))
}

function describe(
  issue: Issue,
  parent: Path,
  file: JsonText,
  allowedKeys: (path: Path) => readonly string[],
): Problem[] {
  const path = [...parent, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    const allowed = allowedKeys(path)
    return issue.keys.map((key) => problem([...path, key], file, unknownKey(key, allowed)))
  }
  const value = valueAt(file.value, path)
  if (issue.code === 'invalid_union' && isPlainObject(value)) {
    const branch = issue.errors.at(-1) ?? []
    return branch.flatMap((inner) => describe(inner, path, file, allowedKeys))
  }
  return [problem(path, file, `${shown(value)}; ${issue.message}`)]
}

/** Make a problem of the value at `path`. */
export function problem(path: Path, file: JsonText, message: string): Problem {
  return { path: path.map(String).join('.'), line: file.lineOf(path), message }
}

/** Find the value at a path; undefined where the path leaves the tree. */
function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, step)
        ? (node as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  )
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  if (value === undefined) return 'is missing'
  if (Array.isArray(value)) return 'is a list'
  if (isPlainObject(value)) return 'is an object'
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value)
  return `is ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`
}

/** More ids than this are not listed; the nearest are. */
const LISTED = 12
const NEAREST = 5

/** Say that a key is unknown, and which are allowed: all of a few, the nearest of many. */
export function unknownKey(key: string, allowed: readonly string[]): string {
  const nearest = closest(key, allowed)
  const meant =
    nearest[0] !== undefined && isNear(key, nearest[0]) ? `; did you mean ${nearest[0]}?` : ''
  if (allowed.length <= LISTED)
    return `is not known here${meant} allowed: ${allowed.join(', ')}`.replace(
      'here allowed',
      'here; allowed',
    )
  return `is not known here${meant || `; the nearest of ${allowed.length} allowed: ${nearest.join(', ')}`}`
}

function closest(key: string, allowed: readonly string[]): readonly string[] {
  const cost = (id: string) => distance(key.toLowerCase(), id.toLowerCase())
  return [...allowed].sort((a, b) => cost(a) - cost(b)).slice(0, NEAREST)
}

function isNear(key: string, candidate: string): boolean {
  return (
    distance(key.toLowerCase(), candidate.toLowerCase()) <= Math.max(1, Math.floor(key.length / 3))
  )
}

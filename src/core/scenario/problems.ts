import { distance } from 'fastest-levenshtein'
import type { z } from 'zod'
import { pathText, printable, type Problem } from '../data/problem.ts'
import type { JsonText } from './read-json.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** More problems than this are counted, not listed. */
const LISTED_PROBLEMS = 100

/** Make a list that a person can read of however many problems were found. */
export function listProblems<T>(
  found: readonly T[],
  describe: (one: T) => Problem,
): readonly Problem[] {
  const listed = found.slice(0, LISTED_PROBLEMS).map(describe)
  const more = found.length - listed.length
  return more > 0 ? [...listed, { path: '', message: `has ${more} more problems` }] : listed
}

/** A place that a schema refused; what is said of it is worked out only for those that are listed. */
interface Refusal {
  readonly path: Path
  readonly message: () => string
}

/** Say what a schema refused: place, what stands there, what is allowed. */
export function describeIssues(
  issues: readonly Issue[],
  file: JsonText,
  allowedKeys: (path: Path) => readonly string[],
): readonly Problem[] {
  const refusals = issues.flatMap((issue) => refusalsOf(issue, [], file, allowedKeys))
  return listProblems(refusals, ({ path, message }) => problem(path, file, message()))
}

function refusalsOf(
  issue: Issue,
  parent: Path,
  file: JsonText,
  allowedKeys: (path: Path) => readonly string[],
): Refusal[] {
  const path = [...parent, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    const allowed = allowedKeys(path)
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: () => unknownKey(key, allowed),
    }))
  }
  const value = valueAt(file.value, path)
  if (issue.code === 'invalid_union' && isPlainObject(value)) {
    const branch = issue.errors.at(-1) ?? []
    return branch.flatMap((inner) => refusalsOf(inner, path, file, allowedKeys))
  }
  return [{ path, message: () => `${shown(value)}; ${issue.message}` }]
}

/** Make a problem of the value at `path`. */
export function problem(path: Path, file: JsonText, message: string): Problem {
  return { path: pathText(path), line: file.lineOf(path), message }
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
  if (value === Infinity || value === -Infinity) return 'is too large a number'
  return `is ${printable(JSON.stringify(value))}`
}

/** More ids than this are not listed; the nearest are. */
const LISTED_IDS = 12
const NEAREST = 5

/** Say that a key is unknown, and which are allowed: all of a few, the nearest of many. */
export function unknownKey(key: string, allowed: readonly string[]): string {
  return `is not known here; ${advice(key, allowed)}`
}

function advice(key: string, allowed: readonly string[]): string {
  const [first = '', last = ''] = [allowed[0], allowed.at(-1)]
  if (/^\d{4}$/.test(first)) return `allowed: ${first} to ${last}`
  const nearest = closest(key, allowed)
  const meant = nearest.slice(0, 1).filter(({ steps, id }) => isNear(steps, key, id))
  const question = meant.map(({ id }) => `did you mean ${id}?`)
  if (allowed.length <= LISTED_IDS) return [...question, `allowed: ${allowed.join(', ')}`].join(' ')
  const list = nearest.map(({ id }) => id).join(', ')
  return question[0] ?? `the nearest of ${allowed.length} allowed: ${list}`
}

interface Candidate {
  readonly id: string
  /** Letters to change, add or leave out. */
  readonly steps: number
}

/** No id comes near this length; what is longer is as far from all of them. */
const LONGEST_ID = 60

function closest(key: string, allowed: readonly string[]): readonly Candidate[] {
  const typed = key.slice(0, LONGEST_ID).toLowerCase()
  return allowed
    .map((id) => ({ id, steps: distance(typed, id.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps)
    .slice(0, NEAREST)
}

/** A third of the letters may be wrong, or one of three and more. */
function isNear(steps: number, key: string, id: string): boolean {
  const length = Math.min(key.length, id.length)
  return steps === 0 || (length > 2 && steps <= Math.max(1, Math.floor(length / 3)))
}

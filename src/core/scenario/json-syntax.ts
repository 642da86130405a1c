import { parse } from '@humanwhocodes/momoa'
import { printable, type Problem } from '../data/problem.ts'

/** Where momoa stopped reading. */
interface Stop {
  readonly line: number
  readonly column: number
  readonly offset: number
}

/** Say in plain words where and why a text is not JSON. */
export function syntaxProblem(text: string, error: unknown): Problem {
  const { line, column, offset } = error as Stop
  return { path: '', line, message: `is not JSON: ${reason(text, offset)} (column ${column})` }
}

function reason(text: string, offset: number): string {
  const found = /^(?:[\w.+-]+|.)/u.exec(text.slice(offset))?.[0] ?? ''
  const before = text.slice(0, offset)
  if (found === '') return 'it ends too soon; a closing ", } or ] is missing'
  if (found === '/' || found === '#') return 'comments are not allowed'
  if (found === "'") return 'texts and keys stand in double quotes (")'
  if (/^[-+]?(?:NaN|Infinity)/.test(found))
    return `${printable(found)} is not a number that JSON knows`
  if (/\\(?:u[\da-f]{0,4})?$/i.test(before + found))
    return 'a backslash inside a text is written \\\\'
  if (isWhole(before)) return `${printable(found)} follows the end of the scenario`
  return misplaced(found, before)
}

function misplaced(found: string, before: string): string {
  const last = before.trimEnd().at(-1) ?? ''
  if (/[}\]]/.test(found) && last === ',') return `a comma stands before ${found}; remove it`
  if (/^(?:[+.]|-?0\d)/.test(found) || /(?:[-+.\d]|\d[eE])$/.test(before))
    return 'numbers are written like 1200 or 0.15'
  if (/[}\]"\w]/.test(last)) return `a comma or a colon is missing before ${printable(found)}`
  if (/^[A-Za-z_]/.test(found)) return `${printable(found)} needs double quotes (")`
  return `${printable(found)} is not expected here`
}

function isWhole(text: string): boolean {
  try {
    parse(text, { mode: 'json' })
    return true
  } catch {
    return false
  }
}

/** One thing wrong with an input: where it stands and, in words, what is allowed there. */
export interface Problem {
  /** Place in the input, e.g. `nameplates.n-box.launch` or `states.csv, row 5, column households`. */
  readonly path: string
  /** What was found and what would do, lower case, without a full stop. */
  readonly message: string
  /** 1-based line of the input, where it is known. */
  readonly line?: number
}

/** Longest piece of an input that a message repeats, in characters. */
const LONGEST = 60

/** Make a piece of an untrusted input fit to print: short, and without control characters. */
export function printable(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/\p{Cs}$/u, '')}…` : text
  return short.replace(/(?! )[\p{C}\p{Z}]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16)
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
  })
}

/** Write a path in one line, fit to print. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((step) => printable(String(step))).join('.')
}

/** Say a problem in one line. */
export function describeProblem(problem: Problem): string {
  const place = problem.line === undefined ? '' : ` (line ${problem.line})`
  return `${problem.path || 'file'}${place}: ${problem.message}`
}

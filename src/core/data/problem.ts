/** One thing wrong with an input: where it stands and, in words, what is allowed there. */
export interface Problem {
  /** Place in the input, e.g. `nameplates.n-box.launch` or `states.csv, row 5, column households`. */
  readonly path: string
  /** What was found and what would do, lower case, without a full stop. */
  readonly message: string
  /** 1-based line of the input, where it is known. */
  readonly line?: number
}

/** Say a problem in one line. */
export function describeProblem(problem: Problem): string {
  const place = problem.line === undefined ? '' : ` (line ${problem.line})`
  return `${problem.path || 'file'}${place}: ${problem.message}`
}

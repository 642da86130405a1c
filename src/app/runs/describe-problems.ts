import type { ProblemInfo } from '../../contract/calls.ts'
import type { Problem } from '../../core/data/problem.ts'

/** Say problems of a scenario as the contract does. */
export function describeProblems(problems: readonly Problem[]): ProblemInfo[] {
  return problems.map(({ path, message, line }) => ({
    path,
    message,
    ...(line === undefined ? {} : { line }),
  }))
}

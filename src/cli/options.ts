import { CommandError, EXIT } from './session.ts'

/** Read an option that is a whole number, or end the command saying what would do. */
export function wholeNumber(
  option: string,
  text: string,
  { least = 0, most }: { readonly least?: number; readonly most: number },
): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (value >= least && value <= most) return value
  const range = least === 0 ? `up to ${most}` : `from ${least} to ${most}`
  throw new CommandError(`${option} is ${text}; give a whole number ${range}`, EXIT.usage)
}

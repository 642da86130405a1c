import { en } from '../../../strings/en.ts'

/** Say what a column is called. */
export function columnLabel(name: string): string {
  return en.columns[name] ?? name
}

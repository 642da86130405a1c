import { extname } from 'node:path'
import { printable } from '../../core/data/problem.ts'
import { err, ok, type Result } from '../../core/result.ts'

/** Names of files that a page gives: a name only, never a way to another folder. */

export const EXTENSION = '.kei'
const BACKUP_EXTENSION = `${EXTENSION}.bak`

/** Whether a name is that of the version before the last save. */
export function isBackupName(name: string): boolean {
  return name.toLowerCase().endsWith(BACKUP_EXTENSION)
}

/** Whether a name is that of a scenario file. */
export function isScenarioName(name: string): boolean {
  return name.toLowerCase().endsWith(EXTENSION) && name.length > EXTENSION.length
}

const SEPARATORS = /[/\\]/u
/** What Windows has no names with; a file may travel there. */
const SPECIAL = /[<>:"|?*]/u
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u
/** Names that Windows keeps for devices, whatever follows the dot. */
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/iu

/** Make the name of a new scenario file, `.kei` added where it lacks, or say what would do instead. */
export function newFileName(given: string): Result<string, string> {
  const trimmed = given.trim()
  if (trimmed === '') return err('A file needs a name. Type one, such as “kei-2030”.')
  const name = isScenarioName(trimmed) ? trimmed : `${trimmed}${EXTENSION}`
  const fault = NAME_FAULTS.find(({ isIn }) => isIn(name))
  if (fault === undefined) return ok(name)
  return err(`“${printable(given)}” cannot be the name of a file: ${fault.says}`)
}

const NAME_FAULTS: readonly {
  readonly isIn: (name: string) => boolean
  readonly says: string
}[] = [
  {
    isIn: (name) => SEPARATORS.test(name),
    says: 'it has a slash in it. Type a name without / and \\.',
  },
  {
    isIn: (name) => SPECIAL.test(name),
    says: 'not every system allows all of its characters. Leave out < > : " | ? *.',
  },
  {
    isIn: (name) => UNPRINTABLE.test(name),
    says: 'it has a character that cannot be shown. Type it anew.',
  },
  {
    isIn: (name) => name.startsWith('.'),
    says: 'it begins with a dot and would be hidden. Begin it with a letter or a digit.',
  },
  {
    isIn: (name) => DEVICES.test(name),
    says: 'Windows keeps it for a device. Choose another name.',
  },
  {
    isIn: (name) => Buffer.byteLength(name) > LONGEST_NAME,
    says: 'it is too long. Type a name of at most 60 characters.',
  },
]

/** Longest new name in bytes: 60 characters of any script, and some. */
const LONGEST_NAME = 244

/** Check the name of a file that should be there already: any name, so long as it is only a name. */
export function existingFileName(given: string): Result<string, string> {
  const shown = `“${printable(given)}”`
  if (SEPARATORS.test(given) || given.includes('\0')) {
    return err(`${shown} is not the name of a file in the folder. Choose one from the list.`)
  }
  if (isScenarioName(given) || isBackupName(given)) return ok(given)
  return err(`${shown} is not a scenario. Choose a file whose name ends in ${EXTENSION}.`)
}

/** Last part of a name that came with a path, for show. */
export function nameOnly(given: string): string {
  return given.split(SEPARATORS).at(-1) ?? given
}

/** Turn a title into a file name to suggest in a dialog, where the user can still change it. */
export function suggestedName(title: string, extension: string): string {
  const suffix = `.${extension}`
  const stem = title.toLowerCase().endsWith(suffix) ? title.slice(0, -suffix.length) : title
  const plain = stem
    .replace(/[/\\<>:"|?*\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s]+|[.\s]+$/gu, '')
  const short = plain.replace(/^(.{60}).*$/su, '$1').trim()
  const name = short === '' || DEVICES.test(short) ? 'Keicast' : short
  return `${name}${suffix}`
}

/** Add an extension where a path lacks it; not every system's dialog does. */
export function withExtension(path: string, extension: string): string {
  return extname(path).toLowerCase() === `.${extension}` ? path : `${path}.${extension}`
}

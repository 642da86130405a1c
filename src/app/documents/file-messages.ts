import { printable } from '../../core/data/problem.ts'
import { errorCode } from './file-system.ts'

/** What went wrong with a file, in words: the cause, and what to do about it. */

/** What was to be done with a file. */
export type FileAction = 'save' | 'open' | 'export'

interface Cause {
  readonly codes: readonly string[]
  /** Goes on from “because”. */
  readonly cause: string
  /** What to do where the file was to be written, without a full stop. */
  readonly fix: string
  /** What to do where it was to be read. */
  readonly toOpen: string
}

const CAUSES: readonly Cause[] = [
  {
    codes: ['ENOSPC', 'EDQUOT'],
    cause: 'the disk is full',
    fix: 'Free some space and try again',
    toOpen: 'Free some space and try again.',
  },
  {
    codes: ['EROFS', 'EACCES', 'EPERM'],
    cause: 'the file or its folder is read-only or belongs to someone else',
    fix: 'Allow changes in its properties and try again',
    toOpen: 'Ask its owner for permission to read it, or open a copy.',
  },
  {
    codes: ['ENOENT', 'ENOTDIR'],
    cause: 'its folder is no longer there',
    fix: 'Bring the folder back and try again',
    toOpen: 'It may have been moved, renamed or deleted: look for it with “Open…”.',
  },
  {
    codes: ['ENAMETOOLONG'],
    cause: 'its name or the path to its folder is too long',
    fix: 'Shorten it and try again',
    toOpen: 'Give it a shorter name or move it to another folder, then open it again.',
  },
  {
    codes: ['EBUSY', 'ETXTBSY'],
    cause: 'another program is using the file',
    fix: 'Close it there and try again',
    toOpen: 'Close it there and try again.',
  },
  {
    codes: [
      ...['EIO', 'ENXIO', 'ENODEV', 'ESTALE', 'ENOTCONN', 'ECONNRESET', 'ETIMEDOUT'],
      ...['EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETUNREACH', 'UNKNOWN'],
    ],
    cause: 'the disk or network share does not answer',
    fix: 'Connect it and try again',
    toOpen: 'Connect it and try again.',
  },
  {
    codes: ['EMFILE', 'ENFILE'],
    cause: 'too many files are open on this computer',
    fix: 'Close other programs and try again',
    toOpen: 'Close other programs and try again.',
  },
  {
    codes: ['ELOOP'],
    cause: 'it is a link that leads back to itself',
    fix: 'Put the file itself in place of the link and try again',
    toOpen: 'Open the file itself, not the link.',
  },
]

/** Say why something could not be done with a file, and what to do. */
export function describeFileError(action: FileAction, fileName: string, error: unknown): string {
  const { cause, fix, toOpen } = causeOf(error)
  switch (action) {
    case 'open':
      return describeFileProblem('open', fileName, cause, toOpen)
    case 'save':
      return describeFileProblem('save', fileName, cause, `${fix}, or ${SAVE_ELSEWHERE}.`)
    case 'export':
      return describeFileProblem('export', fileName, cause, `${fix}, or choose another folder.`)
  }
}

const SAVE_ELSEWHERE = 'use “Save as…” to choose another place or name'

function causeOf(error: unknown): Cause {
  const code = errorCode(error)
  const known = CAUSES.find(({ codes }) => codes.includes(code ?? ''))
  if (known !== undefined) return known
  const cause = `of an unexpected fault${code === undefined ? '' : ` (${printable(code)})`}`
  return { codes: [], cause, fix: 'Try again', toOpen: 'Try again, or open a copy of it.' }
}

const DONE: Readonly<Record<FileAction, string>> = {
  save: 'saved',
  open: 'opened',
  export: 'exported',
}

/** Say a cause and what to do in the words that all messages about files share. */
export function describeFileProblem(
  action: FileAction,
  fileName: string,
  cause: string,
  advice: string,
): string {
  const kept = action === 'save' ? ' Your changes are still open here.' : ''
  return `“${printable(fileName)}” was not ${DONE[action]} because ${cause}. ${advice}${kept}`
}

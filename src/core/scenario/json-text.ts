import { printable, type Problem } from '../data/problem.ts'

/** Longest text that is read, in characters; a scenario has a few thousand. */
export const MAX_TEXT_LENGTH = 1_000_000
/** Deepest nesting that is read; a scenario nests four deep. */
const MAX_DEPTH = 32
/** Most entries of objects and lists that are read; a scenario has a few hundred. */
const MAX_ENTRIES = 50_000

/** Find what is wrong with an untrusted text before anything is made of it. */
export function textProblem(text: string): Problem | undefined {
  if (text.length > MAX_TEXT_LENGTH) {
    const message = `has ${text.length} characters; at most ${MAX_TEXT_LENGTH} are read`
    return { path: '', message }
  }
  if (text.startsWith('\uFEFF')) {
    const message = 'begins with a byte-order mark; save it as UTF-8 without one'
    return { path: '', message, line: 1 }
  }
  if (text.includes('\0')) return { path: '', message: 'is not UTF-8 text; save it as UTF-8' }
  if (text.trim() === '') return { path: '', message: 'is empty; a scenario is a JSON object' }
  return limitProblem(text)
}

/**
 * Look over a text in one pass: what nests too deep or has too many entries is refused at no cost, and
 * so are control characters inside texts, which JSON does not allow and momoa does.
 */
function limitProblem(text: string): Problem | undefined {
  let depth = 0
  let entries = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') {
      at = endOfText(text, at)
      if (isControl(text[at])) return problemAt(text, at, controlMessage(text[at]))
    }
    const character = text[at] ?? ''
    if (character === '{' || character === '[') depth += 1
    if (character === '}' || character === ']') depth -= 1
    if (character === ':' || character === ',') entries += 1
    if (depth > MAX_DEPTH) return problemAt(text, at, `nests more than ${MAX_DEPTH} deep`)
    if (entries > MAX_ENTRIES) return problemAt(text, at, `has more than ${MAX_ENTRIES} entries`)
  }
  return undefined
}

/** Find the quote that ends the text that starts at `start`, or a control character before it. */
function endOfText(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"' && !isControl(text[at])) {
    at += text[at] === '\\' ? 2 : 1
  }
  return at
}

function isControl(character = ' '): boolean {
  return character < ' '
}

function controlMessage(character = ''): string {
  if (character === '\t') return 'has a tab inside a text; write \\t there'
  if (character === '\n' || character === '\r') {
    return 'has a line break inside a text; write \\n there, or end the text with "'
  }
  return `has a control character inside a text; write ${printable(character)} there`
}

function problemAt(text: string, at: number, message: string): Problem {
  const line = text.slice(0, at).split(/\r\n|\r|\n/).length
  return { path: '', message, line }
}

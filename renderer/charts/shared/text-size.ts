/** Sizes of the text in charts, and how much room it takes; no DOM, so that geometry can be tested. */

/** Size of a chart's text, px: legible at a desk, or from the back row. */
export function chartTextSize(presenting: boolean): number {
  return presenting ? 18 : 13
}

/** Height that a line of text needs, px. */
export function lineHeight(size: number): number {
  return Math.round(size * 1.3)
}

type Weight = 'normal' | 'bold'

/** How much wider bold text is. */
const BOLD = 1.12

/** Width of a text, px: an estimate for the widest of the common sans-serif fonts. */
export function textWidth(text: string, size: number, weight: Weight = 'normal'): number {
  let ems = 0
  for (const character of text) ems += widthOf(character)
  return ems * size * (weight === 'bold' ? BOLD : 1)
}

function widthOf(character: string): number {
  if (/[ijl.,:;'’|! ]/.test(character)) return 0.32
  if (/[frt()\-–/]/.test(character)) return 0.43
  if (/[mwMW%@]/.test(character)) return 0.97
  if (/[A-Z]/.test(character)) return 0.73
  if (/[^\u0020-\u024f\u2010-\u2027]/.test(character)) return 1.02
  return 0.63
}

/** Break a text into lines of at most `width` px at its spaces. */
export function wrapText(
  text: string,
  width: number,
  size: number,
  weight: Weight = 'normal',
): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer, size, weight) > width) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** Cut a text to `width` px, with an ellipsis where something is lost. */
export function cutText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text
  let kept = text
  while (kept !== '' && textWidth(`${kept}…`, size) > width) kept = kept.slice(0, -1)
  return `${kept.trimEnd()}…`
}

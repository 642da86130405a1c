import { lineHeight, wrapText } from '../../../charts/shared/text-size.ts'

/** What goes into an image of a chart besides the chart. */
interface ImageText {
  readonly title: string
  readonly summary: string
  /** A line below the chart: what made it, and what it is not. */
  readonly footnote: string
}

interface ImageStyle {
  readonly background: string
  readonly ink: string
  readonly softInk: string
  /** Size of the chart's own text, px. */
  readonly textSize: number
}

/** A chart as serialised, without its title. */
export interface ChartMarkup {
  readonly width: number
  readonly height: number
  readonly body: string
}

export interface SvgImage {
  readonly width: number
  readonly height: number
  readonly text: string
}

const FONT = 'system-ui, sans-serif'

/** A chart with title, description and footnote, as an SVG file that stands alone. */
export function svgDocument(chart: ChartMarkup, said: ImageText, style: ImageStyle): SvgImage {
  const { textSize } = style
  const margin = Math.round(textSize * 1.5)
  const titleSize = Math.round(textSize * 1.5)
  const width = Math.ceil(chart.width + 2 * margin)
  const lines = wrapText(said.title, width - 2 * margin, titleSize, 'bold')
  const top = margin + lines.length * lineHeight(titleSize) + Math.round(textSize * 0.6)
  const notes = wrapText(said.footnote, width - 2 * margin, textSize)
  const height = Math.ceil(top + chart.height + notes.length * lineHeight(textSize) + margin)
  const title = lines.map((line, i) => {
    const y = margin + titleSize + i * lineHeight(titleSize)
    return `<text x="${margin}" y="${y}" font-size="${titleSize}" font-weight="600" fill="${style.ink}">${escapeXml(line)}</text>`
  })
  const foot = notes.map((line, i) => {
    const y = height - margin - (notes.length - 1 - i) * lineHeight(textSize)
    return `<text x="${margin}" y="${y}" font-size="${textSize}" fill="${style.softInk}">${escapeXml(line)}</text>`
  })
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" role="img">`,
    `<title>${escapeXml(said.title)}</title>`,
    `<desc>${escapeXml(said.summary)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${style.background}"/>`,
    ...title,
    `<g transform="translate(${margin} ${top})">${chart.body}</g>`,
    ...foot,
    '</svg>',
  ].join('\n')
  return { width, height, text }
}

/** Text as it may stand in XML; what XML has no way to write is left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A name that every file system takes. */
export function fileName(name: string, kind: string): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return `${slug === '' ? 'chart' : slug.slice(0, 80)}.${kind}`
}

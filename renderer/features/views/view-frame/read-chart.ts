import type { ChartMarkup } from './svg-document.ts'

/** Properties that children take over from their parents. */
const inherited = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'font-size',
  'font-weight',
  'font-style',
  'font-variant-numeric',
  'text-anchor',
  'visibility',
] as const
const own: Readonly<Record<string, string>> = { opacity: '1', 'text-decoration-line': 'none' }

/** Serialise the charts within an element where they stand, with the styles they are seen in. */
export function readChart(area: HTMLElement): ChartMarkup {
  const frame = area.getBoundingClientRect()
  const charts = [...area.querySelectorAll('svg')]
    .filter((svg) => svg.parentElement?.closest('svg') === null)
    .filter((svg) => svg.closest('[data-export="none"]') === null)
    .map((svg) => {
      const box = svg.getBoundingClientRect()
      return { svg, box, x: box.left - frame.left, y: box.top - frame.top }
    })
  return {
    width: Math.max(0, ...charts.map(({ x, box }) => x + box.width)),
    height: Math.max(0, ...charts.map(({ y, box }) => y + box.height)),
    body: charts.map((chart) => serialise(chart)).join('\n'),
  }
}

interface PlacedChart {
  readonly svg: SVGSVGElement
  readonly box: DOMRect
  readonly x: number
  readonly y: number
}

function serialise({ svg, box, x, y }: PlacedChart): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  inlineStyles(svg, copy, null)
  for (const skipped of copy.querySelectorAll('[data-export="none"]')) skipped.remove()
  removeComments(copy)
  copy.setAttribute('x', String(Math.round(x)))
  copy.setAttribute('y', String(Math.round(y)))
  copy.setAttribute('width', String(box.width))
  copy.setAttribute('height', String(box.height))
  return new XMLSerializer().serializeToString(copy)
}

/** Templates leave comments where they may insert something. */
function removeComments(root: SVGElement): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT)
  const comments: Node[] = []
  while (walker.nextNode() !== null) comments.push(walker.currentNode)
  for (const comment of comments) comment.parentNode?.removeChild(comment)
}

/** Write what the style sheets say as presentation attributes, where it differs from the parent's. */
function inlineStyles(source: Element, copy: Element, parent: CSSStyleDeclaration | null): void {
  const style = getComputedStyle(source)
  for (const property of inherited) {
    const value = style.getPropertyValue(property)
    if (value !== parent?.getPropertyValue(property)) {
      copy.setAttribute(property, value)
    } else {
      copy.removeAttribute(property)
    }
  }
  for (const [property, initial] of Object.entries(own)) {
    const value = style.getPropertyValue(property)
    if (value !== initial) copy.setAttribute(property, value)
  }
  for (const name of ['class', 'style', 'tabindex', 'aria-label', 'role'])
    copy.removeAttribute(name)
  const copies = [...copy.children]
  ;[...source.children].forEach((child, i) => {
    const twin = copies[i]
    if (twin !== undefined) inlineStyles(child, twin, style)
  })
}

import type { Page } from 'playwright'

/** What a page looks like to those who read and click it, measured. */

/** Pixels by which the page is wider than its window. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return Math.max(scrollWidth, document.body.scrollWidth) - clientWidth
  })
}

/** Text that is drawn below a size, px. */
export function smallText(page: Page, least: number): Promise<string[]> {
  return page.evaluate((limit) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const small: string[] = []
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? ''
      const parent = walker.currentNode.parentElement
      if (text === '' || parent === null || !isSeen(parent)) continue
      const drawn = parent instanceof SVGGraphicsElement ? (parent.getScreenCTM()?.a ?? 1) : 1
      const size = Number.parseFloat(getComputedStyle(parent).fontSize) * drawn
      if (size < limit - 0.01) small.push(`${size}px ${text}`)
    }
    return small

    function isSeen(element: Element): boolean {
      if (element.closest('.visually-hidden, option, style, script, title, desc') !== null)
        return false
      const { width, height } = element.getBoundingClientRect()
      return (
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
        width * height > 0
      )
    }
  }, least)
}

/** Controls that can't be brought into the window whole, or that something else lies upon. */
export function looseControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const loose: string[] = []
    const controls = document.querySelectorAll<HTMLElement>(
      'button, select, input, textarea, summary, a[href], [role=slider], [role=tab]',
    )
    for (const control of controls) {
      // Radios lie invisible on what shows them.
      const shown = control.matches('input[type=radio]') ? control.closest('label') : control
      if (!shown?.checkVisibility({ visibilityProperty: true })) continue
      if (getComputedStyle(control).opacity === '0' && shown === control) continue
      shown.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
      const box = shown.getBoundingClientRect()
      if (box.width === 0 || box.height === 0) continue
      const name = control.getAttribute('aria-label') ?? `${control.innerText} ${control.id}`
      const say = (what: string) => {
        const at = [box.left, box.top, box.right, box.bottom].map(Math.round).join(' ')
        loose.push(`${what}: ${control.tagName} “${name.trim()}” at ${at}`)
      }
      if (box.left < -2 || box.right > innerWidth + 2) say('wider than the window')
      else if (box.top < -2 || box.bottom > innerHeight + 2) say('out of the window')
      else {
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
        const top = document.elementFromPoint(x, y)
        if (!(shown.contains(top) || top?.contains(shown) === true)) {
          say(`under ${top?.outerHTML.slice(0, 60) ?? 'nothing'}`)
        }
      }
    }
    return loose
  })
}

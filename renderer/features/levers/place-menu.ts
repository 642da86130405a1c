/** Room left to the window's edge, px. */
const EDGE = 8

/** Put a menu below what it belongs to, or above where there is no room, inside the window. */
export function placeMenu(menu: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = menu
  const left = Math.min(at.left, window.innerWidth - width - EDGE)
  const fitsBelow = at.bottom + height + EDGE <= window.innerHeight
  const top = fitsBelow ? at.bottom + 2 : Math.max(EDGE, at.top - height - 2)
  menu.style.left = `${Math.max(EDGE, left)}px`
  menu.style.top = `${top}px`
}

/** Turns of phrase that titles share. */

/** A share as people say it: "8 in 10", "half", "hardly any". */
export function inTen(share: number): string {
  if (share >= 0.995) return 'all'
  if (share >= 0.95) return 'nearly all'
  const tenths = Math.round(share * 10)
  if (tenths === 5) return 'half'
  if (tenths >= 1) return `${tenths} in 10`
  return share > 0 ? 'hardly any' : 'none'
}

/** Colours, dashes and markers by category, so that colour is never the only difference. */

const CATEGORIES = 8

/** The colour of the i-th category, as a value for `fill` and `stroke`. */
export function category(i: number): string {
  return `var(--category-${(i % CATEGORIES) + 1})`
}

const dashes = ['none', '7 3', '2 3', '9 3 2 3', '12 4', '4 2', '9 3 2 3 2 3', '1 3']

/** The dash pattern of the i-th category's line. */
export function dash(i: number): string {
  return dashes[i % dashes.length] ?? 'none'
}

const markers: readonly ((r: number) => string)[] = [
  (r) => `M${r},0A${r},${r} 0 1 1 ${-r},0A${r},${r} 0 1 1 ${r},0Z`,
  (r) => `M${-r},${-r}H${r}V${r}H${-r}Z`,
  (r) => `M0,${-1.2 * r}L${1.15 * r},${0.9 * r}H${-1.15 * r}Z`,
  (r) => `M0,${-1.3 * r}L${1.3 * r},0L0,${1.3 * r}L${-1.3 * r},0Z`,
  (r) => `M0,${1.2 * r}L${1.15 * r},${-0.9 * r}H${-1.15 * r}Z`,
  (r) =>
    `M${-r / 3},${-r}H${r / 3}V${-r / 3}H${r}V${r / 3}H${r / 3}V${r}H${-r / 3}V${r / 3}H${-r}V${-r / 3}H${-r / 3}Z`,
  (r) =>
    `M0,${-r}L${0.95 * r},${-0.31 * r}L${0.59 * r},${0.81 * r}H${-0.59 * r}L${-0.95 * r},${-0.31 * r}Z`,
  (r) => `M${-r},${-r / 2}H${r}V${r / 2}H${-r}Z`,
]

/** The path of the i-th category's marker, around the origin, `radius` px wide. */
export function marker(i: number, radius = 4): string {
  return markers[i % markers.length]?.(radius) ?? ''
}

/** How the reference is drawn behind the current run. */
export const ghost = { stroke: 'var(--ghost)', dash: '6 4', width: 2 } as const

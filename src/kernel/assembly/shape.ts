/**
 * The choice set that is open, and room to work in. A column holds one double a cell; columns of alternatives
 * follow each other. All addresses are bytes from the start of memory; the number of cells is even.
 */

export let cells: i32 = 0
export let attributeCount: i32 = 0
export let nests: i32 = 0
/** First alternative of the last nest, and first kei in it. */
export let lastStart: i32 = 0
export let firstKei: i32 = 0
export let count: i32 = 0
/** Bytes of a column. */
export let column: i32 = 0

let starts: usize = 0
let lambdas: usize = 0
let series: usize = 0
/** Room of two columns; and of four columns, and one and a double an alternative. */
export let work: usize = 0
export let nestWork: usize = 0

/**
 * Opens a choice set: `nestStart` is Int32, `lambda` Float64; `powers` holds the series of λ − 1 of every nest, then
 * that of the last nest's λ; see ../choice-kernel.ts and ../near.ts.
 */
export function open(
  cellCount: i32,
  attributes: i32,
  nestCount: i32,
  keiFrom: i32,
  nestStart: usize,
  lambda: usize,
  powers: usize,
  columnRoom: usize,
  nestRoom: usize,
): void {
  cells = cellCount
  attributeCount = attributes
  nests = nestCount
  firstKei = keiFrom
  starts = nestStart
  lambdas = lambda
  series = powers
  work = columnRoom
  nestWork = nestRoom
  column = cellCount << 3
  lastStart = nestStartOf(nestCount - 1)
  count = nestStartOf(nestCount)
}

/** First byte that the caller may use. */
export function heapBase(): usize {
  return __heap_base
}

// @ts-ignore: decorator
@inline
export function nestStartOf(n: i32): i32 {
  return load<i32>(starts + (n << 2))
}

// @ts-ignore: decorator
@inline
export function lambdaOf(n: i32): f64 {
  return load<f64>(lambdas + (n << 3))
}

/** Series of λ − 1 of nest n; that of the last λ itself for n = nests. */
// @ts-ignore: decorator
@inline
export function seriesOf(n: i32): usize {
  return series + n * (10 << 3)
}

// Where the columns of a group's shares stand: see GroupShares in ../choice-kernel.ts, whose order this is.

// @ts-ignore: decorator
@inline
export function segmentRow(shares: usize, j: i32): usize {
  return shares + j * column
}

// @ts-ignore: decorator
@inline
export function nestSum(shares: usize, n: i32): usize {
  return shares + (firstKei + n) * column
}

// @ts-ignore: decorator
@inline
export function nestPower(shares: usize, n: i32): usize {
  return shares + (firstKei + nests + n) * column
}

/** Columns of one row each. */
// @ts-ignore: decorator
@inline
function single(shares: usize, place: i32): usize {
  return shares + (firstKei + 2 * nests + place) * column
}

// @ts-ignore: decorator
@inline
export function otherNestsOf(shares: usize): usize {
  return single(shares, 0)
}

// @ts-ignore: decorator
@inline
export function lastNestOf(shares: usize): usize {
  return single(shares, 1)
}

// @ts-ignore: decorator
@inline
export function originOf(shares: usize): usize {
  return single(shares, 2)
}

// @ts-ignore: decorator
@inline
export function highestOf(shares: usize): usize {
  return single(shares, 3)
}

// @ts-ignore: decorator
@inline
export function scaleOf(shares: usize): usize {
  return single(shares, 4)
}

// @ts-ignore: decorator
@inline
export function keptOf(shares: usize): usize {
  return single(shares, 5)
}

// @ts-ignore: decorator
@inline
export function lostOf(shares: usize): usize {
  return single(shares, 6)
}

/** Row of an alternative of the last nest. */
// @ts-ignore: decorator
@inline
export function keiRow(shares: usize, j: i32): usize {
  return single(shares, 7 + j - lastStart)
}

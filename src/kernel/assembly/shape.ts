/**
 * The choice set that is open, and room to work in. A column holds one double a cell; columns of alternatives
 * follow each other. All addresses are bytes from the start of memory; the number of cells is a multiple of four.
 */

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

/** Places of the columns that a group has one each of. */
export const OTHER_NESTS: i32 = 0
export const LAST_NEST: i32 = 1
export const ORIGIN: i32 = 2
export const HIGHEST: i32 = 3
export const SCALE: i32 = 4
export const KEPT: i32 = 5
export const LOST: i32 = 6
const SINGLE_COLUMNS: i32 = 7

// @ts-ignore: decorator
@inline
export function columnAt(shares: usize, place: i32): usize {
  return shares + (firstKei + 2 * nests + place) * column
}

/** Row of an alternative of the last nest. */
// @ts-ignore: decorator
@inline
export function keiRow(shares: usize, j: i32): usize {
  return columnAt(shares, SINGLE_COLUMNS + j - lastStart)
}

/** First alternative after a nest's segments. */
export function segmentsEnd(n: i32): i32 {
  return n == nests - 1 ? firstKei : nestStartOf(n + 1)
}

/** 1/λ of a nest's segments; 1 for a nest of one, as (e^{V/λ})^λ = e^V. */
export function inverseOf(n: i32): f64 {
  return segmentsEnd(n) - nestStartOf(n) == 1 ? 1 : 1.0 / lambdaOf(n)
}

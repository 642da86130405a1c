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
/** Room of two columns, and of two columns a nest or two doubles a kei, whichever is more. */
export let work: usize = 0
export let nestWork: usize = 0

/** Opens a choice set: `nestStart` is Int32, `lambda` Float64; see ../choice-kernel.ts. */
export function open(
  cellCount: i32,
  attributes: i32,
  nestCount: i32,
  keiFrom: i32,
  nestStart: usize,
  lambda: usize,
  columnRoom: usize,
  nestRoom: usize,
): void {
  cells = cellCount
  attributeCount = attributes
  nests = nestCount
  firstKei = keiFrom
  starts = nestStart
  lambdas = lambda
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

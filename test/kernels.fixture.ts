import type { ChoiceKernel, ChoiceRoom, GroupShares } from '../src/kernel/choice-kernel.ts'
import { alternativeCount, AREAS, lastNestStart } from '../src/kernel/choice-kernel.ts'
import { kernelBytes } from '../src/kernel/generated/kernel-bytes.ts'
import { createTypescriptKernel } from '../src/kernel/typescript-kernel.ts'
import { createWasmKernel } from '../src/kernel/wasm-kernel.ts'
import { shapeOf, type PlainNest } from './plain-logit.fixture.ts'

export const typescriptKernel = createTypescriptKernel()
export const wasmKernel = createWasmKernel(kernelBytes)

/** Both kernels, for `describe.each`: what one gives, the other gives. */
export const kernels: readonly (readonly [string, ChoiceKernel])[] = [
  ['the TypeScript kernel', typescriptKernel],
  ['the WebAssembly kernel', wasmKernel],
]

/** How often a kernel was asked for what takes long. */
export interface Calls {
  /** Of calibration alone. */
  addSlopes: number
  /** Of volume caps alone. */
  addMakerSales: number
  sharesWithoutKei: number
}

/** A kernel that counts its calls. */
export function counting(kernel: ChoiceKernel): {
  readonly counted: ChoiceKernel
  readonly calls: Calls
} {
  const calls = { addSlopes: 0, addMakerSales: 0, sharesWithoutKei: 0 }
  const open: ChoiceKernel['open'] = (shape) => {
    const room = kernel.open(shape)
    return {
      ...room,
      addSlopes(...columns) {
        calls.addSlopes += 1
        room.addSlopes(...columns)
      },
      addMakerSales(...columns) {
        calls.addMakerSales += 1
        room.addMakerSales(...columns)
      },
      sharesWithoutKei(...columns) {
        calls.sharesWithoutKei += 1
        room.sharesWithoutKei(...columns)
      },
    }
  }
  return { counted: { open }, calls }
}

/** A room whose cells differ in utilities only. */
export interface Market {
  readonly room: ChoiceRoom
  /** The cells as given; the room repeats the last until they make whole states. */
  readonly cells: readonly (readonly PlainNest[])[]
  readonly kei: number
  readonly utilities: Float64Array
  /** Of the kei, 0. */
  readonly shifts: Float64Array
  readonly shares: GroupShares
  /** Factors on the last nest's exponentials, 1. */
  readonly held: Float64Array
}

/** What shares are read from. */
export type Shared = Pick<Market, 'room' | 'shares' | 'held'>

/** Put values into a column of a room. */
export function columnOf(room: ChoiceRoom, values: ArrayLike<number>): Float64Array {
  const column = room.column(values.length)
  column.set(values)
  return column
}

/** Repeat the last of some cells until they make whole states. */
export function wholeStates<T>(cells: readonly T[]): readonly T[] {
  const missing = (AREAS - (cells.length % AREAS)) % AREAS
  return [...cells, ...Array.from({ length: missing }, () => cells.at(-1) as T)]
}

/** Open the choice of some cells, of which the last `kei` alternatives are kei. */
export function openMarket(
  kernel: ChoiceKernel,
  cells: readonly (readonly PlainNest[])[],
  kei: number,
): Market {
  const all = wholeStates(cells)
  const room = kernel.open(shapeOf(all[0] ?? [], { kei, cells: all.length }))
  return {
    room,
    cells,
    kei,
    utilities: columnOf(room, byAlternative(all)),
    shifts: room.column(kei * all.length),
    shares: room.shares(),
    held: allFree(room),
  }
}

/** Factors on the last nest's exponentials when nothing is held back. */
export function allFree(room: ChoiceRoom): Float64Array {
  return room.column(alternativeCount(room.shape) - lastNestStart(room.shape)).fill(1)
}

/** Lay utilities out by alternative and cell. */
export function byAlternative(cells: readonly (readonly PlainNest[])[]): number[] {
  const byCell = cells.map((nests) => nests.flatMap(({ utilities }) => utilities))
  return (byCell[0] ?? []).flatMap((_, j) => byCell.map((utilities) => utilities[j] ?? NaN))
}

/** Open the choice of some cells and work out its shares. */
export function sharesOf(
  kernel: ChoiceKernel,
  cells: readonly (readonly PlainNest[])[],
  kei: number,
): Market {
  const market = openMarket(kernel, cells, kei)
  workOut(market)
  return market
}

/** Work the shares of a market out from its utilities. */
export function workOut({ room, utilities, shifts, shares, held }: Market): void {
  room.sharesWithoutKei(utilities, shares)
  room.weighKei(utilities, shifts, shares)
  room.shareKei(held, shares)
}

/** Gather one cell's entries of a column. */
export function cellOf({ room }: Pick<Market, 'room'>, column: Float64Array, c: number): number[] {
  return Array.from(column).filter((_, at) => at % room.shape.cells === c)
}

/** P⁰ of all segments in one cell. */
export function sharesBefore(market: Pick<Market, 'room' | 'shares'>, c: number): number[] {
  const { room, shares } = market
  const { nestStart, lambda } = room.shape
  const powers = cellOf(market, shares.nestPowers, c)
  const all = (shares.otherNests[c] ?? NaN) + (shares.lastNest[c] ?? NaN)
  return cellOf(market, shares.segmentExponentials, c).map((e, j) => {
    const n = nestStart.findLastIndex((start, at) => start <= j && at < lambda.length)
    return (e * (powers[n] ?? NaN)) / all
  })
}

/** P of the last nest's alternatives in one cell. */
export function nestShares(market: Shared, c: number): number[] {
  const { shares, held } = market
  const exponentials = cellOf(market, shares.keiExponentials, c)
  return exponentials.map((e, j) => e * (held[j] ?? NaN) * (shares.scale[c] ?? NaN))
}

/** P of all alternatives in one cell: kept·P⁰, then the last nest. */
export function allShares(market: Shared, c: number): number[] {
  const before = sharesBefore(market, c).slice(0, lastNestStart(market.room.shape))
  const kept = market.shares.kept[c] ?? NaN
  return [...before.map((share) => share * kept), ...nestShares(market, c)]
}

/** ln Σ I^λ − ln Σ I⁰^λ of one cell. */
export function gainOf({ room, shares }: Pick<Market, 'room' | 'shares'>, c: number): number {
  const one = Float64Array.from({ length: room.shape.cells }, (_, at) => (at === c ? 1 : 0))
  return room.logSumGain(shares, columnOf(room, one))
}

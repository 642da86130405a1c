import type { ChoiceKernel, ChoiceRoom, GroupShares } from '../src/kernel/choice-kernel.ts'
import { lastNestStart } from '../src/kernel/choice-kernel.ts'
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
  /** The cells as given; the room repeats the last where their number is odd. */
  readonly cells: readonly (readonly PlainNest[])[]
  readonly kei: number
  readonly utilities: Float64Array
  /** Of the kei, 0. */
  readonly shifts: Float64Array
  readonly shares: GroupShares
}

/** Put values into a column of a room. */
export function columnOf(room: ChoiceRoom, values: ArrayLike<number>): Float64Array {
  const column = room.column(values.length)
  column.set(values)
  return column
}

/** Open the choice of some cells, of which the last `kei` alternatives are kei. */
export function openMarket(
  kernel: ChoiceKernel,
  cells: readonly (readonly PlainNest[])[],
  kei: number,
): Market {
  const all = cells.length % 2 === 0 ? cells : [...cells, cells.at(-1) ?? []]
  const room = kernel.open(shapeOf(all[0] ?? [], { kei, cells: all.length }))
  return {
    room,
    cells,
    kei,
    utilities: columnOf(room, byAlternative(all)),
    shifts: room.column(kei * all.length),
    shares: room.shares(),
  }
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
  market.room.sharesWithoutKei(market.utilities, market.shares)
  market.room.sharesWithKei(market.utilities, market.shifts, market.shares)
  return market
}

/** Gather one cell's entries of a column. */
export function cellOf({ room }: Pick<Market, 'room'>, column: Float64Array, c: number): number[] {
  return Array.from(column).filter((_, at) => at % room.shape.cells === c)
}

/** P of all alternatives in one cell: kept·P⁰, then the last nest. */
export function allShares(market: Pick<Market, 'room' | 'shares'>, c: number): number[] {
  const { sharesWithoutKei, nestShares, kept } = market.shares
  const before = cellOf(market, sharesWithoutKei, c).slice(0, lastNestStart(market.room.shape))
  return [...before.map((share) => share * (kept[c] ?? NaN)), ...cellOf(market, nestShares, c)]
}

/** ln Σ I^λ − ln Σ I⁰^λ of one cell. */
export function gainOf({ room, shares }: Pick<Market, 'room' | 'shares'>, c: number): number {
  const one = Float64Array.from({ length: room.shape.cells }, (_, at) => (at === c ? 1 : 0))
  return room.logSumGain(shares, columnOf(room, one))
}

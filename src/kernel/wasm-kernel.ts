import type { ChoiceKernel, ChoiceRoom, ChoiceShape } from './choice-kernel.ts'
import { alternativeCount, AREAS, notOfAreas, roomFor } from './choice-kernel.ts'
import { EXP_TABLE } from './exp-table.ts'
import { POWER_TERMS, powerSeries } from './near.ts'

/** What assembly/index.ts exports; all addresses are bytes from the start of its memory. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  heapBase(): number
  expTable(): number
  open(...values: readonly number[]): void
  utilities(...values: readonly number[]): void
  sharesWithoutKei(...values: readonly number[]): void
  weighKei(...values: readonly number[]): void
  shareKei(...values: readonly number[]): void
  moveSegments(...values: readonly number[]): void
  moveKei(...values: readonly number[]): void
  addSlopes(...values: readonly number[]): void
  splitBuyers(...values: readonly number[]): void
  addSales(...values: readonly number[]): void
  addKeiSales(...values: readonly number[]): void
  logSumGain(...values: readonly number[]): number
  addMakerSales(...values: readonly number[]): void
  holdMakers(...values: readonly number[]): void
  expColumn(at: number, end: number): void
  logColumn(at: number, end: number): void
}

/** The kernel's own exp and log, for their tests. */
export interface WasmKernel extends ChoiceKernel {
  /** Replace an even number of values, each at most 709, by their exponentials. */
  expColumn(values: Float64Array): void
  /** Replace an even number of values, finite and at least 0, by their logarithms. */
  logColumn(values: Float64Array): void
}

/** ECMAScript names no WebAssembly; every host that Keicast runs on has it. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
    readonly Instance: new (module: object) => { readonly exports: unknown }
  }
}

/** Bytes between the starts of columns are a multiple of this. */
const ALIGNMENT = 16

/**
 * Make the kernel from the compiled assembly/. Its memory is of one size, so that no column is ever moved;
 * each thread makes its own.
 *
 * @param bytes What `npm run build` compiles.
 */
export function createWasmKernel(bytes: Uint8Array<ArrayBuffer>): WasmKernel {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  const kernel = exports as KernelExports
  new Float64Array(kernel.memory.buffer, kernel.expTable(), EXP_TABLE.length).set(EXP_TABLE)
  const room = createMemory(kernel)
  const inPlace = (run: (at: number, end: number) => void) => (values: Float64Array) => {
    room.clear()
    const column = room.column(values.length)
    column.set(values)
    run(column.byteOffset, column.byteOffset + column.byteLength)
    values.set(column)
  }
  return {
    open: (shape) => {
      room.clear()
      return openRoom(kernel, room, shape)
    },
    expColumn: inPlace((at, end) => {
      kernel.expColumn(at, end)
    }),
    logColumn: inPlace((at, end) => {
      kernel.logColumn(at, end)
    }),
  }
}

interface Memory {
  readonly clear: () => void
  readonly column: (length: number) => Float64Array
  readonly integers: (values: Int32Array) => Int32Array
  /** Address of a column made here. */
  readonly at: (column: Float64Array | Int32Array) => number
}

function createMemory(kernel: KernelExports): Memory {
  const { buffer } = kernel.memory
  const base = Math.ceil(kernel.heapBase() / ALIGNMENT) * ALIGNMENT
  let next = base
  const take = (bytes: number) => {
    const from = next
    next += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
    if (next > buffer.byteLength) {
      throw new RangeError(
        `the kernel's memory of ${buffer.byteLength} bytes is too small for this choice set`,
      )
    }
    return from
  }
  return {
    clear() {
      next = base
    },
    column: (length) => new Float64Array(buffer, take(8 * length), length).fill(0),
    integers(values) {
      const own = new Int32Array(buffer, take(4 * values.length), values.length)
      own.set(values)
      return own
    },
    at(column) {
      if (column.buffer !== buffer) throw new TypeError('a column of another kernel')
      return column.byteOffset
    },
  }
}

function openRoom(kernel: KernelExports, memory: Memory, shape: ChoiceShape): ChoiceRoom {
  const { cells, lambda, nestStart } = shape
  const count = alternativeCount(shape)
  if (cells % AREAS !== 0) throw new RangeError(notOfAreas(cells))
  const lambdas = memory.column(lambda.length)
  lambdas.set(lambda)
  const powers = [...Array.from(lambda, (value) => value - 1), lambda.at(-1) ?? 1].map(powerSeries)
  const series = memory.column(powers.length * POWER_TERMS)
  powers.forEach((power, n) => {
    series.set(power, n * POWER_TERMS)
  })
  kernel.open(
    ...[cells, shape.attributes, lambda.length, shape.firstKei],
    ...[
      memory.integers(nestStart),
      lambdas,
      series,
      memory.column(2 * cells),
      memory.column((count + 4) * cells + count),
    ].map(memory.at),
  )
  return {
    shape,
    column: memory.column,
    integers: memory.integers,
    ...roomFor(shape, memory),
    ...choiceCalls(kernel, memory.at),
    ...moveCalls(kernel, memory.at),
    ...sumCalls(kernel, memory.at),
    ...capCalls(kernel, memory.at),
  }
}

type Address = Memory['at']

function choiceCalls(
  kernel: KernelExports,
  at: Address,
): Pick<ChoiceRoom, 'utilities' | 'sharesWithoutKei' | 'weighKei' | 'shareKei'> {
  return {
    utilities(terms, attributes, tastes, utilities, base, constants) {
      const { from, to, attributes: mask, uniform = 0 } = terms
      const baseAt = base === undefined ? 0 : at(base)
      const constantsAt = constants === undefined ? 0 : at(constants)
      const columns = at(attributes)
      const out = at(utilities)
      kernel.utilities(from, to, mask, uniform, columns, at(tastes), baseAt, constantsAt, out)
    },
    sharesWithoutKei(utilities, { all }) {
      kernel.sharesWithoutKei(at(utilities), at(all))
    },
    weighKei(utilities, shifts, { all }) {
      kernel.weighKei(at(utilities), at(shifts), at(all))
    },
    shareKei(held, { all }, split) {
      if (split === undefined) kernel.shareKei(at(held), at(all), 0, 0, 0)
      else kernel.shareKei(at(held), at(all), at(split.makerOf), split.makers, at(split.columns))
    },
  }
}

function moveCalls(
  kernel: KernelExports,
  at: Address,
): Pick<ChoiceRoom, 'moveSegments' | 'moveKei'> {
  return {
    moveSegments({ units, unitOf, steps }, { all }) {
      kernel.moveSegments(at(units), at(unitOf), at(steps), at(all))
    },
    moveKei({ units, reach, unitOf, steps }, { all }) {
      kernel.moveKei(at(units), at(reach), at(unitOf), at(steps), at(all))
    },
  }
}

function sumCalls(
  kernel: KernelExports,
  at: Address,
): Pick<ChoiceRoom, 'addSlopes' | 'splitBuyers' | 'addSales' | 'logSumGain' | 'addKeiSales'> {
  return {
    addSlopes({ all }, weights, sales, slopes) {
      kernel.addSlopes(at(all), at(weights), at(sales), at(slopes))
    },
    splitBuyers(occasions, heard, others, aware, unaware) {
      kernel.splitBuyers(at(occasions), at(heard), at(others), at(aware), at(unaware))
    },
    addSales({ all }, held, aware, unaware, sums) {
      kernel.addSales(at(all), at(held), at(aware), at(unaware), at(sums.rowOf), at(sums.all))
    },
    logSumGain: ({ all }, aware) => kernel.logSumGain(at(aware), at(all)),
    addKeiSales({ all }, held, aware, sales) {
      kernel.addKeiSales(at(all), at(held), at(aware), at(sales))
    },
  }
}

function capCalls(
  kernel: KernelExports,
  at: Address,
): Pick<ChoiceRoom, 'addMakerSales' | 'holdMakers'> {
  return {
    addMakerSales({ makers, columns }, aware, factors, sales, taken) {
      kernel.addMakerSales(at(columns), at(aware), at(factors), makers, at(sales), at(taken))
    },
    holdMakers({ makers, columns }, factors, { all }) {
      kernel.holdMakers(at(columns), at(factors), makers, at(all))
    },
  }
}

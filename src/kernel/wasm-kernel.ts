import type { ChoiceKernel, ChoiceRoom, ChoiceShape } from './choice-kernel.ts'
import { alternativeCount, roomFor } from './choice-kernel.ts'
import { EXP_TABLE } from './exp-table.ts'

/** What assembly/index.ts exports; all addresses are bytes from the start of its memory. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  heapBase(): number
  expTable(): number
  open(...values: readonly number[]): void
  utilities(...values: readonly number[]): void
  sharesWithoutKei(...values: readonly number[]): void
  sharesWithKei(...values: readonly number[]): void
  addSlopes(...values: readonly number[]): void
  addSales(...values: readonly number[]): void
  addKeiSales(...values: readonly number[]): void
  logSumGain(...values: readonly number[]): number
  splitNest(...values: readonly number[]): void
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
  if (cells % 2 !== 0) throw new RangeError(`the number of cells, ${cells}, is not even`)
  const lambdas = memory.column(lambda.length)
  lambdas.set(lambda)
  kernel.open(
    ...[cells, shape.attributes, lambda.length, shape.firstKei],
    ...[
      memory.integers(nestStart),
      lambdas,
      memory.column(2 * cells),
      memory.column(2 * Math.max(lambda.length * cells, alternativeCount(shape) - shape.firstKei)),
    ].map(memory.at),
  )
  return {
    shape,
    column: memory.column,
    ...roomFor(shape, memory.column),
    split: (makerOf, makers) => ({
      makers,
      makerOf: memory.integers(makerOf),
      columns: memory.column((2 + makers) * cells),
    }),
    ...choiceCalls(kernel, memory.at),
    ...sumCalls(kernel, memory.at),
    ...capCalls(kernel, memory.at),
  }
}

type Address = Memory['at']

function choiceCalls(
  kernel: KernelExports,
  at: Address,
): Pick<ChoiceRoom, 'utilities' | 'sharesWithoutKei' | 'sharesWithKei'> {
  return {
    utilities(terms, attributes, tastes, utilities, base, constants) {
      const { from, to, attributes: mask, uniform = 0 } = terms
      const baseAt = base === undefined ? 0 : at(base)
      const constantsAt = constants === undefined ? 0 : at(constants)
      const out = at(utilities)
      kernel.utilities(
        from,
        to,
        mask,
        uniform,
        at(attributes),
        at(tastes),
        baseAt,
        constantsAt,
        out,
      )
    },
    sharesWithoutKei(utilities, { sharesWithoutKei, origin, otherNests, lastNest }) {
      const shares = at(sharesWithoutKei)
      kernel.sharesWithoutKei(at(utilities), shares, at(origin), at(otherNests), at(lastNest))
    },
    sharesWithKei(utilities, shifts, { origin, otherNests, lastNest, nestShares, kept, lost }) {
      const before = at(origin)
      const others = at(otherNests)
      const nest = at(nestShares)
      kernel.sharesWithKei(
        at(utilities),
        at(shifts),
        before,
        others,
        at(lastNest),
        nest,
        at(kept),
        at(lost),
      )
    },
  }
}

function sumCalls(
  kernel: KernelExports,
  at: Address,
): Pick<ChoiceRoom, 'addSlopes' | 'addSales' | 'logSumGain' | 'addKeiSales'> {
  return {
    addSlopes({ sharesWithoutKei }, weights, sales, slopes) {
      kernel.addSlopes(at(sharesWithoutKei), at(weights), at(sales), at(slopes))
    },
    addSales({ sharesWithoutKei, nestShares, kept, lost }, aware, unaware, { areas, byArea }) {
      const before = at(sharesWithoutKei)
      const nest = at(nestShares)
      const heard = at(aware)
      const others = at(unaware)
      kernel.addSales(before, nest, at(kept), at(lost), heard, others, areas, at(byArea))
    },
    logSumGain: ({ lost }, aware) => kernel.logSumGain(at(aware), at(lost)),
    addKeiSales({ nestShares }, aware, sales) {
      kernel.addKeiSales(at(nestShares), at(aware), at(sales))
    },
  }
}

function capCalls(
  kernel: KernelExports,
  at: Address,
): Pick<ChoiceRoom, 'splitNest' | 'addMakerSales' | 'holdMakers'> {
  return {
    splitNest({ nestShares }, { makerOf, makers, columns }) {
      kernel.splitNest(at(nestShares), at(makerOf), makers, at(columns))
    },
    addMakerSales({ makers, columns }, aware, factors, sales, taken) {
      kernel.addMakerSales(at(columns), at(aware), at(factors), makers, at(sales), at(taken))
    },
    holdMakers({ makers, makerOf, columns }, factors, { nestShares, kept, lost }) {
      const nest = at(nestShares)
      kernel.holdMakers(at(columns), at(factors), at(makerOf), makers, nest, at(kept), at(lost))
    },
  }
}

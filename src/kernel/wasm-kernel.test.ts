import { describe, expect, it } from 'vitest'
import { kernels } from '../../test/kernels.fixture.ts'
import { shapeOf } from '../../test/plain-logit.fixture.ts'
import { notOfAreas } from './choice-kernel.ts'
import { EXP_TABLE } from './exp-table.ts'
import { exp } from './exp.ts'
import { kernelBytes } from './generated/kernel-bytes.ts'
import { neighbour, randomNumbers } from './high-precision.fixture.ts'
import { log } from './log.ts'
import { createWasmKernel } from './wasm-kernel.ts'

const kernel = createWasmKernel(kernelBytes)
const nests = [
  { lambda: 0.6, utilities: [0, 0] },
  { lambda: 0.8, utilities: [0, 0] },
]
const shape = shapeOf(nests, { kei: 1, cells: 4 })

function list(seed: number, count: number, make: (random: () => number) => number): number[] {
  const random = randomNumbers(seed)
  return Array.from({ length: count }, () => make(random))
}

/** Bits of numbers, so that 0 and −0 differ. */
function bitsOf(values: readonly number[]): bigint[] {
  return [...new BigUint64Array(Float64Array.from(values).buffer)]
}

const between = (low: number, high: number) => (random: () => number) =>
  low + (high - low) * random()
const doublings = (low: number, high: number) => (random: () => number) =>
  (1 + random()) * 2 ** Math.floor(low + (high - low) * random())

/** Put each number into both lanes of a vector in turn, and give what the lanes make of it. */
function inBothLanes(run: (column: Float64Array) => void, values: readonly number[]) {
  const even = Float64Array.from(values.flatMap((x, i) => [x, values[(i + 1) % values.length]!]))
  run(even)
  return {
    even: values.map((_, i) => even[2 * i]!),
    odd: values.map((_, i) => even[(2 * (i - 1 + values.length) + 1) % even.length]!),
  }
}

function expectSameBits(
  run: (column: Float64Array) => void,
  expected: (x: number) => number,
  values: readonly number[],
) {
  const { even, odd } = inBothLanes(run, values)
  const bits = bitsOf(values.map(expected))
  expect(bitsOf(even)).toEqual(bits)
  expect(bitsOf(odd)).toEqual(bits)
}

const reductionEdges = Array.from({ length: 2100 }, (_, i) =>
  [-2, -1, 0, 1, 2].map((d) => neighbour((-130_500 + 125 * i + 0.5) * (Math.LN2 / 128), d)),
).flat()

describe('the exponentials of the WebAssembly kernel', () => {
  it.each([
    ['the usual range', list(1, 20_000, between(-60, 0))],
    ['small arguments', list(2, 5000, between(-0.36, 0.36))],
    ['all results that are normal numbers', list(3, 20_000, between(-708, 709))],
    ['arguments near 0', list(4, 2000, between(-1, 1)).map((x, i) => x / 2 ** (i % 80))],
    ['the edges of the reduction', reductionEdges.filter((x) => x > -708 && x < 709)],
    ['special values', [0, -0, 5e-324, -5e-324, 1, -1, 709, -708, neighbour(-708, -1)]],
  ])('equal exp bit for bit over %s', (_, values) => {
    expectSameBits((column) => kernel.expColumn(column), exp, values)
  })

  it('are 0 below −708', () => {
    const values = [neighbour(-708, 1), -708.5, -745, -746, -5000, -1e300, -Number.MAX_VALUE]
    expectSameBits(
      (column) => kernel.expColumn(column),
      () => 0,
      [...values, -Infinity],
    )
  })
})

describe('the logarithms of the WebAssembly kernel', () => {
  const rootEdges = Array.from({ length: 2043 }, (_, i) =>
    [-1e10, -1, 0, 1, 1e10].map((d) => neighbour(Math.SQRT1_2 * 2 ** (i - 1020), d)),
  ).flat()
  const nearOne = Array.from({ length: 53 }, (_, k) => [
    1 + 2 ** -k,
    1 - 2 ** -(k + 1),
    neighbour(1 + 2 ** -k, 1),
  ]).flat()

  it.each([
    ['one octave around 1', list(5, 20_000, between(0.7, 1.42))],
    ['some octaves', list(6, 5000, between(0, 10)).filter((x) => x > 0)],
    ['all octaves', list(7, 20_000, doublings(-1022, 1024)).filter(Number.isFinite)],
    ['powers of two around 1', nearOne],
    ['the edges of the reduction', rootEdges],
    ['the ends of the range', [2 ** -1022, neighbour(2 ** -1022, 1), 1e300, Number.MAX_VALUE]],
  ])('equal log bit for bit over %s', (_, values) => {
    expectSameBits((column) => kernel.logColumn(column), log, values)
  })

  it('are −∞ below the least normal number', () => {
    const values = [0, 5e-324, 1e-310, neighbour(2 ** -1022, -1)]
    expectSameBits(
      (column) => kernel.logColumn(column),
      () => -Infinity,
      values,
    )
  })
})

describe('the memory of the WebAssembly kernel', () => {
  it('holds columns of zeros that do not overlap, whatever was there', () => {
    const first = kernel.open(shape)
    first.column(1000).fill(NaN)
    const room = kernel.open(shape)
    const columns = [room.column(3), room.column(5), room.column(1)]
    columns.forEach((column) => expect(column.every((value) => value === 0)).toBe(true))
    columns.forEach((column, i) => column.fill(i + 1))
    expect(columns.map((column) => [...column])).toEqual([[1, 1, 1], [2, 2, 2, 2, 2], [3]])
  })

  it('does not take the columns of another kernel, nor of none', () => {
    const room = kernel.open(shape)
    const shares = room.shares()
    expect(() => room.sharesWithoutKei(new Float64Array(16), shares)).toThrow(TypeError)
    const other = createWasmKernel(kernelBytes).open(shape)
    expect(() => room.sharesWithoutKei(other.column(16), shares)).toThrow('of another kernel')
    expect(() => room.logSumGain(other.shares(), room.column(4))).toThrow(TypeError)
    const tastes = Float64Array.of(1)
    const terms = { from: 0, to: 4, attributes: 1 }
    const attributes = room.column(16)
    expect(() => room.utilities(terms, attributes, tastes, room.column(16))).toThrow(TypeError)
  })

  it('does not take whole numbers of another either', () => {
    const room = kernel.open(shape)
    const shares = room.shares()
    const held = room.column(2)
    const split = { makers: 1, makerOf: Int32Array.of(0), columns: room.column(12) }
    expect(() => room.shareKei(held, shares, split)).toThrow(TypeError)
    const moves = {
      units: room.column(4),
      reach: room.column(1),
      unitOf: new Int32Array(4),
      steps: room.column(8),
    }
    expect(() => room.moveSegments(moves, shares)).toThrow('of another kernel')
    expect(() => room.moveKei(moves, shares)).toThrow('of another kernel')
    const sums = { ...room.sums(Int32Array.of(0, 1, 2, 3)), rowOf: new Int32Array(4) }
    const buyers = room.column(4)
    expect(() => room.addSales(shares, held, buyers, buyers, sums)).toThrow('of another kernel')
  })

  it('holds whole numbers beside columns, whatever was there', () => {
    kernel.open(shape).column(1000).fill(NaN)
    const room = kernel.open(shape)
    const values = [Int32Array.of(1, -2, 3), Int32Array.of(4), Int32Array.of(-5, 6)]
    const [first, second, third] = values.map((each) => room.integers(each))
    const column = room.column(2)
    expect([first, second, third].map((each) => [...each!])).toEqual([[1, -2, 3], [4], [-5, 6]])
    column.fill(NaN)
    first!.fill(7)
    third!.fill(8)
    expect([...second!]).toEqual([4])
    expect([...third!]).toEqual([8, 8])
    expect([...first!]).toEqual([7, 7, 7])
  })

  it('is of one size, and says so where a choice set needs more', () => {
    const cells = 1_000_000
    expect(() => kernel.open({ ...shape, cells })).toThrow(RangeError)
    const room = kernel.open(shape)
    expect(() => room.column(2 ** 21)).toThrow('too small for this choice set')
    expect(() => createWasmKernel(kernelBytes).open(shape).column(1_500_000)).not.toThrow()
  })

  it('leaves the table of exp alone', () => {
    const room = kernel.open(shape)
    room.column(100_000).fill(NaN)
    const values = Float64Array.from({ length: 128 }, (_, i) => (i * Math.LN2) / 128)
    kernel.expColumn(values)
    values.forEach((value, i) => expect(value).toBeCloseTo(EXP_TABLE[2 * i]!, 14))
  })
})

describe.each(kernels)('%s', (_, either) => {
  it.each([1, 2, 3, 5, 6, 206])('has no room for %s cells, which are no whole states', (cells) => {
    expect(() => either.open({ ...shape, cells })).toThrow(RangeError)
    expect(() => either.open({ ...shape, cells })).toThrow(notOfAreas(cells))
  })

  it.each([4, 8, 204])('has room for %s cells', (cells) => {
    expect(either.open({ ...shape, cells }).shares().kept).toHaveLength(cells)
  })
})

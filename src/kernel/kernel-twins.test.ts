import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnOf, typescriptKernel, wasmKernel } from '../../test/kernels.fixture.ts'
import type { ChoiceKernel, ChoiceShape } from './choice-kernel.ts'

/**
 * The same bytes from both kernels: their shares differ by no more than 0, which is less than the relative
 * 1e-12 that would do.
 */

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const usual = number(-50, 50)
const utility = fc.oneof(
  { weight: 12, arbitrary: usual },
  { weight: 1, arbitrary: fc.constantFrom(2000, -2000, 0, -0) },
  { weight: 1, arbitrary: fc.constant(-Infinity) },
)
const shift = fc.oneof(
  { weight: 6, arbitrary: number(-5, 5) },
  { weight: 1, arbitrary: fc.constantFrom(-Infinity, 5000, -5000) },
)
const lambda = fc.oneof(
  { weight: 5, arbitrary: number(0.1, 1) },
  { arbitrary: fc.constant(1), weight: 1 },
)

/** The choice set, and an endless list of draws of each kind. */
interface Case {
  readonly shape: ChoiceShape
  readonly areas: number
  readonly makerOf: Int32Array
  readonly makers: number
  /** Start of the alternatives whose utilities are worked out, and their attributes. */
  readonly terms: { readonly from: number; readonly attributes: number; readonly uniform: number }
  readonly draw: {
    readonly utilities: readonly number[]
    readonly constants: readonly number[]
    readonly attributes: readonly number[]
    readonly tastes: readonly number[]
    readonly shifts: readonly number[]
    readonly buyers: readonly number[]
    readonly others: readonly number[]
    readonly factors: readonly number[]
  }
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    lambdas: fc.array(lambda, { minLength: 1, maxLength: 5 }),
    sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 5, maxLength: 5 }),
    lastIsEmpty: fc.boolean(),
    kei: fc.integer({ min: 0, max: 5 }),
    pairs: fc.integer({ min: 1, max: 6 }),
    attributes: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ lambdas, sizes, lastIsEmpty, kei, pairs, attributes }) => {
    const cells = 2 * pairs
    const own = lambdas.map((_, n) =>
      lastIsEmpty && n > 0 && n === lambdas.length - 1 ? 0 : sizes[n]!,
    )
    const starts = own.map((_, n) => own.slice(0, n).reduce((sum, size) => sum + size, 0))
    const firstKei = own.reduce((sum, size) => sum + size, 0)
    const count = firstKei + kei
    const shape = {
      cells,
      attributes,
      nestStart: Int32Array.from([...starts, count]),
      lambda: Float64Array.from(lambdas),
      firstKei,
    }
    const list = (of: fc.Arbitrary<number>, length: number) =>
      fc.array(of, { minLength: length, maxLength: length })
    return fc.record({
      shape: fc.constant(shape),
      areas: fc.constantFrom(2, cells),
      makerOf: list(fc.integer({ min: -1, max: kei - 1 }), kei).map((of) => Int32Array.from(of)),
      makers: fc.constant(kei),
      terms: fc.record({
        from: fc.integer({ min: 0, max: count }),
        attributes: fc.integer({ min: 0, max: 15 }),
        uniform: fc.integer({ min: 0, max: 15 }),
      }),
      draw: fc.record({
        // Something can be bought everywhere.
        utilities: list(utility, count * cells).map((all) => [
          ...all.slice(0, cells).map((v) => Math.max(v, -2000)),
          ...all.slice(cells),
        ]),
        constants: list(fc.oneof(number(-2, 2), fc.constantFrom(0, -0, -Infinity)), count),
        attributes: list(
          fc.oneof(number(-1, 1), fc.constantFrom(0, -0)),
          count * attributes * cells,
        ),
        tastes: list(fc.oneof(number(-3, 3), fc.constant(0)), attributes),
        shifts: list(shift, kei * cells),
        buyers: list(fc.oneof(number(0, 1e6), fc.constant(0)), cells),
        others: list(number(0, 1e6), cells),
        factors: list(fc.oneof(number(0, 1), number(1e-9, 20), fc.constant(1)), kei),
      }),
    })
  })

/** Everything that a room's functions give, by name. */
function outputsOf(kernel: ChoiceKernel, { shape, areas, makerOf, makers, terms, draw }: Case) {
  const room = kernel.open(shape)
  const { cells, firstKei } = shape
  const count = draw.constants.length
  const [aware, unaware] = [columnOf(room, draw.buyers), columnOf(room, draw.others)]
  const attributes = columnOf(room, draw.attributes)
  const tastes = columnOf(room, draw.tastes)
  const base = columnOf(room, draw.utilities)
  const constants = columnOf(room, draw.constants)
  constants[0] = 0
  const alternatives = { to: count, ...terms }

  const tasted = room.column(count * cells)
  room.utilities(alternatives, attributes, tastes, tasted)
  const based = room.column(count * cells)
  room.utilities(alternatives, attributes, tastes, based, base)
  const constant = room.column(count * cells)
  room.utilities(alternatives, attributes, tastes, constant, undefined, constants)
  const utilities = columnOf(room, draw.utilities)
  room.utilities(alternatives, attributes, tastes, utilities, base, constants)

  const shares = room.shares()
  room.sharesWithoutKei(utilities, shares)
  room.sharesWithKei(utilities, columnOf(room, draw.shifts), shares)
  const free = copyOf(shares)
  const gain = Float64Array.of(room.logSumGain(shares, aware))

  const sales = room.column(firstKei)
  const slopes = room.column(firstKei * firstKei)
  room.addSlopes(shares, aware, sales, slopes)
  room.addSlopes(shares, unaware, sales, slopes)
  const keiSales = room.column(count - firstKei)
  room.addKeiSales(shares, aware, keiSales)

  const split = room.split(makerOf, makers)
  room.splitNest(shares, split)
  const factors = columnOf(room, draw.factors)
  const makerSales = room.column(2 * makers)
  const taken = room.column(2 * makers * makers)
  room.addMakerSales(split, aware, factors, makerSales, taken)
  room.addMakerSales(split, unaware, factors, makerSales, taken)
  room.holdMakers(split, factors, shares)
  const heldGain = Float64Array.of(room.logSumGain(shares, aware))

  const { byArea, byState, displaced } = room.sums(areas)
  room.addSales(shares, aware, unaware, { areas, byArea, byState, displaced })
  room.addSales(shares, unaware, aware, { areas, byArea, byState, displaced })
  const { columns } = split
  const before = { tasted, based, constant, utilities, gain, sales, slopes, keiSales, columns }
  const after = { makerSales, taken, heldGain, byArea, byState, displaced, ...shares }
  return { free, ...copyOf({ ...before, ...after }) }
}

/** The columns of a room are another's once it is open. */
function copyOf<K extends string>(columns: Readonly<Record<K, Float64Array>>) {
  const entries = Object.entries<Float64Array>(columns)
  return Object.fromEntries(entries.map(([name, column]) => [name, column.slice()])) as Record<
    K,
    Float64Array
  >
}

function bitsByName({ free, ...others }: ReturnType<typeof outputsOf>) {
  return [...Object.entries(free), ...Object.entries(others)].map(([name, column]) => [
    name,
    bitsOf(column),
  ])
}

/** Bits of a column; every NaN has the same. */
function bitsOf(column: Float64Array): bigint[] {
  const canonical = Float64Array.from(column, (value) => (Number.isNaN(value) ? NaN : value))
  return [...new BigUint64Array(canonical.buffer)]
}

describe('both kernels', () => {
  const isFinite = (columns: readonly Float64Array[]) =>
    columns.every((column) => column.every(Number.isFinite))

  it('give the same bytes for every output, whatever the choice set', () => {
    let held = 0
    const property = fc.property(cases, (of) => {
      const outputs = outputsOf(typescriptKernel, of)
      const expected = bitsByName(outputs)
      // Not that they agree on what is no number.
      const { free, nestShares, kept, lost } = outputs
      expect(isFinite(Object.values(free))).toBe(true)
      if (isFinite([nestShares, kept, lost])) held += 1
      expect(bitsByName(outputsOf(wasmKernel, of))).toEqual(expected)
    })
    fc.assert(property, { numRuns: 1000 })
    // Where a kei has all of a cell and is held to nothing, nothing is known of the rest.
    expect(held).toBeGreaterThan(850)
  })
})

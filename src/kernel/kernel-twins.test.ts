import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allFree, columnOf, typescriptKernel, wasmKernel } from '../../test/kernels.fixture.ts'
import type { ChoiceKernel, ChoiceRoom, ChoiceShape } from './choice-kernel.ts'
import { NEAR } from './near.ts'

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
  readonly makerOf: Int32Array
  /** Row of each alternative in the sums. */
  readonly rowOf: Int32Array
  readonly unitOf: Int32Array
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
    readonly held: readonly number[]
    /** From −1 to 1, by unit and cell. */
    readonly units: readonly number[]
    /** Small ones by alternative, and any in the price of kei. */
    readonly steps: readonly number[]
  }
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    lambdas: fc.array(lambda, { minLength: 1, maxLength: 5 }),
    sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 5, maxLength: 5 }),
    lastIsEmpty: fc.boolean(),
    kei: fc.integer({ min: 0, max: 5 }),
    states: fc.integer({ min: 1, max: 3 }),
    attributes: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ lambdas, sizes, lastIsEmpty, kei, states, attributes }) => {
    const cells = 4 * states
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
      makerOf: list(fc.integer({ min: -1, max: kei - 1 }), kei).map((of) => Int32Array.from(of)),
      makers: fc.constant(kei),
      rowOf: fc
        .shuffledSubarray(
          Array.from({ length: firstKei }, (_, j) => j),
          { minLength: firstKei },
        )
        .map((rows) =>
          Int32Array.from([...rows, ...Array.from({ length: kei }, (_, n) => firstKei + n)]),
        ),
      unitOf: list(fc.integer({ min: 0, max: 2 }), count).map((of) => Int32Array.from(of)),
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
        // All near 1 at times.
        factors: fc.oneof(
          list(fc.oneof(number(0, 1), number(1e-9, 20), fc.constant(1)), kei),
          list(fc.oneof(number(0.97, 1.03), fc.constant(1)), kei),
        ),
        held: list(fc.oneof(number(0, 1), fc.constantFrom(0, 1)), kei),
        units: list(number(-1, 1), 3 * cells),
        steps: list(fc.oneof(number(-0.1, 0.1), number(-2, 2), fc.constant(0)), 2 * count),
      }),
    })
  })

/** Everything that a room's functions give, by name. */
function outputsOf(kernel: ChoiceKernel, of: Case) {
  const { shape, makers, terms, draw } = of
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
  // Segments are never held back.
  const own = shares.keiExponentials.length / cells - (count - firstKei)
  const held = columnOf(room, [...Array<number>(own).fill(1), ...draw.held])
  room.sharesWithoutKei(utilities, shares)
  room.weighKei(utilities, columnOf(room, draw.shifts), shares)
  room.shareKei(allFree(room), shares)
  const free = copyOf(shares)
  room.shareKei(held, shares)
  const gain = Float64Array.of(room.logSumGain(shares, aware))

  const sales = room.column(firstKei)
  const slopes = room.column(firstKei * firstKei)
  room.addSlopes(shares, aware, sales, slopes)
  room.addSlopes(shares, unaware, sales, slopes)
  const keiSales = room.column(count - firstKei)
  room.addKeiSales(shares, held, aware, keiSales)
  const [heard, missed] = [room.column(cells), room.column(cells)]
  room.splitBuyers(aware, columnOf(room, draw.utilities.slice(0, cells)), unaware, heard, missed)

  const moves = movesOf(room, of)
  room.moveSegments(moves.small, shares)
  room.moveKei(moves.any, shares)
  const moved = copyOf(shares)

  const columns = room.column((2 + makers) * cells)
  const split = { makers, makerOf: room.integers(of.makerOf), columns }
  room.shareKei(held, shares, split)
  const factors = columnOf(room, draw.factors)
  const makerSales = room.column(makers)
  const taken = room.column(makers * makers)
  room.addMakerSales(split, aware, factors, makerSales, taken)
  room.addMakerSales(split, unaware, factors, makerSales, taken)
  room.holdMakers(split, factors, shares)
  const heldGain = Float64Array.of(room.logSumGain(shares, aware))

  const sums = room.sums(of.rowOf)
  room.addSales(shares, held, aware, unaware, sums)
  room.addSales(shares, held, unaware, aware, sums)
  const before = { tasted, based, constant, utilities, gain, sales, slopes, keiSales, columns }
  const after = { heard, missed, makerSales, taken, heldGain, sums: sums.all, held: shares.all }
  return { free, moved, ...copyOf({ ...before, ...after }) }
}

/** Moves of segments that are near, and of kei of any size. */
function movesOf(room: ChoiceRoom, { shape, unitOf, draw }: Case) {
  const units = columnOf(room, draw.units)
  const ofUnit = (unit: number) => draw.units.slice(unit * shape.cells, (unit + 1) * shape.cells)
  const reach = columnOf(
    room,
    [0, 1, 2].map((unit) => Math.max(...ofUnit(unit).map(Math.abs))),
  )
  const least = Math.min(...shape.lambda)
  const small = draw.steps.map((step) => (step / 2) * NEAR * least)
  const common = { units, reach, unitOf: room.integers(unitOf) }
  return {
    small: { ...common, steps: columnOf(room, small) },
    any: { ...common, steps: columnOf(room, draw.steps) },
  }
}

/** The columns of a room are another's once it is open. */
function copyOf<K extends string>(columns: Readonly<Record<K, Float64Array>>) {
  const entries = Object.entries<Float64Array>(columns)
  return Object.fromEntries(entries.map(([name, column]) => [name, column.slice()])) as Record<
    K,
    Float64Array
  >
}

function bitsByName({ free, moved, ...others }: ReturnType<typeof outputsOf>) {
  const all = [free, moved, others].flatMap((columns) => Object.entries(columns))
  return all.map(([name, column]) => [name, bitsOf(column)])
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
      expect(isFinite(Object.values(outputs.free))).toBe(true)
      if (isFinite([outputs.held])) held += 1
      expect(bitsByName(outputsOf(wasmKernel, of))).toEqual(expected)
    })
    fc.assert(property, { numRuns: 1000 })
    // Where a kei has all of a cell and is held to nothing, nothing is known of the rest.
    expect(held).toBeGreaterThan(850)
  })
})

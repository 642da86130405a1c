import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allShares,
  byAlternative,
  cellOf,
  columnOf,
  gainOf,
  kernels,
  nestShares,
  sharesBefore,
  sharesOf,
  wholeStates,
  type Market,
} from '../../test/kernels.fixture.ts'
import { plainNestedLogit, withoutLast, type PlainNest } from '../../test/plain-logit.fixture.ts'
import { near } from '../../test/rows.fixture.ts'
import type { ChoiceRoom, ChoiceShape, Moves } from './choice-kernel.ts'
import { NEAR } from './near.ts'

const none = -Infinity
const kei = 3
const years = 20

/**
 * Eight cells. Nests of three segments, of one, of two that nobody can choose, of none at all, and of two segments and
 * three kei, the second of which is nowhere available; what some alternatives are not available in differs by cell.
 */
const cells = Array.from({ length: 8 }, (_, c): PlainNest[] => [
  { lambda: 0.6, utilities: [0.3 - 0.2 * c, c === 5 ? none : 0.1 * c - 0.4, 0.7] },
  { lambda: 0.8, utilities: [c === 7 ? none : 0.2 * c - 0.9] },
  { lambda: 0.5, utilities: [none, none] },
  { lambda: 0.9, utilities: [] },
  {
    lambda: 0.45,
    utilities: [
      0.5 - 0.1 * c,
      c === 2 ? none : 0.05 * c,
      -1 - 0.3 * c,
      none,
      c === 4 ? none : -0.2 * c,
    ],
  },
])
const segments = 8
const count = 11
/** Utility of a unit of price, gasoline and electricity, by cell; nobody minds electricity in some cells. */
const units = [
  Array.from({ length: 8 }, (_, c) => -0.1 - 0.05 * c),
  Array.from({ length: 8 }, (_, c) => -0.9 + 0.11 * c),
  Array.from({ length: 8 }, (_, c) => (c % 3 === 0 ? 0 : -0.3 * c)),
]
const unitOf = [1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 2]
const reach = units.map((row) => Math.max(...row.map(Math.abs)))

/** λ that an alternative's moves are over: 1 of a segment alone in its nest, as (e^{V/λ})^λ = e^V. */
function lambdasOf({ nestStart, lambda, firstKei }: ChoiceShape): number[] {
  return Array.from(lambda).flatMap((value, n) => {
    const [from, to] = [nestStart[n]!, nestStart[n + 1]!]
    const isAlone = Math.min(to, firstKei) - from === 1
    return Array.from({ length: to - from }, (_, j) => (isAlone && from + j < firstKei ? 1 : value))
  })
}

/** Steps, in their own unit and in price, that change no V/λ by more than a fraction of NEAR each. */
function stepsOf(
  { shape }: ChoiceRoom,
  own: readonly number[],
  price: readonly number[] = [],
): number[] {
  const keiLambda = shape.lambda.at(-1)!
  return lambdasOf(shape).flatMap((lambda, j) => [
    (own[j]! * NEAR * lambda) / reach[unitOf[j]!]!,
    ((price[j - shape.firstKei] ?? 0) * NEAR * keiLambda) / reach[0]!,
  ])
}

function movesOf(room: ChoiceRoom, steps: readonly number[]): Moves {
  const { cells: size } = room.shape
  return {
    units: columnOf(
      room,
      units.flatMap((row) => row.slice(0, size)),
    ),
    reach: columnOf(room, reach),
    unitOf: room.integers(Int32Array.from(unitOf.slice(0, steps.length / 2))),
    steps: columnOf(room, steps),
  }
}

/** The nests of a cell after some years of the same steps. */
function moved(
  nests: readonly PlainNest[],
  steps: readonly number[],
  c: number,
  times = 1,
): PlainNest[] {
  let j = -1
  return nests.map(({ lambda, utilities }) => ({
    lambda,
    utilities: utilities.map((v) => {
      j += 1
      const change = steps[2 * j]! * units[unitOf[j]!]![c]! + steps[2 * j + 1]! * units[0]![c]!
      return v + times * change
    }),
  }))
}

/** Numbers alike to a relative 1e-13; 0 is 0. */
function expectDigits(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length)
  actual.forEach((value, at) => {
    if (expected[at] === 0) expect(value).toBe(0)
    else expect(Math.abs(value / expected[at]! - 1)).toBeLessThan(1e-13)
  })
}

/** Copies of the columns that neither kind of move may touch, and of the others by the names given. */
function untouched({ shares }: Market, ...names: readonly (keyof Market['shares'])[]) {
  const always = ['origin', 'highest', 'scale', 'kept', 'lost'] as const
  return [...always, ...names].map((name) => [name, shares[name].slice()] as const)
}

const ofSegments = [
  'segmentExponentials',
  'nestSums',
  'nestPowers',
  'otherNests',
  'lastNest',
] as const

/** Fractions of the largest step that is near: both ends of it, none, and some between. */
const fractions = [1, -0.4, 0, -1, 0.7, 0.2, 1, -0.9, 0.5, -0.8, 0.3]

describe.each(kernels)('moved segments of %s', (_, kernel) => {
  const open = () => sharesOf(kernel, cells, kei)
  const move = (market: Market, own: readonly number[], times = 1) => {
    const steps = stepsOf(market.room, own)
    const moves = movesOf(market.room, steps)
    for (let time = 0; time < times; time += 1) market.room.moveSegments(moves, market.shares)
    return steps
  }

  it.each([
    ['up and down', fractions],
    ['the other way', fractions.map((value) => -value)],
    ['all alike', Array<number>(count).fill(0.5)],
    ['next to nothing', fractions.map((value) => 1e-9 * value)],
    ['one of them', fractions.map((_value, j) => (j === 2 ? 1 : 0))],
  ])('have the P⁰ of the formula at their utilities: %s', (_case, own) => {
    const market = open()
    const steps = move(market, own)
    cells.forEach((nests, c) => {
      const plain = plainNestedLogit(withoutLast(moved(nests, steps, c), kei))
      expectDigits(sharesBefore(market, c), plain.shares)
    })
  })

  it('have the exponentials, sums and powers of theirs, over the same origin', () => {
    const market = open()
    const before = untouched(market, 'keiExponentials')
    const steps = move(market, fractions)
    const { shares } = market
    cells.forEach((nests, c) => {
      const origin = Math.max(...withoutLast(nests, kei).flatMap(({ utilities }) => utilities))
      expect(shares.origin[c]).toBe(origin)
      const after = withoutLast(moved(nests, steps, c), kei)
      const inverses = [1 / 0.6, 1, 1 / 0.5, 1, 1 / 0.45]
      const exponentials = after.map(({ utilities }, n) =>
        utilities.map((v) => Math.exp((v - origin) * inverses[n]!)),
      )
      const sums = exponentials.map((row) => row.reduce((sum, e) => sum + e, 0))
      const powers = sums.map((sum, n) => {
        if (exponentials[n]!.length === 1) return 1
        return sum === 0 ? 0 : sum ** (after[n]!.lambda - 1)
      })
      const weights = sums.map((sum, n) => sum * powers[n]!)
      const others = weights.slice(0, -1).reduce((sum, weight) => sum + weight, 0)
      expectDigits(cellOf(market, shares.segmentExponentials, c), exponentials.flat())
      expectDigits(cellOf(market, shares.nestSums, c), sums)
      expectDigits(cellOf(market, shares.nestPowers, c), powers)
      expectDigits([shares.otherNests[c]!, shares.lastNest[c]!], [others, weights.at(-1)!])
    })
    expect(untouched(market, 'keiExponentials')).toEqual(before)
  })

  it('keep their digits over many years', () => {
    const market = open()
    const steps = stepsOf(market.room, fractions)
    const moves = movesOf(market.room, steps)
    for (let year = 1; year <= years; year += 1) {
      market.room.moveSegments(moves, market.shares)
      // A year adds less than 2^-51 to exponentials and as much to powers: 20 of them less than 2e-14.
      cells.forEach((nests, c) => {
        const plain = plainNestedLogit(withoutLast(moved(nests, steps, c, year), kei))
        expectDigits(sharesBefore(market, c), plain.shares)
      })
    }
  })

  it('come back to where they were', () => {
    const market = open()
    const before = cells.map((_nests, c) => sharesBefore(market, c))
    move(market, fractions, years)
    expect(sharesBefore(market, 0)[0]).not.toBeCloseTo(before[0]![0]!, 2)
    move(
      market,
      fractions.map((value) => -value),
      years,
    )
    before.forEach((shares, c) => {
      expectDigits(sharesBefore(market, c), shares)
    })
  })

  it('leave kei the shares and the gain of the formula', () => {
    const market = open()
    const steps = move(market, fractions, years)
    const after = cells.map((nests, c) => moved(nests, steps, c, years))
    market.utilities.set(byAlternative(after))
    market.room.weighKei(market.utilities, market.shifts, market.shares)
    market.room.shareKei(market.held, market.shares)
    after.forEach((nests, c) => {
      const plain = plainNestedLogit(nests)
      const before = plainNestedLogit(withoutLast(nests, kei))
      expect(allShares(market, c)).toEqual(near(plain.shares))
      expect(gainOf(market, c)).toBeCloseTo(plain.logSum - before.logSum, 12)
      expect(market.shares.kept[c]).toBeCloseTo(Math.exp(before.logSum - plain.logSum), 12)
    })
  })

  it('stay as they are where nothing changes, before and after they were moved', () => {
    const market = open()
    for (const own of [fractions, fractions.map((value) => -0.3 * value)]) {
      const before = market.shares.all.slice()
      move(market, Array<number>(count).fill(0))
      expect(market.shares.all).toEqual(before)
      move(market, own)
      expect(market.shares.all).not.toEqual(before)
    }
  })

  it('leave nests alone in which nothing changes', () => {
    const market = open()
    const rowsOf = (column: Float64Array, from: number, to: number) =>
      column.slice(from * cells.length, to * cells.length)
    const others = () => [
      rowsOf(market.shares.segmentExponentials, 3, segments),
      rowsOf(market.shares.nestSums, 1, 5),
      rowsOf(market.shares.nestPowers, 1, 5),
      market.shares.lastNest.slice(),
    ]
    const before = others()
    move(market, [1, -1, 0.5, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(others()).toEqual(before)
  })

  it('leave out what nobody can choose', () => {
    const market = open()
    move(market, fractions, years)
    const { segmentExponentials, nestSums, nestPowers } = market.shares
    cells.forEach((_nests, c) => {
      expect(cellOf(market, segmentExponentials, c).slice(4, 6)).toEqual([0, 0])
      expect(cellOf(market, nestSums, c).slice(2, 4)).toEqual([0, 0])
      expect(cellOf(market, nestPowers, c).slice(2, 4)).toEqual([0, 0])
    })
    expect(segmentExponentials[cells.length + 5]).toBe(0)
    expect(sharesBefore(market, 7)[3]).toBe(0)
  })

  it('are none in a nest of kei alone', () => {
    const nests = [
      { lambda: 0.6, utilities: [0.4, -0.3] },
      { lambda: 0.7, utilities: [0.2, 0.1] },
    ]
    const market = sharesOf(kernel, [nests], 2)
    const steps = move(market, fractions, years)
    expect([...market.shares.lastNest]).toEqual([0, 0, 0, 0])
    for (const c of [0, 1, 2, 3]) {
      const plain = plainNestedLogit(withoutLast(moved(nests, steps, c, years), 2))
      expectDigits(sharesBefore(market, c), plain.shares)
    }
  })
})

describe.each(kernels)('moved kei of %s', (_, kernel) => {
  const first = 6
  const inNest = count - first
  /** Exponentials of the last nest at moved utilities, over what they are over already. */
  const exponentialsOf = (market: Market, nests: readonly PlainNest[], c: number) =>
    nests
      .at(-1)!
      .utilities.map((v) => Math.exp((v - market.shares.highest[c]!) / nests.at(-1)!.lambda))
  const own = (last: readonly number[]) => [...Array<number>(first).fill(0), ...last]
  const expectMoved = (market: Market, steps: readonly number[]) => {
    market.cells.forEach((nests, c) => {
      const after = moved(nests, steps, c)
      const exponentials = cellOf(market, market.shares.keiExponentials, c)
      expectDigits(exponentials, exponentialsOf(market, after, c))
    })
  }

  it.each([
    ['energy, near', [0.5, -1, 1, 0.3, -0.2], [0, 0, 0]],
    ['price, near', [0, 0, 0, 0, 0], [1, 0.4, -1]],
    ['energy and price, near', [0.5, -1, 1, 0.3, -0.2], [1, -0.4, -0.6]],
    ['energy, far', [40, -120, 200, -77, 35], [0, 0, 0]],
    ['price, far', [0, 0, 0, 0, 0], [-300, 45, 128]],
    ['energy and price, far', [40, -120, 200, -77, 35], [-300, 45, 128]],
    ['energy near, price far', [0.5, -1, 1, 0.3, -0.2], [-300, 45, 128]],
    ['energy far, price near', [40, -120, 200, -77, 35], [1, -0.4, -0.6]],
    ['just near and just far', [1, 1.001, -1, -1.001, 1.001], [1, 1.001, -1.001]],
    ['next to nothing', [1e-9, -1e-9, 1e-12, 0, 1e-9], [1e-9, 0, -1e-15]],
  ])('have the exponentials of the formula at their utilities: %s', (_case, energy, price) => {
    const market = sharesOf(kernel, cells, kei)
    const before = untouched(market, ...ofSegments)
    const steps = stepsOf(market.room, own(energy), price)
    market.room.moveKei(movesOf(market.room, steps), market.shares)
    expectMoved(market, steps)
    expect(untouched(market, ...ofSegments)).toEqual(before)
  })

  it('do so however those that move near, far and not at all stand beside each other', () => {
    const everywhere = cells.map((nests) =>
      nests.map(({ lambda, utilities }) => ({
        lambda,
        utilities: utilities.map((v) => (v === none ? -0.5 : v)),
      })),
    )
    const market = sharesOf(kernel, everywhere, kei)
    const moves = movesOf(market.room, stepsOf(market.room, own(Array<number>(inNest).fill(0))))
    for (let pattern = 0; pattern < 3 ** inNest; pattern += 1) {
      const energy = Array.from({ length: inNest }, (_v, at) => {
        const kind = Math.floor(pattern / 3 ** at) % 3
        return [0, 0.9 - 0.3 * at, 30 - 20 * at][kind]!
      })
      const steps = stepsOf(market.room, own(energy), [0.5, 60, -0.2])
      moves.steps.set(steps)
      market.room.weighKei(market.utilities, market.shifts, market.shares)
      market.room.moveKei(moves, market.shares)
      expectMoved(market, steps)
    }
  })

  it('leave everything else alone where theirs is the only nest', () => {
    const cell = [{ lambda: 0.6, utilities: [0.3, 0.1, -0.2] }]
    const market = sharesOf(kernel, [cell], 2)
    const before = untouched(market, ...ofSegments)
    // The segment, alone in its nest, takes steps over 1 without kei and over λ with them: near in both.
    const steps = stepsOf(market.room, [0.5, -0.5, 0.3], [0.2, 0.7])
    market.room.moveKei(movesOf(market.room, steps), market.shares)
    expect(untouched(market, ...ofSegments)).toEqual(before)
    expectMoved(market, steps)
  })

  it('have the same bits where nothing changes, before and after they were moved', () => {
    const market = sharesOf(kernel, cells, kei)
    const { room, shares } = market
    const still = movesOf(room, Array<number>(2 * count).fill(0))
    const others = movesOf(room, stepsOf(room, own([0.5, -90, 1, 0.3, -0.2]), [1, -0.4, 70]))
    for (let year = 0; year < 3; year += 1) {
      const before = shares.all.slice()
      room.moveKei(still, shares)
      expect(shares.all).toEqual(before)
      room.moveKei(others, shares)
      expect(shares.all).not.toEqual(before)
    }
  })

  it('stay away where they are not available', () => {
    const market = sharesOf(kernel, cells, kei)
    const { room, shares, held } = market
    const moves = movesOf(room, stepsOf(room, own([1, 1, 1, 1, 1]), [-1, -300, -200]))
    for (let year = 0; year < 3; year += 1) room.moveKei(moves, shares)
    room.shareKei(held, shares)
    cells.forEach((_nests, c) => {
      expect(cellOf(market, shares.keiExponentials, c)[3]).toBe(0)
      expect(nestShares(market, c)[3]).toBe(0)
    })
    expect(nestShares(market, 4)[4]).toBe(0)
    expect(nestShares(market, 3)[4]).toBeGreaterThan(0)
  })

  it('share the market as kei do that are weighed at the moved utilities, year after year', () => {
    const market = sharesOf(kernel, cells, kei)
    const { room, shares, held } = market
    const usual = stepsOf(room, fractions, [0.5, 0.3, -0.8])
    // What segments outside the nest take is near always, and what kei take is far at times.
    const leap = stepsOf(room, own([0.5, -0.2, 20, 0.1, -0.4]), [0.6, -20, 35])
    const [usualMoves, leapMoves] = [movesOf(room, usual), movesOf(room, leap)]
    let now: readonly (readonly PlainNest[])[] = cells
    for (let year = 0; year < years; year += 1) {
      const isLeap = year % 7 === 3
      room.moveSegments(isLeap ? leapMoves : usualMoves, shares)
      room.moveKei(isLeap ? leapMoves : usualMoves, shares)
      now = now.map((nests, c) => moved(nests, isLeap ? leap : usual, c))
    }
    room.shareKei(held, shares)
    const results = now.map((_nests, c) => [...allShares(market, c), gainOf(market, c)])
    const anew = sharesOf(kernel, now, kei)
    now.forEach((nests, c) => {
      const plain = plainNestedLogit(nests)
      const before = plainNestedLogit(withoutLast(nests, kei))
      expect(results[c]).toEqual(near([...plain.shares, plain.logSum - before.logSum]))
      expect(results[c]).toEqual(near([...allShares(anew, c), gainOf(anew, c)], 13))
    })
  })

  it('may gain from what is new about them alike in all cells, as a factor', () => {
    const market = sharesOf(kernel, cells, kei)
    const { room, shares, held } = market
    const steps = stepsOf(room, fractions, [0.5, 0.3, -0.8])
    room.moveSegments(movesOf(room, steps), shares)
    room.moveKei(movesOf(room, steps), shares)
    const novelty = [0.35, -0.5, -2]
    held.set([1, 1, ...novelty.map((v) => Math.exp(v / 0.45))])
    room.shareKei(held, shares)
    cells.forEach((nests, c) => {
      const after = moved(nests, steps, c).map(({ lambda, utilities }, n) => ({
        lambda,
        utilities: utilities.map((v, j) => (n === 4 && j >= 2 ? v + novelty[j - 2]! : v)),
      }))
      const plain = plainNestedLogit(after)
      const before = plainNestedLogit(withoutLast(after, kei))
      expect(allShares(market, c)).toEqual(near(plain.shares))
      expect(gainOf(market, c)).toBeCloseTo(plain.logSum - before.logSum, 12)
    })
  })
})

describe.each(kernels)('moves of %s', (_, kernel) => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
  const list = (of: fc.Arbitrary<number>, length: number) =>
    fc.array(of, { minLength: length, maxLength: length })
  const utility = fc.oneof({ weight: 6, arbitrary: number(-4, 4) }, fc.constant(none))
  const nest = fc.record({
    lambda: number(0.2, 1),
    utilities: fc.array(utility, { maxLength: 3 }),
  })
  const markets = fc
    .record({
      first: nest,
      others: fc.array(nest, { maxLength: 2 }),
      always: number(-4, 4),
      kei: fc.integer({ min: 0, max: 3 }),
      own: list(number(-1, 1), count),
      price: list(fc.oneof(number(-1, 1), number(-300, 300)), kei),
      times: fc.integer({ min: 1, max: 4 }),
    })
    // Something can be bought, and is no kei.
    .map(({ first, others, always, ...more }) => {
      const nests = [{ ...first, utilities: [always, ...first.utilities] }, ...others]
      const most = (others.at(-1) ?? first).utilities.length
      return { ...more, nests, kei: Math.min(more.kei, most) }
    })

  it('give what the formula gives at the moved utilities, whatever the choice set', () => {
    const property = fc.property(markets, ({ nests, kei: of, own, price, times }) => {
      const market = sharesOf(kernel, [nests], of)
      const { room, shares, held } = market
      const steps = stepsOf(room, own, price)
      const moves = movesOf(room, steps)
      for (let time = 0; time < times; time += 1) {
        room.moveSegments(moves, shares)
        room.moveKei(moves, shares)
      }
      room.shareKei(held, shares)
      wholeStates([nests]).forEach((cell, c) => {
        const after = moved(cell, steps, c, times)
        const plain = plainNestedLogit(after)
        const before = plainNestedLogit(withoutLast(after, of))
        expect(sharesBefore(market, c)).toEqual(near(before.shares))
        expect(allShares(market, c)).toEqual(near(plain.shares))
        // A gain has as many digits as there are of what is left.
        const left = Math.exp(before.logSum - plain.logSum)
        expect(Math.exp(-gainOf(market, c))).toBeCloseTo(left, 12)
      })
    })
    fc.assert(property, { numRuns: 300 })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allFree,
  allShares,
  counting,
  byAlternative,
  columnOf,
  gainOf,
  kernels,
  wholeStates,
} from '../../../test/kernels.fixture.ts'
import {
  plainNestedLogit,
  shapeOf,
  withoutLast,
  type PlainNest,
} from '../../../test/plain-logit.fixture.ts'
import { near } from '../../../test/rows.fixture.ts'
import type { ChoiceKernel, ChoiceRoom, GroupShares } from '../../kernel/choice-kernel.ts'
import { applyVolumeCaps, createCapRoom, type CapProblem } from './volume-caps.ts'

/** A market by cell, one group: nests whose last `makers.length` alternatives are kei. */
interface Market {
  readonly cells: readonly (readonly PlainNest[])[]
  /** Aware buyers by cell; nobody lives in the cells that make whole states of them. */
  readonly buyers: readonly number[]
  /** Maker of each kei. */
  readonly makers: readonly number[]
  readonly caps: readonly number[]
}

/** Several groups over the same cells in one room, with all kei free. */
interface Problem extends CapProblem {
  readonly room: ChoiceRoom
  /** ω by maker. */
  readonly solve: (guess?: readonly number[]) => ReturnType<typeof applyVolumeCaps>
}

function problemOf(kernel: ChoiceKernel, groups: readonly Market[]): Problem {
  const { cells, makers, caps } = groups[0]!
  const nests = cells[0]!
  const { length } = wholeStates(cells)
  const room = kernel.open(shapeOf(nests, { kei: makers.length, cells: length }))
  const problem = {
    groups: groups.map((group) => {
      const aware = room.column(length)
      aware.set(group.buyers)
      return { shares: freeShares(room, group), aware, free: allFree(room), held: allFree(room) }
    }),
    makerOf: Int32Array.from(makers),
    caps: Float64Array.from(caps),
    guess: new Float64Array(caps.length),
  }
  const sizes = { groups: groups.length, kei: makers.length, makers: caps.length }
  const work = createCapRoom(room, sizes)
  return {
    room,
    ...problem,
    solve(guess = caps.map(() => 0)) {
      const found = applyVolumeCaps(room, work, { ...problem, guess: Float64Array.from(guess) })
      return found.ok ? { ok: true, value: found.value.map((u) => Math.exp(u)) } : found
    },
  }
}

/** Work out the shares of a group of a room, all kei free. */
function freeShares(room: ChoiceRoom, { cells, makers }: Market): GroupShares {
  const shares = room.shares()
  const utilities = columnOf(room, byAlternative(wholeStates(cells)))
  room.sharesWithoutKei(utilities, shares)
  room.weighKei(utilities, room.column(makers.length * room.shape.cells), shares)
  room.shareKei(allFree(room), shares)
  return shares
}

function solved(problem: Problem, guess?: readonly number[]): Float64Array {
  const omega = problem.solve(guess)
  if (!omega.ok) throw new Error(omega.error)
  return omega.value
}

/** P of all alternatives of a group in a cell. */
function sharesAt(problem: Problem, g = 0, c = 0): number[] {
  return allShares({ room: problem.room, ...problem.groups[g]! }, c)
}

/** The choice with ln ω added to every kei of its maker. */
function restricted({ makers }: Market, nests: readonly PlainNest[], omega: Float64Array) {
  return nests.map(({ lambda, utilities }, n) => {
    const firstKei = utilities.length - makers.length
    const isLast = n === nests.length - 1
    return {
      lambda,
      utilities: utilities.map((v, at) =>
        isLast && at >= firstKei ? v + Math.log(omega[makers[at - firstKei]!]!) : v,
      ),
    }
  })
}

/** Check the shares and log-sums against the formula with ω inside; give sales by maker. */
function salesUnder(groups: readonly Market[], problem: Problem, omega: Float64Array): number[] {
  const sales = groups[0]!.caps.map(() => 0)
  groups.forEach((group, g) => {
    group.cells.forEach((nests, c) => {
      const { shares, logSum } = plainNestedLogit(restricted(group, nests, omega))
      const market = { room: problem.room, ...problem.groups[g]! }
      const before = plainNestedLogit(withoutLast(nests, group.makers.length))
      expect(allShares(market, c)).toEqual(near(shares))
      expect(gainOf(market, c)).toBeCloseTo(logSum - before.logSum, 11)
      group.makers.forEach((maker, n) => {
        const share = shares[shares.length - group.makers.length + n]!
        sales[maker] = sales[maker]! + group.buyers[c]! * share
      })
    })
  })
  return sales
}

const conventional = { lambda: 0.6, utilities: [0.5, 0.1] }

describe.each(kernels)('one maker, with %s', (_, kernel) => {
  it('sells its cap: ω = P′(1 − P)/(P(1 − P′)) where its kei stand alone in their nest', () => {
    const market: Market = {
      cells: [[conventional, { lambda: 0.5, utilities: [0.3] }]],
      buyers: [1000],
      makers: [0],
      caps: [100],
    }
    const problem = problemOf(kernel, [market])
    const free = sharesAt(problem)[2]!
    const omega = solved(problem)
    expect(omega[0]).toBeCloseTo((0.1 * (1 - free)) / (free * 0.9), 12)
    expect(sharesAt(problem)[2]).toBeCloseTo(0.1, 12)
    salesUnder([market], problem, omega)
  })

  it('loses to the rest of its nest first, and to the others then', () => {
    const market: Market = {
      cells: [[conventional, { lambda: 0.5, utilities: [0.4, 0.3, -0.2] }]],
      buyers: [1000],
      makers: [0, 0],
      caps: [50],
    }
    const problem = problemOf(kernel, [market])
    const before = sharesAt(problem)
    const omega = solved(problem)
    expect(salesUnder([market], problem, omega)[0]).toBeCloseTo(50, 9)
    const gains = [0, 1, 2].map((j) => sharesAt(problem)[j]! / before[j]!)
    expect(gains[0]).toBeCloseTo(gains[1]!, 12)
    expect(gains[2]).toBeGreaterThan(gains[0]!)
    // Its own nameplates keep their proportion.
    const ratio = sharesAt(problem)[3]! / sharesAt(problem)[4]!
    expect(ratio).toBeCloseTo(Math.exp((0.3 + 0.2) / 0.5), 11)
  })

  it('may hold a small fraction of what it could sell', () => {
    const market: Market = {
      cells: [[conventional, { lambda: 0.3, utilities: [-1, 8] }]],
      buyers: [1e6],
      makers: [0],
      caps: [0.001],
    }
    const problem = problemOf(kernel, [market])
    const omega = solved(problem)
    const [sales] = salesUnder([market], problem, omega)
    expect(sales! / 0.001).toBeCloseTo(1, 10)
  })

  it.each([
    ['above', 1.001],
    ['equal to', 1],
  ])('is free where its cap is %s its sales', (_, factor) => {
    const nests = [conventional, { lambda: 0.5, utilities: [0.3] }]
    const sales = 1000 * plainNestedLogit(nests).shares[2]!
    const problem = problemOf(kernel, [
      { cells: [nests], buyers: [1000], makers: [0], caps: [sales * factor] },
    ])
    const copies = () =>
      Object.values<Float64Array>({ ...problem.groups[0]!.shares }).map((c) => [...c])
    const before = copies()
    expect([...solved(problem)]).toEqual([1])
    expect(copies()).toEqual(before)
  })
})

describe.each(kernels)('one maker that sells its cap without being held, with %s', (_, kernel) => {
  it('has no ω above 1 from whatever guess', () => {
    for (const utility of [-1, -0.6, -0.2, 0.2, 0.6, 1]) {
      const nests = [conventional, { lambda: 0.5, utilities: [utility] }]
      const caps = [1000 * plainNestedLogit(nests).shares[2]!]
      const market: Market = { cells: [nests], buyers: [1000], makers: [0], caps }
      for (const guess of [-2, -0.5, -0.1, -0.01]) {
        const omega = solved(problemOf(kernel, [market]), [guess])
        expect(omega[0]).toBeLessThanOrEqual(1)
        expect(omega[0]).toBeCloseTo(1, 11)
      }
    }
  })
})

describe.each(kernels)('several makers, with %s', (_, kernel) => {
  const nests = [conventional, { lambda: 0.6, utilities: [-0.4, 0.6, 0.2, -0.1, 0] }]
  const market = (caps: readonly number[]): Market => ({
    cells: [nests],
    buyers: [1000],
    makers: [0, 1, 0, 2],
    caps,
  })
  const free = plainNestedLogit(nests).shares.map((share) => share * 1000)

  it('meet their caps together', () => {
    const problem = problemOf(kernel, [market([80, 60, 40])])
    const omega = solved(problem)
    const sales = salesUnder([market([80, 60, 40])], problem, omega)
    expect(sales).toEqual(near([80, 60, 40], 8))
    expect(omega.every((factor) => factor < 1)).toBe(true)
  })

  it('are bound one by one: what one cannot sell may take another to its cap', () => {
    // The second maker is below its cap while the first is free.
    const second = free[4]! * 1.02
    const caps = [50, second, Infinity]
    const problem = problemOf(kernel, [market(caps)])
    const omega = solved(problem)
    const sales = salesUnder([market(caps)], problem, omega)
    expect(sales[0]).toBeCloseTo(50, 9)
    expect(sales[1]).toBeCloseTo(second, 9)
    expect(omega[1]).toBeLessThan(1)
    expect(omega[2]).toBe(1)
    expect(sales[2]).toBeGreaterThan(free[6]!)
  })

  it('need not come in the order of their nameplates', () => {
    const swapped: Market = { ...market([60, 80, 40]), makers: [1, 0, 1, 2] }
    const problem = problemOf(kernel, [swapped])
    const sales = salesUnder([swapped], problem, solved(problem))
    expect(sales).toEqual(near([60, 80, 40], 8))
  })

  it('meet their caps where they are nearly all of the market', () => {
    const crowd: Market = {
      cells: [[conventional, { lambda: 0.4, utilities: [9, 8.5, 8] }]],
      buyers: [1000],
      makers: [0, 1, 2],
      caps: [500, 300, 150],
    }
    const problem = problemOf(kernel, [crowd])
    expect(salesUnder([crowd], problem, solved(problem))).toEqual(near([500, 300, 150], 7))
  })

  it('are free where their own sales stay below their caps, whatever the way there', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
    const maker = fc.record({
      utility: number(-3, 5),
      /** ln ω, 0 for a maker that its cap leaves free by the given margin. */
      held: fc.oneof(fc.constant(0), number(-6, -0.01)),
      margin: number(0.001, 0.1),
    })
    const makers = fc.array(maker, { minLength: 2, maxLength: 5 })
    const property = fc.property(makers, number(0.2, 1), (all, lambda) => {
      const two = (utilities: readonly number[]) => [
        { lambda: 1, utilities: [0] },
        { lambda, utilities },
      ]
      const answer = plainNestedLogit(two(all.map(({ utility, held }) => utility + held))).shares
      const problem = problemOf(kernel, [
        {
          cells: [two(all.map(({ utility }) => utility))],
          buyers: [1000],
          makers: all.map((_, m) => m),
          caps: all.map(({ held, margin }, m) => {
            const sales = 1000 * answer[m + 1]!
            return held < 0 ? sales : sales * (1 + margin)
          }),
        },
      ])
      const omega = solved(problem)
      all.forEach(({ held }, m) => expect(Math.log(omega[m]!)).toBeCloseTo(held, 7))
    })
    fc.assert(property, { numRuns: 500 })
  })

  it.each([
    ['what they were the year before', [-0.9, -0.3, -1]],
    ['nothing that holds', [5, 5, 5]],
    ['far too little', [-20, -20, -20]],
    ['so little that nothing is left to sell', [-1e4, -1e4, -1e4]],
    ['some of them', [0, -0.3, 0]],
  ])('meet their caps, starting from %s', (_case, guess) => {
    const problem = problemOf(kernel, [market([80, 60, 40])])
    const omega = solved(problem, guess)
    expect(salesUnder([market([80, 60, 40])], problem, omega)).toEqual(near([80, 60, 40], 8))
    expect(omega.every((factor) => factor < 1)).toBe(true)
  })

  it('are met sooner from a good guess', () => {
    const { counted, calls } = counting(kernel)
    const steps = (caps: readonly number[], guess?: readonly number[]) => {
      const problem = problemOf(counted, [market(caps)])
      calls.addMakerSales = 0
      const omega = solved(problem, guess)
      return { omega, steps: calls.addMakerSales }
    }
    for (const caps of [
      [80, 60, 40],
      [80, 60, Infinity],
    ]) {
      const cold = steps(caps)
      // Near the answer, and held where there is nothing to hold it to.
      const guess = Array.from(cold.omega, (factor) => Math.log(Math.min(0.9, factor * 1.02)))
      const warm = steps(caps, guess)
      expect(warm.steps).toBeLessThan(cold.steps)
      expect([...warm.omega]).toEqual(near(cold.omega, 11))
    }
  })

  it('do not mind a guess where no cap binds', () => {
    const caps = [1000, 1000, 1000]
    const problem = problemOf(kernel, [market(caps)])
    const omega = solved(problem, [-3, -3, -3])
    expect([...omega]).toEqual([1, 1, 1])
    salesUnder([market(caps)], problem, omega)
  })

  it('are let go where they were guessed to be held and need not be', () => {
    // Only the first sells more than its cap; the second would have to be favoured to sell its own.
    const caps = [80, 2.5 * free[4]!, Infinity]
    const cold = solved(problemOf(kernel, [market(caps)]))
    const problem = problemOf(kernel, [market(caps)])
    const omega = solved(problem, [-0.5, -2, -1])
    expect([...omega]).toEqual([...cold])
    expect(omega[0]).toBeLessThan(1)
    expect([...omega.subarray(1)]).toEqual([1, 1])
    expect(salesUnder([market(caps)], problem, omega)[0]).toBeCloseTo(80, 9)
  })

  it('are free where their caps are infinite, whatever the guess', () => {
    for (const guess of [undefined, [-1, -2, -3]]) {
      const problem = problemOf(kernel, [market([Infinity, Infinity, Infinity])])
      const before = sharesAt(problem)
      expect([...solved(problem, guess)]).toEqual([1, 1, 1])
      expect(sharesAt(problem)).toEqual(before)
    }
  })

  it('are shared out whether caps bind or not, whatever the shares were', () => {
    for (const caps of [
      [Infinity, Infinity, Infinity],
      [80, 60, 40],
    ]) {
      const problem = problemOf(kernel, [market(caps)])
      const { held, shares } = problem.groups[0]!
      for (const column of [held, shares.scale, shares.kept, shares.lost]) column.fill(NaN)
      salesUnder([market(caps)], problem, solved(problem))
    }
  })

  it('count what is new and what is not on offer, by the factors of free kei', () => {
    const caps = [80, 60, 40]
    const problem = problemOf(kernel, [market(caps)])
    const { free } = problem.groups[0]!
    // The segment of the nest, then kei of makers 0, 1, 0 and 2; e^{0.3/λ} and so on.
    const news = [0.3, -0.2, -Infinity, 0.1]
    free.set([1, ...news.map((more) => Math.exp(more / 0.6))])
    const { lambda, utilities } = nests[1]!
    const later = { lambda, utilities: utilities.map((v, j) => v + (news[j - 1] ?? 0)) }
    const moved: Market = { ...market(caps), cells: [[conventional, later]] }
    const omega = solved(problem)
    expect(salesUnder([moved], problem, omega)).toEqual(near(caps, 8))
    // What free kei have is left as it is.
    expect([...free]).toEqual([1, ...news.map((more) => Math.exp(more / 0.6))])
  })
})

describe.each(kernels)('several groups and cells, with %s', (_, kernel) => {
  const kei = (a: number, b: number, c: number) => ({ lambda: 0.6, utilities: [a, b, c] })
  const closed = { lambda: 0.6, utilities: [-Infinity, -Infinity, -Infinity] }
  const groups: readonly Market[] = [
    {
      cells: [
        [conventional, kei(-1, 0.5, 0.2)],
        [conventional, closed],
        [conventional, kei(-Infinity, 1, -Infinity)],
      ],
      buyers: [400, 700, 100],
      makers: [0, 1],
      caps: [60, 90],
    },
    {
      cells: [
        [conventional, kei(-2, -0.5, 1)],
        [conventional, kei(0, 0.1, -0.1)],
        [conventional, closed],
      ],
      buyers: [300, 0, 50],
      makers: [0, 1],
      caps: [60, 90],
    },
  ]

  it('share one ω a maker, and its cap counts the sales of all', () => {
    const problem = problemOf(kernel, groups)
    const omega = solved(problem)
    expect(salesUnder(groups, problem, omega)).toEqual(near([60, 90], 8))
  })

  it('leave cells alone where no kei can be bought', () => {
    const problem = problemOf(kernel, groups)
    const before = sharesAt(problem, 0, 1)
    solved(problem)
    expect(sharesAt(problem, 0, 1)).toEqual(before)
  })
})

describe.each(kernels)('whatever the caps, with %s', (_, kernel) => {
  /** One cell, the outside at utility 0, one kei a maker, 1000 buyers. */
  function expectCapsToBeMet(
    lambda: number,
    utilities: readonly number[],
    caps: readonly number[],
    guess?: readonly number[],
  ) {
    const makers = utilities.map((_, m) => m)
    const outside = { lambda: 1, utilities: [0] }
    const problem = problemOf(kernel, [
      { cells: [[outside, { lambda, utilities }]], buyers: [1000], makers, caps },
    ])
    const omega = solved(problem, guess)
    const shares = sharesAt(problem)
    makers.forEach((m) => {
      const relative = (1000 * shares[1 + m]!) / caps[m]!
      expect(relative).toBeLessThan(1 + 1e-9)
      // Nobody is held back further than to its cap.
      if (omega[m]! < 1 - 1e-9) expect(relative).toBeGreaterThan(1 - 1e-9)
      expect(omega[m]).toBeLessThanOrEqual(1)
    })
  }

  it('holds makers that take nearly the whole market, each to its own', () => {
    expectCapsToBeMet(1, [3, 4, 5], [122.4, 332.8, 543.3])
  })

  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
  const makers = fc.array(
    fc.record({ utility: number(-2, 6), cap: number(1, 1000), guess: number(-25, 2) }),
    { minLength: 1, maxLength: 4 },
  )

  it('meets every cap and holds no one back further', () => {
    const property = fc.property(number(0.3, 1), makers, (lambda, offers) => {
      const utilities = offers.map(({ utility }) => utility)
      const caps = offers.map(({ cap }) => cap)
      expectCapsToBeMet(lambda, utilities, caps)
    })
    fc.assert(property, { numRuns: 2000 })
  })

  it('meets caps to ten digits from a guess that is nearly right', () => {
    const held = fc.record({
      utility: number(-2, 4),
      logOmega: number(-6, -0.3),
      /** What the guess is off. */
      off: number(-0.25, 0.25),
    })
    const property = fc.property(
      number(0.3, 1),
      fc.array(held, { minLength: 1, maxLength: 4 }),
      (lambda, all) => {
        const two = (utilities: readonly number[]) => [
          { lambda: 1, utilities: [0] },
          { lambda, utilities },
        ]
        const salesAt = (logOmega: (m: number) => number) =>
          plainNestedLogit(two(all.map(({ utility }, m) => utility + logOmega(m))))
            .shares.slice(1)
            .map((share) => 1000 * share)
        const caps = salesAt((m) => all[m]!.logOmega)
        const problem = problemOf(kernel, [
          {
            cells: [two(all.map(({ utility }) => utility))],
            buyers: [1000],
            makers: all.map((_, m) => m),
            caps,
          },
        ])
        const guess = all.map(({ logOmega, off }) => logOmega + off)
        const omega = solved(problem, guess)
        salesAt((m) => Math.log(omega[m]!)).forEach((sales, m) => {
          expect(Math.abs(sales / caps[m]! - 1)).toBeLessThan(1e-10)
        })
      },
    )
    const luckyAtFirst = [
      { utility: -1, logOmega: -1, off: 0.2 },
      { utility: 4, logOmega: -0.5, off: 0 },
    ]
    fc.assert(property, { numRuns: 1000, examples: [[0.8, luckyAtFirst]] })
  })

  it('meets every cap and holds no one back further from any guess', () => {
    const property = fc.property(number(0.3, 1), makers, (lambda, offers) => {
      const utilities = offers.map(({ utility }) => utility)
      const caps = offers.map(({ cap }) => cap)
      const guess = offers.map((offer) => offer.guess)
      expectCapsToBeMet(lambda, utilities, caps, guess)
    })
    fc.assert(property, { numRuns: 2000 })
  })
})

describe.each(kernels)('caps that cannot be met, with %s', (_, kernel) => {
  it('are none of a maker whose sales are no numbers', () => {
    const problem = problemOf(kernel, [
      {
        cells: [[conventional, { lambda: 0.5, utilities: [NaN] }]],
        buyers: [1000],
        makers: [0],
        caps: [10],
      },
    ])
    expect([...solved(problem)]).toEqual([1])
  })

  it('are refused', () => {
    const problem = problemOf(kernel, [
      {
        cells: [[conventional, { lambda: 0.5, utilities: [0.3] }]],
        buyers: [1000],
        makers: [0],
        caps: [NaN],
      },
    ])
    problem.caps[0] = 0
    expect(problem.solve()).toEqual({
      ok: false,
      error: expect.stringContaining('the volume caps could not be met') as string,
    })
  })
})

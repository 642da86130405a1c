import { describe, expect, it } from 'vitest'
import {
  nameplateOf,
  nameplateYear,
  near,
  pathRow,
  segmentRow,
} from '../../../test/rows.fixture.ts'
import { lineUpAlternatives } from '../market/alternatives.ts'
import type { EnergyPrices } from '../market/energy.ts'
import { UNIT } from './choice-tables.ts'
import type { NameplateYear, SupplyYear } from './supply-plan.ts'
import { energyUnits, followYears } from './yearly-moves.ts'

// A gasoline car and an electric one, then a gasoline kei, an electric one and a 25-year import.
const alternatives = lineUpAlternatives(
  {
    nests: {
      notes: [],
      rows: [
        { nest: 'car', lambda: 0.6 },
        { nest: 'micro', lambda: 0.5 },
      ],
    },
    segments: {
      notes: [],
      rows: [
        segmentRow('compact-car', { nest: 'car', mpg: 40, mi_per_kwh: null }),
        segmentRow('lsv', { nest: 'micro', mpg: null, mi_per_kwh: 4 }),
      ],
    },
  },
  [
    nameplateOf('n-box', { mpg: 50, mi_per_kwh: null }),
    nameplateOf('sakura', { mpg: null, mi_per_kwh: 5 }),
    nameplateOf('grey-import', { mpg: 25, mi_per_kwh: null }),
  ],
  4,
)
const p = { noveltyLife: 2 }

const energy: EnergyPrices = { gasoline: 4, electricity: 0.2 }
const path = pathRow('kei-class', { risk_factor: 1.2 })
const absent = nameplateYear({ onSale: false, price: null, availability: [0, 0], yearsOnSale: -1 })
const onSale = (columns: Partial<NameplateYear> = {}) =>
  nameplateYear({ availability: [0.8, 0.4], ...columns })

type Three = readonly [nBox: NameplateYear, sakura: NameplateYear, grey: NameplateYear]

function supplyOf(nameplates: Three, of = path): SupplyYear {
  return { year: 2028, path: of, nameplates }
}

/** Moves from one year to the next, with copies of what later years overwrite. */
function movesOf(
  [before, after]: readonly [SupplyYear, SupplyYear],
  prices: readonly [EnergyPrices, EnergyPrices] = [energy, energy],
) {
  const follow = followYears(alternatives, p)
  follow(prices[0], before)
  const moves = follow(prices[1], after)!
  return { ...moves, steps: [...moves.steps], novelty: [...moves.novelty] }
}

/** Every second step: those of energy, or of price. */
const ofEnergy = (steps: readonly number[]) => steps.filter((_, at) => at % 2 === 0)
const ofPrice = (steps: readonly number[]) => steps.filter((_, at) => at % 2 === 1)

describe('followYears', () => {
  const all: Three = [onSale(), onSale(), onSale()]
  /** Not on sale, where it could be bought as before. */
  const unsold = onSale({ onSale: false, price: null })

  it('knows of no move into the first year', () => {
    expect(followYears(alternatives, p)(energy, supplyOf(all))).toBeUndefined()
  })

  it('steps by what energy costs a mile more', () => {
    const dearer = { gasoline: 4.4, electricity: 0.19 }
    const { steps } = movesOf([supplyOf(all), supplyOf(all)], [energy, dearer])
    // 40 cents a gallon more, 1 cent a kWh less.
    expect(ofEnergy(steps)).toEqual(near([0.4 / 40, -0.01 / 4, 0.4 / 50, -0.01 / 5, 0.4 / 25], 15))
    expect(ofPrice(steps)).toEqual([0, 0, 0, 0, 0])
  })

  it('steps by what kei cost more, in dollars', () => {
    const before: Three = [onSale({ price: 15_000 }), onSale({ price: 18_000 }), onSale()]
    const after: Three = [onSale({ price: 15_500 }), onSale({ price: 17_250 }), onSale()]
    const { steps } = movesOf([supplyOf(before), supplyOf(after)])
    expect(ofPrice(steps)).toEqual([0, 0, 500, -750, 0])
    expect(ofEnergy(steps)).toEqual([0, 0, 0, 0, 0])
  })

  it('steps from the year before, not from the first', () => {
    const follow = followYears(alternatives, p)
    const year = (t: number) =>
      supplyOf([onSale({ price: 15_000 - 100 * t * t, yearsOnSale: t }), onSale(), onSale()])
    const gasoline = [4, 4.4, 4.2]
    const seen = gasoline.map((dollars, t) => {
      const moves = follow({ ...energy, gasoline: dollars }, year(t))
      return moves && [moves.steps[0], moves.steps[5], moves.novelty[0]]
    })
    expect(seen).toEqual([
      undefined,
      near([0.4 / 40, -100, Math.exp(-0.5) - 1], 14),
      near([-0.2 / 40, -300, Math.exp(-1) - Math.exp(-0.5)], 14),
    ])
  })

  it('lets the novelty of new kei fade; imports have none', () => {
    const before: Three = [
      onSale({ yearsOnSale: 0 }),
      onSale({ yearsOnSale: 4 }),
      onSale({ yearsOnSale: 0 }),
    ]
    const after: Three = [
      onSale({ yearsOnSale: 1 }),
      onSale({ yearsOnSale: 5 }),
      onSale({ yearsOnSale: 1 }),
    ]
    const { novelty } = movesOf([supplyOf(before), supplyOf(after)])
    // e^(−years/2)
    expect(novelty).toEqual(near([Math.exp(-0.5) - 1, Math.exp(-2.5) - Math.exp(-2), 0], 15))
  })

  it('gives no step to a kei that is not on sale', () => {
    const dearer = { gasoline: 4.4, electricity: 0.25 }
    const before: Three = [onSale(), absent, absent]
    const after: Three = [absent, absent, onSale()]
    const { steps } = movesOf([supplyOf(before), supplyOf(after)], [energy, dearer])
    expect(ofEnergy(steps)).toEqual(near([0.4 / 40, 0.05 / 4, 0, 0, 0.4 / 25], 15))
    expect(steps.slice(6, 8)).toEqual([0, 0])
  })

  it('has no novelty of what is not on sale', () => {
    const off = (yearsOnSale: number) => supplyOf([{ ...absent, yearsOnSale }, absent, absent])
    const { novelty } = movesOf([off(3), off(4)])
    expect(novelty).toEqual([0, 0, 0])
  })

  it.each<[string, SupplyYear, EnergyPrices]>([
    ['nothing', supplyOf(all), energy],
    ['energy', supplyOf(all), { gasoline: 9, electricity: 0.5 }],
    ['prices', supplyOf([onSale({ price: 9000 }), all[1], onSale({ price: 30_000 })]), energy],
    ['novelty', supplyOf([onSale({ yearsOnSale: 5 }), all[1], all[2]]), energy],
    ['what a maker may sell', supplyOf([onSale({ makerCap: 10 }), all[1], all[2]]), energy],
    ['the name of the path', supplyOf(all, { ...path, path: 'fmvss' }), energy],
  ])('sees kei move only where no more than %s changed', (_case, after, prices) => {
    expect(movesOf([supplyOf(all), after], [energy, prices]).keiMoveOnly).toBe(true)
  })

  it.each<[string, readonly [SupplyYear, SupplyYear]]>([
    [
      'one is available elsewhere',
      [supplyOf(all), supplyOf([all[0], onSale({ availability: [0.8, 0.5] }), all[2]])],
    ],
    ['a state caps one', [supplyOf(all), supplyOf([all[0], all[1], onSale({ capMph: [80, 35] })])]],
    ['one is launched', [supplyOf([unsold, all[1], all[2]]), supplyOf(all)]],
    ['one is withdrawn', [supplyOf(all), supplyOf([all[0], unsold, all[2]])]],
    [
      'new kei are held riskier',
      [supplyOf([absent, all[1], all[2]]), supplyOf([absent, all[1], all[2]], riskier())],
    ],
  ])('sees more than kei moving where %s', (_case, supplies) => {
    expect(movesOf(supplies).keiMoveOnly).toBe(false)
  })

  it.each<[string, readonly [SupplyYear, SupplyYear]]>([
    [
      'where it could be bought',
      [
        supplyOf([{ ...absent, availability: [0, 0] }, all[1], all[2]]),
        supplyOf([{ ...absent, availability: [0.9, 0.2] }, all[1], all[2]]),
      ],
    ],
    [
      'how fast it could be driven',
      [
        supplyOf([{ ...absent, capMph: [80, 80] }, all[1], all[2]]),
        supplyOf([{ ...absent, capMph: [45, 35] }, all[1], all[2]]),
      ],
    ],
    [
      'how risky new kei are, while only imports are on sale',
      [supplyOf([absent, absent, all[2]]), supplyOf([absent, absent, all[2]], riskier())],
    ],
  ])('does not mind what changes for a kei that is not on sale: %s', (_case, supplies) => {
    expect(movesOf(supplies).keiMoveOnly).toBe(true)
  })
})

function riskier() {
  return { ...path, risk_factor: 1.3 }
}

describe('energyUnits', () => {
  it('are gasoline, or electricity where a vehicle runs on it', () => {
    const { gasoline, electricity } = UNIT
    expect([...energyUnits(alternatives)]).toEqual([
      ...[gasoline, electricity],
      ...[gasoline, electricity, gasoline],
    ])
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { data, scenarioWith } from '../../../test/model.fixture.ts'
import {
  areaRow,
  costOf,
  fleetRow,
  nameplateOf,
  nameplateYear,
  near,
  pathRow,
  segmentRow,
} from '../../../test/rows.fixture.ts'
import { areaTypes, groups } from '../market/sets.ts'
import { resolveScenario } from '../scenario/resolve.ts'
import { createBlock, slice } from './block.ts'
import type { ImpactYear } from './result.ts'
import { computeImpacts, displacedMix, energyUse } from './impacts.ts'

describe('energyUse', () => {
  it('is gallons for a gasoline vehicle', () => {
    expect(energyUse({ mpg: 40, mi_per_kwh: null }, 1000)).toEqual({
      gasolineGal: 25,
      electricityKwh: 0,
    })
  })

  it('is kWh for an electric one, whatever else it says', () => {
    for (const mpg of [null, 40]) {
      expect(energyUse({ mpg, mi_per_kwh: 4 }, 1000)).toEqual({
        gasolineGal: 0,
        electricityKwh: 250,
      })
    }
  })
})

describe('displacedMix', () => {
  it('is what each segment lost of what all lost', () => {
    const displaced = createBlock({ year: 2, segment: 3 })
    displaced.values.set([0, 0, 0, 6, 3, 1])
    expect([...displacedMix(displaced, 1)]).toEqual(near([0.6, 0.3, 0.1]))
  })

  it('is empty in a year in which nothing was displaced', () => {
    expect([...displacedMix(createBlock({ year: 1, segment: 2 }), 0)]).toEqual([0, 0])
  })
})

/**
 * A tiny world: a gasoline car, an electric one and `used`; a wagon, an electric kei and a 25-year import.
 * Half a vintage is on the road after a year, a sixteenth after two.
 */
const resolved = resolveScenario(
  data,
  scenarioWith({
    parameters: {
      additionalVmtFactor: 0.5,
      gasolineCarbon: 10,
      gridCarbon: 0.5,
      driverDeathRate: 40,
      survivalScale: 1 / Math.sqrt(Math.LN2),
      survivalShape: 2,
    },
  }),
)
const inputs = {
  ...resolved,
  data: {
    ...data,
    areas: {
      notes: [],
      rows: [
        areaRow('rural', { vmt_primary: 12_000 }), // not in the order of the axes
        areaRow('core', { vmt_primary: 8000 }),
        areaRow('suburb', { vmt_primary: 10_000 }),
        areaRow('town', { vmt_primary: 11_000 }),
      ],
    },
    fleets: {
      notes: [],
      rows: [
        fleetRow('farm', { vmt: 5000 }),
        fleetRow('delivery', { vmt: 16_000 }),
        fleetRow('campus', { vmt: 6000 }),
        fleetRow('trades', { vmt: 14_000 }),
      ],
    },
    segments: {
      notes: [],
      rows: [
        segmentRow('compact-car', { mpg: 20, mi_per_kwh: null, risk_ratio: 1 }),
        segmentRow('budget-ev', { mpg: null, mi_per_kwh: 2.5, risk_ratio: 0.5 }),
        segmentRow('used', { mpg: 25, mi_per_kwh: null, risk_ratio: 2 }),
      ],
    },
  },
  nameplates: [
    nameplateOf('n-box', { mpg: 40, risk_ratio: 3 }),
    nameplateOf('sakura', { mi_per_kwh: 4, risk_ratio: 2 }),
    nameplateOf('grey-import', { mpg: 30, risk_ratio: 4 }),
  ],
}
const [nBox, sakura, grey] = [3, 4, 5] as const

interface Sale {
  readonly year: number
  readonly area: (typeof areaTypes)[number]
  readonly group: string
  readonly alternative: number
  readonly sold: number
}

function impactsOf(sales: readonly Sale[], displacedByYear: readonly (readonly number[])[]) {
  const years = displacedByYear.length
  const national = displacedByYear.map(() => new Float64Array(6))
  const salesByGroup = createBlock({
    year: years,
    group: groups.length,
    alternative: 6,
    area: areaTypes.length,
  })
  for (const { year, area, group, alternative, sold } of sales) {
    const g = groups.findIndex(({ id }) => id === group)
    slice(salesByGroup, year, g, alternative)[areaTypes.indexOf(area)]! += sold
    national[year]![alternative]! += sold
  }
  const displaced = createBlock({ year: years, segment: 3 })
  const surplus = createBlock({ year: years, group: groups.length })
  displacedByYear.forEach((row, t) => {
    slice(displaced, t).set(row)
    slice(surplus, t).set([100 * (t + 1), 20], 3)
  })
  const supply = displacedByYear.map((_, t) => ({
    year: 2028 + t,
    path: pathRow('kei-class', { risk_factor: t === 0 ? 1.5 : 0.75 }),
    nameplates: [
      nameplateYear({ cost: costOf({ tariff: 1000, factory: 1 }) }),
      nameplateYear({ cost: t === 0 ? costOf({ tariff: 2000 }) : null, onSale: t === 0 }),
      nameplateYear({}),
    ],
  }))
  return computeImpacts({
    inputs,
    supply,
    segmentCount: 3,
    national,
    salesByGroup,
    displaced,
    surplus,
  })
}

const primary = 'household-low-primary-mainstream'
const additional = 'household-high-additional-enthusiast'
const sales: readonly Sale[] = [
  { year: 0, area: 'core', group: primary, alternative: nBox, sold: 6 },
  { year: 0, area: 'rural', group: additional, alternative: nBox, sold: 4 },
  { year: 0, area: 'suburb', group: 'delivery', alternative: sakura, sold: 5 },
  { year: 0, area: 'rural', group: 'farm', alternative: grey, sold: 2 },
  { year: 0, area: 'core', group: primary, alternative: 0, sold: 5000 }, // a segment: no kei
  { year: 1, area: 'town', group: primary, alternative: nBox, sold: 8 },
]
// 6·8000 + 4·12 000·0.5; 5·16 000; 2·5000; and in the second year 8·11 000
const miles = { nBox: 72_000, sakura: 80_000, grey: 10_000, second: 88_000 }
const all = miles.nBox + miles.sakura + miles.grey

describe('computeImpacts', () => {
  let first: ImpactYear, second: ImpactYear, third: ImpactYear
  beforeEach(() => {
    const impacts = impactsOf(sales, [
      [8, 4, 5], // of 17
      [2, 0, 6], // of 8
      [0, 0, 0],
    ])
    ;[first, second, third] = impacts as [ImpactYear, ImpactYear, ImpactYear]
  })
  const left = [1, 0.5, 1 / 16] // e^(−ln 2·age²)

  it('names the years', () => {
    expect([first.year, second.year, third.year]).toEqual([2028, 2029, 2030])
  })

  it('burns what the miles of the buyers take', () => {
    expect(first.gasolineGal).toBeCloseTo(miles.nBox / 40 + miles.grey / 30, 9)
    expect(first.electricityKwh).toBeCloseTo(miles.sakura / 4, 9)
  })

  it('lets all vintages on the road burn, as far as they are left', () => {
    const vintage = miles.nBox / 40 + miles.grey / 30
    const later = miles.second / 40
    expect(second.gasolineGal).toBeCloseTo(vintage * left[1]! + later, 9)
    expect(third.gasolineGal).toBeCloseTo(vintage * left[2]! + later * left[1]!, 9)
    expect(third.electricityKwh).toBeCloseTo((miles.sakura / 4) * left[2]!, 9)
  })

  it('displaces what the same miles would take in the mix of the year of sale', () => {
    const gasoline = (all * (8 / 17)) / 20 + (all * (5 / 17)) / 25
    const electricity = (all * (4 / 17)) / 2.5
    const later = (miles.second * 0.25) / 20 + (miles.second * 0.75) / 25
    expect(first.displacedGasolineGal).toBeCloseTo(gasoline, 9)
    expect(first.displacedElectricityKwh).toBeCloseTo(electricity, 9)
    expect(second.displacedGasolineGal).toBeCloseTo(gasoline * left[1]! + later, 9)
    expect(second.displacedElectricityKwh).toBeCloseTo(electricity * left[1]!, 9)
  })

  it('emits carbon by the gallon and by the kWh', () => {
    expect(first.carbonKg).toBeCloseTo(
      10 * (miles.nBox / 40 + miles.grey / 30) + 0.5 * (miles.sakura / 4),
      8,
    )
    expect(first.displacedCarbonKg).toBeCloseTo(
      10 * ((all * 8) / 17 / 20 + (all * 5) / 17 / 25) + 0.5 * ((all * 4) / 17 / 2.5),
      8,
    )
  })

  it('expects deaths by risk ratio, times the factor of the path for new nameplates', () => {
    const vintage = 10 * 3 * 1.5 + 5 * 2 * 1.5 + 2 * 4
    expect(first.driverDeaths).toBeCloseTo((vintage * 40) / 1e6, 15)
    const both = vintage * left[1]! + 8 * 3 * 0.75
    expect(second.driverDeaths).toBeCloseTo((both * 40) / 1e6, 15)
  })

  it('expects the deaths of the displaced mix', () => {
    const vintage = 17 * ((8 / 17) * 1 + (4 / 17) * 0.5 + (5 / 17) * 2)
    expect(first.displacedDriverDeaths).toBeCloseTo((vintage * 40) / 1e6, 15)
    const both = vintage * left[1]! + 8 * (0.25 * 1 + 0.75 * 2)
    expect(second.displacedDriverDeaths).toBeCloseTo((both * 40) / 1e6, 15)
  })

  it('collects the tariff on the new imports of the year', () => {
    expect(first.tariffRevenueUsd).toBeCloseTo(10 * 1000 + 5 * 2000, 8)
    expect(second.tariffRevenueUsd).toBeCloseTo(8 * 1000, 8)
    expect(third.tariffRevenueUsd).toBe(0)
  })

  it('adds up the surplus of the buyers of the year', () => {
    const surplus = [first, second, third].map(({ consumerSurplusUsd }) => consumerSurplusUsd)
    expect(surplus).toEqual([120, 220, 320])
  })

  it('are all 0 without kei', () => {
    const [year] = impactsOf([], [[0, 0, 0]])
    expect({ ...year!, year: 0, consumerSurplusUsd: 0 }).toEqual({
      year: 0,
      gasolineGal: 0,
      displacedGasolineGal: 0,
      electricityKwh: 0,
      displacedElectricityKwh: 0,
      carbonKg: 0,
      displacedCarbonKg: 0,
      driverDeaths: 0,
      displacedDriverDeaths: 0,
      tariffRevenueUsd: 0,
      consumerSurplusUsd: 0,
    })
  })
})

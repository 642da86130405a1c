import { describe, expect, it } from 'vitest'
import { areaRow, near, stateRow } from '../../../test/rows.fixture.ts'
import { parameters } from '../../../test/model.fixture.ts'
import {
  ATTRIBUTE_COUNT,
  daysBeyondRange,
  novelty,
  setAttribute,
  setByArea,
  writeCrashRisk,
  writeEnergy,
  writeFixedAttributes,
  writeKeiLostTravel,
  writePrice,
  writeSegmentLostTravel,
  X,
  type Geography,
  type Vehicle,
} from './attributes.ts'
import { NO_CAP } from './travel.ts'

// Two states of two areas: cells are (first, a), (first, b), (second, a), (second, b).
const a = areaRow('core', {
  vmt_primary: 8000,
  g25: 0.9,
  g35: 0.8,
  g45: 0.6,
  g55: 0.4,
  g65: 0.1,
  density_index: 1,
  days_gt_50: 0.4,
  days_gt_80: 0.2,
  home_charging: 0.4,
})
const b = areaRow('rural', {
  vmt_primary: 12_000,
  g25: 0.8,
  g35: 0.7,
  g45: 0.3,
  g55: 0.2,
  g65: 0.1,
  density_index: 0.5,
  days_gt_50: 0.6,
  days_gt_80: 0.5,
  home_charging: 0.9,
})
const geography: Geography = {
  states: [
    stateRow('OH', { sales_tax: 0.05, gasoline_index: 1, electricity_index: 2 }),
    stateRow('TX', { sales_tax: 0, gasoline_index: 1.5, electricity_index: 1 }),
  ],
  areas: [a, b],
}
const cells = 4

const wagon: Vehicle = {
  mpg: 40,
  mi_per_kwh: null,
  range_mi: null,
  volume_cuft: 105,
  seats: 4,
  length_m: 3.4,
  hp_per_t: 63,
  payload_kg: 300,
  risk_ratio: 3,
  upkeep_usd_yr: 1700,
  speed_cap_mph: null,
}
const electric = { ...wagon, mpg: null, mi_per_kwh: 4, range_mi: 80 }

/** Write into columns whose every entry is NaN; give attribute k by cell, and check that no other changed. */
function written(k: number, write: (columns: Float64Array) => void): number[] {
  const columns = new Float64Array(ATTRIBUTE_COUNT * cells).fill(NaN)
  write(columns)
  const others = columns.filter((_, at) => Math.floor(at / cells) !== k)
  expect(others.every(Number.isNaN)).toBe(true)
  return [...columns.subarray(k * cells, (k + 1) * cells)]
}

describe('columns', () => {
  it('take one number for all cells', () => {
    expect(written(3, (columns) => setAttribute(columns, 3, 7))).toEqual([7, 7, 7, 7])
  })

  it('take one number an area, the same in all states', () => {
    expect(written(9, (columns) => setByArea(columns, 9, [1, 2]))).toEqual([1, 2, 1, 2])
  })
})

describe('fixed attributes', () => {
  const fixed = (vehicle: Vehicle, isKei: boolean) => {
    const columns = new Float64Array(ATTRIBUTE_COUNT * cells).fill(NaN)
    writeFixedAttributes(columns, vehicle, isKei, geography, {
      ...parameters,
      usableRange: 0.75,
      noHomeChargingPenalty: 0.2,
    })
    return (k: number) => [...columns.subarray(k * cells, (k + 1) * cells)]
  }
  const everywhere = (value: number) => near([value, value, value, value])

  it('bring upkeep to k$, payload to t, and size and power to logs', () => {
    const x = fixed(wagon, true)
    expect(x(X.upkeep)).toEqual(everywhere(1.7))
    expect(x(X.payload)).toEqual(everywhere(0.3))
    expect(x(X.space)).toEqual(everywhere(Math.log(1.05)))
    expect(x(X.power)).toEqual(everywhere(Math.log(63 / 115)))
  })

  it('count missing seats in pairs, and no seat beyond the fourth', () => {
    const missing = [1, 2, 4, 5].map((seats) => fixed({ ...wagon, seats }, true)(X.missingSeats)[0])
    expect(missing).toEqual([1.5, 1, 0, 0])
  })

  it('weigh the length saved by how dense the area is', () => {
    expect(fixed(wagon, true)(X.parking)).toEqual(near([1.2, 0.6, 1.2, 0.6]))
    expect(fixed({ ...wagon, length_m: 5.6 }, true)(X.parking)).toEqual(near([-1, -0.5, -1, -0.5]))
  })

  it('tell a kei from the rest', () => {
    expect(fixed(wagon, true)(X.kei)).toEqual([1, 1, 1, 1])
    expect(fixed(wagon, false)(X.kei)).toEqual([0, 0, 0, 0])
  })

  it('count days beyond the range of an electric vehicle only', () => {
    expect(fixed(wagon, true)(X.daysBeyondRange)).toEqual([0, 0, 0, 0])
    // Usable 60 miles: a third of the way from 50 to 80.
    const inA = 0.4 - 0.2 / 3 + 0.2 * (1 - 0.4)
    const inB = 0.6 - 0.1 / 3 + 0.2 * (1 - 0.9)
    expect(fixed(electric, true)(X.daysBeyondRange)).toEqual(near([inA, inB, inA, inB]))
  })

  it('leave what changes by year alone', () => {
    const x = fixed(wagon, true)
    const yearly = [0, 1, 2, 6, 7, 13].flatMap(x)
    expect(yearly.every(Number.isNaN)).toBe(true)
  })
})

describe('daysBeyondRange', () => {
  const p = { usableRange: 0.8, noHomeChargingPenalty: 0.15 }

  it('is 0 for a gasoline vehicle, whatever its range', () => {
    expect(daysBeyondRange({ mi_per_kwh: null, range_mi: 20 }, a, p)).toBe(0)
  })
})

describe('crash risk', () => {
  it('weighs ln of the ratio by half and the travel above 45 mph', () => {
    const risk = written(X.crashRisk, (columns) => writeCrashRisk(columns, 3, 1, geography))
    const [inA, inB] = [Math.log(3) * (0.5 + 0.6), Math.log(3) * (0.5 + 0.3)]
    expect(risk).toEqual(near([inA, inB, inA, inB]))
  })

  it('multiplies the ratio by the factor of the federal path', () => {
    const risk = written(X.crashRisk, (columns) => writeCrashRisk(columns, 3, 0.75, geography))
    expect(risk[0]).toBeCloseTo(Math.log(2.25) * 1.1, 14)
  })
})

describe('lost travel of a segment', () => {
  const lost = (nest: string, speed_cap_mph: number | null) =>
    written(X.lostTravel, (columns) =>
      writeSegmentLostTravel(columns, { nest, speed_cap_mph }, geography),
    )

  it('is what its own cap costs', () => {
    expect(lost('micro', 25)).toEqual([0.9, 0.8, 0.9, 0.8])
  })

  it('is none without a cap', () => {
    expect(lost('car', null)).toEqual([0, 0, 0, 0])
  })

  it('is none for an off-road vehicle that may use no posted road', () => {
    expect(lost('offroad', 0)).toEqual([0, 0, 0, 0])
    expect(lost('micro', 0)).toEqual([1, 1, 1, 1])
  })
})

describe('lost travel of a kei', () => {
  const p = { keiFreewayDiscomfort: 0.5 }
  const lost = (own: number | null, legal: number[]) =>
    written(X.lostTravel, (columns) => writeKeiLostTravel(columns, own, legal, geography, p))

  it('follows the legal cap of each state', () => {
    expect(lost(null, [45, 25])).toEqual([0.6, 0.3, 0.9, 0.8])
  })

  it('follows its own cap where that is lower', () => {
    expect(lost(35, [45, 25])).toEqual([0.8, 0.7, 0.9, 0.8])
  })

  it('is discomfort alone where all roads are open', () => {
    expect(lost(null, [NO_CAP, NO_CAP])).toEqual(near([0.2, 0.1, 0.2, 0.1]))
  })
})

describe('price', () => {
  it('is in k$ with the sales tax of the state', () => {
    const price = written(X.price, (columns) => writePrice(columns, 20_000, geography))
    expect(price).toEqual(near([21, 21, 20, 20]))
  })
})

describe('energy cost', () => {
  const prices = { gasoline: 4, electricity: 0.1 }
  const energy = (vehicle: Vehicle) => {
    const columns = new Float64Array(ATTRIBUTE_COUNT * cells).fill(NaN)
    writeEnergy(columns, vehicle, prices, geography)
    expect(columns.filter((value) => !Number.isNaN(value))).toHaveLength(2 * cells)
    return [X.energyPerYear, X.energyPerMile].map((k) => [
      ...columns.subarray(k * cells, (k + 1) * cells),
    ])
  }

  it('is that of a mile in the state, and of a year at the mileage of the area in k$', () => {
    const [perYear, perMile] = energy(wagon)
    expect(perMile).toEqual(near([0.1, 0.1, 0.15, 0.15])) // 4·1/40, 4·1.5/40
    expect(perYear).toEqual(near([0.8, 1.2, 1.2, 1.8]))
  })

  it('is that of electricity for an electric vehicle', () => {
    const [perYear, perMile] = energy(electric)
    expect(perMile).toEqual(near([0.05, 0.05, 0.025, 0.025])) // 0.1·2/4, 0.1·1/4
    expect(perYear).toEqual(near([0.4, 0.6, 0.2, 0.3]))
  })
})

describe('novelty', () => {
  const p = { noveltyLife: 1.6 }

  it('is 1 in the first year on sale and fades', () => {
    expect(novelty(0, p)).toBe(1)
    expect(novelty(1, p)).toBeCloseTo(Math.exp(-1 / 1.6), 14)
    expect(novelty(4, p)).toBeCloseTo(Math.exp(-2.5), 14)
  })

  it('is 0 before the first year, and for what is never on sale', () => {
    expect(novelty(-1, p)).toBe(0)
    expect(novelty(-Infinity, p)).toBe(0)
  })
})

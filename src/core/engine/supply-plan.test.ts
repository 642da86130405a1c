import { beforeEach, describe, expect, it } from 'vitest'
import { data, scenarioWith } from '../../../test/model.fixture.ts'
import { buildUpCost } from '../market/cost.ts'
import { NO_CAP } from '../market/travel.ts'
import { resolveScenario } from '../scenario/resolve.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { planSupply, type NameplateYear } from './supply-plan.ts'

function plan(overrides: Partial<Scenario>) {
  const inputs = resolveScenario(data, scenarioWith(overrides))
  const supply = planSupply(inputs)
  return {
    inputs,
    supply,
    /** One nameplate, year by year. */
    of: (id: string): NameplateYear[] => {
      const n = inputs.nameplates.findIndex((nameplate) => nameplate.id === id)
      return supply.map(({ nameplates }) => nameplates[n]!)
    },
    state: (code: string) => inputs.states.findIndex(({ row }) => row.state === code),
  }
}

// One state of each law; the product's own law elsewhere.
const states: Scenario['states'] = {
  OH: 'legal',
  TX: { status: 'capped', cap_mph: 35 },
  CA: 'unclear',
  GA: 'prohibited',
}
const keiClass = {
  horizon: { start: 2026, end: 2034 },
  federal: [{ year: 2028, path: 'kei-class' }],
  states,
  makers: { honda: { dealer_reach: 0.8 }, importers: { dealer_reach: 0.4 } },
}

describe('a new nameplate under the kei class of 2028', () => {
  let planned: ReturnType<typeof plan>
  let nBox: readonly NameplateYear[]
  beforeEach(() => {
    planned = plan(keiClass)
    nBox = planned.of('n-box')
  })
  const open = (code: string) => nBox.map(({ availability }) => availability[planned.state(code)])
  const caps = (code: string) => nBox.slice(2).map(({ capMph }) => capMph[planned.state(code)])

  it('has a year for every year of the horizon, with the path in force', () => {
    expect(planned.supply.map(({ year }) => year)).toEqual([
      2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034,
    ])
    expect(planned.supply.map(({ path }) => path.path)).toEqual([
      ...['import-25', 'import-25'],
      ...Array.from({ length: 7 }, () => 'kei-class'),
    ])
  })

  it('is on sale from the year of the path', () => {
    expect(nBox.map(({ onSale }) => onSale)).toEqual([
      ...[false, false],
      ...Array.from({ length: 7 }, () => true),
    ])
  })

  it('is available where the state allows it, year by year', () => {
    expect(open('OH')).toEqual([0, 0, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8])
    expect(open('TX')).toEqual([0, 0, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8])
    expect(open('CA')).toEqual([0, 0, 0.4, 0.4, 0.8, 0.8, 0.8, 0.8, 0.8])
    expect(open('GA')).toEqual([0, 0, 0, 0, 0, 0, 0.8, 0.8, 0.8])
  })

  it('may drive where the state and the path allow it, year by year', () => {
    expect(caps('OH')).toEqual([45, 45, 45, 45, 45, 45, 45])
    expect(caps('TX')).toEqual([35, 45, 45, 45, 45, 45, 45])
    expect(caps('CA')).toEqual([45, 45, 45, 45, 45, 45, 45])
  })

  it('has a cost and a price while it is on sale, and none before', () => {
    expect(nBox.slice(0, 2).map(({ price, cost }) => [price, cost])).toEqual([
      [null, null],
      [null, null],
    ])
    const nameplate = planned.inputs.nameplates.find(({ id }) => id === 'n-box')!
    const path = planned.supply[3]!.path
    expect(nBox[3]!.cost).toEqual(buildUpCost(nameplate, path, 4, planned.inputs.parameters))
    expect(nBox[3]!.price).toBe(nBox[3]!.cost!.price)
  })

  it('has a battery that is as cheap as its year lets it be', () => {
    const usd = 2_009_000 / 150
    const factory = planned.of('sakura').map(({ cost }) => cost?.factory)
    // 3% a year since 2025 on 22% of the cost
    expect(factory[2]).toBeCloseTo(usd * (1 - 0.22 * (1 - 0.97 ** 3)), 8)
    expect(factory[8]).toBeCloseTo(usd * (1 - 0.22 * (1 - 0.97 ** 9)), 8)
  })

  it('counts years from the first in which it is on sale', () => {
    expect(nBox.map(({ yearsOnSale }) => yearsOnSale)).toEqual([-2, -1, 0, 1, 2, 3, 4, 5, 6])
    expect(planned.of('n-van-e').map(({ yearsOnSale }) => yearsOnSale)[3]).toBe(0) // launch 2029
  })

  it('has no cap on its volume', () => {
    expect(nBox.slice(2).every(({ makerCap }) => makerCap === Infinity)).toBe(true)
  })
})

describe('the launch of a nameplate', () => {
  it('may be later than the path', () => {
    const { of } = plan({ ...keiClass, nameplates: { 'n-box': { launch: 2031 } } })
    expect(of('n-box').findIndex(({ onSale }) => onSale)).toBe(5)
    expect(of('n-box')[5]!.yearsOnSale).toBe(0)
  })

  it('may be earlier than the horizon: its first year is then the first of the run', () => {
    const { of } = plan({
      horizon: { start: 2032, end: 2033 },
      federal: [{ year: 2028, path: 'kei-class' }],
    })
    expect(of('n-box').map(({ yearsOnSale }) => yearsOnSale)).toEqual([0, 1])
  })

  it('never comes where the path never does', () => {
    const { of } = plan({ horizon: { start: 2026, end: 2030 } })
    for (const year of of('n-box')) {
      expect(year).toMatchObject({ onSale: false, yearsOnSale: -Infinity, price: null, cost: null })
      expect(year.availability.every((available) => available === 0)).toBe(true)
    }
  })
})

describe('a change of path', () => {
  const years = { horizon: { start: 2028, end: 2038 }, states, makers: keiClass.makers }
  const georgia = (federal: NonNullable<Scenario['federal']>) => {
    const { of, state } = plan({ ...years, federal })
    return of('n-box').map(({ availability }) => availability[state('GA')]! > 0)
  }
  const since = (first: number) => Array.from({ length: 11 }, (_, at) => 2028 + at >= first)

  it('starts the lag anew in states that had followed', () => {
    const closedAgain = georgia([
      { year: 2028, path: 'kei-class' },
      { year: 2033, path: 'exemption' },
    ])
    expect(closedAgain).toEqual([
      ...[false, false, false, false, true], // followed the first from 2032
      ...[false, false, false, false, true, true], // and the second from 2037
    ])
  })

  it('is none when the same path is listed twice in a row', () => {
    const once = georgia([{ year: 2028, path: 'kei-class' }])
    expect(once).toEqual(since(2032))
    const twice = georgia([
      { year: 2028, path: 'kei-class' },
      { year: 2031, path: 'kei-class' },
    ])
    expect(twice).toEqual(once)
  })

  it('opens every state at once where the path pre-empts their law', () => {
    const opened = georgia([
      { year: 2028, path: 'kei-class' },
      { year: 2030, path: 'fmvss' },
    ])
    expect(opened).toEqual(since(2030))
  })

  it('waits a fraction of a year longer where lags are scaled', () => {
    const { of, state } = plan({
      ...years,
      federal: [{ year: 2028, path: 'kei-class' }],
      parameters: { stateLagScale: 1.3 },
    })
    const first = (code: string) =>
      2028 + of('n-box').findIndex(({ availability }) => availability[state(code)] === 0.8)
    expect(first('CA')).toBe(2031) // 2.6 years
    expect(first('GA')).toBe(2034) // 5.2 years
    const capped = of('n-box').map(({ capMph }) => capMph[state('TX')])
    expect(capped.slice(0, 4)).toEqual([35, 35, 45, 45]) // 1.3 years
  })

  it('takes a nameplate off sale and on again without a second first year', () => {
    const { of } = plan({
      ...years,
      federal: [
        { year: 2028, path: 'kei-class' },
        { year: 2030, path: 'import-25' },
        { year: 2032, path: 'kei-class' },
      ],
    })
    const nBox = of('n-box').slice(0, 5)
    expect(nBox.map(({ onSale }) => onSale)).toEqual([true, true, false, false, true])
    expect(nBox.map(({ yearsOnSale }) => yearsOnSale)).toEqual([0, 1, 2, 3, 4])
  })
})

describe('25-year imports', () => {
  let planned: ReturnType<typeof plan>
  let grey: readonly NameplateYear[]
  beforeEach(() => {
    planned = plan(keiClass)
    grey = planned.of('grey-import')
  })

  it('are on sale in every year at their own price, without a cost build-up', () => {
    expect(grey.every(({ onSale, price, cost }) => onSale && price === 12_000 && !cost)).toBe(true)
  })

  it('stay under the law of each state, whatever the path', () => {
    for (const { availability, capMph } of grey) {
      const here = (code: string) => [
        availability[planned.state(code)],
        capMph[planned.state(code)],
      ]
      expect(here('OH')).toEqual([0.4, NO_CAP])
      expect(here('TX')).toEqual([0.4, 35])
      expect(here('CA')).toEqual([0.2, NO_CAP])
      expect(here('GA')[0]).toBe(0)
    }
  })

  it('are bound by their supply', () => {
    expect(grey.map(({ makerCap }) => makerCap)).toEqual(grey.map(() => 12_000))
  })

  it('are available nowhere without supply, though nobody forbids them', () => {
    const { of: none } = plan({ ...keiClass, parameters: { greySupply: 0 } })
    for (const { onSale, availability } of none('grey-import')) {
      expect(onSale).toBe(true)
      expect(availability.every((available) => available === 0)).toBe(true)
    }
  })

  it('ignore launch, steering, source and price', () => {
    const { of: same } = plan({
      ...keiClass,
      steering: 'rhd',
      source: 'local',
      nameplates: { 'grey-import': { launch: 2033, price_usd: 5000 } },
    })
    expect(same('grey-import').map((year) => ({ ...year, yearsOnSale: 0 }))).toEqual(
      grey.map((year) => ({ ...year, yearsOnSale: 0 })),
    )
  })

  it.each([
    ['importers are barred', { importers: { barred: true } }],
    ['importers have no reach', { importers: { dealer_reach: 0 } }],
  ])('are not on sale where %s', (_, makers) => {
    const { of: none } = plan({ ...keiClass, makers })
    for (const { onSale, price, availability } of none('grey-import')) {
      expect([onSale, price]).toEqual([false, null])
      expect(availability.every((available) => available === 0)).toBe(true)
    }
  })
})

describe('volume caps', () => {
  it('bind new nameplates under the path that names them', () => {
    const { of } = plan({ ...keiClass, federal: [{ year: 2028, path: 'exemption' }] })
    expect(of('n-box')[2]!.makerCap).toBe(2500)
  })

  it('make nothing available where they are 0', () => {
    const inputs = resolveScenario(data, scenarioWith(keiClass))
    const federal = inputs.federal.map(({ from, path }) => ({
      from,
      path: { ...path, volume_cap: 0 },
    }))
    const [first] = planSupply({ ...inputs, federal }).slice(2)
    expect(first!.nameplates[0]).toMatchObject({ onSale: true, makerCap: 0 })
    expect(first!.nameplates[0]!.availability.every((available) => available === 0)).toBe(true)
  })
})

describe('a path for US-built vehicles', () => {
  const usBuilt = { ...keiClass, federal: [{ year: 2028, path: 'kei-class-us' }] }

  it('keeps imports off sale', () => {
    expect(plan(usBuilt).of('n-box')[4]!.onSale).toBe(false)
  })

  it('lets a local build in', () => {
    const { of } = plan({ ...usBuilt, nameplates: { 'n-box': { source: 'local' } } })
    expect(of('n-box')[4]!.onSale).toBe(true)
    expect(of('roox')[4]!.onSale).toBe(false)
  })
})

describe('right-hand drive', () => {
  it('is available to the buyers who accept it', () => {
    const { of, state } = plan({
      ...keiClass,
      steering: 'rhd',
      parameters: { rhdAcceptance: 0.25 },
    })
    expect(of('n-box')[2]!.availability[state('OH')]).toBeCloseTo(0.2, 14)
    expect(of('grey-import')[2]!.availability[state('OH')]).toBe(0.4)
  })
})

describe('a change of tariffs', () => {
  // The N-BOX is a car, the Clipper a truck; both are imported under the kei class from 2028.
  const tariffs = [
    { year: 2030, tariffCar: 0 },
    { year: 2032, tariffTruck: 0.5, odds: { 2029: 1 } },
  ]
  let changed: ReturnType<typeof plan>
  let same: ReturnType<typeof plan>
  beforeEach(() => {
    changed = plan({ ...keiClass, tariffs })
    same = plan(keiClass)
  })
  const rates = (planned: typeof changed, id: string) =>
    planned.of(id).flatMap(({ cost }) => {
      if (cost === null) return []
      const made = cost.factory + cost.leftHandDrive + cost.compliance
      return Math.round((cost.tariff / made) * 1e6) / 1e6
    })

  it('falls on the costs of each year from its own on', () => {
    const { tariffCar, tariffTruck } = same.inputs.parameters
    const [cars, trucks] = [rates(changed, 'n-box'), rates(changed, 'clipper-truck')]
    expect(cars).toEqual(cars.map((_, at) => (at + 2028 < 2030 ? tariffCar : 0)))
    expect(trucks).toEqual(trucks.map((_, at) => (at + 2028 < 2032 ? tariffTruck : 0.5)))
    expect(new Set(cars).size + new Set(trucks).size).toBe(4)
  })

  it('changes nothing before', () => {
    expect(changed.of('n-box').slice(0, 4)).toEqual(same.of('n-box').slice(0, 4))
    expect(changed.of('clipper-truck').slice(0, 6)).toEqual(same.of('clipper-truck').slice(0, 6))
    expect(changed.of('n-box')[4]!.price).toBeLessThan(same.of('n-box')[4]!.price!)
  })
})

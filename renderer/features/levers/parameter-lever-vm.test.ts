import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { catalog, refusals, untouched } from './catalog.fixture.ts'
import {
  dragParameter,
  leverCard,
  markSlider,
  parameterLever,
  parameterLevers,
  resetParameter,
  searchTextOf,
  setParameter,
} from './parameter-lever-vm.ts'

const lowTariff: Scenario = { ...untouched, parameters: { tariffCar: 0.05 } }

function lever(name: string, scenario = untouched, reference = untouched) {
  const parameter = catalog.parameters.find((one) => one.name === name)!
  return parameterLever(parameter, scenario, reference)
}

describe('parameterLever', () => {
  it('shows the default where the scenario says nothing', () => {
    const tariff = lever('tariffCar')
    expect(tariff).toMatchObject({
      label: 'Tariff on cars from Japan',
      caption: '% of customs value',
      value: 0.15,
      valueText: '15% of customs value',
      changeText: null,
      beyondText: null,
    })
    expect(tariff.slider).toMatchObject({ shown: 15, scale: { min: 0, max: 36.4, step: 0.2 } })
  })

  it('marks what differs, and from which', () => {
    expect(lever('tariffCar', lowTariff).changeText).toBe('Default and reference 15%')
    expect(lever('tariffCar', lowTariff, lowTariff).changeText).toBe(
      'Default 15%; the reference has it so too',
    )
    expect(lever('tariffCar', untouched, lowTariff).changeText).toBe(
      'At its default; the reference has 5%',
    )
    const other = { ...untouched, parameters: { tariffCar: 0.2 } }
    expect(lever('tariffCar', other, lowTariff).changeText).toBe('Default 15%, reference 5%')
  })

  it('places its marks on the track', () => {
    const { slider } = lever('greyPrice', untouched, {
      ...untouched,
      parameters: { greyPrice: 18000 },
    })
    expect(slider).toEqual({
      scale: { min: 6000, max: 18000, step: 100 },
      shown: 12000,
      low: 0.25,
      high: 0.75,
      initial: 0.5,
      reference: 1,
    })
  })

  it('keeps its marks on a scale that a drag holds still', () => {
    const { parameter } = lever('greyPrice')
    const held = markSlider(parameter, {
      value: 10_000,
      reference: 12_000,
      scale: { min: 0, max: 20_000, step: 100 },
    })
    expect(held).toMatchObject({ shown: 10_000, initial: 0.6, low: 0.45, high: 0.75 })
  })

  it('gives fixed parameters no slider and no plausible range to leave', () => {
    const years = lever('amortYears', { ...untouched, parameters: { amortYears: 20 } })
    expect(years.slider).toBeNull()
    expect(years.beyondText).toBeNull()
  })

  it('says where a value lies outside the plausible range', () => {
    const high = lever('tariffCar', { ...untouched, parameters: { tariffCar: 0.9 } })
    expect(high.beyondText).toBe('Outside the plausible 2.5% to 25%')
    expect(high.slider?.scale.max).toBe(90)
  })
})

describe('edits of a parameter', () => {
  it('name what they do, with the unit', () => {
    expect(setParameter(lever('tariffCar'), untouched, 0.05)).toEqual({
      label: 'Set tariff on cars from Japan to 5%',
      scenario: lowTariff,
      group: null,
    })
    expect(setParameter(lever('usMedianIncome'), untouched, 80_000).label).toBe(
      'Set US median household income to $80,000',
    )
    expect(setParameter(lever('noveltyLife'), untouched, 2).label).toBe(
      'Set years for novelty to fall by 63% to 2 years',
    )
  })

  it('group a drag, so that undo takes it back whole', () => {
    const edit = dragParameter(lever('tariffCar'), untouched, 5)
    expect(edit).toMatchObject({ scenario: lowTariff, group: 'parameter:tariffCar' })
  })

  it('say nothing for the default', () => {
    expect(setParameter(lever('tariffCar', lowTariff), lowTariff, 0.15).scenario).toEqual(untouched)
    expect(resetParameter(lever('tariffCar', lowTariff), lowTariff)).toEqual({
      label: 'Reset tariff on cars from Japan',
      scenario: untouched,
      group: null,
    })
  })

  it('are taken by the product from one end of every slider to the other', () => {
    for (const one of parameterLevers(catalog, untouched, untouched)) {
      const { scale } = one.slider ?? { scale: { min: one.value, max: one.value } }
      for (const shown of [scale.min, scale.max]) {
        expect(refusals(dragParameter(one, untouched, shown).scenario), one.name).toEqual([])
      }
    }
  })
})

describe('leverCard', () => {
  it('tells all there is to know', () => {
    expect(leverCard(lever('tariffCar', lowTariff))).toEqual([
      { term: 'Now', detail: '5% of customs value' },
      { term: 'Default', detail: '15% of customs value' },
      { term: 'Plausible', detail: '2.5% to 25%' },
      { term: 'Allowed', detail: 'a number, 0% or more' },
      { term: 'Unit', detail: 'share of customs value' },
      { term: 'Source', detail: 'US-Japan agreement, 16 September 2025' },
      { term: 'Confidence', detail: 'high' },
      { term: 'Model section', detail: '5 Supply' },
      { term: 'Name in files', detail: 'tariffCar' },
    ])
  })

  it('says of a fixed parameter that it is', () => {
    const plausible = leverCard(lever('amortYears')).find(({ term }) => term === 'Plausible')
    expect(plausible?.detail).toBe('held fixed when uncertainty is explored')
  })
})

describe('searchTextOf', () => {
  it('holds label, name, both groups and unit as written and as shown', () => {
    const found = searchTextOf(lever('tariffCar').parameter, 'Price and cost')
    expect(found).toBe(
      'tariff on cars from japan tariffcar price and cost trade share of customs value % of customs value',
    )
  })
})

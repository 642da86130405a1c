import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalog } from './catalog.fixture.ts'
import { niceStep, placeOnScale, sliderScale } from './slider-scale.ts'
import { scaled, wordsOfParameter } from './unit-words.ts'

const tariff = { low: 2.5, high: 25, initial: 15, present: [15], min: 0, max: null }

describe('sliderScale', () => {
  it('adds half the plausible range on either side, down to zero where all is above it', () => {
    expect(sliderScale(tariff)).toEqual({ min: 0, max: 36.4, step: 0.2 })
    expect(sliderScale({ ...tariff, low: 10, high: 20 })).toEqual({ min: 5, max: 25, step: 0.2 })
  })

  it('goes below zero where the plausible range does', () => {
    const growth = { low: -0.8, high: 1, initial: 0.2, present: [], min: -99, max: null }
    expect(sliderScale(growth)).toEqual({ min: -1.7, max: 1.9, step: 0.02 })
  })

  it('stretches to what is set', () => {
    const { min, max } = sliderScale({ ...tariff, present: [80] })
    expect(min).toBe(0)
    expect(max).toBe(80)
  })

  it('stops at what makes sense, on a step where it can', () => {
    const share = { low: 80, high: 98, initial: 90, present: [], min: 0.1, max: 99.95 }
    expect(sliderScale(share).max).toBe(99.8)
    expect(sliderScale({ ...share, present: [99.95] }).max).toBe(99.95)
    expect(sliderScale({ ...share, low: 1, high: 80 }).min).toBe(1)
    expect(sliderScale({ ...share, low: 0.1, high: 80 }).min).toBe(0.1)
  })

  it('opens a range about a value that has none', () => {
    expect(sliderScale({ ...tariff, low: 6, high: 6, initial: 6, present: [] })).toEqual({
      min: 3,
      max: 9,
      step: 0.05,
    })
    const zero = { low: 0, high: 0, initial: 0, present: [], min: null, max: null }
    expect(sliderScale(zero)).toEqual({ min: 0, max: 0.5, step: 0.005 })
  })

  it('holds what it must, within the limits, in at least 100 round steps', () => {
    const anyNumber = fc.integer({ min: -1e7, max: 1e7 }).map((n) => n / 1000)
    const ranges = fc.tuple(anyNumber, anyNumber, anyNumber, anyNumber).map((all) => {
      const [low, initial, high] = all.slice(0, 3).sort((a, b) => a - b) as [number, number, number]
      return { low, initial, high, present: [all[3]] }
    })
    fc.assert(
      fc.property(ranges, fc.boolean(), fc.boolean(), (range, hasMin, hasMax) => {
        const held = [range.low, range.high, range.initial, ...range.present]
        const limits = {
          min: hasMin ? Math.min(...held) : null,
          max: hasMax ? Math.max(...held) : null,
        }
        const { min, max, step } = sliderScale({ ...range, ...limits })
        expect(held.every((one) => min <= one && one <= max)).toBe(true)
        if (limits.min !== null) expect(min).toBeGreaterThanOrEqual(limits.min)
        if (limits.max !== null) expect(max).toBeLessThanOrEqual(limits.max)
        expect((max - min) / step).toBeLessThan(260)
        expect(niceStep(step)).toBe(step)
      }),
    )
  })

  it('gives every parameter of the data set between 60 and 260 steps', () => {
    for (const parameter of catalog.parameters) {
      const { low, high, value, min, max } = parameter
      const show = (one: number) => scaled(one, wordsOfParameter(parameter))
      const scale = sliderScale({
        low: show(low),
        high: show(high),
        initial: show(value),
        present: [],
        min: min === null ? null : show(min),
        max: max === null ? null : show(max),
      })
      const steps = (scale.max - scale.min) / scale.step
      expect(steps, parameter.name).toBeGreaterThan(60)
      expect(steps, parameter.name).toBeLessThan(260)
      expect(String(scale.step), parameter.name).toMatch(/^0?\.?0*[125]0*$|^\de-\d$/)
    }
  })
})

describe('placeOnScale', () => {
  it('gives a share of the track, never off its ends', () => {
    const scale = { min: 10, max: 20, step: 1 }
    expect([0, 10, 15, 20, 30].map((value) => placeOnScale(value, scale))).toEqual([
      0, 0, 0.5, 1, 1,
    ])
    expect(placeOnScale(3, { min: 3, max: 3, step: 1 })).toBe(0)
  })
})

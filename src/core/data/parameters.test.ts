import { describe, expect, it } from 'vitest'
import { dataTexts, withParameter } from '../../../test/data-texts.fixture.ts'
import { defaultParameters, parameterNames, parseParameters } from './parameters.ts'
import { describeProblem } from './problem.ts'

const json = dataTexts['parameters.json']!
const all = JSON.parse(json) as Record<string, Record<string, unknown>>

function refusals(text: string): string[] {
  const parsed = parseParameters(text)
  if (parsed.ok) throw new Error('these parameters must be refused')
  return parsed.error.map(describeProblem)
}

function withFields(name: string, fields: Readonly<Record<string, unknown>>): string {
  return withParameter(name, fields)['parameters.json']!
}

describe('parameters.json', () => {
  it('gives every parameter that the model reads its default', () => {
    const parsed = parseParameters(json)
    if (!parsed.ok) throw new Error('refused')
    const defaults = defaultParameters(parsed.value)
    expect(Object.keys(defaults)).toEqual(parameterNames)
    for (const name of parameterNames) expect(defaults[name]).toBe(all[name]!.value)
  })

  it.each(['', '{', 'tariffCar = 0.15', json.replace('{', '[')])(
    'is refused where it is not JSON: %#',
    (text) => {
      expect(refusals(text)).toEqual([
        expect.stringMatching(/^parameters\.json: is not JSON: ./) as string,
      ])
    },
  )

  it.each(['null', '[]', '3'])('is refused where it holds %s', (text) => {
    expect(refusals(text)).toEqual([`parameters.json: is ${text}; must be an object`])
  })

  it.each(parameterNames)('is refused without %s', (name) => {
    expect(refusals(JSON.stringify({ ...all, [name]: undefined }))).toEqual([
      `parameters.json, ${name}: is missing`,
    ])
  })

  it('is refused with a parameter that the model does not know', () => {
    const text = JSON.stringify({ ...all, tarifCar: all.tariffCar, colour: all.tariffCar })
    expect(refusals(text)).toEqual([
      'parameters.json, tarifCar: is not known',
      'parameters.json, colour: is not known',
    ])
  })

  // tariffCar: 0.15, plausible 0.025 to 0.25, normal, from 0.
  it.each<[string, Record<string, unknown>, string]>([
    ['a value below low', { value: 0.02 }, ': needs low ≤ value ≤ high'],
    ['a value above high', { value: 0.3 }, ': needs low ≤ value ≤ high'],
    ['low above high', { low: 0.26, value: 0.2555 }, ': needs low ≤ value ≤ high'],
    ['low below min', { min: 0.03 }, ': needs min ≤ low and high ≤ max'],
    ['high above max', { max: 0.2 }, ': needs min ≤ low and high ≤ max'],
    ['fixed with a range', { shape: 'fixed' }, ': is fixed, so low must equal high'],
    [
      'log-normal from 0',
      { shape: 'lognormal', low: 0 },
      ': is log-normal, so low must be above 0',
    ],
    ['a text for a value', { value: '0.15' }, ', value: is "0.15"; must be a number'],
    ['no source', { source: undefined }, ', source: is missing'],
    ['an empty unit', { unit: '' }, ', unit: is empty'],
    [
      'an unknown shape',
      { shape: 'uniform' },
      ', shape: is "uniform"; must be one of normal, lognormal, fixed',
    ],
    [
      'an unknown confidence',
      { confidence: 'H' },
      ', confidence: is "H"; must be one of high, medium, low',
    ],
    ['an unknown field', { mean: 0.15 }, ', mean: is not known'],
    ['sections that are no list', { sections: '5' }, ', sections: is "5"; must be an array'],
  ])('is refused with %s', (_, fields, problem) => {
    expect(refusals(withFields('tariffCar', fields))).toEqual([
      `parameters.json, tariffCar${problem}`,
    ])
  })

  it('is refused with every problem named', () => {
    const text = JSON.stringify({
      ...all,
      tariffCar: { ...all.tariffCar, low: -1, value: 0.3 },
      wacc: 7,
    })
    expect(refusals(text)).toEqual([
      'parameters.json, tariffCar: needs low ≤ value ≤ high',
      'parameters.json, tariffCar: needs min ≤ low and high ≤ max',
      'parameters.json, wacc: is 7; must be an object',
    ])
  })
})

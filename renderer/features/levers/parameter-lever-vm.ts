import type { Catalog, ParameterInfo } from '../../../src/contract/catalog.ts'
import type { ParameterName } from '../../../src/core/data/parameters.ts'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { withParameter } from '../../state/scenario-edits.ts'
import { nameOf } from './catalog-rows.ts'
import {
  differenceOf,
  groupOfEdit,
  type Difference,
  type How,
  type LeverEdit,
} from './lever-edit.ts'
import { en } from '../../strings/en.ts'
import { placeOnScale, sliderScale, type SliderScale } from './slider-scale.ts'
import {
  allowedWords,
  quantityText,
  scaled,
  shortQuantity,
  unitCaption,
  unscaled,
  wordsOfParameter,
  type UnitWords,
} from './unit-words.ts'

const text = en.levers

/** One parameter as its lever shows it. */
export interface ParameterLever {
  readonly name: ParameterName
  readonly label: string
  readonly unit: UnitWords
  /** The unit as it stands beside the label; empty for pure numbers. */
  readonly caption: string
  readonly parameter: ParameterInfo
  readonly value: number
  /** The value with its unit, in words. */
  readonly valueText: string
  readonly initial: number
  readonly reference: number
  readonly difference: Difference
  /** What the changed mark says; null where nothing differs. */
  readonly changeText: string | null
  /** Null for parameters that the data set holds fixed: they get no slider. */
  readonly slider: LeverSlider | null
  /** Said where the value lies outside the plausible range. */
  readonly beyondText: string | null
}

/** A slider in shown units, and where its marks lie on the track, 0 to 1. */
export interface LeverSlider {
  readonly scale: SliderScale
  readonly shown: number
  readonly low: number
  readonly high: number
  readonly initial: number
  readonly reference: number
}

export function parameterLever(
  parameter: ParameterInfo,
  scenario: Scenario,
  reference: Scenario,
): ParameterLever {
  const name = nameOf(parameter)
  const unit = wordsOfParameter(parameter)
  const value = parameterValue(parameter, scenario)
  const referenceValue = parameterValue(parameter, reference)
  const difference = differenceOf(value, parameter.value, referenceValue)
  const say = (one: number) => shortQuantity(one, unit)
  return {
    name,
    label: parameter.label,
    unit,
    caption: unitCaption(unit),
    parameter,
    value,
    valueText: quantityText(value, unit),
    initial: parameter.value,
    reference: referenceValue,
    difference,
    changeText: text.difference(difference, say(parameter.value), say(referenceValue)),
    slider: parameter.shape === 'fixed' ? null : leverSlider(parameter, value, referenceValue),
    beyondText: beyondText(parameter, value, unit),
  }
}

function parameterValue(parameter: ParameterInfo, scenario: Scenario): number {
  return scenario.parameters?.[nameOf(parameter)] ?? parameter.value
}

function leverSlider(parameter: ParameterInfo, value: number, reference: number): LeverSlider {
  const unit = wordsOfParameter(parameter)
  const show = (one: number) => scaled(one, unit)
  const scale = sliderScale({
    low: show(parameter.low),
    high: show(parameter.high),
    initial: show(parameter.value),
    present: [show(value), show(reference)],
    min: parameter.min === null ? null : show(parameter.min),
    max: parameter.max === null ? null : show(parameter.max),
  })
  return markSlider(parameter, { value, reference, scale })
}

/** Place the marks of a slider on a scale, which a drag holds still. */
export function markSlider(
  parameter: ParameterInfo,
  {
    value,
    reference,
    scale,
  }: { readonly value: number; readonly reference: number; readonly scale: SliderScale },
): LeverSlider {
  const unit = wordsOfParameter(parameter)
  const place = (one: number) => placeOnScale(scaled(one, unit), scale)
  return {
    scale,
    shown: scaled(value, unit),
    low: place(parameter.low),
    high: place(parameter.high),
    initial: place(parameter.value),
    reference: place(reference),
  }
}

function beyondText(parameter: ParameterInfo, value: number, unit: UnitWords): string | null {
  const { low, high, shape } = parameter
  if (shape === 'fixed' || (low <= value && value <= high)) return null
  return text.beyondRange(rangeText(parameter, unit))
}

function rangeText({ low, high }: ParameterInfo, unit: UnitWords): string {
  return `${shortQuantity(low, { ...unit, words: '' })} to ${shortQuantity(high, unit)}`
}

/** Set a parameter; its default is said by saying nothing. */
export function setParameter(
  lever: ParameterLever,
  scenario: Scenario,
  value: number,
  how: How = 'typed',
): LeverEdit {
  return {
    label: text.setLever(lever.label, shortQuantity(value, lever.unit)),
    scenario: withParameter(scenario, lever.name, value === lever.initial ? null : value),
    group: groupOfEdit(how, `parameter:${lever.name}`),
  }
}

/** Set a parameter to where its slider was dragged, in shown units. */
export function dragParameter(lever: ParameterLever, scenario: Scenario, shown: number): LeverEdit {
  return setParameter(lever, scenario, unscaled(shown, lever.unit), 'dragged')
}

export function resetParameter(lever: ParameterLever, scenario: Scenario): LeverEdit {
  return {
    label: text.resetLever(lever.label),
    scenario: withParameter(scenario, lever.name, null),
    group: null,
  }
}

/** One line of a details card. */
export interface CardLine {
  readonly term: string
  readonly detail: string
}

/** What the details card of a lever says, in order. */
export function leverCard(lever: ParameterLever): readonly CardLine[] {
  const { parameter, unit } = lever
  const { low, high, shape, min, max, source, confidence, usedIn, name } = parameter
  const plausible =
    shape === 'fixed' || low === high ? text.card.isFixed : rangeText(parameter, unit)
  return [
    { term: text.card.value, detail: lever.valueText },
    { term: text.card.initial, detail: quantityText(parameter.value, unit) },
    { term: text.card.plausible, detail: plausible },
    { term: text.card.allowed, detail: allowedWords({ min, max }, unit) },
    { term: text.card.unit, detail: text.card.unitOf(parameter.unit) },
    { term: text.card.source, detail: source },
    { term: text.card.confidence, detail: text.card.confidenceOf[confidence] },
    { term: text.card.usedIn, detail: usedIn.join('; ') },
    { term: text.card.name, detail: name },
  ]
}

/** Say what a lever is found by: label, name, both its groups, unit as written and as shown. */
export function searchTextOf(parameter: ParameterInfo, groupTitle: string): string {
  const caption = unitCaption(wordsOfParameter(parameter))
  const { label, name, group, unit } = parameter
  return [label, name, groupTitle, group, unit, caption].join(' ').toLowerCase()
}

/** Give the levers of all parameters, in the data set's order. */
export function parameterLevers(
  catalog: Catalog,
  scenario: Scenario,
  reference: Scenario,
): ParameterLever[] {
  return catalog.parameters.map((parameter) => parameterLever(parameter, scenario, reference))
}

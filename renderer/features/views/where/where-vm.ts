import type { Catalog } from '../../../../src/contract/catalog.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { formatNumber, formatVehicles } from '../../../charts/shared/format.ts'
import type { Access } from '../../../charts/state-map/access.ts'
import { colourScale, type ColourScale } from '../../../charts/state-map/colour-scale.ts'
import type { Region, StateMapData } from '../../../charts/state-map/state-map-model.ts'
import { yearIndex } from '../../../state/run-read.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import {
  accessIn,
  countIn,
  denominator,
  lawUnder,
  textIn,
  type Rate,
  type Subject,
} from './where-data.ts'
import { en } from '../../../strings/en.ts'
import { whereTitle } from './where-title.ts'

const text = en.where

export interface WhereInput {
  readonly run: RunColumns
  readonly reference: RunColumns | null
  readonly referenceName: string
  readonly scenario: Pick<Scenario, 'states'>
  readonly catalog: Pick<Catalog, 'states'>
  readonly year: number
  readonly subject: Subject
  readonly rate: Rate
  /** The scale of all years, from whereScale. */
  readonly scale: ColourScale
}

interface WhereVm {
  readonly title: string
  readonly summary: string
  readonly table: TableModel
  readonly chart: StateMapData
}

/** What is known of a state in the year shown. */
interface StateValue {
  readonly code: string
  readonly name: string
  readonly count: number
  readonly value: number
  readonly reference: number
  readonly access: Access
}

/** The colours of a subject, the same in all years. */
export function whereScale({
  run,
  catalog,
  subject,
  rate,
}: Pick<WhereInput, 'run' | 'catalog' | 'subject' | 'rate'>): ColourScale {
  const values = run.index.states.map((code, s) => {
    const per = denominator(rowOf(catalog, code), rate)
    return run.index.years.map((_, t) => countIn(run, subject, t, s) / per)
  })
  return colourScale(values, rate === 'units' ? 'vehicles' : 'number')
}

/** What the map view says of a run in a year. */
export function whereVm(input: WhereInput): WhereVm {
  const { run, subject, rate, reference, referenceName, scale } = input
  const t = yearIndex(run, input.year)
  const year = run.index.years[t] ?? input.year
  const states = stateValues(input, t)
  const legend = text.legend[rate](text.what[subject])
  const hasReference = reference !== null
  return {
    title: whereTitle({ states, subject, rate, year, average: average(input, states) }),
    summary: summarise(states, rate, text.summary(legend, year)),
    table: whereTable(states, input, year),
    chart: {
      scale,
      legend: { title: legend, keys: legendKeys(states) },
      regions: states.map((state) => regionOf(state, rate, hasReference ? referenceName : null)),
    },
  }
}

/** A value of the rate, as it is written. */
function saidRate(rate: Rate, value: number): string {
  return rate === 'units' ? formatVehicles(value) : formatNumber(Number(value.toPrecision(2)))
}

function rowOf({ states }: Pick<Catalog, 'states'>, code: string) {
  return states.rows.find((row) => row.state === code)
}

function stateValues(input: WhereInput, t: number): StateValue[] {
  const { run, reference, catalog, scenario, subject, rate } = input
  const year = run.index.years[t] ?? NaN
  const then = reference === null ? -1 : reference.index.years.indexOf(year)
  return run.index.states.map((code, s) => {
    const row = rowOf(catalog, code)
    const per = denominator(row, rate)
    const count = countIn(run, subject, t, s)
    return {
      code,
      name: textIn(row, 'name') || code,
      count,
      value: count / per,
      reference: reference === null || then < 0 ? NaN : countIn(reference, subject, then, s) / per,
      access: accessIn(run, subject, t, s, lawUnder(row, scenario)),
    }
  })
}

/** The measure for the nation as a whole. */
function average({ catalog, rate }: WhereInput, states: readonly StateValue[]): number {
  let count = 0
  let per = 0
  for (const state of states) {
    count += state.count
    per += denominator(rowOf(catalog, state.code), rate)
  }
  return rate === 'units' ? count : count / per
}

function regionOf(state: StateValue, rate: Rate, referenceName: string | null): Region {
  const { code, name, value, access } = state
  const said = saidRate(rate, value)
  return {
    code,
    name,
    value,
    said,
    access,
    lines: [
      { label: text.unit[rate], value: said },
      ...(referenceName === null
        ? []
        : [
            {
              label: referenceName,
              value: saidRate(rate, state.reference),
              mark: 'ghost' as const,
            },
          ]),
      ...(access === 'unknown' ? [] : [{ label: text.law, value: text.access[access] }]),
    ],
  }
}

function legendKeys(states: readonly StateValue[]): StateMapData['legend']['keys'] {
  const has = (access: Access) => states.some((state) => state.access === access)
  const hasNone = states.some((state) => state.access !== 'closed' && !(state.value > 0))
  return [
    ...(has('closed') ? [{ access: 'closed' as const, label: text.keys.closed }] : []),
    ...(has('unclear') ? [{ access: 'unclear' as const, label: text.keys.unclear }] : []),
    ...(hasNone ? [{ access: 'none' as const, label: text.keys.none }] : []),
  ]
}

const LISTED = 5

function summarise(states: readonly StateValue[], rate: Rate, what: string): string {
  const sold = states.filter(({ value }) => value > 0).toSorted((a, b) => b.value - a.value)
  const closed = states.filter(({ access }) => access === 'closed')
  const list = (some: readonly StateValue[]) =>
    some.map(({ name, value }) => `${name} ${saidRate(rate, value)}`).join(', ')
  return [
    what,
    sold.length === 0 ? '' : text.summaryTop(list(sold.slice(0, LISTED))),
    sold.length <= LISTED ? '' : text.summaryLow(list(sold.slice(-LISTED).toReversed())),
    closed.length === 0 ? '' : text.summaryClosed(closed.map(({ name }) => name).join(', ')),
  ].join('')
}

function whereTable(
  states: readonly StateValue[],
  { subject, rate, reference, referenceName }: WhereInput,
  year: number,
): TableModel {
  const hasRate = rate !== 'units'
  const rateUnit = hasRate ? text.unit[rate] : 'vehicles'
  const what = text.what[subject]
  return {
    caption: text.summary(text.legend[rate](what), year),
    columns: [
      { title: text.state, align: 'left' },
      { title: what, unit: 'vehicles', align: 'right' },
      ...(hasRate ? [{ title: what, unit: rateUnit, align: 'right' as const }] : []),
      ...(reference === null
        ? []
        : [{ title: text.referenceLine(referenceName), unit: rateUnit, align: 'right' as const }]),
      ...(subject === 'road' ? [] : [{ title: text.law, align: 'left' as const }]),
    ],
    rows: states
      .toSorted((a, b) => b.value - a.value)
      .map((state) => [
        state.name,
        state.count,
        ...(hasRate ? [state.value] : []),
        ...(reference === null ? [] : [state.reference]),
        ...(subject === 'road' ? [] : [text.access[state.access]]),
      ]),
  }
}

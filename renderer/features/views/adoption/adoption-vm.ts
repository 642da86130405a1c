import type { RunColumns } from '../../../../src/contract/results.ts'
import type { Catalog } from '../../../../src/contract/catalog.ts'
import { formatValue, type Unit } from '../../../charts/shared/format.ts'
import type { Series, StackedAreaData } from '../../../charts/stacked-area/stacked-area-model.ts'
import { entry, newKeiShare, newKeiSold, salesOf, sumOf } from '../../../state/run-read.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'
import { adoptionTitle, type Measure } from './adoption-title.ts'

const text = en.adoption

export type Breakdown = 'total' | 'nameplate' | 'market' | 'state'

export interface AdoptionInput {
  readonly measure: Measure
  readonly breakdown: Breakdown
  readonly run: RunColumns
  readonly reference: RunColumns | null
  readonly referenceName: string
  readonly catalog: Pick<Catalog, 'states'>
}

interface AdoptionVm {
  readonly title: string
  readonly summary: string
  readonly table: TableModel
  readonly chart: StackedAreaData
}

/** Series that get a name of their own; the rest are one. */
const NAMED = 6
/** Least part of the whole that earns a name. */
const NAMED_SHARE = 0.01
/** The palette's grey, for the rest. */
const GREY = 7
/** The palette's colour for what stands beside the stack. */
const BESIDE = 6

/** Breakdowns that a measure has: where kei are on the road is known by state only. */
export function breakdownsOf(measure: Measure): readonly Breakdown[] {
  return measure === 'stock' ? ['total', 'state'] : ['total', 'nameplate', 'market', 'state']
}

/** What the adoption view says of a run. */
export function adoptionVm(input: AdoptionInput): AdoptionVm {
  const { run, reference, referenceName, measure } = input
  const { years } = run.index
  const all = allSeries(input)
  const stack = namedSeries(all)
  const total = totals(run, measure)
  const ghost =
    reference === null
      ? null
      : { label: referenceName, values: alignedTo(years, reference, totals(reference, measure)) }
  const beside = measure === 'sales' ? importsBeside(run) : []
  const unit: Unit = measure === 'share' ? 'share' : 'vehicles'
  const totalLabel = measure === 'stock' ? text.allOnRoad : text.allNewKei
  return {
    title: adoptionTitle(run, measure),
    summary: summarise(input, { unit, total, stack, ghost }),
    table: adoptionTable(run, measure, { all, total, totalLabel, beside, ghost }),
    chart: { years, unit, axisTitle: text.axis[measure], stack, totalLabel, beside, ghost },
  }
}

/** The measure for the nation, by year. */
function totals(run: RunColumns, measure: Measure): number[] {
  return run.index.years.map((_, t) => {
    switch (measure) {
      case 'sales':
        return newKeiSold(run, t)
      case 'share':
        return newKeiShare(run, t)
      case 'stock':
        return sumOf(run.index.states.map((_state, s) => entry(run, 'stock', t, s)))
    }
  })
}

/** A run's values at the years of another; NaN where it does not run. */
function alignedTo(years: readonly number[], run: RunColumns, values: readonly number[]): number[] {
  return years.map((year) => values[run.index.years.indexOf(year)] ?? NaN)
}

type NamedValues = Omit<Series, 'category'>

/** Every series of the breakdown, in its own order. */
function allSeries({ run, measure, breakdown, catalog }: AdoptionInput): NamedValues[] {
  const { years, nameplates, states, markets } = run.index
  const fresh = [...nameplates.entries()].filter(([, { isNew }]) => isNew).map(([n]) => n)
  const values = (ofYear: (t: number) => number) =>
    years.map((_, t) => {
      const sales = ofYear(t)
      if (measure !== 'share') return sales
      const sold = newKeiSold(run, t)
      return sold === 0 ? 0 : (sales / sold) * newKeiShare(run, t)
    })
  switch (breakdown) {
    case 'total':
      return [
        { label: measure === 'stock' ? text.onRoad : text.newKei, values: totals(run, measure) },
      ]
    case 'nameplate':
      return fresh.map((n) => ({
        label: nameplates[n]?.label ?? '',
        values: values((t) => salesOf(run, t, n)),
      }))
    case 'market':
      return markets.map((market, m) => ({
        label: text.markets[market] ?? market,
        values: values((t) => sumOf(fresh.map((n) => entry(run, 'keiByMarket', t, m, n)))),
      }))
    case 'state':
      return states.map((state, s) => ({
        label: stateName(catalog, state),
        values:
          measure === 'stock'
            ? years.map((_, t) => entry(run, 'stock', t, s))
            : values((t) => sumOf(fresh.map((n) => entry(run, 'keiByState', t, s, n)))),
      }))
  }
}

function stateName({ states }: Pick<Catalog, 'states'>, state: string): string {
  const name = states.rows.find((row) => row.state === state)?.name
  return typeof name === 'string' ? name : state
}

/**
 * The largest series, in their own order so that none changes its place or colour while they grow, and
 * the rest as one on top. Series that are nothing in all years are left out.
 */
function namedSeries(all: readonly NamedValues[]): Series[] {
  const sold = all.filter(({ values }) => values.some((value) => value > 0))
  const weight = ({ values }: NamedValues) => sumOf(values)
  const least = NAMED_SHARE * sumOf(sold.map(weight))
  const bySize = sold.toSorted((a, b) => weight(b) - weight(a))
  const large = bySize.filter((series, rank) => rank < NAMED && weight(series) >= least)
  // One that is left over alone may as well have its name.
  const largest = new Set(large.length === sold.length - 1 ? sold : large)
  const named = sold.filter((series) => largest.has(series))
  const rest = sold.filter((series) => !largest.has(series))
  const series = named.map((one, i) => ({ ...one, category: i < NAMED ? i : GREY }))
  if (rest.length === 0) return series
  const values = rest[0]?.values.map((_, t) => sumOf(rest.map((one) => one.values[t] ?? NaN))) ?? []
  return [...series, { label: text.others, values, category: GREY }]
}

function importsBeside(run: RunColumns): Series[] {
  const values = run.index.years.map((_, t) =>
    sumOf(run.index.nameplates.map(({ isNew }, n) => (isNew ? 0 : salesOf(run, t, n)))),
  )
  return values.some((value) => value > 0)
    ? [{ label: text.imports, values, category: BESIDE }]
    : []
}

interface Shown {
  readonly unit: Unit
  readonly total: readonly number[]
  readonly stack: readonly Series[]
  readonly ghost: StackedAreaData['ghost']
}

function summarise({ run, measure }: AdoptionInput, { unit, total, stack, ghost }: Shown): string {
  const { years } = run.index
  const said = (value: number | undefined) => formatValue(unit, value ?? NaN)
  const parts = stack
    .toSorted((a, b) => (b.values.at(-1) ?? 0) - (a.values.at(-1) ?? 0))
    .map(({ label, values }) => `${label} ${said(values.at(-1))}`)
  return [
    text.summary(
      text.axis[measure],
      said(total[0]),
      years[0] ?? 0,
      said(total.at(-1)),
      years.at(-1) ?? 0,
    ),
    parts.length > 1 ? text.summaryParts(parts.join(', ')) : '',
    ghost === null ? '' : text.summaryGhost(ghost.label, said(ghost.values.at(-1))),
  ].join('')
}

interface Tabled {
  readonly all: readonly NamedValues[]
  readonly total: readonly number[]
  readonly totalLabel: string
  readonly beside: readonly Series[]
  readonly ghost: StackedAreaData['ghost']
}

function adoptionTable(
  run: RunColumns,
  measure: Measure,
  { all, total, totalLabel, beside, ghost }: Tabled,
): TableModel {
  const unit = measure === 'share' ? '%' : 'vehicles'
  const series: NamedValues[] = [
    ...(all.length > 1 ? [{ label: totalLabel, values: total }] : []),
    ...all,
    ...beside,
    ...(ghost === null ? [] : [{ label: text.ghostColumn(ghost.label), values: ghost.values }]),
  ]
  return {
    caption: text.axis[measure],
    columns: [
      { title: text.year, align: 'left' },
      ...series.map(({ label }) => ({ title: label, unit, align: 'right' as const })),
    ],
    rows: run.index.years.map((year, t) => [
      year,
      ...series.map(({ values }) => values[t] ?? null),
    ]),
  }
}

import type { Catalog } from '../../../../src/contract/catalog.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'

const text = en.japan

/** The home market, for context; the model does not read it. */
export interface JapanVm {
  readonly title: string
  readonly summary: string
  readonly table: TableModel
  /** Every year from the first to the last; null where no figure was found. */
  readonly years: readonly { readonly year: number; readonly figure: JapanYear | null }[]
  /** Best-selling first; those without a figure for the last year are left out. */
  readonly models: readonly JapanModel[]
  readonly modelsYear: number
  readonly sources: readonly string[]
}

export interface JapanYear {
  /** vehicles */
  readonly sales: number
  /** Of all new vehicles. */
  readonly share: number
  /** Not checked against a source. */
  readonly isRecalled: boolean
}

export interface JapanModel {
  readonly model: string
  readonly maker: string
  /** In modelsYear, vehicles. */
  readonly sales: number
  /** In the year before, vehicles; null where not known. */
  readonly before: number | null
}

/** Year of the column that ranks the models. */
const MODELS_YEAR = 2025

type JapanTables = Pick<Catalog, 'japanYears' | 'japanMarket'>

/** Lay out the home market. */
export function japanVm({ japanYears, japanMarket }: JapanTables): JapanVm {
  const known = japanYears.rows
    .map((row) => ({
      year: Number(row.year),
      sales: Number(row.kei_sales),
      share: Number(row.share),
      isRecalled: row.confidence !== 'verified',
    }))
    .sort((a, b) => a.year - b.year)
  const models = rankModels({ japanMarket })
  return {
    title: titleOf(known),
    summary: summaryOf(known, models),
    table: tableOf(known, models),
    years: everyYear(known),
    models,
    modelsYear: MODELS_YEAR,
    sources: [...japanYears.notes, ...japanMarket.notes],
  }
}

type KnownYear = JapanYear & { readonly year: number }

function everyYear(known: readonly KnownYear[]): JapanVm['years'] {
  const [first, last] = [known[0]?.year, known.at(-1)?.year]
  if (first === undefined || last === undefined) return []
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const figure = known.find(({ year }) => year === first + at)
    return { year: first + at, figure: figure ?? null }
  })
}

function rankModels({ japanMarket }: Pick<JapanTables, 'japanMarket'>): JapanModel[] {
  const units = (cell: unknown) => (typeof cell === 'number' ? cell : null)
  return japanMarket.rows
    .flatMap((row) => {
      const sales = units(row.units_2025)
      if (sales === null) return []
      const [model, maker] = [String(row.model), String(row.maker)]
      return [{ model, maker, sales, before: units(row.units_2024) }]
    })
    .sort((a, b) => b.sales - a.sales)
}

/** A share of the market, whose first decimal the sources give. */
export function formatMarketShare(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

function millions(vehicles: number): string {
  return text.millions((vehicles / 1e6).toFixed(2))
}

function titleOf(known: readonly KnownYear[]): string {
  const last = known.at(-1)
  if (last === undefined) return text.emptyTitle
  return text.title(millions(last.sales), last.year, formatMarketShare(last.share))
}

function summaryOf(known: readonly KnownYear[], models: readonly JapanModel[]): string {
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return text.emptyTitle
  const years = [first, last]
    .map(({ sales, year }) => text.soldIn(millions(sales), year))
    .join(', ')
  const best = models.slice(0, 3).map(({ maker, model }) => `${maker} ${model}`)
  return text.summary(years, MODELS_YEAR, best.join(', '))
}

function tableOf(known: readonly KnownYear[], models: readonly JapanModel[]): TableModel {
  const words = text.table
  return {
    caption: words.caption,
    columns: [
      { title: words.what, align: 'left' },
      { title: words.maker, align: 'left' },
      { title: words.sold, unit: 'vehicles', align: 'right' },
      { title: words.share, unit: '%', align: 'right' },
      { title: words.before(MODELS_YEAR - 1), unit: 'vehicles', align: 'right' },
      { title: words.basis, align: 'left' },
    ],
    rows: [
      ...known.map(({ year, sales, share, isRecalled }) => [
        String(year),
        null,
        sales,
        share,
        null,
        text.basis[isRecalled ? 'recalled' : 'verified'] ?? null,
      ]),
      ...models.map(({ model, maker, sales, before }) => [
        `${model}, ${MODELS_YEAR}`,
        maker,
        sales,
        null,
        before,
        text.basis.verified ?? null,
      ]),
    ],
  }
}

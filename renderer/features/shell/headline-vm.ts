import type { RunColumns } from '../../../src/contract/results.ts'
import { numberWriter } from '../../charts/shared/format.ts'
import {
  entry,
  newKeiShare,
  newKeiSold,
  row,
  salesOf,
  sumOf,
  yearIndex,
} from '../../state/run-read.ts'
import { en } from '../../strings/en.ts'

/** The tiles across the top: what people ask for first, and how it differs from the reference. */
export interface Tile {
  readonly label: string
  readonly value: string
  /** Change against the reference, in words; null where there is nothing to compare. */
  readonly change: string | null
  readonly direction: 'up' | 'down' | 'same'
}

const SALES_YEARS = [2030, 2035, 2040]

const whole = numberWriter({ maximumFractionDigits: 0 })
const signed = (value: number) => `${value < 0 ? '−' : '+'}${whole(Math.abs(value))}`

/** Make the tiles of a run. */
export function headlineTiles(run: RunColumns, reference: RunColumns | null): Tile[] {
  const last = run.index.years.length - 1
  const lastYear = run.index.years[last] ?? 0
  return [
    ...SALES_YEARS.filter((year) => run.index.years.includes(year)).map((year) =>
      numberTile(
        en.tiles.sales(year),
        newKeiSold(run, yearIndex(run, year)),
        reference && newKeiSold(reference, yearIndex(reference, year)),
        whole,
        signed,
      ),
    ),
    numberTile(
      en.tiles.share(lastYear),
      newKeiShare(run, last),
      reference && newKeiShare(reference, yearIndex(reference, lastYear)),
      (share) => `${(share * 100).toFixed(2)}%`,
      (share) => `${share < 0 ? '−' : '+'}${en.tiles.points(Math.abs(share * 100).toFixed(2))}`,
    ),
    wordTile(en.tiles.biggest, biggestState(run), reference && biggestState(reference)),
    cheapestTile(run, reference),
    numberTile(
      en.tiles.black,
      earning(run),
      reference && earning(reference),
      (count) => en.tiles.earning(count, onSale(run)),
      signed,
    ),
  ]
}

function numberTile(
  label: string,
  value: number,
  before: number | null,
  format: (value: number) => string,
  formatChange: (change: number) => string,
): Tile {
  const shown = format(value)
  if (before === null) return { label, value: shown, change: null, direction: 'same' }
  const change = value - before
  const isSame = format(before) === shown && Math.abs(change) < 1e-9 + Math.abs(value) * 1e-6
  return {
    label,
    value: shown,
    change: isSame ? en.tiles.same : formatChange(change),
    direction: isSame ? 'same' : change > 0 ? 'up' : 'down',
  }
}

function wordTile(label: string, value: string | null, before: string | null): Tile {
  const shown = value ?? en.tiles.none
  const was = before ?? en.tiles.none
  return {
    label,
    value: shown,
    change: was === shown ? en.tiles.same : en.tiles.was(was),
    direction: 'same',
  }
}

function cheapestTile(run: RunColumns, reference: RunColumns | null): Tile {
  const value = cheapest(run)
  const before = reference && cheapest(reference)
  if (value === null || before === null) {
    return wordTile(en.tiles.cheapest, dollars(value), reference && dollars(before))
  }
  return numberTile(
    en.tiles.cheapest,
    value,
    before,
    (usd) => dollars(usd) ?? '',
    (usd) => (usd < 0 ? `−$${whole(-usd)}` : `+$${whole(usd)}`),
  )
}

function dollars(usd: number | null): string | null {
  return usd === null ? null : `$${whole(usd)}`
}

/** The state that buys most new kei in the last year. */
function biggestState(run: RunColumns): string | null {
  const last = run.index.years.length - 1
  const sold = run.index.states.map((_, s) =>
    sumOf(row(run, 'keiByState', last, s).filter((_sales, n) => run.index.nameplates[n]?.isNew)),
  )
  const most = Math.max(...sold)
  return most > 0 ? (run.index.states[sold.indexOf(most)] ?? null) : null
}

/** Lowest price of a new kei in the last year in which one is on sale, USD. */
function cheapest(run: RunColumns): number | null {
  const last = run.index.years.length - 1
  const prices = run.index.nameplates.flatMap((nameplate, n) => {
    const price = entry(run, 'price', last, n)
    return nameplate.isNew && Number.isFinite(price) ? [price] : []
  })
  return prices.length > 0 ? Math.min(...prices) : null
}

function earning(run: RunColumns): number {
  return run.columns.npv.filter((npv) => npv > 0).length
}

/** New nameplates that sold at all. */
function onSale(run: RunColumns): number {
  const years = run.index.years.map((_, t) => t)
  return run.index.nameplates.filter(
    (nameplate, n) => nameplate.isNew && years.some((t) => salesOf(run, t, n) > 0),
  ).length
}

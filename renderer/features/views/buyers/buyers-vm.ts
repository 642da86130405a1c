import type { Catalog } from '../../../../src/contract/catalog.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { formatShare } from '../../../charts/shared/format.ts'
import { OVER, type SharePanelsData } from '../../../charts/share-panels/share-panels-model.ts'
import { sumOf, yearIndex } from '../../../state/run-read.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import {
  dimensions,
  householdsByArea,
  membersOf,
  newKeiOf,
  occasionsOf,
  type Dimension,
} from './buyer-shares.ts'
import { en } from '../../../strings/en.ts'

const text = en.buyers

export interface BuyersInput {
  readonly run: RunColumns
  readonly reference: RunColumns | null
  readonly referenceName: string
  readonly scenario: Pick<Scenario, 'parameters'>
  readonly catalog: Pick<Catalog, 'states' | 'parameters'>
  readonly year: number
}

interface BuyersVm {
  readonly title: string
  readonly summary: string
  readonly table: TableModel
  readonly chart: SharePanelsData
}

interface Member {
  readonly dimension: Dimension
  readonly id: string
  readonly label: string
  readonly kei: number
  /** NaN where no new kei is sold. */
  readonly share: number
  readonly benchmark: number
  readonly ghost: number
}

const HALF_A_VEHICLE = 0.5

/** What the view says of who buys new kei in a year. */
export function buyersVm(input: BuyersInput): BuyersVm {
  const { run, reference, referenceName } = input
  const t = yearIndex(run, input.year)
  const year = run.index.years[t] ?? input.year
  const households = householdsByArea(input.catalog, input.scenario)
  const members = dimensions.flatMap((dimension) =>
    membersIn(run, t, dimension, households, shareIn(reference, year, dimension)),
  )
  const caption = text.caption(year)
  const hasGhost = members.some(({ ghost }) => Number.isFinite(ghost))
  const ghost = hasGhost ? referenceName : null
  return {
    title: buyersTitle(members, year),
    summary: text.summary(caption, members.map(saidMember).join('; ')),
    table: buyersTable(members, caption, ghost),
    chart: {
      panels: dimensions
        .map((dimension) => ({
          title: text.panels[dimension],
          rows: members.filter((member) => member.dimension === dimension),
        }))
        .filter(({ rows }) => rows.length > 0),
      text: { share: text.share, benchmark: text.benchmark, times: text.times, ghost },
    },
  }
}

function membersIn(
  run: RunColumns,
  t: number,
  dimension: Dimension,
  households: ReadonlyMap<string, number>,
  ghostOf: (id: string) => number,
): Member[] {
  const ids = membersOf(run, dimension)
  const kei = ids.map((id) => newKeiOf(run, t, dimension, id))
  const occasions = ids.map((id) => occasionsOf(run, t, dimension, id, households))
  const sold = sumOf(kei)
  const bought = sumOf(occasions)
  return ids.map((id, i) => ({
    dimension,
    id,
    label: text.members[id] ?? id,
    kei: kei[i] ?? NaN,
    share: sold >= HALF_A_VEHICLE ? (kei[i] ?? NaN) / sold : NaN,
    benchmark: (occasions[i] ?? NaN) / bought,
    ghost: ghostOf(id),
  }))
}

/** Shares in the reference; NaN where it has none in that year. */
function shareIn(reference: RunColumns | null, year: number, dimension: Dimension) {
  const t = reference?.index.years.indexOf(year) ?? -1
  if (reference === null || t < 0) return () => NaN
  const sold = sumOf(
    membersOf(reference, dimension).map((id) => newKeiOf(reference, t, dimension, id)),
  )
  return (id: string) =>
    sold >= HALF_A_VEHICLE ? newKeiOf(reference, t, dimension, id) / sold : NaN
}

function saidMember({ label, share, benchmark }: Member): string {
  return text.summaryRow(label, formatShare(share), formatShare(benchmark))
}

/** Tell of the group whose share of kei is furthest above its share of purchases. */
function buyersTitle(members: readonly Member[], year: number): string {
  const sold = members.filter(({ share }) => Number.isFinite(share))
  if (sold.length === 0) return text.none(year)
  const over = sold.filter(({ share, benchmark }) => share > OVER * benchmark)
  const [most] = over.toSorted((a, b) => b.share - b.benchmark - (a.share - a.benchmark))
  if (most === undefined) return text.alike(year)
  const say = most.dimension === 'market' ? text.over : text.overAmongHouseholds
  return say(
    text.subjects[most.id] ?? most.label,
    formatShare(most.share),
    formatShare(most.benchmark),
    year,
  )
}

function buyersTable(
  members: readonly Member[],
  caption: string,
  referenceName: string | null,
): TableModel {
  const has = referenceName !== null
  return {
    caption,
    columns: [
      { title: text.group, align: 'left' },
      { title: text.panel, align: 'left' },
      { title: text.keiColumn, unit: 'vehicles', align: 'right' },
      { title: text.shareColumn, unit: '%', align: 'right' },
      { title: text.benchmarkColumn, unit: '%', align: 'right' },
      ...(has
        ? [{ title: text.ghostColumn(referenceName), unit: '%', align: 'right' as const }]
        : []),
    ],
    rows: members.map((member) => [
      member.label,
      text.panels[member.dimension],
      member.kei,
      member.share,
      member.benchmark,
      ...(has ? [member.ghost] : []),
    ]),
  }
}

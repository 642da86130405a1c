import { formatNumber, formatShare, formatVehicles } from '../../../charts/shared/format.ts'
import type { Access } from '../../../charts/state-map/access.ts'
import type { Rate, Subject } from './where-data.ts'
import { en } from '../../../strings/en.ts'

const text = en.where

interface WhereFinding {
  readonly states: readonly {
    readonly name: string
    readonly value: number
    readonly access: Access
  }[]
  readonly subject: Subject
  readonly rate: Rate
  readonly year: number
  /** The measure for the nation; its sum where the rate is units. */
  readonly average: number
}

/** From here on "so many times the nation's" says more than the number. */
const WORTH_TELLING = 1.15

/** The finding in one sentence. */
export function whereTitle({ states, subject, rate, year, average }: WhereFinding): string {
  const closed = states.filter(({ access }) => access === 'closed').length
  const isClosed = closed === states.length && states.length > 0
  const best = states.reduce((a, b) => (b.value > a.value ? b : a), {
    name: '',
    value: 0,
    access: 'unknown',
  })
  const clauses =
    best.value > 0
      ? [bestClause(best, subject, rate, year, average)]
      : [text.title.nothing[subject](year)]
  if (isClosed) clauses.push(text.title.allClosed)
  else if (closed > 0) clauses.push(text.title.closed(closed))
  return clauses.join('; ')
}

function bestClause(
  best: { readonly name: string; readonly value: number },
  subject: Subject,
  rate: Rate,
  year: number,
  average: number,
): string {
  const { title } = text
  const name = text.districtThe(best.name)
  const times = best.value / average
  if (rate === 'units') {
    const said = formatVehicles(best.value)
    const most = title.most[subject](name.charAt(0).toUpperCase() + name.slice(1), said, year)
    return `${most}, ${title.share(formatShare(times))}`
  }
  const said = title.rate(formatNumber(Number(best.value.toPrecision(2))), text.unit[rate])
  const compared =
    times >= WORTH_TELLING ? `, ${title.times(formatNumber(Number(times.toPrecision(2))))}` : ''
  return `${title.best[subject](name, year)}: ${said}${compared}`
}

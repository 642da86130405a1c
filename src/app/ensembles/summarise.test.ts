import { describe, expect, it } from 'vitest'
import { ensembleOutcomes, PROBABILITIES } from '../../contract/ensemble.ts'
import { yearlyOutcomes } from '../../core/ensemble/outcome-names.ts'
import { nameplateOffsets, yearlyOffset, type OutcomeLayout } from '../../core/ensemble/outcomes.ts'
import { estimateMedian } from '../../core/ensemble/sampling-error.ts'
import { quantile, sortColumn } from '../../core/ensemble/quantiles.ts'
import { createDrawTable, rowOf, STATUS } from './draw-table.ts'
import { differencesOf, drawsOf, summarise } from './summarise.ts'

const layout: OutcomeLayout = {
  years: [2030, 2031],
  nameplates: [
    { id: 'n-box', label: 'Honda N-BOX' },
    { id: 'carry', label: 'Suzuki Carry' },
  ],
  width: 2 * yearlyOutcomes.length + 4,
}

/** Fill a table's draws with numbers that differ by draw and column, none of them in order. */
function tableOf(draws: number, factor = 1) {
  const table = createDrawTable(draws, layout.width)
  for (let draw = 0; draw < draws; draw += 1) {
    rowOf(table, draw).forEach((_, at, row) => {
      row[at] = factor * (((draw * 37 + at * 11) % 101) - 50)
    })
    table.status[draw] = STATUS.done
  }
  return table
}

function columnOf(table: ReturnType<typeof tableOf>, offset: number, draws: readonly number[]) {
  return Float64Array.from(draws, (draw) => rowOf(table, draw)[offset]!)
}

describe('a summary', () => {
  it('holds quantiles, mean and the median’s error of every outcome and year', () => {
    const table = tableOf(40)
    const { index, columns } = summarise(drawsOf(layout, table))
    expect(index).toEqual({ ...layout, width: undefined, done: 40, failed: 0 })
    const all = [...Array(40).keys()]
    ensembleOutcomes.forEach((outcome, o) => {
      layout.years.forEach((_, t) => {
        const values = columnOf(table, yearlyOffset(layout, outcome) + t, all)
        const sorted = sortColumn(values)
        const cell = o * 2 + t
        PROBABILITIES.forEach((p, at) => {
          expect(columns.quantiles[cell * PROBABILITIES.length + at]).toBe(quantile(sorted, p))
        })
        const mean = values.reduce((sum, value) => sum + value, 0) / 40
        expect(columns.mean[cell]).toBeCloseTo(mean, 10)
        expect(columns.medianError[cell]).toBe(estimateMedian(sorted).standardError)
      })
    })
  })

  it('leaves out draws that are pending, under way or without a result', () => {
    const table = tableOf(10)
    table.status.set([STATUS.pending, 3, STATUS.failed])
    rowOf(table, 2).fill(NaN)
    const { index, columns } = summarise(drawsOf(layout, table))
    expect([index.done, index.failed]).toEqual([7, 1])
    const values = columnOf(table, 0, [3, 4, 5, 6, 7, 8, 9])
    expect(columns.quantiles[100]).toBe(quantile(sortColumn(values), 0.5))
  })

  it('takes a nameplate’s NPV over the draws in which it is on sale, its shares over all', () => {
    const table = tableOf(8)
    const { npv, paybackYear } = nameplateOffsets(layout, 0)
    for (let draw = 0; draw < 8; draw += 1) {
      rowOf(table, draw)[npv] = draw < 2 ? NaN : 1000 * draw
      rowOf(table, draw)[paybackYear] = draw < 5 ? NaN : 2031
    }
    const { columns } = summarise(drawsOf(layout, table))
    expect(columns.onSale[0]).toBe(6 / 8)
    expect(columns.earnsBack[0]).toBe(3 / 8)
    const sorted = sortColumn(Float64Array.of(2000, 3000, 4000, 5000, 6000, 7000))
    PROBABILITIES.forEach((p, at) => {
      expect(columns.npvQuantiles[at]).toBe(quantile(sorted, p))
    })
  })

  it('has no NPV of a nameplate that is never on sale', () => {
    const table = tableOf(3)
    const { npv, paybackYear } = nameplateOffsets(layout, 1)
    for (let draw = 0; draw < 3; draw += 1) {
      rowOf(table, draw)[npv] = NaN
      rowOf(table, draw)[paybackYear] = NaN
    }
    const { columns } = summarise(drawsOf(layout, table))
    expect([columns.onSale[1], columns.earnsBack[1]]).toEqual([0, 0])
    const quantiles = columns.npvQuantiles.subarray(PROBABILITIES.length)
    expect(quantiles.every(Number.isNaN)).toBe(true)
    expect(columns.npvQuantiles.subarray(0, PROBABILITIES.length).some(Number.isNaN)).toBe(false)
  })

  it('of a single draw is that draw', () => {
    const table = tableOf(1)
    const { columns } = summarise(drawsOf(layout, table))
    expect([...columns.quantiles.subarray(0, PROBABILITIES.length)]).toEqual(
      PROBABILITIES.map(() => rowOf(table, 0)[0]),
    )
    expect(columns.medianError[0]).toBe(Infinity)
  })
})

describe('differences draw by draw', () => {
  it('are of the same draw in both, not of their quantiles', () => {
    const mine = tableOf(30, 2)
    const theirs = tableOf(30)
    const { index, columns } = summarise(differencesOf(layout, mine, theirs))
    expect(index.nameplates).toEqual([])
    expect(columns.npvQuantiles.length).toBe(0)
    const differences = Float64Array.from(
      { length: 30 },
      (_, draw) => rowOf(mine, draw)[0]! - rowOf(theirs, draw)[0]!,
    )
    expect(columns.quantiles[100]).toBe(quantile(sortColumn(differences), 0.5))
  })

  it('take only draws that have a result in both', () => {
    const mine = tableOf(5)
    const theirs = tableOf(5)
    mine.status[1] = STATUS.failed
    theirs.status[3] = STATUS.pending
    const { draws, failed } = differencesOf(layout, mine, theirs)
    expect(draws).toEqual([0, 2, 4])
    expect(failed).toBe(1)
  })

  it('offset by another place where the two have other nameplates', () => {
    const mine = tableOf(3)
    const theirs = createDrawTable(3, layout.width + 2)
    theirs.status.fill(STATUS.done)
    theirs.rows.forEach((_, at) => {
      theirs.rows[at] = at % theirs.width
    })
    const { column } = differencesOf(layout, mine, theirs)
    expect([...column(4)]).toEqual([0, 1, 2].map((draw) => rowOf(mine, draw)[4]! - 4))
  })
})

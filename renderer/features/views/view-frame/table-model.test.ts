import { describe, expect, it } from 'vitest'
import { cellText, columnTitle, tableCsv, tableTsv, type TableModel } from './table-model.ts'

const table: TableModel = {
  caption: 'Kei by year',
  columns: [
    { title: 'Year', align: 'left' },
    { title: 'Name', align: 'left' },
    { title: 'New kei', unit: 'vehicles', align: 'right' },
    { title: 'Share', unit: '%', align: 'right' },
  ],
  rows: [
    [2030, 'Suzuki "Carry", truck', 12_437.25, 0.00413],
    [2031, '=SUM(A1)', -5, null],
    [2032, '-', NaN, 0],
  ],
}

describe('cellText', () => {
  it('writes a number as its unit asks', () => {
    const said = table.columns.map((column, c) => cellText(table.rows[0]?.[c], column))
    expect(said).toEqual(['2030', 'Suzuki "Carry", truck', '12,400', '0.41%'])
    expect(cellText(15_712, { title: 'Price', unit: 'USD', align: 'right' })).toBe('$15,700')
    expect(cellText(15_712, { title: 'Price', unit: 'USD', exact: true, align: 'right' })).toBe(
      '$15,712',
    )
    expect(cellText(-16.94, { title: 'Rate', unit: 'per 100', align: 'right' })).toBe('−16.9')
  })
  it('is written as its column says, row by row, and saved in full', () => {
    const column = {
      title: 'Sales',
      unit: 'vehicles',
      align: 'right',
      write: (value: number, row: number) => `${value} in row ${row}`,
    } as const
    expect(cellText(7, column, 2)).toBe('7 in row 2')
    expect(cellText(NaN, column, 2)).toBe('–')
    expect(tableCsv({ caption: '', columns: [column], rows: [[7.25]] })).toContain('7.25\r\n')
  })
  it('has a dash for what is not there', () => {
    const column = { title: 'Share', unit: '%', align: 'right' } as const
    expect([null, undefined, NaN].map((cell) => cellText(cell, column))).toEqual(['–', '–', '–'])
  })
})

it('puts the unit in the heading', () => {
  expect(table.columns.map(columnTitle)).toEqual(['Year', 'Name', 'New kei, vehicles', 'Share, %'])
})

describe('tableCsv', () => {
  it('keeps full precision, leaves blanks and quotes what needs it', () => {
    expect(tableCsv(table).split('\r\n')).toEqual([
      'Year,Name,"New kei, vehicles","Share, share"',
      '2030,"Suzuki ""Carry"", truck",12437.25,0.00413',
      "2031,'=SUM(A1),-5,",
      "2032,'-,,0",
      '',
    ])
  })
})

describe('tableTsv', () => {
  it('has one line a row and one cell a column, whatever is in the cells', () => {
    const rows = [[1, 'a\tb\nc', 2, 3]]
    const lines = tableTsv({ ...table, rows }).split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toBe('1\ta b c\t2\t3')
  })
})

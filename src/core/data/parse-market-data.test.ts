import { describe, expect, it } from 'vitest'
import {
  dataTexts,
  split,
  withCell,
  withoutRow,
  withRows,
  type DataTexts,
} from '../../../test/data-texts.fixture.ts'
import { tableSchemas } from './market-data.ts'
import { parseMarketData } from './parse-market-data.ts'
import { describeProblem, type Problem } from './problem.ts'
import { parseTable, type AnyTableSchema } from './table.ts'

const schemas: readonly AnyTableSchema[] = Object.values(tableSchemas)

/** The problems of a data set that must be refused, each in one line. */
function refusals(texts: DataTexts): string[] {
  const parsed = parseMarketData(texts)
  if (parsed.ok) throw new Error('this data set must be refused')
  return parsed.error.map(describeProblem)
}

function replaced(file: string, from: string, to: string): DataTexts {
  return { ...dataTexts, [file]: dataTexts[file]!.replace(from, to) }
}

describe('the data set of the product', () => {
  const parsed = parseMarketData(dataTexts)

  it('is accepted', () => {
    expect(parsed).toMatchObject({ ok: true })
  })

  it('has 50 states and DC, 4 area types and 4 fleets', () => {
    if (!parsed.ok) throw new Error('refused')
    const { states, areas, fleets } = parsed.value
    expect([states.rows.length, areas.rows.length, fleets.rows.length]).toEqual([51, 4, 4])
  })

  it('reads numbers, blanks, flags and the notes above the header', () => {
    if (!parsed.ok) throw new Error('refused')
    const { nameplates, makers, segments } = parsed.value
    expect(nameplates.rows[0]).toMatchObject({ id: 'n-box', offered: true, mpg: 40.6 })
    expect(nameplates.rows[0]).toMatchObject({ mi_per_kwh: null, ref_delivery: null })
    expect(makers.rows.filter(({ barred }) => barred).map(({ maker }) => maker)).toEqual(['byd'])
    expect(segments.notes[0]).toMatch(/^Conventional alternatives/)
  })

  it('is accepted with the line ends of Windows and with a byte-order mark', () => {
    const texts = Object.entries(dataTexts).map(([file, text]) =>
      file.endsWith('.csv') ? [file, `\uFEFF${text.replaceAll('\n', '\r\n')}`] : [file, text],
    )
    expect(parseMarketData(Object.fromEntries(texts) as DataTexts)).toEqual(parsed)
  })
})

describe('a cell that does not fit its column', () => {
  it.each([
    ['states.csv', 'AL', 'households', 'many', 4, 'a number of 1 or more (households)'],
    ['states.csv', 'AK', 'kei_status', 'Legal', 5, 'one of legal, capped, unclear, prohibited'],
    ['states.csv', 'AL', 'name', '', 4, 'a text'],
    ['areas.csv', 'core', 'g25', '1.5', 3, 'a number from 0 to 1 (share)'],
    ['fleets.csv', 'delivery', 'occasions', '0', 3, 'a number of 1 or more (purchases/yr)'],
    ['fleets.csv', 'farm', 'kei_affinity', 'high', 6, 'a number (utils)'],
    ['nests.csv', 'car', 'lambda', '1.2', 3, 'a number from 0.05 to 1'],
    ['segments.csv', 'compact-car', 'seats', '4.5', 4, 'a whole number from 1 to 12 (seats)'],
    ['makers.csv', 'honda', 'barred', 'yes', 3, '0 or 1'],
    ['nameplates.csv', 'n-box', 'launch', '', 3, 'a whole number from 2000 to 2060 (year)'],
    ['nameplates.csv', 'roox', 'mpg', '0', 6, 'a number from 1 to 500 (mi/gal), or blank'],
    ['federal-paths.csv', 'lsv', 'speed_cap_mph', '0', 4, 'a number from 1 to 100 (mph), or blank'],
    ['state-law.csv', 'AL', 'interstate_allowed', 'maybe', 3, 'one of yes, no, unclear'],
  ])('is refused: %s, %s, %s = "%s"', (file, key, column, cell, row, allowed) => {
    const found = cell === '' ? 'blank' : `"${cell}"`
    expect(refusals(withCell(file, key, column, cell))).toEqual([
      `${file}, row ${row}, column ${column}: is ${found}; allowed: ${allowed}`,
    ])
  })

  it.each(['NaN', 'Infinity', '1e999', '0x10', '1_000', ' 5', '5 ', '1,000', '--5', '٣'])(
    'is refused as a number when it is "%s"',
    (cell) => {
      const [problem] = refusals(withCell('nests.csv', 'car', 'lambda', cell))
      expect(problem).toContain('nests.csv, row 3, column lambda')
      expect(problem).toContain('a number from 0.05 to 1')
    },
  )

  it.each(['.6', '6e-1', '+0.6', '0.6'])('is read as 0.6 when it is "%s"', (cell) => {
    const parsed = parseMarketData(withCell('nests.csv', 'car', 'lambda', cell))
    expect(parsed.ok && parsed.value.nests.rows[0]?.lambda).toBe(0.6)
  })
})

describe.each(schemas)('$file', (schema) => {
  const { file } = schema
  const { notes, rows } = split(dataTexts[file]!)
  const names = Object.keys(schema.columns)
  const header = notes.length + 1
  /** The problems of this table alone. */
  const problemsOf = (texts: DataTexts): readonly Problem[] => {
    const parsed = parseTable(schema, texts[file]!)
    return parsed.ok ? [] : parsed.error
  }
  const lines = (texts: DataTexts) => problemsOf(texts).map(describeProblem)
  const withFirst = (column: string, cell: string) => withCell(file, rows[1]![0]!, column, cell)

  it.each(names)('names row, column and what is allowed where %s is wrong', (column) => {
    const { kind } = schema.columns[column]!
    // Any text fits a text, and ids are checked against the other tables.
    const wrong = kind === 'text' ? '' : '?'
    const found = wrong === '' ? 'blank' : '"?"'
    const place = `${file}, row ${header + 1}, column ${column}`
    const problems = problemsOf(withFirst(column, wrong))
    if (kind === 'reference' || kind === 'blankable-text') expect(problems).toEqual([])
    else {
      expect(problems).toHaveLength(1)
      expect(problems[0]?.path).toBe(place)
      expect(problems[0]?.message).toMatch(
        new RegExp(`^is ${found.replace('?', '\\?')}; allowed: .`),
      )
    }
  })

  it.each(names)('takes a blank %s only where it may be blank', (column) => {
    const spec = schema.columns[column]!
    const blankable =
      spec.kind === 'reference' ||
      spec.kind === 'blankable-text' ||
      (spec.kind === 'number' && spec.blank)
    const place = `${file}, row ${header + 1}, column ${column}: is blank; allowed:`
    const problems = lines(withFirst(column, ''))
    expect(problems.filter((line) => line.startsWith(place))).toHaveLength(blankable ? 0 : 1)
  })

  it.each(names)('is refused without its column %s', (column) => {
    const at = names.indexOf(column)
    const texts = withRows(file, (all) => all.map((row) => row.toSpliced(at, 1)))
    expect(lines(texts)).toEqual([`${file}, row ${header}: column ${column} is missing`])
  })

  it('is refused with a column that is not known, whose name is said', () => {
    const texts = withRows(file, (all) => all.map((row, r) => [...row, r === 0 ? 'colour' : '1']))
    expect(lines(texts)).toEqual([
      `${file}, row ${header}: column "colour" is not known; allowed: ${names.join(', ')}`,
    ])
  })

  it('is refused with a column that stands there twice', () => {
    const texts = withRows(file, (all) => all.map((row) => [...row, row[0]!]))
    expect(lines(texts)).toEqual([`${file}, row ${header}: column ${names[0]} stands here twice`])
  })

  it('is refused with an id that stands there twice', () => {
    const id = rows[1]![0]!
    const texts = withCell(file, rows[2]![0]!, schema.key, id)
    expect(lines(texts)).toEqual([
      `${file}, row ${header + 2}, column ${schema.key}: "${id}" stands here a second time; ids must differ`,
    ])
  })

  it.each([
    ['short', -1],
    ['long', 1],
  ])('is refused with a row that is too %s', (_, more) => {
    const cells = names.length + more
    const texts = withRows(file, (all) =>
      all.with(2, more < 0 ? all[2]!.slice(0, cells) : [...all[2]!, '1']),
    )
    expect(lines(texts)).toContain(
      `${file}, row ${header + 2}: has ${cells} cells; the header has ${names.length}`,
    )
  })

  it('is refused with an empty line between rows', () => {
    const texts = withRows(file, (all) => all.toSpliced(2, 0, []))
    expect(lines(texts)).toContain(
      `${file}, row ${header + 2}: has 0 cells; the header has ${names.length}`,
    )
  })

  it.each([
    ['nothing', '', names.map((name) => `${file}, row 1: column ${name} is missing`)],
    ['notes only', '# a note\n', names.map((name) => `${file}, row 2: column ${name} is missing`)],
    ['a header only', `${names.join(',')}\n`, [`${file}: has no rows`]],
  ])('is refused with %s in it', (_, text, expected) => {
    expect(lines({ [file]: text })).toEqual(expected)
  })
})

describe('tables that do not fit together are refused:', () => {
  const sold = (market: string) => {
    const { rows } = split(dataTexts['segments.csv']!)
    const at = rows[0]!.indexOf(`share_${market}`)
    return rows.flatMap((row, r) => (r > 0 && Number(row[at]) > 0 ? [row[0]] : [])).join(', ')
  }

  it.each<[string, DataTexts, string[]]>([
    [
      'a segment in a nest that is not there',
      withCell('segments.csv', 'minivan', 'nest', 'vans'),
      [
        'segments.csv, row 14, column nest: is vans; allowed: car, suv, pickup, van, micro, offroad, outside',
      ],
    ],
    [
      'a segment without a nest',
      withCell('segments.csv', 'minivan', 'nest', ''),
      [
        'segments.csv, row 14, column nest: is blank; allowed: car, suv, pickup, van, micro, offroad, outside',
      ],
    ],
    [
      'a nameplate of a maker that is not there',
      withCell('nameplates.csv', 'n-box', 'maker', 'hondo'),
      [
        'nameplates.csv, row 3, column maker: is hondo; allowed: honda, nissan, mitsubishi, suzuki, daihatsu, toyota, subaru, mazda, byd, importers',
      ],
    ],
    [
      'a nameplate without a maker',
      withCell('nameplates.csv', 'n-box', 'maker', ''),
      [
        'nameplates.csv, row 3, column maker: is blank; allowed: honda, nissan, mitsubishi, suzuki, daihatsu, toyota, subaru, mazda, byd, importers',
      ],
    ],
    ...['household', 'delivery', 'campus', 'trades', 'farm'].map(
      (market): [string, DataTexts, string[]] => [
        `a reference segment of ${market} that is not sold there`,
        withCell('nameplates.csv', 'carry', `ref_${market}`, 'lsv-xl'),
        [
          `nameplates.csv, row 13, column ref_${market}: is lsv-xl; allowed: a segment sold there (${sold(market)}), or blank`,
        ],
      ],
    ),
    [
      'a reference segment with a share of 0 there',
      withCell('nameplates.csv', 'carry', 'ref_household', 'utv'),
      [
        `nameplates.csv, row 13, column ref_household: is utv; allowed: a segment sold there (${sold('household')}), or blank`,
      ],
    ],
    [
      'household shares that do not add up',
      withCell('segments.csv', 'compact-car', 'share_household', '0.0950'),
      ['segments.csv, column share_household: adds up to 1.01, not 1'],
    ],
    [
      'fleet shares that do not add up to what is bought new',
      withCell('segments.csv', 'cargo-van', 'share_delivery', '0.50'),
      ['segments.csv, column share_delivery: adds up to 0.58, not 0.6'],
    ],
    [
      'tastes that do not add up',
      withCell('areas.csv', 'town', 'taste_pragmatic', '0.23'),
      ['areas.csv, row 5, column taste_mainstream: the three tastes add up to 1.1, not 1'],
    ],
    [
      'travel above a speed that rises with the speed',
      withCell('areas.csv', 'core', 'g45', '0.5'),
      ['areas.csv, row 3, column g25: shares above a speed must fall from g25 to g65'],
    ],
    [
      'days beyond a distance that rise with the distance',
      withCell('areas.csv', 'rural', 'days_gt_250', '0.2'),
      ['areas.csv, row 6, column days_gt_50: shares of days must fall from days_gt_50 on'],
    ],
    [
      'an electric nameplate without range',
      withCell('nameplates.csv', 'sakura', 'range_mi', ''),
      [
        'nameplates.csv, row 7, column range_mi: is blank; an electric vehicle (mi_per_kwh) needs it',
      ],
    ],
    [
      'a nameplate that burns nothing',
      withCell('nameplates.csv', 'n-box', 'mpg', ''),
      ['nameplates.csv, row 3, column mpg: is blank, and so is mi_per_kwh; one of them is needed'],
    ],
    [
      'an electric segment without range',
      withCell('segments.csv', 'budget-ev', 'range_mi', ''),
      ['segments.csv, row 7, column range_mi: is blank; an electric vehicle (mi_per_kwh) needs it'],
    ],
    [
      'a new nameplate without a cost',
      withCell('nameplates.csv', 'carry', 'unit_cost_jpy', ''),
      ['nameplates.csv, row 13, column unit_cost_jpy: is blank; a new nameplate needs it'],
    ],
    [
      'a new nameplate without a plan',
      withCell('nameplates.csv', 'carry', 'plan_volume', ''),
      ['nameplates.csv, row 13, column plan_volume: is blank; a new nameplate needs it'],
    ],
    [
      'a state that is missing',
      withoutRow('states.csv', 'WY'),
      ['states.csv, column state: no row for WY'],
    ],
    [
      'a state whose law is missing',
      withoutRow('state-law.csv', 'WY'),
      ['state-law.csv, column state: no row for WY'],
    ],
    [
      'an area type that is missing',
      withoutRow('areas.csv', 'rural'),
      ['areas.csv, column area: no row for rural'],
    ],
    [
      'law that differs from states.csv in its status',
      withCell('state-law.csv', 'AZ', 'model_status', 'unclear'),
      [
        'state-law.csv, row 5, column model_status: differs from kei_status and kei_cap_mph of AZ in states.csv',
      ],
    ],
    [
      'law that differs from states.csv in its cap',
      withCell('state-law.csv', 'AL', 'model_cap_mph', '45'),
      [
        'state-law.csv, row 3, column model_status: differs from kei_status and kei_cap_mph of AL in states.csv',
      ],
    ],
    [
      'no outside option',
      withCell('segments.csv', 'used', 'segment', 'second-hand'),
      ['segments.csv: needs a segment used, alone in its nest'],
    ],
    [
      'an outside option that shares its nest',
      withCell('segments.csv', 'utv', 'nest', 'outside'),
      ['segments.csv: needs a segment used, alone in its nest'],
    ],
    [
      'no path without sales',
      withCell('federal-paths.csv', 'import-25', 'path', 'import-30'),
      ['federal-paths.csv: needs a path import-25 without sales'],
    ],
    [
      'a default path that allows sales',
      withCell('federal-paths.csv', 'import-25', 'sale_allowed', '1'),
      ['federal-paths.csv: needs a path import-25 without sales'],
    ],
    [
      'no nest of the kei',
      replaced('nests.csv', 'micro', 'mini'),
      [
        'segments.csv, row 16, column nest: is micro; allowed: car, suv, pickup, van, mini, offroad, outside',
        'nests.csv: needs a nest micro',
      ],
    ],
    [
      'no importers',
      withCell('makers.csv', 'importers', 'maker', 'traders'),
      [
        'nameplates.csv, row 17, column maker: is importers; allowed: honda, nissan, mitsubishi, suzuki, daihatsu, toyota, subaru, mazda, byd, traders',
        'makers.csv: needs a maker importers',
      ],
    ],
  ])('%s', (_, texts, expected) => {
    expect(refusals(texts)).toEqual(expected)
  })

  it('a state too many', () => {
    const texts = withRows('states.csv', (rows) => [
      ...rows,
      rows.at(-1)!.map((cell, at) => (at === 0 ? 'PR' : cell)),
    ])
    const [problem, ...others] = refusals(texts)
    // Two lines of notes, the header, 51 rows, then this one.
    expect(problem).toMatch(/^states\.csv, row 55, column state: PR is not known; allowed: AL, AK,/)
    expect(others).toEqual([])
  })

  it('a fleet that is missing, with the shares that miss it', () => {
    expect(refusals(withoutRow('fleets.csv', 'farm'))).toEqual([
      'fleets.csv, column market: no row for farm',
      'segments.csv, column share_farm: adds up to 0.755, not 1',
    ])
  })
})

describe('a data set with several problems', () => {
  it('has all of them reported, in several files and in one row', () => {
    const texts = [
      (all: DataTexts) => withCell('states.csv', 'AL', 'households', 'x', all),
      (all: DataTexts) => withCell('states.csv', 'AL', 'fips', '', all),
      (all: DataTexts) => withCell('states.csv', 'WY', 'sales_tax', '-1', all),
      (all: DataTexts) => withCell('makers.csv', 'byd', 'barred', '2', all),
      (all: DataTexts) => ({ ...all, 'parameters.json': '{}' }),
    ].reduce<DataTexts>((all, breaks) => breaks(all), dataTexts)
    const places = refusals(texts).map((line) => line.replace(/:.*/, ''))
    expect(places.slice(0, 4)).toEqual([
      'states.csv, row 4, column fips',
      'states.csv, row 4, column households',
      'states.csv, row 54, column sales_tax',
      'makers.csv, row 11, column barred',
    ])
    expect(places.slice(4).every((place) => place.startsWith('parameters.json, '))).toBe(true)
  })

  it('has problems between its tables reported together', () => {
    const texts = withCell(
      'nameplates.csv',
      'n-box',
      'maker',
      'hondo',
      withCell('areas.csv', 'core', 'g45', '0.5'),
    )
    expect(refusals(texts).map((line) => line.replace(/:.*/, ''))).toEqual([
      'areas.csv, row 3, column g25',
      'nameplates.csv, row 3, column maker',
    ])
  })

  it('is refused where a file is missing altogether', () => {
    const rest = Object.fromEntries(
      Object.entries(dataTexts).filter(([file]) => file !== 'nests.csv'),
    )
    expect(refusals(rest)).toEqual([
      'nests.csv, row 1: column nest is missing',
      'nests.csv, row 1: column lambda is missing',
    ])
    const [problem] = refusals({ ...dataTexts, 'parameters.json': undefined } as never)
    expect(problem).toMatch(/^parameters\.json: is not JSON/)
  })
})

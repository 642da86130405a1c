import { csvParseRows } from 'd3-dsv'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runScenario } from '../../test/model.fixture.ts'
import { makePipe } from '../../test/pipe.fixture.ts'
import { toRunObject } from '../core/results/run-object.ts'
import { tidyTables } from '../core/results/tables.ts'
import {
  csvText,
  OutputError,
  OverwritesInputError,
  runJson,
  writeRunCsv,
  writeRunJson,
} from './export-files.ts'

const result = runScenario({
  horizon: { start: 2028, end: 2029 },
  federal: [{ year: 2029, path: 'kei-class' }],
})
let folder = ''
const at = (...names: string[]) => join(folder, ...names)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keicast-export-'))
  writeFileSync(at('scenario.kei'), 'the scenario')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('a run as JSON', () => {
  it('reads back as the object of the run, nulls among it', async () => {
    await writeRunJson(result, at('out.json'), [at('scenario.kei')])
    const text = readFileSync(at('out.json'), 'utf8')
    expect(JSON.parse(text)).toEqual(toRunObject(result))
    expect(text).toContain('null')
    expect(text).toBe(runJson(result))
    expect(text.endsWith('}\n')).toBe(true)
  })

  it('takes the place of an earlier result', async () => {
    writeFileSync(at('out.json'), 'x'.repeat(1e6))
    await writeRunJson(result, at('out.json'), [])
    expect(readFileSync(at('out.json'), 'utf8')).toBe(runJson(result))
    expect(readdirSync(folder).sort()).toEqual(['out.json', 'scenario.kei'])
  })

  it.skipIf(process.platform === 'win32')(
    'goes into a pipe or a device, which stays what it is',
    async () => {
      makePipe(at('pipe'))
      const [read] = await Promise.all([
        readFile(at('pipe'), 'utf8'),
        writeRunJson(result, at('pipe'), []),
      ])
      expect(read).toBe(runJson(result))
      expect(statSync(at('pipe')).isFIFO()).toBe(true)
      expect(readdirSync(folder).sort()).toEqual(['pipe', 'scenario.kei'])
    },
  )
})

describe('a result is never written over an input:', () => {
  it.each<[string, () => string]>([
    ['under its name', () => at('scenario.kei')],
    ['by another way through folders', () => at('.', 'inner', '..', 'scenario.kei')],
    ['by a relative path', () => relative(process.cwd(), at('scenario.kei'))],
    [
      'through a link to it',
      () => {
        symlinkSync(at('scenario.kei'), at('link.json'))
        return at('link.json')
      },
    ],
    [
      'through a link to a link to its folder',
      () => {
        symlinkSync(folder, at('a'))
        symlinkSync(at('a'), at('b'))
        return at('b', 'scenario.kei')
      },
    ],
  ])('%s', async (_, output) => {
    mkdirSync(at('inner'))
    const path = output()
    const before = readdirSync(folder)
    const writing = writeRunJson(result, path, [at('scenario.kei')])
    await expect(writing).rejects.toThrow(OverwritesInputError)
    await expect(writing).rejects.toThrow(
      `${path} is an input of this run and would be overwritten; name another file`,
    )
    expect(readFileSync(at('scenario.kei'), 'utf8')).toBe('the scenario')
    expect(readdirSync(folder)).toEqual(before)
  })

  it('where the input was given by a link', async () => {
    symlinkSync(at('scenario.kei'), at('input.kei'))
    await expect(writeRunJson(result, at('scenario.kei'), [at('input.kei')])).rejects.toThrow(
      OverwritesInputError,
    )
  })

  it('by any of the tables, before any is written', async () => {
    mkdirSync(at('tables'))
    writeFileSync(at('tables', 'states.csv'), 'the scenario')
    await expect(writeRunCsv(result, at('tables'), [at('tables', 'states.csv')])).rejects.toThrow(
      OverwritesInputError,
    )
    expect(readdirSync(at('tables'))).toEqual(['states.csv'])
    expect(readFileSync(at('tables', 'states.csv'), 'utf8')).toBe('the scenario')
  })
})

describe('a result that cannot be written', () => {
  it.each<[string, () => string, string]>([
    ['a folder that is not there', () => at('none', 'out.json'), 'its folder does not exist'],
    [
      'a file for a folder',
      () => at('scenario.kei', 'out.json'),
      'a part of its path is a file, not a folder',
    ],
    ['a folder for a file', () => folder, 'it is a folder; name a file in it'],
    ['a name too long', () => at('n'.repeat(300)), 'it has too long a name'],
  ])('says why and leaves nothing behind: %s', async (_, output, why) => {
    const writing = writeRunJson(result, output(), [])
    await expect(writing).rejects.toThrow(OutputError)
    await expect(writing).rejects.toThrow(`${output()} cannot be written: ${why}`)
    expect(readdirSync(folder)).toEqual(['scenario.kei'])
    expect(readFileSync(at('scenario.kei'), 'utf8')).toBe('the scenario')
  })

  it('as tables where a file stands for the folder, says so', async () => {
    await expect(writeRunCsv(result, at('scenario.kei'), [])).rejects.toThrow(
      `${at('scenario.kei')} cannot be written: a file stands where a folder is needed`,
    )
    await expect(writeRunCsv(result, at('scenario.kei', 'tables'), [])).rejects.toThrow(
      'cannot be written: a part of its path is a file, not a folder',
    )
    expect(readFileSync(at('scenario.kei'), 'utf8')).toBe('the scenario')
  })
})

describe('a run as CSV', () => {
  it('is a file for each table, in a folder that is made where it is not there', async () => {
    const paths = await writeRunCsv(result, at('deep', 'tables'), [at('scenario.kei')])
    const names = tidyTables(result).map(({ name }) => `${name}.csv`)
    expect(paths).toEqual(names.map((name) => at('deep', 'tables', name)))
    expect(readdirSync(at('deep', 'tables')).sort()).toEqual(names.sort())
  })

  it('leaves other files of the folder alone', async () => {
    await writeRunCsv(result, folder, [])
    expect(existsSync(at('scenario.kei'))).toBe(true)
  })

  it('has a header with units, and every value in full', async () => {
    await writeRunCsv(result, folder, [])
    for (const { name, columns, rows } of tidyTables(result)) {
      const text = readFileSync(at(`${name}.csv`), 'utf8')
      const [header, ...cells] = csvParseRows(text)
      expect(header).toEqual(columns)
      expect(cells).toHaveLength(rows.length)
      const read = cells.map((row, r) =>
        row.map((cell, c) => (typeof rows[r]![c] === 'number' ? Number(cell) : cell || null)),
      )
      expect(read).toEqual(rows)
    }
  })

  it('says null as blank, and quotes what would end a cell', () => {
    const table = {
      name: 'test',
      columns: ['id', 'npv_usd'],
      rows: [
        ['a, b', null],
        ['say "c"', -1.5e-7],
        ['d', 1e21],
      ],
    }
    expect(csvText(table)).toBe('id,npv_usd\n"a, b",\n"say ""c""",-1.5e-7\nd,1e+21\n')
  })
})

import { csvParse } from 'd3-dsv'
import { parquetReadObjects } from 'hyparquet'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EnsembleObject } from '../src/app/ensembles/ensemble-object.ts'
import { interrupt, keicast } from './command-line.fixture.ts'

const escapeCode = String.fromCharCode(27)

let folder: string
const at = (...names: string[]) => join(folder, ...names)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keicast-ensemble-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Write a scenario of a few years into the test's folder. */
function writeScenario(overrides: object = {}, name = 'a.kei'): string {
  const scenario = {
    format: 'keicast-scenario',
    version: 1,
    name: 'A few years',
    horizon: { start: 2028, end: 2030 },
    federal: [{ year: 2028, path: 'kei-class', odds: { 2028: 0.6 } }],
    ...overrides,
  }
  writeFileSync(at(name), JSON.stringify(scenario))
  return at(name)
}

function outputs(name: string): string[] {
  const to = at(name)
  mkdirSync(to)
  return [
    '--json',
    join(to, 'out.json'),
    '--csv',
    join(to, 't'),
    '--parquet',
    join(to, 'd.parquet'),
  ]
}

function readObject(path: string): EnsembleObject {
  return JSON.parse(readFileSync(path, 'utf8')) as EnsembleObject
}

/** Hashes of all files of a folder, by name. */
function hashesOf(of: string): Record<string, string> {
  const files = readdirSync(at(of), { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    files
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(parentPath, name)))
          .digest('hex'),
      ]),
  )
}

describe('keicast ensemble', () => {
  it('prints medians, ranges, shares that earn their money back, and how sure they are', async () => {
    const { code, out, err } = await keicast(['ensemble', writeScenario(), '--draws', '30'])
    expect(code).toBe(0)
    expect(out).toContain('A few years\n30 draws (Sobol points, seed kei), 2028 to 2030')
    expect(out).toMatch(/^2030 +[\d,]+ +[\d,]+ to [\d,]+ +[\d.]+% +[\d.]+% to [\d.]+% +±[\d,.]+ /m)
    expect(out).toMatch(/^Honda N-BOX +\d+% +\d+% +(−?\$|–)/m)
    expect(out).not.toContain(escapeCode)
    // One line a tenth where nobody watches, no more than that.
    expect(err).toMatch(/^30 of 30 draws, [\d.,]+ a second$/m)
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(10)
  })

  it('takes the scenario’s own settings, and options before them', async () => {
    const own = { seed: 'mine', draws: 3, method: 'lhs', hold: ['wacc'] }
    const path = writeScenario({ ensemble: own })
    await keicast(['ensemble', path, '-q', '--json', at('own.json')])
    expect(readObject(at('own.json')).settings).toEqual(own)
    const options = ['--draws', '4', '--seed', 'theirs', '--method', 'sobol']
    await keicast(['ensemble', path, '-q', '--json', at('other.json'), ...options])
    expect(readObject(at('other.json')).settings).toEqual({
      ...own,
      draws: 4,
      seed: 'theirs',
      method: 'sobol',
    })
  })

  it('writes JSON, tables and Parquet, says so, and leaves nothing else', async () => {
    const to = outputs('out')
    const { code, err } = await keicast(['ensemble', writeScenario(), '--draws', '12', ...to])
    expect(code).toBe(0)
    expect(err).toContain(`wrote ${at('out', 'out.json')}\n`)
    expect(err).toContain(`wrote 3 tables to ${at('out', 't')}\n`)
    expect(readdirSync(at('out')).sort()).toEqual(['d.parquet', 'out.json', 't'])
    const object = readObject(at('out', 'out.json'))
    expect(object).toMatchObject({ partial: false, done: 12, failed: 0 })
    const csv = csvParse(readFileSync(at('out', 't', 'draws.csv'), 'utf8'))
    const file = readFileSync(at('out', 'd.parquet'))
    const rows = await parquetReadObjects({ file: Uint8Array.from(file).buffer })
    expect(csv.length).toBe(12)
    expect(rows.map(({ draw }) => draw as number)).toEqual(csv.map(({ draw }) => Number(draw)))
    expect(csv.map((row) => Math.fround(Number(row.stock_vehicles_2030)))).toEqual(
      rows.map((row) => row.stock_vehicles_2030 as number),
    )
  })

  it('writes JSON to standard output as -, and nothing else', async () => {
    const input = readFileSync(writeScenario(), 'utf8')
    const args = ['ensemble', '-', '--draws', '3', '--json', '-']
    const { code, out, err } = await keicast(args, { input })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect((JSON.parse(out) as EnsembleObject).done).toBe(3)
  })

  it('prints nothing where it is quiet', async () => {
    const args = ['ensemble', writeScenario(), '--draws', '2', '--quiet']
    expect(await keicast(args)).toEqual({ code: 0, out: '', err: '' })
  })

  it('says of draws without a result how many there are, and why', async () => {
    const path = writeScenario({ parameters: { priceSensitivity: 1e6 } })
    const { code, err } = await keicast([
      'ensemble',
      path,
      '--draws',
      '3',
      '--json',
      at('o.json'),
      '-q',
    ])
    expect(code).toBe(1)
    expect(err).toMatch(/no draw has a result: .*could not be calibrated/)
    expect(readdirSync(folder)).toEqual(['a.kei'])
  })
})

describe('keicast ensemble, stopped and gone on with', () => {
  it('writes what is done, marked partial; then the bytes of one that was never stopped', async () => {
    const args = ['ensemble', writeScenario(), '--draws', '200']
    const whole = outputs('whole')
    expect((await keicast([...args, ...whole, '-q'])).code).toBe(0)

    const stopped = outputs('stopped')
    const { code, out, err } = await interrupt(
      [...args, ...stopped, '--workers', '1'],
      'SIGINT',
      /of 200 draws/,
    )
    expect(code).toBe(130)
    expect(out).toContain('Stopped: 200 draws were asked for.')
    expect(err).toMatch(/stopped after \d+ of 200 draws; .*out\.json\.partial keeps them/)
    const object = readObject(at('stopped', 'out.json'))
    expect(object.partial).toBe(true)
    expect(object.done).toBeGreaterThanOrEqual(20)
    const draws = csvParse(readFileSync(at('stopped', 't', 'draws.csv'), 'utf8'))
    expect(draws.length).toBe(object.done)
    expect(draws.every(({ partial }) => partial === 'true')).toBe(true)

    const again = await keicast([...args, ...stopped])
    expect(again.code).toBe(2)
    expect(again.err).toContain('go on with --resume, or remove it to start anew')
    const other = await keicast([...args, ...stopped, '--resume', '--seed', 'b'])
    expect(other.code).toBe(2)
    expect(other.err).toContain('belongs to another ensemble: its seed is another ("kei", not "b")')

    const resumed = await keicast([...args, ...stopped, '--resume', '--workers', '3'])
    expect(resumed.code).toBe(0)
    expect(hashesOf('stopped')).toEqual(hashesOf('whole'))
    expect(Object.keys(hashesOf('whole')).sort()).toEqual([
      'd.parquet',
      'draws.csv',
      'nameplates.csv',
      'out.json',
      'percentiles.csv',
    ])
  })

  it('goes on after a kill without warning', async () => {
    const args = ['ensemble', writeScenario(), '--draws', '100', '--json', at('out.json')]
    const killed = await interrupt([...args, '--workers', '1'], 'SIGKILL', /of 100 draws/)
    expect(killed.code).toBe(-1)
    expect(readdirSync(folder).sort()).toEqual(['a.kei', 'out.json.partial'])
    expect((await keicast([...args, '--resume', '-q'])).code).toBe(0)
    expect(readObject(at('out.json'))).toMatchObject({ partial: false, done: 100 })
    expect(existsSync(at('out.json.partial'))).toBe(false)
  })

  it('has nothing to keep where it writes no file', async () => {
    const path = writeScenario()
    const { code, out, err } = await interrupt(
      ['ensemble', path, '--draws', '200', '--workers', '1'],
      'SIGTERM',
      /of 200 draws/,
    )
    expect(code).toBe(130)
    expect(out).toContain('Stopped: ')
    expect(err).toMatch(/stopped after \d+ of 200 draws$/m)
    expect(readdirSync(folder)).toEqual(['a.kei'])
    const resume = await keicast(['ensemble', path, '--json', '-', '--resume'])
    expect(resume.code).toBe(2)
    expect(resume.err).toContain('--resume needs --json, --csv or --parquet')
  })

  it('begins with the first draw where there is nothing to go on with', async () => {
    const args = ['ensemble', writeScenario(), '--draws', '2', '--csv', at('t/'), '--resume', '-q']
    expect((await keicast(args)).code).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['a.kei', 't'])
  })

  it('keeps the draws where an output cannot be written', async () => {
    const args = [
      'ensemble',
      writeScenario(),
      '--draws',
      '3',
      '--json',
      at('out.json'),
      '--parquet',
    ]
    const { code, err } = await keicast([...args, at('none', 'd.parquet')])
    expect(code).toBe(1)
    expect(err).toContain('its folder does not exist')
    expect(err).toContain(`${at('out.json.partial')} keeps the draws for --resume`)
    mkdirSync(at('none'))
    expect((await keicast([...args, at('none', 'd.parquet'), '--resume', '-q'])).code).toBe(0)
    expect(existsSync(at('none', 'd.parquet'))).toBe(true)
    expect(existsSync(at('out.json.partial'))).toBe(false)
  })
})

describe('keicast ensemble refuses', () => {
  it.each<[string, string[], string]>([
    ['no draws', ['--draws', '0'], '--draws is 0; give a whole number from 1 to 100000'],
    ['too many draws', ['--draws', '100001'], '--draws is 100001; give a whole number'],
    ['half a draw', ['--draws', '1.5'], '--draws is 1.5'],
    ['no workers', ['--workers', '0'], '--workers is 0; give a whole number from 1 to 256'],
    ['an empty seed', ['--seed', ''], '--seed has 0 characters; give 1 to 200'],
    ['another method', ['--method', 'mc'], 'Allowed choices are sobol, lhs'],
    ['Parquet for a terminal', ['--parquet', '-'], 'only --json writes to standard output'],
    ['tables for a terminal', ['--csv', '-'], 'only --json writes to standard output'],
    ['what it does not know', ['--fast'], "unknown option '--fast'"],
  ])('%s', async (_, options, why) => {
    const { code, err } = await keicast(['ensemble', writeScenario(), ...options])
    expect(code).toBe(2)
    expect(err).toContain(why)
    expect(readdirSync(folder)).toEqual(['a.kei'])
  })

  it('one file for two outputs', async () => {
    symlinkSync(at('out'), at('link'))
    const args = ['ensemble', writeScenario(), '--json', at('out'), '--parquet', at('link')]
    const { code, err } = await keicast(args)
    expect(code).toBe(2)
    expect(err).toContain('is named for two outputs')
  })

  it('to write over its input, by any of its outputs', async () => {
    const path = writeScenario()
    const table = writeScenario({}, 'draws.csv')
    const checkpoint = writeScenario({}, 'x.json.partial')
    const before = readFileSync(path, 'utf8')
    for (const args of [
      [path, '--json', path],
      [path, '--parquet', path],
      [table, '--csv', folder],
      [checkpoint, '--json', at('x.json')],
    ]) {
      const { code, err } = await keicast(['ensemble', ...args])
      expect(code).toBe(2)
      expect(err).toContain('is an input of this run')
    }
    for (const name of ['a.kei', 'draws.csv', 'x.json.partial']) {
      expect(readFileSync(at(name), 'utf8')).toBe(before)
    }
  })

  it('a place that cannot be written to before it draws', async () => {
    const args = ['ensemble', writeScenario(), '--draws', '100000', '--json', at('none', 'o.json')]
    const { code, err } = await keicast(args)
    expect(code).toBe(1)
    expect(err).toContain('its folder does not exist')
  })

  it('a file that is no checkpoint in the checkpoint’s place', async () => {
    writeFileSync(at('out.json.partial'), 'mine')
    for (const resume of [[], ['--resume']]) {
      const args = ['ensemble', writeScenario(), '--json', at('out.json'), ...resume]
      const { code, err } = await keicast(args)
      expect(code).toBe(2)
      expect(err).toContain('is no checkpoint of an ensemble')
    }
    expect(readFileSync(at('out.json.partial'), 'utf8')).toBe('mine')
  })
})

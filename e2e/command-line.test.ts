import {
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
import type { RunObject } from '../src/core/results/run-object.ts'
import { finish, keicast, root } from './command-line.fixture.ts'

const samples = join(root, 'assets/scenarios')
const kei2028 = join(samples, 'kei-class-2028.kei')
const escapeCode = String.fromCharCode(27)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keicast-cli-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Write a scenario of a few years into the test's folder. */
function writeScenario(name: string, overrides: object): string {
  const path = join(folder, name)
  const scenario = {
    format: 'keicast-scenario',
    version: 1,
    name,
    horizon: { end: 2029 },
    ...overrides,
  }
  writeFileSync(path, JSON.stringify(scenario))
  return path
}

describe('keicast run', () => {
  it('prints a summary: years, nameplates, states, what was displaced', async () => {
    const { code, out, err } = await keicast(['run', kei2028])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const heading of [
      'Kei vehicles by year',
      'Nameplates',
      'Biggest states in 2045',
      'What kei vehicles displaced',
    ]) {
      expect(out).toContain(heading)
    }
    expect(out).toMatch(/^2028 +[\d,]+ +[\d,]+ +0\.\d\d% +\$1\d,\d{3} +\d+\.\d%$/m)
    expect(out).toMatch(/^California +[\d,]+ +\d+\.\d%$/m)
    expect(out).not.toContain(escapeCode)
  })

  it('writes the published JSON, equal to an independent implementation', async () => {
    const json = join(folder, 'run.json')
    const scenario = join(root, 'test/golden/us-built-2029.scenario.json')
    const { code } = await keicast(['run', scenario, '--json', json, '--quiet'])
    expect(code).toBe(0)
    const actual = JSON.parse(readFileSync(json, 'utf8')) as RunObject
    const expected = JSON.parse(
      readFileSync(join(root, 'test/golden/us-built-2029.expected.json'), 'utf8'),
    ) as RunObject
    expect(actual.years).toEqual(expected.years)
    expect(Object.keys(actual.sales)).toEqual(Object.keys(expected.sales))
    const sold = expected.sales['n-box']!
    expect(Math.abs(actual.sales['n-box']!.at(-1)! / sold.at(-1)! - 1)).toBeLessThan(1e-6)
  })

  it('writes tidy tables with units in their headers into a new folder', async () => {
    const tables = join(folder, 'a/new/folder')
    const { code, err } = await keicast(['run', writeScenario('a.kei', {}), '--csv', tables])
    expect(code).toBe(0)
    expect(err).toContain(tables)
    expect(readdirSync(tables).sort()).toEqual([
      'consumer_surplus.csv',
      'displaced.csv',
      'earnings.csv',
      'impacts.csv',
      'prices.csv',
      'sales.csv',
      'sales_by_group.csv',
      'sales_by_market.csv',
      'sales_by_state.csv',
      'states.csv',
    ])
    const [header, first] = readFileSync(join(tables, 'sales.csv'), 'utf8').split('\n')
    expect(header).toBe('year,alternative,kind,sales_vehicles')
    expect(first).toMatch(/^2026,subcompact-car,segment,\d+\.\d+$/)
  })

  it('reads standard input as - and writes JSON to standard output as -', async () => {
    const input = readFileSync(writeScenario('a.kei', {}), 'utf8')
    const { code, out } = await keicast(['run', '-', '--json', '-'], { input })
    expect(code).toBe(0)
    expect((JSON.parse(out) as RunObject).years).toEqual([2026, 2027, 2028, 2029])
  })

  it('prints nothing where it is quiet', async () => {
    const { code, out, err } = await keicast(['run', writeScenario('a.kei', {}), '--quiet'])
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' })
  })

  it('warns on the error stream of what lies outside its range or has no effect', async () => {
    const path = writeScenario('a.kei', {
      parameters: { tariffCar: 0.5 },
      series: { gasoline: { 2050: 3 } },
    })
    const { code, err } = await keicast(['run', path])
    expect(code).toBe(0)
    expect(err).toMatch(/warning: parameters\.tariffCar .*0\.025 to 0\.25/)
    expect(err).toMatch(/warning: series\.gasoline\.2050 .*no effect/)
  })

  it('never writes over its input, by any name', async () => {
    const path = writeScenario('a.kei', {})
    const before = readFileSync(path, 'utf8')
    const link = join(folder, 'link.json')
    symlinkSync(path, link)
    for (const output of [path, link, join(folder, '.', 'a.kei')]) {
      const { code, err } = await keicast(['run', path, '--json', output])
      expect(code).toBe(2)
      expect(err).toContain('is an input of this run')
    }
    expect(readFileSync(path, 'utf8')).toBe(before)
  })

  it('fails with 1 and leaves nothing where the output cannot be written', async () => {
    const path = writeScenario('a.kei', {})
    const { code, err } = await keicast([
      'run',
      path,
      '--json',
      join(path, 'below-a-file.json'),
      '-q',
    ])
    expect(code).toBe(1)
    expect(err).toContain('a part of its path is a file, not a folder')
    expect(readdirSync(folder)).toEqual(['a.kei'])
  })

  it('fails with 1 where the model has no result, and says which part', async () => {
    const path = writeScenario('a.kei', { parameters: { priceSensitivity: 1e6 } })
    const { code, err } = await keicast(['run', path, '--quiet'])
    expect(code).toBe(1)
    expect(err).toContain('household market could not be calibrated')
  })
})

describe('keicast compare', () => {
  it('prints what differs in the inputs and in the results', async () => {
    const { code, out } = await keicast(['compare', join(samples, 'status-quo.kei'), kei2028])
    expect(code).toBe(0)
    expect(out).toMatch(/^federal +none +2028 kei-class$/m)
    expect(out).toMatch(/^New kei sold in 2045 +0 +[\d,]{5,}$/m)
  })

  it('says so where nothing differs', async () => {
    const path = writeScenario('a.kei', {})
    const { out } = await keicast(['compare', path, path])
    expect(out).toMatch(/Inputs that differ\nNone\./)
  })
})

describe('keicast validate', () => {
  it('checks every file, lists every problem, and ends in 2', async () => {
    const good = writeScenario('good.kei', {})
    const bad = writeScenario('bad.kei', { parameters: { tarifCar: 0.1, tariffTruck: -1 } })
    const missing = join(folder, 'missing.kei')
    mkdirSync(join(folder, 'folder.kei'))
    const { code, out, err } = await keicast([
      'validate',
      bad,
      missing,
      join(folder, 'folder.kei'),
      good,
    ])
    expect(code).toBe(2)
    expect(out).toContain('good.kei: ok')
    expect(err).toMatch(/parameters\.tarifCar \(line 1\): .*tariffCar/)
    expect(err).toMatch(/parameters\.tariffTruck .*0 or more/)
    expect(err).toContain('does not exist')
    expect(err).toContain('is a folder')
    expect(err).not.toMatch(/\bat .*\.js:\d+/)
  })

  it('accepts all samples', async () => {
    const files = readdirSync(samples).map((name) => join(samples, name))
    expect(files.length).toBe(6)
    const { code, err } = await keicast(['validate', ...files])
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })
})

describe('keicast explain', () => {
  it('says what a parameter is, its range, its source and its use', async () => {
    const { code, out } = await keicast(['explain', 'tariffTruck'])
    expect(code).toBe(0)
    expect(out).toContain('Tariff on trucks and vans from Japan')
    expect(out).toMatch(/value +0\.25 share of customs value/)
    expect(out).toMatch(/plausible +0\.15 to 0\.25/)
    expect(out).toMatch(/source +1964 truck duty/)
    expect(out).toMatch(/confidence +high/)
    expect(out).toMatch(/used in +5 Supply/)
  })

  it('suggests the nearest name of one it does not know', async () => {
    const { code, err } = await keicast(['explain', 'tarifTruck'])
    expect(code).toBe(2)
    expect(err).toContain('did you mean tariffTruck?')
  })

  it('lists all parameters where none is named', async () => {
    const { out } = await keicast(['explain'])
    expect(out.trim().split('\n').length).toBe(78)
  })
})

describe('the command line', () => {
  it('prints the published JSON Schema', async () => {
    const { out } = await keicast(['schema'])
    expect(out).toBe(readFileSync(join(root, 'assets/schema/scenario.schema.json'), 'utf8'))
  })

  it.each([['run'], ['ensemble'], ['compare'], ['validate'], ['explain'], ['schema']])(
    'helps with %s, with an example',
    async (name) => {
      const { code, out } = await keicast([name, '--help'])
      expect(code).toBe(0)
      expect(out).toMatch(/Examples?:\n {2}(cat .* \| )?keicast/)
    },
  )

  it('documents its exit codes', async () => {
    expect((await keicast(['--help'])).out).toContain('0 done, 1 failure, 2 bad usage or input')
  })

  it.each([[[]], [['fly']], [['run']], [['run', 'a.kei', '--fast']], [['explain', 'a', 'b']]])(
    'ends in 2 on bad usage: %j',
    async (args) => {
      const { code, err } = await keicast(args)
      expect(code).toBe(2)
      expect(err).not.toBe('')
    },
  )

  it('answers npx keicast in a checkout', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    const { code, out } = await finish('npx', ['keicast', '--version'])
    expect({ code, out: out.trim() }).toEqual({ code: 0, out: version })
  })

  it('survives a reader that stops reading', async () => {
    const { code, err } = await finish('sh', [
      '-c',
      `"${process.execPath}" bin/keicast.js explain | head -n 1`,
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })
})

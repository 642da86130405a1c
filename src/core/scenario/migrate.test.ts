import { describe, expect, it } from 'vitest'
import { migrate, migrations, type Migrations } from './migrate.ts'
import { VERSION } from './scenario.ts'

/** Versions of a made-up format: 1 says `yen`, 2 says `jpy`, 3 says `costs: {jpy}`, 4 adds `log`. */
const steps: Migrations = {
  1: (file) => ({ ...without(file, 'yen'), jpy: (file as { yen: number }).yen }),
  2: (file) => ({ ...without(file, 'jpy'), costs: { jpy: (file as { jpy: number }).jpy } }),
  3: (file) => ({ ...file, log: ['made in 3'] }),
}

function without(file: object, key: string): object {
  return Object.fromEntries(Object.entries(file).filter(([name]) => name !== key))
}

function migrated(file: unknown, current = 4, chain = steps): unknown {
  const result = migrate(file, current, chain)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

describe('migrate', () => {
  const newest = { name: 'a', version: 4, costs: { jpy: 7 }, log: ['made in 3'] }

  it.each([
    { name: 'a', version: 1, yen: 7 },
    { name: 'a', version: 2, jpy: 7 },
    { name: 'a', version: 3, costs: { jpy: 7 } },
    newest,
  ])('brings %j to the current version, step by step', (file) => {
    expect(migrated(file)).toEqual(newest)
  })

  it('stops at the version that is asked for', () => {
    expect(migrated({ version: 1, yen: 7 }, 2)).toEqual({ version: 2, jpy: 7 })
  })

  it('changes nothing in a file of the current version, however often it is run', () => {
    const once = migrated({ version: 1, yen: 7 })
    expect(migrated(newest)).toBe(newest)
    expect(migrated(once)).toBe(once)
  })

  it('leaves the file that it was given as it was', () => {
    const file = Object.freeze({ version: 1, yen: 7 })
    migrated(file)
    expect(file).toEqual({ version: 1, yen: 7 })
  })

  it('counts versions itself, whatever a step says', () => {
    expect(migrated({ version: 1 }, 2, { 1: () => ({ version: 1 }) })).toEqual({ version: 2 })
  })

  it('refuses a newer version with advice', () => {
    expect(migrate({ version: 5 }, 4, steps)).toEqual({
      ok: false,
      error: [
        {
          path: ['version'],
          message: 'is 5; this Keicast reads files up to version 4: update Keicast to open it',
        },
      ],
    })
  })

  it.each([
    null,
    7,
    'text',
    [],
    {},
    { version: '1' },
    { version: 1.5 },
    { version: 0 },
    { version: -1 },
  ])('leaves %j, which has no version that was ever written, for the schema to refuse', (file) => {
    expect(migrated(file)).toBe(file)
  })
})

describe('the product’s migrations', () => {
  it('lead from every earlier version to the current one', () => {
    const versions = Array.from({ length: VERSION - 1 }, (_, at) => String(at + 1))
    expect(Object.keys(migrations)).toEqual(versions)
  })
})

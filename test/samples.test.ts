import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assetFolder } from '../src/app/assets.ts'
import { yearRows } from '../src/core/results/headline.ts'
import { createScenarioParser, type ParsedScenario } from '../src/core/scenario/parse-scenario.ts'
import { writeScenario } from '../src/core/scenario/write-scenario.ts'
import { data, runScenario } from './model.fixture.ts'

const folder = assetFolder('scenarios')
const parse = createScenarioParser(data)

function readSample(file: string): ParsedScenario & { readonly text: string } {
  const text = readFileSync(join(folder, file), 'utf8')
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return { ...parsed.value, text }
}

describe.each(readdirSync(folder))('sample %s', (file) => {
  const { scenario, warnings, text } = readSample(file)
  const notes = scenario.notes ?? ''

  it('is written as Keicast writes it, and draws no warning', () => {
    expect(writeScenario(scenario)).toBe(text)
    expect(warnings).toEqual([])
  })

  it('says in three sentences what it assumes and what comes out', () => {
    expect(notes.match(/[a-z\d]\.(?= [A-Z]|$)/g)?.length).toBe(3)
  })

  it('says what the model gives, to the digits that it says', () => {
    const result = runScenario(scenario)
    const rows = yearRows(result)
    const counts = [...notes.matchAll(/([\d,]+) (?:(imports|new kei) are sold )?in (20\d\d)/g)]
    expect(counts.length).toBeGreaterThan(0)
    for (const [said = '', count = '', kind, year] of counts) {
      const row = rows.find((candidate) => candidate.year === Number(year))!
      const sold = kind === 'imports' ? row.imports : row.newKei
      expect(Number(sold.toPrecision(2)), said).toBe(Number(count.replaceAll(',', '')))
    }
    const earning = /(\d) of (\d) nameplates earn/.exec(notes)
    const earned = result.earnings.filter((entry) => entry !== null)
    const positive = earned.filter(({ npv }) => npv > 0)
    expect([positive.length, earned.length]).toEqual([
      Number(earning?.[1] ?? 0),
      Number(earning?.[2] ?? 0),
    ])
  })
})

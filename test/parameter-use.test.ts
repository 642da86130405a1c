import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parameterNames } from '../src/core/data/parameters.ts'
import { modelSections } from '../src/core/market/sections.ts'
import { data } from './model.fixture.ts'

/** What `keicast explain` says of a parameter's use must be what the code does. */

const core = join(import.meta.dirname, '../src/core')
const files = ['market', 'engine'].flatMap((folder) =>
  readdirSync(join(core, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => {
      const text = readFileSync(join(core, folder, name), 'utf8')
      return { text, sections: sectionsCited(text) }
    }),
)

/** Sections that a file's comments cite: "section 3.4", "sections 5 and 7". */
function sectionsCited(text: string): readonly string[] {
  const comments = text.match(/\/\*\*?[\s\S]*?\*\/|\/\/.*/g)?.join('\n') ?? ''
  return [...comments.matchAll(/[Ss]ections? ([\d., and*\n]+)/g)].flatMap(
    ([, list = '']) => list.match(/\d(?:\.\d)?/g) ?? [],
  )
}

/** Parameters of parts of the model that are not built yet, by section. */
const later = { appealSd: '8' }

describe.each(parameterNames)('parameter %s', (name) => {
  const said = data.parameters[name].sections
  const reads = files.filter(({ text }) => new RegExp(`\\b\\w+\\.${name}\\b`).test(text))

  it('is used in the sections that it names', () => {
    if (name in later) {
      expect(said).toEqual(['8'])
      expect(reads).toEqual([])
      return
    }
    expect(reads.length).toBeGreaterThan(0)
    for (const { sections } of reads) {
      expect(sections.some((section) => said.includes(section))).toBe(true)
    }
    for (const section of said) {
      expect(modelSections).toHaveProperty([section])
      expect(reads.some(({ sections }) => sections.includes(section))).toBe(true)
    }
  })
})

it('names the headings of docs/model.md', () => {
  const text = readFileSync(join(import.meta.dirname, '../docs/model.md'), 'utf8')
  const headings = [...text.matchAll(/^##+ (\d(?:\.\d)?) (.*)$/gm)].map(([, id, title]) => [
    id,
    title,
  ])
  for (const section of Object.entries(modelSections)) expect(headings).toContainEqual(section)
})

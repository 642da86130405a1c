import { describe, expect, it } from 'vitest'
import { data } from '../../../test/model.fixture.ts'
import { modelSections } from './sections.ts'

describe('the sections of the model', () => {
  it('have a title wherever a parameter cites one', () => {
    const cited = new Set(Object.values(data.parameters).flatMap(({ sections }) => sections))
    expect(cited.size).toBeGreaterThan(5)
    for (const section of cited) expect(modelSections[section]).toMatch(/^[A-Z]/)
  })
})

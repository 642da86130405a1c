import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runScenario } from '../../test/model.fixture.ts'
import { toRunObject } from '../core/results/run-object.ts'
import { writeScenario } from '../core/scenario/write-scenario.ts'
import { assetFolder } from './assets.ts'
import { openWorkbench } from './workbench.ts'

describe('the workbench', () => {
  const workbench = openWorkbench()
  const parsed = workbench.parse(
    '{"format": "keicast-scenario", "version": 1, "name": "a", "horizon": {"end": 2026}}',
  )

  it('reads a scenario and runs it on the data set of the product', () => {
    if (!parsed.ok) throw new Error('refused')
    const run = workbench.run(parsed.value.scenario)
    if (!run.ok) throw new Error(run.error.message)
    expect(toRunObject(run.value)).toEqual(toRunObject(runScenario({ horizon: { end: 2026 } })))
  })

  it('says why a scenario has no result', () => {
    // Where a dollar weighs this much, no constants give the shares of the calibration year.
    const scenario = workbench.parse(
      writeScenario({
        ...{ format: 'keicast-scenario', version: 1, name: 'b', horizon: { end: 2026 } },
        parameters: { priceSensitivity: 1e6 },
      }),
    )
    if (!scenario.ok) throw new Error('refused')
    expect(workbench.run(scenario.value.scenario)).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/./) as string },
    })
  })
})

describe('the assets', () => {
  it.each(['data', 'scenarios', 'schema'] as const)('hold a folder of %s', (kind) => {
    expect(existsSync(join(assetFolder(kind)))).toBe(true)
  })
})

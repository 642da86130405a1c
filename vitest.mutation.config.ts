import { configDefaults, defineConfig } from 'vitest/config'

/**
 * The tests that mutation testing runs (stryker.config.json): the unit tests of the model. Runs of the
 * whole model are left out: with every mutant compiled in, each takes half a minute.
 */
export default defineConfig({
  test: {
    include: ['src/core/{market,numeric,engine}/*.test.ts', 'src/kernel/*.test.ts'],
    exclude: [...configDefaults.exclude, 'src/core/engine/{run-model,engine,calibrator}.test.ts'],
    setupFiles: ['test/fast-check.setup.ts'],
    testTimeout: 120_000,
  },
})

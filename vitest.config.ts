import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'e2e/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/tests.json' }]],
    setupFiles: ['test/fast-check.setup.ts'],
    // Whole runs of the model take a while on a busy machine; no test is about time.
    testTimeout: 120_000,
    coverage: {
      include: ['src/core/**/*.ts', 'src/kernel/**/*.ts'],
      exclude: ['**/*.fixture.ts', '**/*.test.ts'],
      thresholds: { lines: 95, branches: 95 },
      reporter: ['text', 'json-summary'],
    },
  },
})

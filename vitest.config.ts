import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Modules with runes are compiled; components are seen whole, in the end-to-end tests.
  plugins: [svelte()],
  test: {
    include: ['{src,test,renderer,e2e}/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/tests.json' }]],
    globalSetup: ['test/chromium.setup.ts'],
    setupFiles: ['test/fast-check.setup.ts'],
    // Whole runs of the model take a while on a busy machine; no test is about time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // On a build server's busy cores, a browser may miss a step once; a second miss is a fault.
    retry: process.env.CI === undefined ? 0 : 1,
    coverage: {
      include: ['src/core/**/*.ts', 'src/kernel/**/*.ts'],
      exclude: [
        '**/*.fixture.ts',
        '**/*.test.ts',
        // Compiled to WebAssembly, and held to its twin in TypeScript byte for byte.
        'src/kernel/{assembly,generated}/**',
      ],
      thresholds: { lines: 95, branches: 95 },
      reporter: ['text-summary', 'json-summary'],
    },
  },
})

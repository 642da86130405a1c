import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'

function at(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}

/** The desktop shell's build: out/main with its worker, out/preload, out/renderer. */
export default defineConfig({
  main: {
    build: {
      // Everything is bundled, so that a package holds no node_modules.
      externalizeDeps: false,
      minify: true,
      rolldownOptions: { input: at('electron/main.ts') },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      minify: true,
      rolldownOptions: {
        input: at('electron/preload.ts'),
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [svelte({ configFile: at('svelte.config.js') })],
    build: { minify: true, rolldownOptions: { input: at('renderer/index.html') } },
  },
})

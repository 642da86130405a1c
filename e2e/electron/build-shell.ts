import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'electron-vite'

const root = resolve(import.meta.dirname, '../..')

/**
 * Build the shell around the fake app, or the product's, into `folder`, laid out as the product is: out/,
 * assets/, package.json and the licences side by side. The page is the one for tests. Gives the main script.
 */
export async function buildShell(
  folder: string,
  app: 'fake' | 'product' = 'fake',
): Promise<string> {
  mkdirSync(folder, { recursive: true })
  await build({
    root,
    configFile: join(import.meta.dirname, `fixture/${app}-app.vite.config.ts`),
    logLevel: 'error',
    build: { outDir: join(folder, 'out') },
  })
  for (const file of ['package.json', 'LICENSE', 'THIRD-PARTY-NOTICES.md']) {
    cpSync(join(root, file), join(folder, file))
  }
  symlinkSync(join(root, 'assets'), join(folder, 'assets'))
  return join(folder, 'out/main/main.js')
}

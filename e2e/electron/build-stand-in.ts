import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const here = import.meta.dirname
const root = resolve(here, '../..')
const parts = join(here, 'stand-in')

/**
 * Build the stand-in, since Node 20 runs no TypeScript; gives its folder. The folder's name says what is
 * in it, so it is built once for all tests, whichever of them comes first.
 */
export async function buildStandIn(): Promise<string> {
  const target = join(root, 'out', `stand-in-${fingerprint()}`)
  if (existsSync(target)) return target
  const making = `${target}.${randomUUID()}`
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: making,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: ['register', 'hooks', 'electron'].map((name) => join(parts, `${name}.ts`)),
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  try {
    renameSync(making, target)
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

function fingerprint(): string {
  const files = readdirSync(parts).map((name) => join(parts, name))
  const hash = createHash('sha256')
  for (const path of [...files.toSorted(), join(here, 'dialog-answers.ts')]) {
    hash.update(path).update(readFileSync(path))
  }
  return hash.digest('hex').slice(0, 12)
}

import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { command, finish, root } from './command-line.fixture.ts'

/** Same inputs, same bytes: in two processes, and on two generations of Node. */

const samples = readdirSync(join(root, 'assets/scenarios')).map((name) =>
  join(root, 'assets/scenarios', name),
)

/** A Node of another major than this one, from npm's `node` package. */
const otherNode = process.versions.node.startsWith('24.') ? '20.19.5' : '24.21.0'

async function findOtherNode(): Promise<string> {
  const args = ['exec', '--yes', `--package=node@${otherNode}`, '-c', 'node -p process.execPath']
  const { code, out, err } = await finish('npm', args)
  if (code !== 0)
    throw new Error(`npm could not fetch node@${otherNode}; is the registry reachable?\n${err}`)
  return out.trim()
}

function sha256(contents: string | Uint8Array): string {
  return createHash('sha256').update(contents).digest('hex')
}

async function hashOf(node: string, scenario: string): Promise<string> {
  const { code, out, err } = await finish(node, [command, 'run', scenario, '--json', '-'])
  if (code !== 0) throw new Error(err)
  return sha256(out)
}

/** Hash all draws of an ensemble of the default horizon: what was drawn, and what came out. */
async function hashDraws(node: string, folder: string, workers: number): Promise<string> {
  const file = join(folder, 'draws.parquet')
  const scenario = join(root, 'assets/scenarios/kei-class-2028.kei')
  const options = ['--draws', '12', '--workers', String(workers), '--parquet', file, '-q']
  const { code, err } = await finish(node, [command, 'ensemble', scenario, ...options])
  if (code !== 0) throw new Error(err)
  return sha256(readFileSync(file))
}

describe('results', () => {
  it('are the same bytes in two processes and on another Node', async () => {
    const other = await findOtherNode()
    const version = (await finish(other, ['--version'])).out.trim()
    expect(version).toBe(`v${otherNode}`)
    for (const scenario of samples) {
      const here = await hashOf(process.execPath, scenario)
      expect(await hashOf(process.execPath, scenario)).toBe(here)
      expect(await hashOf(other, scenario)).toBe(here)
    }
  })

  it('of an ensemble are, whatever the number of threads', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keicast-same-bytes-'))
    try {
      const here = await hashDraws(process.execPath, folder, 1)
      expect(await hashDraws(process.execPath, folder, 3)).toBe(here)
      expect(await hashDraws(await findOtherNode(), folder, 2)).toBe(here)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

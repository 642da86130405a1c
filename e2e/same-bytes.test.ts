import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
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

async function hashOf(node: string, scenario: string): Promise<string> {
  const { code, out, err } = await finish(node, [command, 'run', scenario, '--json', '-'])
  if (code !== 0) throw new Error(err)
  return createHash('sha256').update(out).digest('hex')
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
})

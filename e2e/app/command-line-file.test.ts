import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { launchShell } from '../electron/launch-shell.ts'

/** Only the shell is told files on its command line; `keicast serve` takes a folder. */

it('opens a file named on the command line, and holds it against today’s market', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keicast-named-'))
  const path = join(folder, 'named.kei')
  writeFileSync(path, '{"format":"keicast-scenario","version":1,"name":"Named at the start"}')
  const shell = await launchShell({ userData: join(folder, 'data'), args: [path], folder })
  onTestFinished(async () => {
    await shell.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  await shell.page.getByRole('heading', { level: 1, name: 'Named at the start' }).waitFor()
  await expect
    .poll(() => shell.page.locator('header strong').innerText())
    .toBe('Status quo: 25-year imports only')
})

import { _electron as electron } from 'playwright'
import { installDialogAnswers } from './dialog-answers.ts'
import type { Carrier, LaunchOptions } from './carrier.ts'

type Launch = LaunchOptions & Required<Pick<LaunchOptions, 'main' | 'args' | 'env'>>

/** Run the built main script in the real Electron. */
export async function startElectron({
  userData,
  args,
  env,
  main,
  folder,
}: Launch): Promise<Carrier> {
  const isRoot = process.getuid?.() === 0
  const app = await electron.launch({
    args: [main, `--user-data-dir=${userData}`, ...(isRoot ? ['--no-sandbox'] : []), ...args],
    cwd: folder ?? process.cwd(),
    env: { ...definedOnly(process.env), ...env },
  })
  await app.evaluate(installDialogAnswers)
  const child = app.process()
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  return {
    kind: 'electron',
    exited,
    pages: () => app.windows(),
    waitForPage: () => app.firstWindow(),
    evaluate: (look, argument) =>
      // Playwright's types unwrap handles that no caller here passes.
      app.evaluate(look as never, argument as never) as ReturnType<typeof look> as never,
    kill: () => void child.kill('SIGKILL'),
    release: () => Promise.resolve(),
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

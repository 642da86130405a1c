import { it } from 'vitest'
import { afterAll, beforeAll } from 'vitest'
import { call, isUp, logOf, ShellBench } from './shell.fixture.ts'
const bench = new ShellBench()
const userData = bench.newFolder()
beforeAll(() => bench.build())
afterAll(async () => { await bench.killAll(); bench.remove() })
it('loops', async () => {
  const shell = await bench.launch({ userData })
  for (let i = 0; i < 60; i += 1) {
    await shell.page.evaluate(`void window.open('https://example.org/${i}')`)
    const t = Date.now()
    let state = ''
    while (Date.now() - t < 6000) {
      await new Promise((r) => setTimeout(r, 50))
      const logged = logOf(userData).includes(`window for https://example.org/${i}\n`)
      const left = shell.page.context().pages().filter((p) => !p.isClosed()).map((p) => p.url())
      state = `${i} ${logged} ${left.join(' ')} ${Date.now() - t}`
      if (logged && left.length === 2) break
    }
    if (!state.includes('bundle') || state.includes('chrome-error')) {
      console.log(state, shell.page === undefined)
      for (const p of shell.page.context().pages()) console.log(p.url(), p.isClosed(), await p.title().catch(String))
      console.log(await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null))
    }
  }
  
}, 400000)

import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { calls, FileToken, type CallName, type Handlers } from '../../contract/calls.ts'
import { TEMPORARY_NAME } from '../atomic-write.ts'
import type { Host } from '../ports.ts'
import type { DocumentOptions } from './document-handlers.ts'
import {
  fakeHost,
  nameIn,
  scenarioNamed,
  startHandlers,
  temporaryFolder,
  textNamed,
} from './documents.fixture.ts'
import { nodeFileSystem, type FileSystem } from './file-system.ts'
import { SystemError } from './faulty-file-system.fixture.ts'

/** Start with a folder of documents; every answer is checked against the contract. */
async function start(kind: Host['kind'] = 'electron', options: DocumentOptions = {}) {
  const host = fakeHost(temporaryFolder(), kind)
  mkdirSync(host.folder)
  const documents = await startHandlers(host, options)
  const call = checked(documents.handlers)
  const at = (name: string) => join(host.folder, name)
  return { host, documents, call, at }
}

function checked<T extends Partial<Handlers>>(handlers: T): T {
  const wrapped = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (input: unknown) => {
      const answer: unknown = await (handler as (input: unknown) => Promise<unknown>)(input)
      return calls[name as CallName].output.parse(answer)
    },
  ])
  return Object.fromEntries(wrapped) as T
}

function plan(name: string) {
  return { ...scenarioNamed(name) }
}

type Reply = Awaited<ReturnType<Handlers['file.openNamed' | 'file.saveAs']>>

/** The token of an answer that has one. */
function tokenOf(reply: Reply): FileToken {
  if (reply.kind !== 'opened' && reply.kind !== 'saved') throw new Error(JSON.stringify(reply))
  if (reply.token === null) throw new Error('it has no file')
  return reply.token
}

function messageOf(reply: { readonly kind: string }): string {
  if (!('message' in reply)) throw new Error(JSON.stringify(reply))
  return String(reply.message)
}

describe('opening', () => {
  it('takes the file of the dialog, notes it, and starts there the next time', async () => {
    const { host, call, at } = await start()
    writeFileSync(at('plan.kei'), textNamed('plan'))
    host.answers.push({ path: at('plan.kei') }, null)
    const reply = await call['file.pick'](undefined)
    expect(reply).toMatchObject({ kind: 'opened', fileName: 'plan.kei', scenario: plan('plan') })
    expect(JSON.stringify(reply)).not.toContain(host.folder)
    expect(host.noted).toEqual([at('plan.kei')])
    expect(await call['file.pick'](undefined)).toEqual({ kind: 'cancelled' })
    expect(host.asked).toEqual([[host.folder], [host.folder]])
  })

  it('by dialog is refused in words where there is none', async () => {
    const { call } = await start('browser')
    expect(messageOf(await call['file.pick'](undefined))).toContain('list of files')
  })

  it('by name lists and opens what is in the folder, newest first', async () => {
    const { call, at } = await start('browser')
    for (const [time, name] of ['b.kei', 'a.kei', 'c.KEI'].entries()) {
      writeFileSync(at(name), textNamed(name))
      utimesSync(at(name), time + 1, time + 1)
    }
    writeFileSync(at('.kei'), 'x')
    writeFileSync(at('notes.txt'), 'x')
    mkdirSync(at('folder.kei'))
    symlinkSync('nowhere', at('link.kei'))
    const list = await call['file.list'](undefined)
    expect(list.map(({ name }) => name)).toEqual(['c.KEI', 'a.kei', 'b.kei'])
    expect(list[2]?.modifiedMs).toBe(1000)
    expect(tokenOf(await call['file.openNamed']({ name: 'a.kei' }))).toMatch(/^[\w-]{32}$/)
  })

  it('lists nothing where the folder is not there yet', async () => {
    const { call, host } = await start('browser')
    rmSync(host.folder, { recursive: true })
    expect(await call['file.list'](undefined)).toEqual([])
  })

  it.each([
    '../secret.kei',
    '/etc/passwd',
    '..\\secret.kei',
    'a/b.kei',
    'x\0.kei',
    'notes.txt',
    '',
  ])('by name refuses %j, which is no name of a scenario in the folder', async (name) => {
    const { host, call } = await start('browser')
    writeFileSync(join(host.folder, '..', 'secret.kei'), textNamed('secret'))
    expect(messageOf(await call['file.openNamed']({ name }))).toMatch(/Choose .*\.$/u)
  })

  it('says in words why a file cannot be opened', async () => {
    const { call, at } = await start('browser')
    mkdirSync(at('folder.kei'))
    writeFileSync(at('binary.kei'), Buffer.from([0xff, 0xfe]))
    symlinkSync('loop.kei', at('loop.kei'))
    for (const name of ['gone.kei', 'folder.kei', 'binary.kei', 'loop.kei']) {
      const message = messageOf(await call['file.openNamed']({ name }))
      expect(message).toMatch(/^“.*” was not opened because .*\. .*\.$/u)
      expect(message).not.toMatch(/E[A-Z]{4}|undefined|\/tmp/u)
    }
  })

  it('refuses a damaged file with every problem, leaves it, and names its backup', async () => {
    const { call, at } = await start('browser')
    const damaged = '{ "format": "keicast-scenario",'
    writeFileSync(at('plan.kei'), damaged)
    const alone = await call['file.openNamed']({ name: 'plan.kei' })
    expect(alone).toMatchObject({ kind: 'refused' })
    expect(JSON.stringify(alone)).not.toContain('.bak')
    writeFileSync(at('plan.kei.bak'), textNamed('before'))
    const reply = await call['file.openNamed']({ name: 'plan.kei' })
    expect(JSON.stringify(reply)).toContain('open “plan.kei.bak”')
    expect(readFileSync(at('plan.kei'), 'utf8')).toBe(damaged)
  })

  it('refuses a file of a newer Keicast with advice', async () => {
    const { call, at } = await start('browser')
    writeFileSync(at('plan.kei'), textNamed('plan').replace('"version": 1', '"version": 9'))
    const reply = await call['file.openNamed']({ name: 'plan.kei' })
    expect(reply.kind).toBe('refused')
    expect(JSON.stringify(reply)).toContain('update Keicast')
  })

  it('opens a backup as a copy without a file, so that it stays', async () => {
    const { call, at } = await start('browser')
    writeFileSync(at('plan.kei.bak'), textNamed('before'))
    const reply = await call['file.openNamed']({ name: 'plan.kei.bak' })
    expect(reply).toMatchObject({ kind: 'opened', token: null, scenario: plan('before') })
  })

  it('takes a dropped text without keeping its path', async () => {
    const { call } = await start()
    const text = textNamed('dropped')
    const reply = await call['file.openText']({ fileName: 'C:\\a\\plan.kei', text })
    expect(reply).toMatchObject({ kind: 'opened', token: null, fileName: 'plan.kei' })
    expect((await call['file.openText']({ fileName: 'x', text: '{' })).kind).toBe('refused')
  })

  it('takes the samples, by id only', async () => {
    const { call, documents } = await start()
    const { samples } = await documents.hello()
    expect(samples).toHaveLength(6)
    for (const { id, name, notes } of samples) {
      expect(notes).not.toBe('')
      const reply = await call['file.openSample']({ id })
      expect(reply).toMatchObject({ kind: 'opened', token: null, fileName: name })
    }
    expect(messageOf(await call['file.openSample']({ id: '../secret' }))).toContain(
      'Choose another',
    )
  })

  it('takes what the system asks for, by the id that is announced', async () => {
    const { host, documents, call, at } = await start()
    writeFileSync(at('plan.kei'), textNamed('plan'))
    const id = documents.openPath(at('plan.kei'))
    expect(host.announced).toEqual([{ name: 'file.requested', payload: { id } }])
    expect(id).not.toContain('plan')
    expect(await call['file.openRecent']({ id })).toMatchObject({ kind: 'opened' })
    expect(await call['file.recent'](undefined)).toHaveLength(1)
  })
})

describe('tokens', () => {
  it('that were never given are refused, and nothing is written', async () => {
    const { call, at } = await start()
    writeFileSync(at('plan.kei'), textNamed('plan'))
    const forged = ['', 'x'.repeat(32), at('plan.kei'), '__proto__']
    for (const one of forged) {
      const token = FileToken.parse(one)
      const saved = await call['file.save']({ token, scenario: plan('new'), overwrite: true })
      expect(messageOf(saved)).toContain('Use “Save as…”')
      expect(messageOf(await call['file.reload']({ token }))).toContain('Use “Save as…”')
    }
    expect(nameIn(at('plan.kei'))).toBe('plan')
  })

  it('are worth nothing once the documents are forgotten', async () => {
    const { documents, call, at } = await start('browser')
    writeFileSync(at('plan.kei'), textNamed('plan'))
    const token = tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    await documents.dispose()
    const reply = await call['file.save']({ token, scenario: plan('new'), overwrite: true })
    expect(reply.kind).toBe('failed')
    expect(nameIn(at('plan.kei'))).toBe('plan')
  })

  it('are new for every opening, and an older copy cannot save over a newer one', async () => {
    const { call, at } = await start('browser')
    writeFileSync(at('plan.kei'), textNamed('plan'))
    const first = tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    const second = tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    expect(first).not.toBe(second)
    const save = (token: FileToken, name: string) =>
      call['file.save']({ token, scenario: plan(name), overwrite: false })
    expect((await save(second, 'second')).kind).toBe('saved')
    expect(await save(first, 'first')).toEqual({ kind: 'conflict' })
    expect(nameIn(at('plan.kei'))).toBe('second')
  })

  it('of the documents used last stay, when very many are opened', async () => {
    const { call, at } = await start('browser')
    writeFileSync(at('plan.kei'), textNamed('0'))
    const open = async () => tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    const used = await open()
    const unused = await open()
    for (let count = 0; count < 63; count += 1) {
      await open()
      await call['file.reload']({ token: used })
    }
    expect((await call['file.reload']({ token: used })).kind).toBe('opened')
    expect((await call['file.reload']({ token: unused })).kind).toBe('failed')
  })
})

describe('saving', () => {
  it('saves to the own file again and again, each time over the own version', async () => {
    const { call, at } = await start('browser')
    writeFileSync(at('plan.kei'), textNamed('0'))
    const token = tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    const replies = await Promise.all(
      ['1', '2', '3'].map((name) =>
        call['file.save']({ token, scenario: plan(name), overwrite: false }),
      ),
    )
    expect(replies).toEqual(Array(3).fill({ kind: 'saved', token, fileName: 'plan.kei' }))
    expect(nameIn(at('plan.kei'))).toBe('3')
    expect(nameIn(at('plan.kei.bak'))).toBe('2')
  })

  it('finds a conflict, and overwrites only when told to', async () => {
    const { call, at } = await start('browser')
    writeFileSync(at('plan.kei'), textNamed('0'))
    const token = tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    writeFileSync(at('plan.kei'), textNamed('theirs'))
    const save = (overwrite: boolean) =>
      call['file.save']({ token, scenario: plan('ours'), overwrite })
    expect(await save(false)).toEqual({ kind: 'conflict' })
    expect(nameIn(at('plan.kei'))).toBe('theirs')
    expect((await save(true)).kind).toBe('saved')
    expect(nameIn(at('plan.kei'))).toBe('ours')
    expect(nameIn(at('plan.kei.bak'))).toBe('theirs')
    expect((await save(false)).kind).toBe('saved')
  })

  it('never overwrites what became damaged or newer in the meantime', async () => {
    const { call, at } = await start('browser')
    writeFileSync(at('plan.kei'), textNamed('0'))
    const token = tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    const newer = textNamed('0').replace('"version": 1', '"version": 2')
    for (const text of ['{ "half', newer]) {
      writeFileSync(at('plan.kei'), text)
      const save = (overwrite: boolean) =>
        call['file.save']({ token, scenario: plan('ours'), overwrite })
      expect(await save(false)).toEqual({ kind: 'conflict' })
      expect(messageOf(await save(true))).toContain('never replaces such a file')
      expect((await call['file.reload']({ token })).kind).toBe('refused')
      expect(readFileSync(at('plan.kei'), 'utf8')).toBe(text)
    }
  })

  it('goes on after a reload', async () => {
    const { call, at } = await start('browser')
    writeFileSync(at('plan.kei'), textNamed('0'))
    const token = tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    writeFileSync(at('plan.kei'), textNamed('theirs'))
    const reply = await call['file.reload']({ token })
    expect(reply).toMatchObject({ kind: 'opened', token, scenario: plan('theirs') })
    const saved = await call['file.save']({ token, scenario: plan('ours'), overwrite: false })
    expect(saved.kind).toBe('saved')
  })

  it('of two instances on one file: the second is told of a conflict', async () => {
    const one = await start('browser')
    writeFileSync(one.at('plan.kei'), textNamed('0'))
    const two = checked((await startHandlers(one.host)).handlers)
    const name = 'plan.kei'
    const mine = tokenOf(await one.call['file.openNamed']({ name }))
    const theirs = tokenOf(await two['file.openNamed']({ name }))
    // A token is worth something to the instance only that gave it.
    const stolen = { token: mine, scenario: plan('x'), overwrite: true }
    expect((await two['file.save'](stolen)).kind).toBe('failed')
    const input = { scenario: plan('1'), overwrite: false }
    expect((await one.call['file.save']({ token: mine, ...input })).kind).toBe('saved')
    const second = { token: theirs, scenario: plan('2'), overwrite: false }
    expect(await two['file.save'](second)).toEqual({ kind: 'conflict' })
    expect(nameIn(one.at(name))).toBe('1')
  })

  it('refuses a scenario that is none, with every problem', async () => {
    const { call, at } = await start('browser')
    writeFileSync(at('plan.kei'), textNamed('0'))
    const token = tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    const circular: Record<string, unknown> = plan('x')
    circular.notes = circular
    const bad = [
      { name: 'x' },
      { ...plan('x'), steering: 'middle', sauce: 1 },
      { ...plan('x'), nameplates: { 'n-box': { price_jpy: NaN } } },
      { ...plan('x'), notes: 1n },
      circular,
    ]
    for (const scenario of bad) {
      const reply = await call['file.save']({ token, scenario, overwrite: false })
      expect(reply.kind).toBe('refused')
    }
    expect(nameIn(at('plan.kei'))).toBe('0')
  })

  it('keeps a link a link', async () => {
    const { call, at, host } = await start('browser')
    const far = join(host.folder, '..', 'far.kei')
    writeFileSync(far, textNamed('0'))
    symlinkSync(far, at('plan.kei'))
    const token = tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    const reply = await call['file.save']({ token, scenario: plan('1'), overwrite: false })
    expect(reply).toMatchObject({ kind: 'saved', fileName: 'plan.kei' })
    expect(lstatSync(at('plan.kei')).isSymbolicLink()).toBe(true)
    expect(nameIn(far)).toBe('1')
  })

  it('explains a folder that vanished, and the document can be saved elsewhere', async () => {
    const { call, at, host } = await start('browser')
    writeFileSync(at('plan.kei'), textNamed('0'))
    const token = tokenOf(await call['file.openNamed']({ name: 'plan.kei' }))
    rmSync(host.folder, { recursive: true })
    const reply = await call['file.save']({ token, scenario: plan('1'), overwrite: false })
    expect(messageOf(reply)).toContain('folder is no longer there')
    const again = { scenario: plan('1'), name: 'plan', replace: false }
    expect((await call['file.saveAs'](again)).kind).toBe('saved')
    expect(nameIn(at('plan.kei'))).toBe('1')
  })
})

describe('saving under a new name', () => {
  const input = (name: string, replace = false) => ({ scenario: plan('new'), name, replace })

  it('asks where, suggests a name, and saves there from then on', async () => {
    const { call, at, host } = await start()
    host.answers.push({ path: at('chosen') })
    const reply = await call['file.saveAs'](input('Kei: a / b?'))
    expect(host.asked).toEqual([['Kei a b.kei', host.folder, 'kei']])
    expect(reply).toMatchObject({ kind: 'saved', fileName: 'chosen.kei' })
    const token = tokenOf(reply)
    const again = await call['file.save']({ token, scenario: plan('2'), overwrite: false })
    expect(again.kind).toBe('saved')
    expect(nameIn(at('chosen.kei'))).toBe('2')
    expect(host.noted).toEqual([at('chosen.kei'), at('chosen.kei')])
  })

  it('is cancelled with the dialog, which is not even shown for what is no scenario', async () => {
    const { call, host } = await start()
    expect(await call['file.saveAs'](input('x'))).toEqual({ kind: 'cancelled' })
    expect((await call['file.saveAs']({ ...input('x'), scenario: {} })).kind).toBe('refused')
    expect(host.asked).toHaveLength(1)
  })

  it('replaces the scenario that was chosen in the dialog, with a backup', async () => {
    const { call, at, host } = await start()
    writeFileSync(at('plan.kei'), textNamed('old'))
    host.answers.push({ path: at('plan.kei') })
    expect((await call['file.saveAs'](input('plan'))).kind).toBe('saved')
    expect(nameIn(at('plan.kei.bak'))).toBe('old')
  })

  it('does not replace a file that the dialog did not ask about, its name had no .kei', async () => {
    const { call, at, host } = await start()
    writeFileSync(at('plan.kei'), textNamed('old'))
    host.answers.push({ path: at('plan') })
    expect(messageOf(await call['file.saveAs'](input('plan')))).toContain('of that name already')
    expect(nameIn(at('plan.kei'))).toBe('old')
  })

  it('does not replace what cannot be read, though the dialog asked', async () => {
    const { call, at, host } = await start()
    writeFileSync(at('plan.kei'), 'my diary')
    host.answers.push({ path: at('plan.kei') })
    const message = messageOf(await call['file.saveAs'](input('plan')))
    expect(message).toContain('never replaces such a file')
    expect(readFileSync(at('plan.kei'), 'utf8')).toBe('my diary')
  })

  it('without dialogs goes into the folder, and replaces only when told to', async () => {
    const { call, at, host } = await start('browser')
    rmSync(host.folder, { recursive: true })
    const first = await call['file.saveAs'](input(' 軽 2030 '))
    expect(first).toMatchObject({ kind: 'saved', fileName: '軽 2030.kei' })
    expect(await call['file.saveAs'](input('軽 2030.kei'))).toEqual({ kind: 'conflict' })
    const other = { ...input('軽 2030', true), scenario: plan('other') }
    expect((await call['file.saveAs'](other)).kind).toBe('saved')
    expect(nameIn(at('軽 2030.kei'))).toBe('other')
    expect(nameIn(at('軽 2030.kei.bak'))).toBe('new')
  })

  it.each([
    ...['', '   ', '../x', 'a/b', 'a\\b', '.hidden', 'a:b', 'what?', 'CON', 'com1.kei', 'x\u0007'],
    ...['x\ud800', 'x'.repeat(245)],
  ])('without dialogs refuses the name %j and says what would do', async (name) => {
    const { call, host } = await start('browser')
    const message = messageOf(await call['file.saveAs'](input(name)))
    expect(message).toMatch(/(Type|Leave|Begin|Choose) .*\.$/u)
    expect(readdirSync(host.folder)).toEqual([])
  })

  it('explains a folder that cannot be made', async () => {
    const { call, host } = await start('browser')
    rmSync(host.folder, { recursive: true })
    writeFileSync(host.folder, 'a file where the folder should be')
    expect(messageOf(await call['file.saveAs'](input('x')))).toMatch(
      /was not saved because .*again/u,
    )
  })
})

describe('exports', () => {
  const bytes = new Uint8Array([1, 2, 3]).buffer
  const png = { name: 'Adoption: “kei”', kind: 'png', bytes } as const

  it('go where the dialog says, with their ending', async () => {
    const { call, at, host } = await start()
    host.answers.push({ path: at('chart') })
    const reply = await call['export.save'](png)
    expect(reply).toEqual({ kind: 'saved', fileName: 'chart.png' })
    expect(host.asked).toEqual([['Adoption “kei”.png', host.folder, 'png']])
    expect([...readFileSync(at('chart.png'))]).toEqual([1, 2, 3])
    expect(await call['export.save'](png)).toEqual({ kind: 'cancelled' })
  })

  it('replace a file only if the dialog asked about it', async () => {
    const { call, at, host } = await start()
    writeFileSync(at('chart.png'), 'old')
    host.answers.push({ path: at('chart') }, { path: at('chart.png') })
    expect(messageOf(await call['export.save'](png))).toContain('of that name already')
    expect(readFileSync(at('chart.png'), 'utf8')).toBe('old')
    expect((await call['export.save'](png)).kind).toBe('saved')
  })

  it('say why they failed, and what to do', async () => {
    const { call, at, host } = await start()
    host.answers.push({ path: at('gone/chart.png') })
    const message = messageOf(await call['export.save'](png))
    expect(message).toMatch(/^“chart.png” was not exported because .* choose another folder\.$/u)
  })

  it('are left to the page where there are no dialogs', async () => {
    const { call } = await start('browser')
    expect(messageOf(await call['export.save'](png))).toContain('download')
  })
})

describe('recent files', () => {
  it('are listed newest first, twelve at most, by ids that say nothing', async () => {
    const { call, at, host } = await start('browser')
    for (let count = 0; count < 14; count += 1) {
      writeFileSync(at(`${count}.kei`), textNamed(String(count)))
      await call['file.openNamed']({ name: `${count}.kei` })
    }
    await call['file.openNamed']({ name: '5.kei' })
    const recent = await call['file.recent'](undefined)
    const names = [5, 13, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2].map((count) => `${count}.kei`)
    expect(recent.map(({ fileName }) => fileName)).toEqual(names)
    expect(recent.every(({ folder }) => folder === host.folder)).toBe(true)
    for (const { id } of recent) expect(id).toMatch(/^[0-9a-f-]{36}$/u)
    const reply = await call['file.openRecent']({ id: recent[3]!.id })
    expect(reply).toMatchObject({ kind: 'opened', scenario: plan('11') })
  })

  it('are there after a restart, without those that are gone', async () => {
    const { call, at, host } = await start('browser')
    for (const name of ['a', 'b']) {
      writeFileSync(at(`${name}.kei`), textNamed(name))
      await call['file.openNamed']({ name: `${name}.kei` })
    }
    const before = await call['file.recent'](undefined)
    const later = checked((await startHandlers(host)).handlers)
    rmSync(at('b.kei'))
    expect(await later['file.recent'](undefined)).toEqual([before[1]])
    writeFileSync(at('b.kei'), textNamed('b'))
    expect(await later['file.recent'](undefined)).toEqual([before[1]])
    const gone = await later['file.openRecent']({ id: before[0]!.id })
    expect(messageOf(gone)).toContain('Open…')
  })

  it('hide what a disk says nothing of for now, and keep it', async () => {
    let isAway = false
    const sharesGone: FileSystem = {
      ...nodeFileSystem,
      facts: (path) =>
        isAway && path.endsWith('.kei')
          ? Promise.reject(new SystemError('EHOSTDOWN'))
          : nodeFileSystem.facts(path),
    }
    const { call, at } = await start('browser', { fs: sharesGone })
    writeFileSync(at('a.kei'), textNamed('a'))
    await call['file.openNamed']({ name: 'a.kei' })
    isAway = true
    expect(await call['file.recent'](undefined)).toEqual([])
    isAway = false
    expect(await call['file.recent'](undefined)).toHaveLength(1)
  })

  it('start anew over a damaged list, which is put aside, and never fail an opening', async () => {
    const { call, at, host } = await start('browser')
    mkdirSync(host.stateFolder)
    writeFileSync(join(host.stateFolder, 'recent.json'), '{ "files": 7 }')
    writeFileSync(at('a.kei'), textNamed('a'))
    expect(await call['file.recent'](undefined)).toEqual([])
    await call['file.openNamed']({ name: 'a.kei' })
    expect(await call['file.recent'](undefined)).toHaveLength(1)
    expect(readdirSync(host.stateFolder).some((name) => name.startsWith('recent.corrupt-'))).toBe(
      true,
    )
    rmSync(host.stateFolder, { recursive: true })
    writeFileSync(host.stateFolder, 'a file where the folder should be')
    expect((await call['file.openNamed']({ name: 'a.kei' })).kind).toBe('opened')
    expect(host.logged.join()).toContain('recent')
  })
})

describe('a change on the disk', () => {
  async function opened(options: DocumentOptions = {}) {
    const started = await start('browser', options)
    const path = started.at('plan.kei')
    writeFileSync(path, textNamed('0'))
    const token = tokenOf(await started.call['file.openNamed']({ name: 'plan.kei' }))
    const changes = () => started.host.announced.filter(({ name }) => name === 'file.changedOnDisk')
    return { ...started, path, token, changes }
  }
  const restful = () => new Promise((resolve) => setTimeout(resolve, 700))

  const deaf = () => {
    throw new SystemError('ENOSPC')
  }
  it.each([
    ['the system tells of it', { watchIntervalMs: 1e6 }],
    ['the system tells of nothing', { watchFolder: deaf }],
  ])('is announced once, and once more for the next one, where %s', async (_, options) => {
    const { path, token, changes } = await opened(options)
    writeFileSync(path, textNamed('theirs'))
    await vi.waitFor(() => expect(changes()).toEqual([expect.anything()]), 5000)
    expect(changes()[0]?.payload).toEqual({ token })
    utimesSync(path, 1, 1)
    await restful()
    expect(changes()).toHaveLength(1)
    writeFileSync(path, textNamed('theirs again'))
    await vi.waitFor(() => expect(changes()).toHaveLength(2), 5000)
  })

  it('is announced for a file that is replaced or deleted, too', async () => {
    const { path, changes, call, token } = await opened()
    writeFileSync(`${path}.new`, textNamed('theirs'))
    renameSync(`${path}.new`, path)
    await vi.waitFor(() => expect(changes()).toHaveLength(1), 5000)
    await call['file.reload']({ token })
    rmSync(path)
    await vi.waitFor(() => expect(changes()).toHaveLength(2), 5000)
  })

  it('is announced once for a file that is written bit by bit', async () => {
    const { path, changes } = await opened()
    const text = textNamed('theirs', 'n'.repeat(1000))
    for (let length = 100; length < text.length + 100; length += 100) {
      writeFileSync(path, text.slice(0, length))
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    await vi.waitFor(() => expect(changes()).toHaveLength(1), 5000)
    await restful()
    expect(changes()).toHaveLength(1)
  })

  it('is not announced for our own saves, a touch, or a change that was undone', async () => {
    const { path, token, changes, call } = await opened()
    for (const name of ['1', '2', '3']) {
      await call['file.save']({ token, scenario: plan(name), overwrite: false })
    }
    await restful()
    utimesSync(path, 1, 1)
    await restful()
    writeFileSync(path, textNamed('x'))
    writeFileSync(path, textNamed('3'))
    await restful()
    expect(changes()).toEqual([])
  })

  it('is not announced for a document that was forgotten', async () => {
    const { path, changes, documents } = await opened()
    await documents.dispose()
    writeFileSync(path, textNamed('theirs'))
    await restful()
    expect(changes()).toEqual([])
  })
})

describe('starting', () => {
  it('removes the temporary files of interrupted saves, if they are old, and nothing else', async () => {
    const host = fakeHost(temporaryFolder())
    mkdirSync(host.folder)
    mkdirSync(join(host.stateFolder, 'backups'), { recursive: true })
    const gone = 4_194_303
    const temporary = `.plan.kei.${gone}.0123456789ab.tmp`
    expect(temporary).toMatch(TEMPORARY_NAME)
    const stale = [
      join(host.folder, temporary),
      join(host.stateFolder, temporary),
      join(host.stateFolder, 'backups', temporary),
    ]
    const kept = [
      join(host.folder, '.plan.kei.1.0123456789ab.tmp'),
      join(host.folder, `.fresh.kei.${gone}.0123456789ab.tmp`),
      join(host.folder, `.plan.kei.${gone}.0123456789ab.tmp.kei`),
      join(host.folder, 'plan.tmp'),
    ]
    for (const path of [...stale, ...kept]) {
      writeFileSync(path, 'x')
      if (!basename(path).startsWith('.fresh')) utimesSync(path, 1e9, 1e9)
    }
    await (await startHandlers(host)).dispose()
    expect(stale.filter((path) => existsSync(path))).toEqual([])
    expect(kept.filter((path) => !existsSync(path))).toEqual([])
  })

  it('makes no folder and writes nothing', async () => {
    const host = fakeHost(join(temporaryFolder(), 'home'))
    const documents = await startHandlers(host)
    expect(await documents.hello()).toMatchObject({ recovered: [] })
    await documents.dispose()
    expect(existsSync(join(host.folder, '..'))).toBe(false)
    expect(host.logged).toEqual([])
  })

  it('keeps the private folder private', async () => {
    const { call, host, at } = await start('browser')
    writeFileSync(at('a.kei'), textNamed('a'))
    await call['file.openNamed']({ name: 'a.kei' })
    expect(statSync(host.stateFolder).mode & 0o777).toBe(0o700)
    expect(statSync(join(host.stateFolder, 'recent.json')).mode & 0o777).toBe(0o600)
  })
})

import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readScenarioFile, readScenarioStream } from './scenario-file.ts'

let folder = ''
const at = (name: string) => join(folder, name)
const text = '{"name": "軽 🚙"}\r\n'

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keicast-read-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const problem = (message: string) => ({ ok: false, error: [{ path: '', message }] })

describe('the text of a scenario file', () => {
  it('is read as it stands', async () => {
    writeFileSync(at('a.kei'), text)
    expect(await readScenarioFile(at('a.kei'))).toEqual({ ok: true, value: text })
  })

  it('is read through a link', async () => {
    symlinkSync(at('a.kei'), at('link.kei'))
    expect(await readScenarioFile(at('link.kei'))).toEqual({ ok: true, value: text })
  })

  it('may be empty or begin with a byte-order mark, for the reader of scenarios to refuse', async () => {
    writeFileSync(at('empty.kei'), '')
    writeFileSync(at('mark.kei'), '\uFEFF{}')
    expect(await readScenarioFile(at('empty.kei'))).toEqual({ ok: true, value: '' })
    expect(await readScenarioFile(at('mark.kei'))).toEqual({ ok: true, value: '\uFEFF{}' })
  })

  it('may have four million bytes and no more', async () => {
    writeFileSync(at('most.kei'), Buffer.alloc(4_000_000, 'x'))
    writeFileSync(at('more.kei'), Buffer.alloc(4_000_001, 'x'))
    expect(await readScenarioFile(at('most.kei'))).toMatchObject({ ok: true })
    expect(await readScenarioFile(at('more.kei'))).toEqual(
      problem('has 4000001 bytes or more; a scenario has at most 4000000'),
    )
  })

  it.runIf(process.platform === 'linux')('of a file that has no size is read too', async () => {
    expect(await readScenarioFile('/proc/version')).toMatchObject({ ok: true })
  })

  it.runIf(process.platform === 'linux')('is left closed, read or refused', async () => {
    writeFileSync(at('a.kei'), text)
    const open = () => readdirSync('/proc/self/fd').length
    await readScenarioFile(at('a.kei'))
    const before = open()
    for (let again = 0; again < 20; again += 1) {
      await readScenarioFile(at('a.kei'))
      await readScenarioFile(folder)
    }
    expect(open()).toBeLessThan(before + 10)
  })
})

describe('the text of a stream', () => {
  it('is put together from its pieces, characters that are cut in two among them', async () => {
    const bytes = Buffer.from(text)
    const pieces = Array.from(bytes, (byte) => Buffer.of(byte))
    expect(await readScenarioStream(Readable.from(pieces))).toEqual({ ok: true, value: text })
  })

  it('is empty where the stream is', async () => {
    expect(await readScenarioStream(Readable.from([]))).toEqual({ ok: true, value: '' })
  })

  it('is refused where it is not UTF-8', async () => {
    const stream = Readable.from([Buffer.of(0x22, 0xff, 0x22)])
    expect(await readScenarioStream(stream)).toEqual(problem('is not UTF-8 text; save it as UTF-8'))
  })

  it('is refused where the stream breaks, with the reason', async () => {
    const broken = (error: Error) =>
      new Readable({
        read() {
          this.destroy(error)
        },
      })
    const folderRead = Object.assign(new Error('read'), { code: 'EISDIR' })
    expect(await readScenarioStream(broken(folderRead))).toEqual(
      problem('is a folder; name a scenario file (.kei)'),
    )
    expect(await readScenarioStream(broken(new Error('the cable is out')))).toEqual(
      problem('cannot be read: the cable is out'),
    )
  })
})

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readScenarioFile, readScenarioStream } from '../src/app/scenario-file.ts'
import { describeProblem, type Problem } from '../src/core/data/problem.ts'
import type { Result } from '../src/core/result.ts'
import { createScenarioParser } from '../src/core/scenario/parse-scenario.ts'
import { data } from './model.fixture.ts'
import { makePipe } from './pipe.fixture.ts'

/** Files that are broken by accident or made to do harm: each is refused in words, at once. */

const parse = createScenarioParser(data)
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keicast-hostile-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Read a file as the product does: its text, then the scenario. */
async function readScenario(path: string): Promise<Result<unknown, readonly Problem[]>> {
  const text = await readScenarioFile(path)
  return text.ok ? parse(text.value) : text
}

/** Read what must be refused, in less than a second and leaving nothing behind. */
async function refusals(path: string): Promise<readonly string[]> {
  const before = readdirSync(folder)
  const started = performance.now()
  const read = await readScenario(path)
  const elapsed = performance.now() - started
  expect(elapsed).toBeLessThan(1000)
  expect(readdirSync(folder)).toEqual(before)
  expect(Object.keys(Object.prototype)).toEqual([])
  if (read.ok) throw new Error('this file must be refused')
  return read.error.map(describeProblem)
}

function fileOf(contents: string | Uint8Array): string {
  const path = join(folder, 'hostile.kei')
  writeFileSync(path, contents)
  return path
}

/** A file that is right but for one piece of text in it. */
function scenarioText(piece: string): string {
  return `{"format": "keicast-scenario", "version": 1, "name": "test",\n${piece}}`
}

const keys = (count: number) =>
  Array.from({ length: count }, (_, at) => `"_${at.toString(36)}":1`).join(',')

describe('a text that is no scenario is refused in plain words:', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'file: is empty; a scenario is a JSON object'],
    ['white space', ' \r\n\t ', 'file: is empty; a scenario is a JSON object'],
    ['null', 'null', 'file (line 1): is null; must be an object'],
    ['a list', '[]', 'file (line 1): is a list; must be an object'],
    ['a text', '"x"', 'file (line 1): is "x"; must be an object'],
    ['a number', '\n\n7', 'file (line 3): is 7; must be an object'],
    [
      'a byte-order mark',
      '\uFEFF{}',
      'file (line 1): begins with a byte-order mark; save it as UTF-8 without one',
    ],
    [
      'another language',
      'name: Kei',
      'file (line 1): is not JSON: name needs double quotes (") (column 1)',
    ],
    [
      'a comma too many',
      scenarioText('"steering": "lhd",\n'),
      'file (line 3): is not JSON: a comma stands before }; remove it (column 1)',
    ],
    [
      'a comma too many in a list',
      scenarioText('"federal": [1,]'),
      'file (line 2): is not JSON: a comma stands before ]; remove it (column 15)',
    ],
    [
      'a comma too few',
      scenarioText('"steering": "lhd"\n"source": "local"'),
      'file (line 3): is not JSON: a comma or a colon is missing before " (column 1)',
    ],
    [
      'a colon too few',
      scenarioText('"steering" "lhd"'),
      'file (line 2): is not JSON: a comma or a colon is missing before " (column 12)',
    ],
    [
      'a comment',
      scenarioText('// left or right\n"steering": "lhd"'),
      'file (line 2): is not JSON: comments are not allowed (column 1)',
    ],
    [
      'a comment between stars',
      scenarioText('/* */"steering": "lhd"'),
      'file (line 2): is not JSON: comments are not allowed (column 1)',
    ],
    [
      'a comment as in YAML',
      scenarioText('# x\n"steering": "lhd"'),
      'file (line 2): is not JSON: comments are not allowed (column 1)',
    ],
    [
      'single quotes',
      scenarioText("'steering': 'lhd'"),
      'file (line 2): is not JSON: texts and keys stand in double quotes (") (column 1)',
    ],
    [
      'no quotes',
      scenarioText('steering: "lhd"'),
      'file (line 2): is not JSON: steering needs double quotes (") (column 1)',
    ],
    [
      'undefined',
      scenarioText('"steering": undefined'),
      'file (line 2): is not JSON: undefined needs double quotes (") (column 13)',
    ],
    [
      'an end too soon',
      scenarioText('"steering": "lhd"').slice(0, -1),
      'file (line 2): is not JSON: it ends too soon; a closing ", } or ] is missing (column 18)',
    ],
    [
      'an end inside a text',
      scenarioText('"steering": "lhd"').slice(0, -2),
      'file (line 2): is not JSON: it ends too soon; a closing ", } or ] is missing (column 17)',
    ],
    [
      'two scenarios',
      '{}\n{}',
      'file (line 2): is not JSON: { follows the end of the scenario (column 1)',
    ],
    [
      'something after the end',
      '{} kei',
      'file (line 1): is not JSON: kei follows the end of the scenario (column 4)',
    ],
    ['a lone bracket', '{]', 'file (line 1): is not JSON: ] is not expected here (column 2)'],
    [
      'a line break inside a text',
      scenarioText('"notes": "a\nb"'),
      'file (line 2): has a line break inside a text; write \\n there, or end the text with "',
    ],
    [
      'a text that is not ended',
      '{\r\n"name: "x",\r\n"version": 1}',
      'file (line 2): has a line break inside a text; write \\n there, or end the text with "',
    ],
    [
      'a tab inside a text',
      scenarioText('"notes": "a\tb"'),
      'file (line 2): has a tab inside a text; write \\t there',
    ],
    [
      'a control character inside a text',
      scenarioText('"notes": "\u001b[2J"'),
      'file (line 2): has a control character inside a text; write \\u001b there',
    ],
    [
      'a control character outside of texts',
      scenarioText('\u0001"notes": ""'),
      'file (line 2): is not JSON: \\u0001 is not expected here (column 1)',
    ],
    [
      'a backslash inside a text',
      scenarioText('"notes": "C:\\path"'),
      'file (line 2): is not JSON: a backslash inside a text is written \\\\ (column 13)',
    ],
    [
      'half of an escape',
      scenarioText('"notes": "\\u12"'),
      expect.stringMatching(/a backslash inside a text is written/) as never,
    ],
    [
      'a space that is none',
      scenarioText('"notes":\u00a0""'),
      'file (line 2): is not JSON: \\u00a0 is not expected here (column 9)',
    ],
  ])('%s', async (_, text, line) => {
    expect(await refusals(fileOf(text))).toEqual([line])
  })
})

describe('a number that is none is refused:', () => {
  const numbers = 'numbers are written like 1200 or 0.15'

  it.each([
    ['NaN', 'is not JSON: NaN is not a number that JSON knows'],
    ['Infinity', 'is not JSON: Infinity is not a number that JSON knows'],
    ['-Infinity', 'is not JSON: -Infinity is not a number that JSON knows'],
    ['01', `is not JSON: ${numbers}`],
    ['-01', `is not JSON: ${numbers}`],
    ['+1', `is not JSON: ${numbers}`],
    ['.5', `is not JSON: ${numbers}`],
    ['5.', `is not JSON: ${numbers}`],
    ['0x1F', `is not JSON: ${numbers}`],
    ['1_000', `is not JSON: ${numbers}`],
    ['1e', `is not JSON: ${numbers}`],
    ['0,15', 'is not JSON: '],
    ['15%', 'is not JSON: '],
    ['1e999', 'is too large a number; must be a number of 0 or more (share of customs value)'],
    ['-1e999', 'is too large a number; must be a number of 0 or more (share of customs value)'],
    ['"0.15"', 'is "0.15"; must be a number of 0 or more (share of customs value)'],
    ['true', 'is true; must be a number of 0 or more (share of customs value)'],
  ])('%s', async (number, words) => {
    const lines = await refusals(fileOf(scenarioText(`"parameters": {"tariffCar": ${number}}`)))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(words)
    expect(lines[0]).toContain('(line 2)')
  })
})

describe('a key that JSON.parse would take without a word is refused:', () => {
  it.each<[string, string, string[]]>([
    ['__proto__', '"__proto__": {"polluted": 1}', ['__proto__ (line 2): is not allowed as a key']],
    [
      '__proto__ in a part',
      '"parameters": {"__proto__": {"polluted": 1}}',
      ['parameters.__proto__ (line 2): is not allowed as a key'],
    ],
    [
      '__proto__ in a list',
      '"federal": [{"year": 2028,\n"__proto__": null}]',
      ['federal.0.__proto__ (line 3): is not allowed as a key'],
    ],
    [
      '__proto__ in disguise',
      '"\\u005f_proto__": {"polluted": 1}',
      ['__proto__ (line 2): is not allowed as a key'],
    ],
    [
      'one that stands there twice',
      '"notes": "a",\n"notes": "b"',
      ['notes (line 3): stands here a second time; keep one'],
    ],
    [
      'one that stands there twice, once in disguise',
      '"parameters": {"wacc": 0.1, "\\u0077acc": 0.2}',
      ['parameters.wacc (line 2): stands here a second time; keep one'],
    ],
    [
      'one that stands there three times, among others',
      '"name": "a",\n"states": {"NY": "legal", "NY": "capped", "NY": "unclear"}',
      [
        'name (line 2): stands here a second time; keep one',
        'states.NY (line 3): stands here a second time; keep one',
        'states.NY (line 3): stands here a second time; keep one',
      ],
    ],
  ])('%s', async (_, piece, lines) => {
    expect(await refusals(fileOf(scenarioText(piece)))).toEqual(lines)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it.each(['constructor', 'prototype', 'hasOwnProperty'])('%s, as unknown', async (key) => {
    const piece = `"${key}": {"prototype": {"polluted": 1}}`
    const [line] = await refusals(fileOf(scenarioText(piece)))
    expect(line).toMatch(new RegExp(`^${key} \\(line 2\\): is not known here`))
  })
})

describe('bytes that are no UTF-8 text are refused:', () => {
  it.each<[string, Uint8Array]>([
    ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le')],
    ['UTF-16 without its mark', Buffer.from('{"format": 1}', 'utf16le')],
    ['UTF-16, the other way round', Buffer.from('\uFEFF{}', 'utf16le').swap16()],
    ['Latin-1', Buffer.from(scenarioText('"notes": "Präfektur"'), 'latin1')],
    ['half of a character', Buffer.from('"軽"').subarray(0, 3)],
    ['a character too long', Uint8Array.of(0x22, 0xc0, 0x80, 0x22)],
    ['half of a pair', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ])('%s', async (_, bytes) => {
    expect(await refusals(fileOf(bytes))).toEqual(['file: is not UTF-8 text; save it as UTF-8'])
  })

  it.each(['"\\ud83d"', '"\\ude97\\ud83d"', '{"\\ud83d": 1}'])(
    'an unpaired surrogate that is written as %s',
    async (piece) => {
      const lines = await refusals(fileOf(scenarioText(`"notes": ${piece}`)))
      expect(lines.length).toBeGreaterThan(0)
      expect(lines[0]).toMatch(/^notes/)
    },
  )

  it('an unpaired surrogate in a text that comes from no file', () => {
    const parsed = parse(scenarioText('"notes": "\ud83d"'))
    expect(parsed).toEqual({
      ok: false,
      error: [
        {
          path: 'notes',
          line: 2,
          message: 'holds half of a character (an unpaired surrogate); write the whole character',
        },
      ],
    })
  })

  it('and whole characters beyond the first 65,536 are not', async () => {
    const read = await readScenario(fileOf(scenarioText('"notes": "🚙 \\ud83d\\ude99"')))
    expect(read).toMatchObject({ ok: true, value: { scenario: { notes: '🚙 🚙' } } })
  })
})

describe('what is too much is refused:', () => {
  it.each<[string, string, RegExp]>([
    [
      '10,000 lists in each other',
      '['.repeat(10_000),
      /^file \(line 1\): nests more than 32 deep$/,
    ],
    [
      '10,000 objects in each other',
      '{"a":'.repeat(10_000),
      /^file \(line 1\): nests more than 32 deep$/,
    ],
    [
      '10,000 lists that are closed',
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      /nests more than 32 deep$/,
    ],
    [
      '33 lists in each other',
      scenarioText(`"a": ${'['.repeat(32)}${']'.repeat(32)}`),
      /nests more than 32 deep$/,
    ],
    [
      'a text of a million characters',
      `"${'x'.repeat(999_998)}"`,
      /^file \(line 1\): is "x{59}…; must be an object$/,
    ],
    [
      'a text of more',
      `"${'x'.repeat(1_000_000)}"`,
      /^file: has 1000002 characters; at most 1000000 are read$/,
    ],
    [
      'notes that are too long',
      scenarioText(`"notes": "${'x'.repeat(100_001)}"`),
      /^notes \(line 2\): is "x{59}…; must be a text of up to 100000 characters$/,
    ],
    [
      'a key of 900,000 characters',
      scenarioText(`"${'k'.repeat(900_000)}": 1`),
      /^k{60}… \(line 2\): is not known here; the nearest of 16 allowed: /,
    ],
    [
      'a number of 900,000 digits',
      scenarioText(`"parameters": {"tariffCar": ${'9'.repeat(900_000)}}`),
      /^parameters\.tariffCar \(line 2\): is too large a number; /,
    ],
    [
      '60,000 lists in a list',
      scenarioText(`"federal": [${'[],'.repeat(60_000)}[]]`),
      /^file \(line 2\): has more than 50000 entries$/,
    ],
    [
      '40,000 entries of a list',
      scenarioText(`"federal": [${'[],'.repeat(40_000)}[]]`),
      /^federal\.0 \(line 2\): is a list; must be an object$/,
    ],
  ])('%s', async (_, text, line) => {
    expect((await refusals(fileOf(text)))[0]).toMatch(line)
  })

  it.each<[string, (many: string) => string]>([
    ['in the file', scenarioText],
    ['among the parameters', (many) => scenarioText(`"parameters": {${many}}`)],
    ['in a nameplate', (many) => scenarioText(`"nameplates": {"n-box": {${many}}}`)],
  ])('keys %s: 100,000 as such, 20,000 by naming the first hundred', async (_, text) => {
    expect(await refusals(fileOf(text(keys(100_000))))).toEqual([
      'file (line 2): has more than 50000 entries',
    ])
    const lines = await refusals(fileOf(text(keys(20_000))))
    expect(lines).toHaveLength(101)
    expect(lines[0]).toMatch(/_0 \(line 2\): is not known here; the nearest of \d+ allowed: /)
    expect(lines[100]).toBe('file: has 19900 more problems')
  })

  it('20,000 times the same key', async () => {
    const lines = await refusals(fileOf(scenarioText(Array(20_000).fill('"a":1').join(','))))
    expect(lines).toHaveLength(101)
    expect(lines[100]).toBe('file: has 19899 more problems')
  })

  it('a file of 100 MB, unread', async () => {
    const path = join(folder, 'large.kei')
    writeFileSync(path, '')
    truncateSync(path, 100_000_000)
    expect(await refusals(path)).toEqual([
      'file: has 100000000 bytes or more; a scenario has at most 4000000',
    ])
  })

  it('a text of 100 million characters, unparsed', () => {
    const started = performance.now()
    const parsed = parse(' '.repeat(100_000_000))
    expect(performance.now() - started).toBeLessThan(1000)
    expect(parsed.ok ? [] : parsed.error.map(describeProblem)).toEqual([
      'file: has 100000000 characters; at most 1000000 are read',
    ])
  })

  it('a stream that never ends, which is closed', async () => {
    let closed = false
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          await Promise.resolve()
          yield new Uint8Array(65_536)
        }
      } finally {
        closed = true
      }
    }
    const started = performance.now()
    const read = await readScenarioStream(endless())
    expect(performance.now() - started).toBeLessThan(1000)
    expect(closed).toBe(true)
    // 62 chunks are the first to be more than four million bytes.
    expect(read.ok ? [] : read.error.map(describeProblem)).toEqual([
      `file: has ${62 * 65_536} bytes or more; a scenario has at most 4000000`,
    ])
  })
})

describe('a path that leads to no file is refused:', () => {
  const inside = (...names: string[]) => join(folder, ...names)
  const special = 'file: is not a regular file; pipe it in and give - as the file'

  it.each<[string, () => string, string]>([
    [
      'a missing file',
      () => inside('none.kei'),
      'file: does not exist; check the name and the folder',
    ],
    ['no name', () => '', 'file: does not exist; check the name and the folder'],
    ['a folder', () => folder, 'file: is a folder; name a scenario file (.kei)'],
    [
      'a path through a file',
      () => join(fileOf('{}'), 'inner.kei'),
      'file: does not exist: a part of its path is a file, not a folder',
    ],
    ['a name too long', () => inside('n'.repeat(300)), 'file: has too long a name'],
    [
      'a link that leads back to itself',
      () => {
        rmSync(inside('loop'), { force: true })
        symlinkSync(inside('loop'), inside('loop'))
        return inside('loop')
      },
      'file: is a link that leads back to itself',
    ],
    [
      'a link to a folder',
      () => {
        rmSync(inside('link'), { force: true })
        mkdirSync(inside('real'), { recursive: true })
        symlinkSync(inside('real'), inside('link'))
        return inside('link')
      },
      'file: is a folder; name a scenario file (.kei)',
    ],
  ])('%s', async (_, path, line) => {
    expect(await refusals(path())).toEqual([line])
  })

  it.skipIf(process.platform === 'win32')('a device without end', async () => {
    expect(await refusals('/dev/zero')).toEqual([special])
  })

  it.skipIf(process.platform === 'win32')('a pipe that nobody writes to', async () => {
    makePipe(inside('pipe'))
    expect(await refusals(inside('pipe'))).toEqual([special])
  })

  it('a name with a zero in it', async () => {
    const [line] = await refusals(`${folder}\0.kei`)
    expect(line).toMatch(/^file: cannot be read: /)
  })
})

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assetFolder } from './assets.ts'
import { DataSetError, loadMarketData } from './data-files.ts'

let folder = ''

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'keicast-data-')), 'data')
})
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true })
})

describe('the data set in a folder', () => {
  it('is loaded whole', () => {
    cpSync(assetFolder('data'), folder, { recursive: true })
    expect(loadMarketData(folder)).toEqual(loadMarketData(assetFolder('data')))
  })

  it('cannot be read where the folder is missing, which is said', () => {
    const load = () => loadMarketData(folder)
    expect(load).toThrow(DataSetError)
    expect(load).toThrow(`the data set in ${folder} cannot be read: ENOENT`)
  })

  it('cannot be read where one file is missing, whose name is said', () => {
    cpSync(assetFolder('data'), folder, { recursive: true })
    rmSync(join(folder, 'nests.csv'))
    const load = () => loadMarketData(folder)
    expect(load).toThrow(DataSetError)
    expect(load).toThrow('nests.csv')
  })

  it('cannot be used where anything in it is wrong, and every problem is said', () => {
    cpSync(assetFolder('data'), folder, { recursive: true })
    writeFileSync(join(folder, 'nests.csv'), 'nest,lambda\ncar,2\nsuv,x\n')
    const load = () => loadMarketData(folder)
    expect(load).toThrow(DataSetError)
    expect(load).toThrow(
      [
        `the data set in ${folder} cannot be used:`,
        '  nests.csv, row 2, column lambda: is "2"; allowed: a number from 0.05 to 1',
        '  nests.csv, row 3, column lambda: is "x"; allowed: a number from 0.05 to 1',
      ].join('\n'),
    )
  })
})

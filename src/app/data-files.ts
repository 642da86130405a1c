import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MarketData } from '../core/data/market-data.ts'
import { dataFiles, parseMarketData } from '../core/data/parse-market-data.ts'
import { describeProblem } from '../core/data/problem.ts'
import { fingerprint } from './fingerprint.ts'

/** The product's own data set is damaged or incomplete; nothing can run. */
export class DataSetError extends Error {
  override readonly name = 'DataSetError'
}

/** Load the data set from a folder, checked whole. */
export function loadMarketData(folder: string): MarketData {
  const texts = Object.fromEntries(dataFiles.map((file) => [file, readDataFile(folder, file)]))
  const parsed = parseMarketData(texts)
  if (parsed.ok) return parsed.value
  const lines = parsed.error.map((problem) => `  ${describeProblem(problem)}`)
  throw new DataSetError(`the data set in ${folder} cannot be used:\n${lines.join('\n')}`)
}

/** Name the data set in a folder by what is in it. */
export function dataVersion(folder: string): string {
  return fingerprint(...dataFiles.map((file) => readDataFile(folder, file)))
}

function readDataFile(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), 'utf8')
  } catch (error) {
    const reason = (error as Error).message
    throw new DataSetError(`the data set in ${folder} cannot be read: ${reason}`, { cause: error })
  }
}

import { decodeColumns, encodeColumns, type FrameFormat } from './columns-frame.ts'
import {
  EnsembleIndex,
  ensembleColumnLength,
  ensembleColumnNames,
  type EnsembleColumn,
  type EnsembleSummary,
} from './ensemble.ts'
import {
  columnLength,
  resultColumns,
  ResultIndex,
  type ResultColumn,
  type RunColumns,
} from './results.ts'

/** Results as bytes, for every host alike. */

const runFormat: FrameFormat<ResultIndex, ResultColumn> = {
  magic: 0x4b_45_49_31, // 'KEI1'
  index: ResultIndex,
  names: Object.keys(resultColumns) as ResultColumn[],
  length: columnLength,
}

const ensembleFormat: FrameFormat<EnsembleIndex, EnsembleColumn> = {
  magic: 0x4b_45_49_45, // 'KEIE'
  index: EnsembleIndex,
  names: ensembleColumnNames,
  length: ensembleColumnLength,
}

export function encodeFrame(run: RunColumns): ArrayBuffer {
  return encodeColumns(runFormat, run)
}

export function decodeFrame(buffer: ArrayBuffer): RunColumns {
  return decodeColumns(runFormat, buffer)
}

export function encodeEnsemble(summary: EnsembleSummary): ArrayBuffer {
  return encodeColumns(ensembleFormat, summary)
}

export function decodeEnsemble(buffer: ArrayBuffer): EnsembleSummary {
  return decodeColumns(ensembleFormat, buffer)
}

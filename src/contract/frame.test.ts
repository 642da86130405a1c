import { describe, expect, it } from 'vitest'
import { runScenario } from '../../test/model.fixture.ts'
import { runColumns } from '../app/runs/run-columns.ts'
import { decodeFrame, encodeFrame } from './frame.ts'
import { resultColumns, type ResultColumn } from './results.ts'

const run = runColumns(
  runScenario({
    horizon: { start: 2029, end: 2030 },
    federal: [{ year: 2028, path: 'kei-class' }],
  }),
)
const frame = encodeFrame(run)

/** Copy the frame with some bytes set. */
function tampered(change: (view: DataView) => void, size = frame.byteLength): ArrayBuffer {
  const copy = new ArrayBuffer(size)
  new Uint8Array(copy).set(new Uint8Array(frame).subarray(0, size))
  change(new DataView(copy))
  return copy
}

describe('a frame', () => {
  it('gives back the index and every column, bit for bit', () => {
    const back = decodeFrame(frame)
    expect(back.index).toEqual(run.index)
    for (const name of Object.keys(resultColumns) as ResultColumn[]) {
      expect(back.columns[name]).toStrictEqual(run.columns[name])
    }
  })

  it.each([
    ['no header', new ArrayBuffer(4), /no header/],
    ['another magic', tampered((view) => view.setUint32(0, 1)), /not a frame/],
    ['an index longer than it is', tampered((view) => view.setUint32(4, 1 << 30)), /cannot hold/],
    ['a column cut short', tampered(() => undefined, frame.byteLength - 8), /its index says/],
    ['bytes left over', tampered(() => undefined, frame.byteLength + 8), /its index says/],
  ])('with %s is refused', (_, bytes, message) => {
    expect(() => decodeFrame(bytes)).toThrow(message)
  })

  it('refuses to be made of a column of the wrong length', () => {
    const columns = { ...run.columns, npv: new Float64Array(1) }
    expect(() => encodeFrame({ index: run.index, columns })).toThrow(/npv has 1 entries/)
  })
})

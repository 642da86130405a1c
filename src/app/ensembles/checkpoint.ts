import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { endianness } from 'node:os'
import { z } from 'zod'
import type { SampleSettings } from '../../core/ensemble/settings.ts'
import { writeFileAtomic } from '../atomic-write.ts'
import { isAbsent } from '../documents/file-system.ts'
import { OutputError } from '../export-files.ts'
import { createDrawTable, rowOf, STATUS, type DrawTable } from './draw-table.ts'

/**
 * Draws on the disk, so that an ensemble that was stopped can go on: a line of JSON that says whose they are,
 * then a byte a draw (1 where it is kept), then the rows of those kept as little-endian Float32. Draws without
 * a result are not kept: they are tried again.
 */

/** Whose draws these are. Two ensembles of one identity have the same draws. */
export interface EnsembleIdentity {
  /** Version of Keicast. */
  readonly version: string
  /** Fingerprint of the scenario as Keicast writes it. */
  readonly scenarioHash: string
  readonly dataVersion: string
  readonly settings: SampleSettings
  /** Numbers a draw. */
  readonly width: number
}

/** A checkpoint that cannot be gone on with, or that would be lost; says what to do. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError'
}

const FORMAT = 'keicast-ensemble-checkpoint'
const NEW_LINE = 0x0a
/** Longest first line, bytes. */
const LONGEST_HEADER = 4096

const Header = z.object({
  format: z.literal(FORMAT),
  version: z.string(),
  scenarioHash: z.string(),
  dataVersion: z.string(),
  seed: z.string(),
  draws: z.int(),
  method: z.string(),
  width: z.int(),
  body: z.string(),
})
type Header = z.infer<typeof Header>

/** Write what a table holds so far. */
export async function saveCheckpoint(
  path: string,
  identity: EnsembleIdentity,
  table: DrawTable,
): Promise<void> {
  try {
    await writeFileAtomic(path, encode(identity, table))
  } catch (error) {
    throw new OutputError(path, error as NodeJS.ErrnoException)
  }
}

/** Read a checkpoint's draws; null where there is none. */
export async function loadCheckpoint(
  path: string,
  identity: EnsembleIdentity,
): Promise<DrawTable | null> {
  const bytes = await readBytes(path)
  return bytes === null ? null : decode(path, bytes, identity)
}

/** Refuse to start anew where that would overwrite a checkpoint, or a file that is none. */
export async function refuseCheckpoint(path: string): Promise<void> {
  const bytes = await readBytes(path)
  if (bytes === null) return
  readHeader(path, bytes)
  throw new CheckpointError(
    `${path} keeps the draws of an ensemble that was stopped; go on with --resume, or remove it to start anew`,
  )
}

async function readBytes(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isAbsent(error)) return null
    throw new CheckpointError(`${path} cannot be read: ${(error as Error).message}`)
  }
}

function encode({ settings, ...rest }: EnsembleIdentity, table: DrawTable): Uint8Array {
  const kept = Array.from(table.status.keys()).filter(
    (draw) => Atomics.load(table.status, draw) === STATUS.done,
  )
  const flags = new Uint8Array(table.draws)
  const rows = new Float32Array(kept.length * table.width)
  kept.forEach((draw, at) => {
    flags[draw] = 1
    rows.set(rowOf(table, draw), at * table.width)
  })
  const body = Buffer.concat([flags, littleEndian(rows)])
  const header: Header = { format: FORMAT, ...rest, ...settings, body: sha256(body) }
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body])
}

function decode(path: string, bytes: Uint8Array, identity: EnsembleIdentity): DrawTable {
  const header = readHeader(path, bytes)
  const { settings, width } = identity
  const wanted: Record<string, unknown> = { ...identity, ...settings }
  for (const [key, what] of Object.entries(MATTERS)) {
    const found = header[key as keyof Header]
    if (found === wanted[key]) continue
    throw new CheckpointError(
      `${path} belongs to another ensemble: ${what} (${JSON.stringify(found)}, not ` +
        `${JSON.stringify(wanted[key])}); give what it was started with, or remove it to start anew`,
    )
  }
  const body = bytes.subarray(bytes.indexOf(NEW_LINE) + 1)
  if (sha256(body) !== header.body) {
    throw new CheckpointError(`${path} is damaged; remove it to start anew`)
  }
  const table = createDrawTable(settings.draws, width)
  const rows = littleEndianFloats(body.subarray(settings.draws))
  let at = 0
  body.subarray(0, settings.draws).forEach((flag, draw) => {
    if (flag !== 1) return
    rowOf(table, draw).set(rows.subarray(at, at + width))
    table.status[draw] = STATUS.done
    at += width
  })
  return table
}

/** What must be the same, in the order in which it is looked at. */
const MATTERS = {
  version: 'it was started by another version of Keicast',
  scenarioHash: 'its scenario is another',
  dataVersion: 'its data set is another',
  seed: 'its seed is another',
  draws: 'its number of draws is another',
  method: 'its method is another',
  width: 'its outcomes are others',
} as const satisfies Partial<Record<keyof Header, string>>

function readHeader(path: string, bytes: Uint8Array): Header {
  const end = bytes.subarray(0, LONGEST_HEADER).indexOf(NEW_LINE)
  try {
    return Header.parse(JSON.parse(Buffer.from(bytes.subarray(0, Math.max(0, end))).toString()))
  } catch {
    throw new CheckpointError(`${path} is no checkpoint of an ensemble; move it away`)
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function littleEndian(values: Float32Array): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32()
}

function littleEndianFloats(bytes: Uint8Array): Float32Array {
  const aligned = Buffer.from(Uint8Array.from(bytes).buffer)
  if (endianness() === 'BE') aligned.swap32()
  return new Float32Array(aligned.buffer)
}

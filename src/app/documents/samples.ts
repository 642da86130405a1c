import { join } from 'node:path'
import type { Hello } from '../../contract/calls.ts'
import type { ParseScenario, ParsedScenario } from '../../core/scenario/parse-scenario.ts'
import { readDiskFile } from './disk-file.ts'
import { EXTENSION, isScenarioName } from './file-names.ts'
import type { FileSystem } from './file-system.ts'

export interface SampleTools {
  readonly fs: FileSystem
  readonly parse: ParseScenario
  readonly log: (message: string, error?: unknown) => void
}

/** The scenarios that come with the product, by id. */
export type Samples = ReadonlyMap<string, ParsedScenario>

/** Read the samples; one that can't be read is left out, the product works without it. */
export async function readSamples(tools: SampleTools, folder: string): Promise<Samples> {
  const names = (await tools.fs.list(folder)).filter(isScenarioName).sort()
  const samples = new Map<string, ParsedScenario>()
  for (const name of names) {
    const found = await readDiskFile(tools.fs, join(folder, name))
    const parsed = found.kind === 'text' ? tools.parse(found.text) : null
    if (parsed?.ok) samples.set(name.slice(0, -EXTENSION.length), parsed.value)
    else tools.log(`the sample ${name} cannot be read`, parsed?.error)
  }
  return samples
}

/** Say what there is to choose from. */
export function describeSamples(samples: Samples): Hello['samples'] {
  return [...samples].map(([id, { scenario }]) => ({
    id,
    name: scenario.name,
    notes: scenario.notes ?? '',
  }))
}

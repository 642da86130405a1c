import { z } from './zod.ts'

/** What a run sends a renderer: who is in it, and which columns. */

/** Names along the axes of a run's columns, in their order. */
export const ResultIndex = z.object({
  years: z.array(z.int()),
  states: z.array(z.string()),
  markets: z.array(z.string()),
  areas: z.array(z.string()),
  groups: z.array(
    z.object({
      id: z.string(),
      market: z.string(),
      income: z.string().optional(),
      role: z.string().optional(),
      taste: z.string().optional(),
    }),
  ),
  segments: z.array(z.object({ id: z.string(), label: z.string() })),
  /** On offer, new ones and the 25-year import. */
  nameplates: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      maker: z.string(),
      body: z.string(),
      isNew: z.boolean(),
      source: z.enum(['import', 'local']),
      steering: z.enum(['lhd', 'rhd']),
      partners: z.number(),
      planVolume: z.number().nullable(),
    }),
  ),
  /** Parts of a price, in the order in which they add up to it. */
  costParts: z.array(z.string()),
  impacts: z.array(z.string()),
})
export type ResultIndex = z.infer<typeof ResultIndex>

/**
 * Columns of a run and the axes they are addressed by, outermost first. NaN stands for "none": a price
 * while not on sale, a payback that is never reached.
 */
export const resultColumns = {
  /** vehicles/yr */
  sales: ['years', 'alternatives'],
  keiByState: ['years', 'states', 'nameplates'],
  keiByMarket: ['years', 'markets', 'nameplates'],
  /** New kei only. */
  newKeiByGroup: ['years', 'areas', 'groups'],
  displaced: ['years', 'segments'],
  occasionsByGroup: ['years', 'groups'],
  /** USD */
  price: ['years', 'nameplates'],
  unitCost: ['years', 'nameplates'],
  costParts: ['years', 'nameplates', 'costParts'],
  /** ω, 1 where no cap binds */
  capFactor: ['years', 'nameplates'],
  npv: ['nameplates'],
  paybackYear: ['nameplates'],
  breakEvenVolume: ['nameplates'],
  nre: ['nameplates'],
  /** share of buyers, at the start of the year */
  awareness: ['years', 'states'],
  /** kei on the road at the end of the year */
  stock: ['years', 'states'],
  /** 0 closed, 0.5 unclear, 1 open, for new kei as a class */
  openShare: ['years', 'states'],
  /** lowest posted limit that the law leaves open to new kei, mph; 999 where all roads are */
  capMph: ['years', 'states'],
  impacts: ['years', 'impacts'],
} as const satisfies Record<string, readonly string[]>
export type ResultColumn = keyof typeof resultColumns

/** A run as a renderer holds it. */
export interface RunColumns {
  readonly index: ResultIndex
  readonly columns: Readonly<Record<ResultColumn, Float64Array>>
}

/** Number of entries along an axis. */
export function axisLength(index: ResultIndex, axis: string): number {
  if (axis === 'alternatives') return index.segments.length + index.nameplates.length
  const names = index[axis as keyof ResultIndex]
  return names.length
}

/** Number of entries that a column must have. */
export function columnLength(index: ResultIndex, column: ResultColumn): number {
  return resultColumns[column].reduce((product, axis) => product * axisLength(index, axis), 1)
}

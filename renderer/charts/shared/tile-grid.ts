/** Where each state stands in the tile grid: a map in which small states are as easy to hit as large ones. */

/** Rows from north to south; a dot is an empty place. */
const grid = [
  'AK .  .  .  .  .  .  .  .  .  ME',
  '.  .  .  .  .  WI .  .  .  VT NH',
  'WA ID MT ND MN IL MI .  NY MA RI',
  'OR NV WY SD IA IN OH PA NJ CT .',
  'CA UT CO NE MO KY WV VA MD DE DC',
  '.  AZ NM KS AR TN NC SC .  .  .',
  '.  .  .  OK LA MS AL GA .  .  .',
  'HI .  .  TX .  .  .  .  FL .  .',
] as const

export interface TilePlace {
  readonly code: string
  readonly column: number
  readonly row: number
}

export const tilePlaces: readonly TilePlace[] = grid.flatMap((line, row) =>
  line.split(/ +/).flatMap((code, column) => (code === '.' ? [] : [{ code, column, row }])),
)

export const TILE_COLUMNS = 11
export const TILE_ROWS = grid.length

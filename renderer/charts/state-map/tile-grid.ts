/** Column and row of each state where every state is a square, near its place on the map. */
const rows = [
  'AK .. .. .. .. .. .. .. .. .. ME',
  '.. .. .. .. .. .. .. .. .. VT NH',
  'WA ID MT ND MN IL WI MI NY RI MA',
  'OR NV WY SD IA IN OH PA NJ CT ..',
  'CA UT CO NE MO KY WV VA MD DE ..',
  '.. AZ NM KS AR TN NC SC DC .. ..',
  '.. .. .. OK LA MS AL GA .. .. ..',
  'HI .. .. TX .. .. .. .. FL .. ..',
]

export const TILE_COLUMNS = 11
export const TILE_ROWS = rows.length

export interface Tile {
  readonly column: number
  readonly row: number
}

/** Tiles by postal code. */
export const tiles: ReadonlyMap<string, Tile> = new Map(
  rows.flatMap((line, row) =>
    line
      .split(' ')
      .map((code, column): [string, Tile] => [code, { column, row }])
      .filter(([code]) => code !== '..'),
  ),
)

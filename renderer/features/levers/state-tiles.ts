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

export type Direction = 'up' | 'down' | 'left' | 'right'

const steps: Readonly<Record<Direction, { column: number; row: number }>> = {
  up: { column: 0, row: -1 },
  down: { column: 0, row: 1 },
  left: { column: -1, row: 0 },
  right: { column: 1, row: 0 },
}

/** A step aside costs more than one ahead, and more aside than ahead is another arrow's way. */
const ASIDE_COST = 3

/** Find the tile that an arrow key leads to: the nearest ahead; the same one at the edge. */
export function neighbourTile(code: string, direction: Direction): string {
  const from = tilePlaces.find((tile) => tile.code === code)
  if (from === undefined) throw new Error(`no tile for ${code}`)
  const { column, row } = steps[direction]
  const cost = (tile: TilePlace) => {
    const [across, down] = [tile.column - from.column, tile.row - from.row]
    const ahead = across * column + down * row
    const aside = Math.abs(column === 0 ? across : down)
    return ahead >= Math.max(1, aside) ? ahead + ASIDE_COST * aside : Infinity
  }
  const nearest = [...tilePlaces].sort((a, b) => cost(a) - cost(b))[0]
  return nearest === undefined || cost(nearest) === Infinity ? code : nearest.code
}

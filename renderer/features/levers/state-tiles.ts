import { tilePlaces, type TilePlace } from '../../charts/shared/tile-grid.ts'

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

import type { ChartPoint, PointLine } from '../shared/cursor.ts'
import { lineHeight, textWidth } from '../shared/text-size.ts'
import type { Access } from './access.ts'
import type { ColourScale } from './colour-scale.ts'
import { mapLegend, type MapLegend, type MapLegendText } from './map-legend.ts'
import { MAP_HEIGHT, MAP_WIDTH, stateShapes } from './state-shapes.ts'
import { TILE_COLUMNS, TILE_ROWS, tilePlaces } from '../shared/tile-grid.ts'

export interface Region {
  /** Postal code. */
  readonly code: string
  readonly name: string
  /** NaN where there is none. */
  readonly value: number
  /** The value as it is written. */
  readonly said: string
  readonly access: Access
  readonly lines: readonly PointLine[]
}

export interface StateMapData {
  readonly regions: readonly Region[]
  readonly scale: ColourScale
  readonly legend: MapLegendText
}

export interface StateMapInput extends StateMapData {
  readonly layout: 'map' | 'tiles'
  readonly width: number // px
  readonly height: number // px
  readonly size: number // px of text
}

interface MapShape {
  readonly code: string
  /** In the drawing's own coordinates. */
  readonly path: string
  /** Null where there is nothing to colour. */
  readonly fill: string | null
  readonly access: Access
  readonly label: MapLabel | null
}

interface MapLabel {
  readonly x: number
  readonly y: number
  readonly text: string
  /** A second line, where there is room. */
  readonly said: string
  readonly tone: 'light' | 'dark' | 'ink'
}

interface StateMapModel {
  /** From the drawing's coordinates to px. */
  readonly transform: string
  readonly shapes: readonly MapShape[]
  readonly points: readonly ChartPoint[]
  readonly legend: MapLegend
}

/** Geometry of a map of the states, true to shape or as tiles of one size, with its legend below. */
export function stateMapModel(input: StateMapInput): StateMapModel {
  const { width, height, size } = input
  const legend = mapLegend({ scale: input.scale, text: input.legend, width, size, bottom: height })
  const room = legend.top - size / 2
  return { ...(input.layout === 'map' ? mapLayout(input, room) : tileLayout(input, room)), legend }
}

type Layout = Omit<StateMapModel, 'legend'>

function mapLayout({ regions, scale, width, size }: StateMapInput, room: number): Layout {
  const factor = Math.max(0.05, Math.min(width / MAP_WIDTH, room / MAP_HEIGHT))
  const left = (width - MAP_WIDTH * factor) / 2
  const place = ({ x, y }: { readonly x: number; readonly y: number }) => ({
    x: left + x * factor,
    y: y * factor,
  })
  const known = regions.flatMap((region) => {
    const shape = stateShapes.get(region.name)
    return shape === undefined ? [] : [{ region, shape }]
  })
  return {
    transform: `translate(${left.toFixed(2)} 0) scale(${factor.toFixed(5)})`,
    shapes: known.map(({ region, shape }) => {
      const { x, y } = place(shape.spot)
      const fits = 2 * shape.spot.halfWidth * factor > textWidth(region.code, size)
      const label = {
        x,
        y: y + size * 0.35,
        text: region.code,
        said: '',
        tone: tone(region, scale),
      }
      return { ...coloured(region, scale), path: shape.path, label: fits ? label : null }
    }),
    points: known.map(({ region, shape }) => ({ ...place(shape.spot), ...spoken(region) })),
  }
}

/** Space between tiles, as a part of a tile. */
const TILE_GAP = 0.06

function tileLayout({ regions, scale, width, size }: StateMapInput, room: number): Layout {
  const pitch = Math.max(8, Math.min(width / TILE_COLUMNS, room / TILE_ROWS))
  const left = (width - pitch * TILE_COLUMNS) / 2
  const side = pitch * (1 - TILE_GAP)
  const known = regions.flatMap((region) => {
    const tile = tilePlaces.find(({ code }) => code === region.code)
    return tile === undefined
      ? []
      : [{ region, x: left + tile.column * pitch, y: tile.row * pitch }]
  })
  const saysValue = known.every(({ region }) => textWidth(region.said, size) < side - 4)
  const hasTwoLines = saysValue && side > 2 * lineHeight(size)
  return {
    transform: '',
    shapes: known.map(({ region, x, y }) => ({
      ...coloured(region, scale),
      path: `M${x.toFixed(2)},${y.toFixed(2)}h${side.toFixed(2)}v${side.toFixed(2)}h${(-side).toFixed(2)}Z`,
      label: {
        x: x + side / 2,
        y: y + side / 2 + size * (hasTwoLines ? -0.2 : 0.35),
        text: region.code,
        said: hasTwoLines ? region.said : '',
        tone: tone(region, scale),
      },
    })),
    points: known.map(({ region, x, y }) => ({
      x: x + side / 2,
      y: y + side / 2,
      ...spoken(region),
    })),
  }
}

function coloured({ code, value, access }: Region, scale: ColourScale) {
  return { code, access, fill: value > 0 ? scale.colourOf(value) : null }
}

function tone({ value }: Region, scale: ColourScale): MapLabel['tone'] {
  if (!(value > 0)) return 'ink'
  return scale.isDark(value) ? 'light' : 'dark'
}

function spoken({ name, lines }: Region) {
  return { title: name, lines }
}

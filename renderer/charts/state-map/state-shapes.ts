import { geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'us-atlas/states-albers-10m.json'
import { innerSpot, type InnerSpot } from './inner-spot.ts'

/** Outlines of the states, projected once when the atlas was made. */

/** Size of the drawing that the outlines are in, px. */
export const MAP_WIDTH = 975
export const MAP_HEIGHT = 610

interface StateShape {
  readonly path: string
  /** Where a name goes, in the largest part. */
  readonly spot: InnerSpot
}

/** Shapes by the state's full name. */
export const stateShapes: ReadonlyMap<string, StateShape> = readShapes()

function readShapes(): Map<string, StateShape> {
  const topology = atlas as unknown as Topology<{
    states: GeometryCollection<{ name: string }>
  }>
  const path = geoPath(null)
  const { features } = feature(topology, topology.objects.states)
  return new Map(
    features.map((state) => [
      state.properties.name,
      { path: path(state) ?? '', spot: innerSpot(largestRing(state.geometry)) },
    ]),
  )
}

type Ring = readonly (readonly number[])[]

function largestRing(geometry: GeoJSON.Geometry): Ring {
  if (geometry.type === 'Polygon') return geometry.coordinates[0] ?? []
  if (geometry.type !== 'MultiPolygon') return []
  const rings = geometry.coordinates.map(([outer]) => outer ?? [])
  return rings.reduce((a, b) => (twiceArea(b) > twiceArea(a) ? b : a), rings[0] ?? [])
}

function twiceArea(ring: Ring): number {
  let sum = 0
  ring.forEach(([x2 = 0, y2 = 0], i) => {
    const [x1 = 0, y1 = 0] = ring[(i + ring.length - 1) % ring.length] ?? []
    sum += x1 * y2 - x2 * y1
  })
  return Math.abs(sum)
}

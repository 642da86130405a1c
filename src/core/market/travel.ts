import type { AreaRow } from '../data/tables.ts'
import { interpolate, type Point } from '../numeric/interpolate.ts'

/** Section 3.1: how people travel in an area type, and what a vehicle's limits cost them of it. */

/** Stands for "no speed cap", mph. */
export const NO_CAP = 999

/** Posted limit of a freeway, mph, above which a kei is legal but not comfortable. */
const FREEWAY_MPH = 55

type SpeedColumns = Pick<AreaRow, 'g25' | 'g35' | 'g45' | 'g55' | 'g65'>

/** Give G_a(v), the share of travel on roads posted above `mph` (section 3.1). */
export function travelAbove(area: SpeedColumns, mph: number): number {
  const points: readonly Point[] = [
    [15, 1],
    [25, area.g25],
    [35, area.g35],
    [45, area.g45],
    [55, area.g55],
    [65, area.g65],
    [80, 0],
  ]
  return interpolate(points, mph)
}

type DayColumns = Pick<AreaRow, 'days_gt_50' | 'days_gt_80' | 'days_gt_120' | 'days_gt_250'>

/** Give D_a(r), the share of travel days longer than `miles` (section 3.1). */
export function daysBeyond(area: DayColumns, miles: number): number {
  const points: readonly Point[] = [
    [0, 1],
    [50, area.days_gt_50],
    [80, area.days_gt_80],
    [120, area.days_gt_120],
    [250, area.days_gt_250],
    [500, 0],
  ]
  return interpolate(points, miles)
}

/**
 * Give the travel that a speed cap costs (section 3.1, attribute 7): G_a(v), and for a kei also
 * keiFreewayDiscomfort·max(0, G_a(55) − G_a(v)), what it may use but would rather not.
 *
 * @param capMph Lowest cap on the vehicle; `NO_CAP` where there is none.
 * @param freewayDiscomfort Share of freeway travel avoided; 0 for all but kei.
 * @returns Share of travel.
 */
export function lostTravel(area: SpeedColumns, capMph: number, freewayDiscomfort: number): number {
  const closed = travelAbove(area, capMph)
  return closed + freewayDiscomfort * Math.max(0, travelAbove(area, FREEWAY_MPH) - closed)
}

import { EventEmitter } from 'node:events'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
interface Display {
  readonly id: number
  readonly bounds: Rectangle
  readonly workArea: Rectangle
}

const usual: readonly Rectangle[] = [{ x: 0, y: 0, width: 1920, height: 1080 }]

/** Displays as `STAND_IN_DISPLAYS` lists their bounds, the primary one first. */
function readDisplays(): Display[] {
  const given = process.env.STAND_IN_DISPLAYS
  const all = given === undefined ? usual : (JSON.parse(given) as Rectangle[])
  return all.map((bounds, at) => ({ id: at + 1, bounds, workArea: bounds }))
}

const displays = readDisplays()

function overlap(a: Rectangle, b: Rectangle): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, across) * Math.max(0, down)
}

export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays: () => displays,
  getPrimaryDisplay: () => displays[0],
  getDisplayMatching: (rectangle: Rectangle) =>
    displays.toSorted((a, b) => overlap(b.bounds, rectangle) - overlap(a.bounds, rectangle))[0],
})

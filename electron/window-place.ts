import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BrowserWindow, Rectangle } from 'electron'

/** Where a window is and how large, kept from one start to the next. */
export interface Place {
  /** Without x and y the system centres the window. */
  readonly bounds: Partial<Rectangle> & Pick<Rectangle, 'width' | 'height'>
  readonly maximized: boolean
}

const USUAL = { width: 1360, height: 860 } // px
/** So much of a window's title bar must be on a screen for a hand to catch it, px. */
const GRIP = { width: 120, height: 32 }

/** Place a window as it was, if one could still reach it there; else in the middle, and never too large. */
export function placeWindow(saved: Place | null, workAreas: readonly Rectangle[]): Place {
  const bounds = saved?.bounds
  const area = bounds && workAreas.find((candidate) => holdsGrip(candidate, bounds))
  if (!saved || !bounds || !area) {
    return { bounds: fit(USUAL, workAreas[0]), maximized: saved?.maximized ?? false }
  }
  return { bounds: { ...bounds, ...fit(bounds, area) }, maximized: saved.maximized }
}

function holdsGrip(area: Rectangle, { x, y, width }: Place['bounds']): boolean {
  if (x === undefined || y === undefined) return false
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return across >= GRIP.width && y >= area.y && y + GRIP.height <= area.y + area.height
}

function fit(size: { width: number; height: number }, area: Rectangle | undefined) {
  return {
    width: Math.min(size.width, area?.width ?? size.width),
    height: Math.min(size.height, area?.height ?? size.height),
  }
}

/** Read the place that the last window left; null where there is none to be understood. */
export function readPlace(path: string): Place | null {
  try {
    const saved: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isPlace(saved) ? saved : null
  } catch {
    return null // a window has a place even where its file is gone or damaged
  }
}

function isPlace(saved: unknown): saved is Place {
  const { bounds, maximized } = saved as { bounds?: Partial<Rectangle>; maximized?: unknown }
  const { x, y, width, height } = bounds ?? {}
  return [x, y, width, height].every(Number.isInteger) && typeof maximized === 'boolean'
}

/** Note the window's place as it closes. */
export function keepPlace(window: BrowserWindow, path: string, log: (message: string) => void) {
  window.on('close', () => {
    const place: Place = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(`${path}.tmp`, JSON.stringify(place))
      renameSync(`${path}.tmp`, path)
    } catch (error) {
      log(`the window's place was not kept: ${String(error)}`)
    }
  })
}

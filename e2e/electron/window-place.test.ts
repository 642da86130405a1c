import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { keepPlace, placeWindow, readPlace } from '../../electron/window-place.ts'

const laptop = { x: 0, y: 0, width: 1440, height: 900 }
const projector = { x: 1440, y: 0, width: 1920, height: 1080 }
const folder = mkdtempSync(join(tmpdir(), 'keicast-place-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('placeWindow', () => {
  const bounds = { x: 1500, y: 50, width: 1200, height: 800 }

  it('puts a window back where it was', () => {
    const place = { bounds, maximized: false }
    expect(placeWindow(place, [laptop, projector])).toStrictEqual(place)
  })
  it('brings it back when its display is gone, maximized if it was', () => {
    const place = placeWindow({ bounds, maximized: true }, [laptop])
    expect(place).toStrictEqual({ bounds: { width: 1360, height: 860 }, maximized: true })
  })
  it.each([
    ['to the left', { ...bounds, x: -1150 }],
    ['above', { ...bounds, x: 100, y: -100 }],
    ['below', { ...bounds, x: 100, y: 890 }],
  ])('brings back a window that is out of reach %s', (_side, lost) => {
    expect(placeWindow({ bounds: lost, maximized: false }, [laptop]).bounds.x).toBeUndefined()
  })
  it('starts in the middle, no larger than the display', () => {
    const small = { x: 0, y: 0, width: 1024, height: 700 }
    expect(placeWindow(null, [small])).toStrictEqual({
      bounds: { width: 1024, height: 700 },
      maximized: false,
    })
  })
  it('always leaves a hand’s breadth of the title bar within reach', () => {
    const number = fc.integer({ min: -10_000, max: 10_000 })
    const size = fc.integer({ min: 200, max: 6000 })
    const any = fc.record({ x: number, y: number, width: size, height: size })
    fc.assert(
      fc.property(any, (where) => {
        const { bounds: placed } = placeWindow({ bounds: where, maximized: false }, [laptop])
        expect(placed.width).toBeLessThanOrEqual(laptop.width)
        expect(placed.height).toBeLessThanOrEqual(laptop.height)
        if (placed.x === undefined || placed.y === undefined) return
        const seen = Math.min(placed.x + placed.width, laptop.width) - Math.max(placed.x, 0)
        expect(seen).toBeGreaterThanOrEqual(120)
        expect(placed.y).toBeGreaterThanOrEqual(0)
        expect(placed.y).toBeLessThanOrEqual(laptop.height - 32)
      }),
    )
  })
})

describe('the place file', () => {
  it.each(['', 'null', '{', '{"bounds":{"x":"1"},"maximized":false}', '{"maximized":true}'])(
    'counts for nothing where it holds %j',
    (text) => {
      const path = join(folder, 'damaged.json')
      writeFileSync(path, text)
      expect(readPlace(path)).toBeNull()
    },
  )
  it('counts for nothing where it is not', () => {
    expect(readPlace(join(folder, 'absent.json'))).toBeNull()
  })

  function windowAt(bounds: object, isMaximized: boolean): EventEmitter {
    return Object.assign(new EventEmitter(), {
      getNormalBounds: () => bounds,
      isMaximized: () => isMaximized,
    })
  }
  it('is written as the window closes and read back', () => {
    const path = join(folder, 'new folder', 'window.json')
    const place = { bounds: { x: 10, y: 20, width: 1000, height: 700 }, maximized: true }
    const window = windowAt(place.bounds, true)
    keepPlace(window as unknown as BrowserWindow, path, () => undefined)
    window.emit('close')
    expect(readPlace(path)).toStrictEqual(place)
  })
  it('does not stand in the way of closing where it can’t be written', () => {
    const blocker = join(folder, 'a file')
    writeFileSync(blocker, 'x')
    const log: string[] = []
    const window = windowAt({}, false)
    keepPlace(window as unknown as BrowserWindow, join(blocker, 'window.json'), (message) =>
      log.push(message),
    )
    window.emit('close')
    expect(log[0]).toContain('was not kept')
    expect(readFileSync(blocker, 'utf8')).toBe('x')
  })
})

import { EventEmitter } from 'node:events'
import type { BrowserWindow, Dialog } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askBeforeClosing } from '../../electron/close-question.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function closing({ isUp = true, answer = 0 } = {}) {
  const webContents = new EventEmitter()
  const asked: string[] = []
  const dialogs: unknown[] = []
  const state = { isClosed: false }
  const window = Object.assign(new EventEmitter(), {
    webContents,
    close(): void {
      state.isClosed = true
      window.emit('close', { preventDefault: () => (state.isClosed = false) })
    },
  })
  const link = { announce: (name: string) => asked.push(name), isUp: () => isUp, serve: vi.fn() }
  const dialog = {
    showMessageBox: (_window: unknown, options: unknown) => {
      dialogs.push(options)
      return Promise.resolve({ response: answer, checkboxChecked: false })
    },
  }
  const made = askBeforeClosing(
    window as unknown as BrowserWindow,
    link,
    dialog as unknown as Dialog,
  )
  return { window, webContents, asked, dialogs, isClosed: () => state.isClosed, ...made }
}

describe('closing the window', () => {
  it('asks the page, and closes when it has nothing left to ask', () => {
    const { window, asked, isClosed, close } = closing()
    window.close()
    expect(asked).toStrictEqual(['window.closing'])
    expect(isClosed()).toBe(false)
    close()
    expect(isClosed()).toBe(true)
    expect(asked).toHaveLength(1)
  })

  it('does not ask a page that is not up', () => {
    const { window, asked, isClosed } = closing({ isUp: false })
    window.close()
    expect(isClosed()).toBe(true)
    expect(asked).toStrictEqual([])
  })

  it('does not ask a page that hangs, but one that has come back', () => {
    const { window, isClosed } = closing()
    window.emit('unresponsive')
    window.emit('responsive')
    window.close()
    expect(isClosed()).toBe(false)
    window.emit('unresponsive')
    window.close()
    expect(isClosed()).toBe(true)
  })

  it('asks again on a double click, without a word of its own', () => {
    const { window, asked, dialogs } = closing()
    window.close()
    window.close()
    expect(asked).toHaveLength(2)
    expect(dialogs).toStrictEqual([])
  })

  it.each([
    ['stays', 0, false],
    ['closes', 1, true],
  ])('offers a way out of a page that keeps silent, and %s', async (_name, answer, isGone) => {
    const { window, dialogs, isClosed } = closing({ answer })
    window.close()
    await vi.advanceTimersByTimeAsync(3001)
    window.close()
    await vi.advanceTimersByTimeAsync(0)
    expect(dialogs).toHaveLength(1)
    expect(isClosed()).toBe(isGone)
  })

  it('is not stopped by a page that would not unload', () => {
    const { webContents } = closing()
    const preventDefault = vi.fn()
    webContents.emit('will-prevent-unload', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  })
})

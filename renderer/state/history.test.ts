import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { change, GROUP_MS, redo, startHistory, undo, type History } from './history.ts'

function edit(history: History<number>, value: number, atMs = 0, group: string | null = null) {
  return change(history, value, { label: `Set ${value}`, group, atMs })
}

describe('history', () => {
  it('starts with nothing to undo or redo', () => {
    const start = startHistory(1)
    expect(undo(start)).toBe(start)
    expect(redo(start)).toBe(start)
  })

  it('names the step to undo and the step to redo', () => {
    const changed = edit(startHistory(1), 2)
    expect(changed.past.at(-1)?.label).toBe('Set 2')
    const undone = undo(changed)
    expect(undone.present).toBe(1)
    expect(undone.future[0]?.label).toBe('Set 2')
    expect(redo(undone).past.at(-1)?.label).toBe('Set 2')
  })

  it('joins a drag into one step with its last label', () => {
    const dragged = [2, 3, 4].reduce(
      (history, value, at) => edit(history, value, at * GROUP_MS, 'slider'),
      startHistory(1),
    )
    expect(dragged.past).toHaveLength(1)
    expect(dragged.past[0]?.label).toBe('Set 4')
    expect(undo(dragged).present).toBe(1)
  })

  it('starts a step after a pause, for another group, and without a group', () => {
    const first = edit(startHistory(1), 2, 0, 'slider')
    expect(edit(first, 3, GROUP_MS + 1, 'slider').past).toHaveLength(2)
    expect(edit(first, 3, 1, 'other').past).toHaveLength(2)
    expect(edit(edit(startHistory(1), 2), 3).past).toHaveLength(2)
  })

  it('does not join what was undone or redone', () => {
    const first = edit(startHistory(1), 2, 0, 'slider')
    const second = edit(first, 3, 1, 'other')
    const undone = undo(second)
    expect(edit(undone, 4, 2, 'slider').past.map(({ value }) => value)).toEqual([1, 2])
    const redone = redo(undone)
    expect(edit(redone, 4, 2, 'other').past.map(({ value }) => value)).toEqual([1, 2, 3])
  })

  it('forgets the undone once something else is done', () => {
    const undone = undo(edit(startHistory(1), 2))
    expect(edit(undone, 3).future).toEqual([])
  })

  it('keeps the last 500 steps', () => {
    const values = Array.from({ length: 600 }, (_, at) => at + 1)
    const long = values.reduce((history, value) => edit(history, value), startHistory(0))
    expect(long.past).toHaveLength(500)
    const first = values.reduce((history) => undo(history), long)
    expect(first.present).toBe(100)
  })

  it('undoes everything to where it started, and redoes it to where it was', () => {
    const values = fc.array(fc.tuple(fc.integer(), fc.constantFrom(null, 'a', 'b')), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(values, (steps) => {
        const done = steps.reduce(
          (history, [value, group], at) => edit(history, value, at, group),
          startHistory(0),
        )
        const back = steps.reduce((history) => undo(history), done)
        expect(back.present).toBe(0)
        const again = steps.reduce((history) => redo(history), back)
        expect(again.present).toBe(done.present)
        expect(again.past.map(({ value }) => value)).toEqual(done.past.map(({ value }) => value))
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { createPathQueue } from './path-queue.ts'

/** A task that ends when it is told to. */
function held() {
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  return { task: () => ended, end }
}

describe('a path queue', () => {
  it('runs tasks of one path in order, and those of another meanwhile', async () => {
    const queue = createPathQueue()
    const order: string[] = []
    const first = held()
    const all = [
      queue.run('a', async () => {
        await first.task()
        order.push('a1')
      }),
      queue.run('a', () => Promise.resolve(order.push('a2'))),
      queue.run('b', () => Promise.resolve(order.push('b1'))),
    ]
    await all[2]
    expect(order).toEqual(['b1'])
    first.end()
    await Promise.all(all)
    expect(order).toEqual(['b1', 'a1', 'a2'])
  })

  it('goes on after a task that failed, whose caller hears of it', async () => {
    const queue = createPathQueue()
    const failing = queue.run('a', () => Promise.reject(new Error('first')))
    const next = queue.run('a', () => Promise.resolve('second'))
    await expect(failing).rejects.toThrow('first')
    expect(await next).toBe('second')
  })

  it('is settled when nothing is left, not before', async () => {
    const queue = createPathQueue()
    const one = held()
    let isSettled = false
    void queue.run('a', one.task)
    const settled = queue.settled().then(() => (isSettled = true))
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(isSettled).toBe(false)
    one.end()
    await settled
  })
})

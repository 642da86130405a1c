const running = new Set<number>()
let last = 0

export const powerSaveBlocker = {
  start(): number {
    last += 1
    running.add(last)
    return last
  },
  stop: (id: number): boolean => running.delete(id),
  isStarted: (id: number): boolean => running.has(id),
}

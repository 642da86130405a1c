/** Runs tasks of one key one after the other, and tasks of different keys at the same time. */
export interface PathQueue {
  run<T>(key: string, task: () => Promise<T>): Promise<T>
  /** Wait until nothing is left to run. */
  settled(): Promise<void>
}

/** Make a queue; keys are real paths, so that two names of one file wait for each other. */
export function createPathQueue(): PathQueue {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, task) {
      const before = tails.get(key) ?? Promise.resolve()
      const done = before.then(task)
      // The next one starts whether or not this one succeeds; its own caller hears of a failure.
      const tail = done.then(nothing, nothing).then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      tails.set(key, tail)
      return done
    },
    async settled() {
      while (tails.size > 0) await Promise.all(tails.values())
    },
  }
}

function nothing(): void {
  return undefined
}

/** Longest delay of a timer, in ms; a longer one would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1

export interface IdleWatch {
  /** Say how many pages are connected now. */
  update(pages: number): void
  stop(): void
}

/** Call `onIdle` once no page has been connected for `idleMs`, counted from now; Infinity never does. */
export function watchIdle(idleMs: number, onIdle: () => void): IdleWatch {
  let timer: NodeJS.Timeout | undefined
  function update(pages: number): void {
    clearTimeout(timer)
    if (pages === 0 && idleMs <= MAX_DELAY_MS) timer = setTimeout(onIdle, idleMs)
  }
  update(0)
  return { update, stop: () => clearTimeout(timer) }
}

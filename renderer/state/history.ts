/** Undo and redo of whole values, each step with a name; pure, so that it is tested as data. */
export interface History<T> {
  readonly present: T
  readonly past: readonly Step<T>[]
  readonly future: readonly Step<T>[]
}

/** A value, and the change that led away from it (in the past) or to it (in the future). */
interface Step<T> {
  readonly value: T
  readonly label: string
  /** Changes of one group within GROUP_MS are one step, such as a slider's drag. */
  readonly group: string | null
  readonly atMs: number
}

/** Longest pause within one grouped change. */
export const GROUP_MS = 800
/** Steps kept. */
const MOST_STEPS = 500

export function startHistory<T>(present: T): History<T> {
  return { present, past: [], future: [] }
}

/** Note a change; one of the same group right after another joins it. */
export function change<T>(
  history: History<T>,
  value: T,
  {
    label,
    group,
    atMs,
  }: { readonly label: string; readonly group: string | null; readonly atMs: number },
): History<T> {
  const last = history.past.at(-1)
  const joins =
    group !== null &&
    last?.group === group &&
    atMs - last.atMs <= GROUP_MS &&
    history.future.length === 0
  const step = { value: joins ? last.value : history.present, label, group, atMs }
  const before = joins ? history.past.slice(0, -1) : history.past
  return { present: value, past: [...before, step].slice(-MOST_STEPS), future: [] }
}

export function undo<T>(history: History<T>): History<T> {
  const last = history.past.at(-1)
  if (last === undefined) return history
  return {
    present: last.value,
    past: history.past.slice(0, -1),
    future: [{ ...last, value: history.present }, ...history.future],
  }
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...later] = history.future
  if (next === undefined) return history
  return {
    present: next.value,
    past: [...history.past, { ...next, value: history.present, group: null }],
    future: later,
  }
}

import { expPair, logPair } from './numeric'

/** Replaces doubles at..end by their exponentials; for the tests of expPair. */
export function expColumn(at: usize, end: usize): void {
  for (; at < end; at += 16) v128.store(at, expPair(v128.load(at)))
}

/** Replaces doubles at..end by their logarithms; for the tests of logPair. */
export function logColumn(at: usize, end: usize): void {
  for (; at < end; at += 16) v128.store(at, logPair(v128.load(at)))
}

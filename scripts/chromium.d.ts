/** Flags without which Chromium waits for hosts that a closed network refuses. */
export const quietFlags: string[]
/** Path of an installed Chromium, Chrome or Edge; undefined where there is none. */
export function findChromium(): string | undefined
/** The same, installed with apt-get where root may do so; throws with advice otherwise. */
export function requireChromium(): string

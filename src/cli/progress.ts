import type { DrawRate } from '../app/ensembles/draw-meter.ts'
import { vehicles as whole } from './text.ts'
import type { Streams } from './session.ts'

/** Says on the error stream how far an ensemble has come. */
export interface Progress {
  update(progress: DrawRate): void
  /** Leave the terminal as it was. */
  end(): void
}

const BAR = 24
/** Returns to the line's start and clears it. */
const CLEAR = '\r\u001b[K'

/** A bar where the error stream is a terminal, else a line every tenth; nothing where it is quiet. */
export function createProgress(streams: Streams, quiet: boolean): Progress {
  if (quiet) return { update: () => undefined, end: () => undefined }
  return streams.errorIsTerminal ? createBar(streams) : createLines(streams)
}

function createBar(streams: Streams): Progress {
  return {
    update(progress) {
      const full = Math.floor((BAR * progress.done) / progress.wanted)
      const bar = '█'.repeat(full).padEnd(BAR, '░')
      streams.err(`${CLEAR}${bar}  ${describeProgress(progress)}`)
    },
    end() {
      streams.err(CLEAR)
    },
  }
}

function createLines(streams: Streams): Progress {
  let said: number | undefined
  return {
    update(progress) {
      const tenth = Math.floor((10 * progress.done) / progress.wanted)
      // The first is where it starts from: not 0 where draws were kept.
      said ??= tenth
      if (tenth <= said) return
      said = tenth
      streams.err(`${describeProgress(progress)}\n`)
    },
    end: () => undefined,
  }
}

/** Say draws, rate and time left. */
export function describeProgress({ done, wanted, rate }: DrawRate): string {
  const draws = `${whole(done)} of ${whole(wanted)} draws`
  if (rate === 0) return draws
  const pace = `${rate < 10 ? rate.toFixed(1) : whole(rate)} a second`
  return done < wanted
    ? `${draws}, ${pace}, ${duration((wanted - done) / rate)} left`
    : `${draws}, ${pace}`
}

function duration(seconds: number): string {
  const left = Math.ceil(seconds)
  if (left < 90) return `${left} s`
  const minutes = Math.ceil(left / 60)
  if (minutes < 90) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

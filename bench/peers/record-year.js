// Records what the engine's choice model is given in every year of a run, and the sales that it makes of it, so
// that others can do the same work on the same numbers.
import { createEngine } from '../../dist/core/engine/engine.js'
import { createTypescriptKernel } from '../../dist/kernel/typescript-kernel.js'

/**
 * Run once and write down, as one column of doubles: sizes; λ and first alternative of each nest; tastes and
 * constants by group; each year's attributes `[attribute][alternative][cell]`, shifts of the kei and aware and
 * unaware buyers by group. Beside it the year's sales, `[market][alternative][state]`.
 */
export function recordRun(data, inputs) {
  const years = []
  let year
  let shape
  const begin = () => {
    year = { attributes: undefined, tastes: [], constants: [], shifts: undefined, buyers: [] }
    year.markets = new Set()
    years.push(year)
  }
  const record = (room) => ({
    ...room,
    utilities(terms, attributes, tastes, utilities, base, constants) {
      // The calls of a year give base and constants and are of the kei; the others prepare.
      if (constants !== undefined && terms.from === shape.firstKei) {
        if (year === undefined || year.buyers.length > 0) begin()
        year.attributes ??= attributes.slice()
        year.tastes.push(tastes.slice())
        year.constants.push(constants.slice())
      }
      room.utilities(terms, attributes, tastes, utilities, base, constants)
    },
    sharesWithKei(utilities, shifts, shares) {
      year.shifts ??= shifts.slice()
      room.sharesWithKei(utilities, shifts, shares)
    },
    addSales(shares, aware, unaware, sums) {
      year.buyers.push(aware.slice(), unaware.slice())
      year.markets.add(sums)
      room.addSales(shares, aware, unaware, sums)
      year.sales = [...year.markets].map(({ byState }) => byState.slice())
      year.groupMarkets = [...(year.groupMarkets ?? []), [...year.markets].indexOf(sums)]
    },
  })
  const inner = createTypescriptKernel()
  const kernel = {
    open(opened) {
      shape = opened
      year = undefined
      years.length = 0
      return record(inner.open(opened))
    },
  }
  const run = createEngine(data, kernel).run(inputs)
  if (!run.ok) throw new Error(run.error.message)
  return pack(shape, years, run.value)
}

function pack(shape, years, { omega }) {
  const { cells, attributes, nestStart, lambda, firstKei } = shape
  const count = nestStart[lambda.length]
  const [first] = years
  const groups = first.groupMarkets
  const sizes = [years.length, groups.length, cells, count, attributes, lambda.length, firstKei]
  const parts = [sizes, [first.markets.size], lambda, nestStart, groups]
  parts.push(...first.tastes, ...first.constants)
  years.forEach((year, t) => {
    // Attribute outermost, so that each is one block for whoever multiplies matrices.
    for (let k = 0; k < attributes; k += 1) {
      for (let j = 0; j < count; j += 1) {
        const from = (j * attributes + k) * cells
        parts.push(year.attributes.subarray(from, from + cells))
      }
    }
    // The peers are given the caps' ω, which the engine finds.
    const width = count - firstKei
    for (let n = 0; n < width; n += 1) {
      const cap = Math.log(omega.values[t * width + n])
      parts.push(year.shifts.subarray(n * cells, (n + 1) * cells).map((shift) => shift + cap))
    }
    parts.push(...year.buyers.filter((_, at) => at % 2 === 0))
    parts.push(...year.buyers.filter((_, at) => at % 2 === 1))
  })
  return {
    input: concatenate(parts),
    sales: concatenate(years.flatMap((year) => year.sales)),
    describe: `${years.length} years, ${groups.length} groups, ${cells} cells, ${count} alternatives`,
  }
}

function concatenate(parts) {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

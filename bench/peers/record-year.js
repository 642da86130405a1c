// Records what the engine's choice model is given in every year of a run, and the sales that it makes of it, so
// that others can do the same work on the same numbers.
import { createEngine } from '../../dist/core/engine/engine.js'
import { createTypescriptKernel } from '../../dist/kernel/typescript-kernel.js'

/** Attribute 13 of docs/model.md, which changes alike in all cells, by e^{taste·change/λ} in the kernel's hands. */
const NOVELTY = 13

/**
 * Run once and write down, as one column of doubles: sizes; λ and first alternative of each nest; tastes and
 * constants by group; each year's attributes `[attribute][alternative][cell]`, shifts of the kei and aware and
 * unaware buyers by group. Beside it the year's sales, `[market][alternative][state]`.
 */
export function recordRun(data, inputs) {
  const inner = createTypescriptKernel()
  let record
  const kernel = {
    open(shape) {
      record = createRecord(shape)
      return recording(inner.open(shape), record)
    },
  }
  const run = createEngine(data, kernel).run(inputs)
  if (!run.ok) throw new Error(run.error.message)
  return pack(record, run.value)
}

function createRecord(shape) {
  return { shape, tastes: [], constants: [], units: undefined, years: [], next: newYear() }
}

/** What a year is given of attributes, moves, shifts and factors joins these. */
function newYear() {
  return { buyers: [], markets: [] }
}

/** A room that writes down what it is given. */
function recording(room, record) {
  const { shape } = record
  const year = () => record.next
  return {
    ...room,
    utilities(terms, attributes, tastes, utilities, base, constants) {
      const unitSize = 3 * shape.attributes * shape.cells
      if (attributes.length === unitSize && base === undefined) {
        record.units = attributes.slice()
        record.tastes.push(tastes.slice())
      }
      // Those with constants are of a year that works utilities out whole; a calibration leaves out the kei.
      if (constants !== undefined && terms.from === shape.firstKei) {
        year().attributes ??= attributes.slice()
        if (record.years.length === 0) record.constants.push(constants.slice())
      }
      room.utilities(terms, attributes, tastes, utilities, base, constants)
    },
    weighKei(utilities, shifts, shares) {
      year().shifts ??= shifts.slice()
      room.weighKei(utilities, shifts, shares)
    },
    moveKei(moves, shares) {
      year().moves ??= { steps: moves.steps.slice(), unitOf: moves.unitOf }
      room.moveKei(moves, shares)
    },
    addSales(shares, held, aware, unaware, sums) {
      room.addSales(shares, held, aware, unaware, sums)
      year().held ??= held.slice()
      const { buyers, markets } = year()
      buyers.push(aware.slice(), unaware.slice())
      markets.push(sums)
      if (markets.length === record.tastes.length) endYear(record)
    },
  }
}

function endYear(record) {
  const { next, years } = record
  const last = years.at(-1)
  const of = [...new Set(next.markets)]
  years.push({
    attributes: next.attributes ?? moved(record, last.attributes, next.moves),
    shifts: next.shifts ?? last.shifts,
    held: next.held,
    buyers: next.buyers,
    sales: of.map(inChoiceOrder),
    groupMarkets: next.markets.map((market) => of.indexOf(market)),
  })
  record.next = newYear()
}

/** Sales by alternative and state, which the engine has in the order of its results. */
function inChoiceOrder({ byState, rowOf }) {
  const states = byState.length / rowOf.length
  return concatenate(Array.from(rowOf, (row) => byState.subarray(row * states, (row + 1) * states)))
}

/** Attributes after moves, novelty left out: steps times the attributes of one unit. */
function moved({ shape, units }, before, { steps, unitOf }) {
  const { attributes: count, cells } = shape
  const attributes = before.slice()
  const add = (j, unit, step) => {
    for (let at = 0; at < count * cells; at += 1) {
      attributes[j * count * cells + at] += step * units[unit * count * cells + at]
    }
  }
  unitOf.forEach((unit, j) => {
    add(j, unit, steps[2 * j])
    add(j, 0, steps[2 * j + 1])
  })
  return attributes
}

/**
 * Add what novelty changed by since the attributes were written, which the first group's factors on the exponentials
 * hold: (ω·e^{taste·change})^{1/λ}.
 */
function addNovelty({ shape, tastes }, { attributes, held }, omega) {
  const { attributes: count, cells, lambda, firstKei } = shape
  const ofKei = held.subarray(held.length - omega.length)
  ofKei.forEach((value, n) => {
    if (value === 0) return
    const change = (Math.log(value) * lambda.at(-1) - Math.log(omega[n])) / tastes[0][NOVELTY]
    const from = ((firstKei + n) * count + NOVELTY) * cells
    for (let c = from; c < from + cells; c += 1) attributes[c] += change
  })
}

function pack(record, { omega }) {
  const { shape, tastes, constants, years } = record
  const { cells, attributes, nestStart, lambda, firstKei } = shape
  const count = nestStart[lambda.length]
  const width = count - firstKei
  const [first] = years
  const sizes = [years.length, tastes.length, cells, count, attributes, lambda.length, firstKei]
  const parts = [sizes, [first.sales.length], lambda, nestStart, first.groupMarkets]
  parts.push(...tastes, ...constants)
  years.forEach((year, t) => {
    const factors = omega.values.subarray(t * width, (t + 1) * width)
    addNovelty(record, year, factors)
    // Attribute outermost, so that each is one block for whoever multiplies matrices.
    for (let k = 0; k < attributes; k += 1) {
      for (let j = 0; j < count; j += 1) {
        const from = (j * attributes + k) * cells
        parts.push(year.attributes.subarray(from, from + cells))
      }
    }
    // The peers are given the caps' ω, which the engine finds.
    factors.forEach((factor, n) => {
      const shifts = year.shifts.subarray(n * cells, (n + 1) * cells)
      parts.push(shifts.map((shift) => shift + Math.log(factor)))
    })
    parts.push(...year.buyers.filter((_, at) => at % 2 === 0))
    parts.push(...year.buyers.filter((_, at) => at % 2 === 1))
  })
  return {
    input: concatenate(parts),
    sales: concatenate(years.flatMap((year) => year.sales)),
    describe: `${years.length} years, ${tastes.length} groups, ${cells} cells, ${count} alternatives`,
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

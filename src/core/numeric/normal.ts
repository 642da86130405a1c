import { exp, expHighLow } from '../../kernel/exp.ts'
import { log, productError } from '../../kernel/log.ts'

const ROOT_TWO_PI = 2.5066282746310002
const PEAK = 0.3989422804014327
const LN_TWO_PI = 1.8378770664093456

/** Separates the power series from the tail sum: beyond it the series loses bits to ½ − area. */
const CENTRE = 1

/** Separates the two solvers of the quantile, just below Φ(1) − ½ = 0.3413. */
const CENTRAL_AREA = 0.34

/** Bounds the arguments whose tail is 0 as a double (the tail at 38.6 is below 2^-1075). */
const TAIL_END = 40

/** Holds (−1)^n/(√(2π)·n!·2^n·(2n + 1)); the first term left out is below 2^-65 at |z| = 1. */
const SERIES = seriesCoefficients(16)

/** Holds h/(2π) and 2π/h for the step h = √½ of the tail sum. */
const STEP_OVER_TWO_PI = 0.11253953951963827
const TWO_PI_OVER_STEP = 8.885765876316732

/** Holds (h/π)·e^(−n²/4), n = 0 … 13, the weights of the tail sum. */
const WEIGHTS = Float64Array.from(
  { length: 14 },
  (_, n) => 2 * STEP_OVER_TWO_PI * exp(-(n * n) / 4),
)

/** Bounds the arguments whose density e^(−z²/2) is a normal number. */
const DENSITY_END = 37

/** Ends the iterations of the quantile: the step after a relative step of 1e-9 is below 1e-17. */
const LAST_STEP = 1e-9
const MAX_STEPS = 12

function seriesCoefficients(count: number): Float64Array {
  const coefficients = new Float64Array(count)
  for (let n = 0, term = PEAK; n < count; n++, term /= -2 * n) {
    coefficients[n] = term / (2 * n + 1)
  }
  return coefficients
}

/** Computes Φ(z) − ½ = Σ (−1)^n z^(2n+1)/(√(2π)·n!·2^n·(2n+1)) for |z| ≤ 1. */
function centralArea(z: number): number {
  const square = z * z
  let sum = 0
  for (let n = SERIES.length - 1; n > 0; n--) sum = sum * square + (SERIES[n] as number)
  return z * PEAK + z * square * sum
}

/**
 * Computes (1 − Φ(z))·e^(z²/2) for z ≥ 0.99.
 *
 * 1 − Φ(z) = (z/2π)·e^(−z²/2)·∫ e^(−u²/2)/(u² + z²) du over the real line. The trapezoidal rule of
 * step h sums e^(−n²h²/2)/(n²h² + z²) and errs by the residue 1/(e^(2πz/h) − 1) at the pole u = iz,
 * which counts for z < 2π/h, and by e^(−2π²/h²), below 2^-52 of the result (Chiarella and Reichl
 * 1968). All terms are positive and 13 of them serve every z, where a continued fraction needs more
 * and more towards z = 1.
 */
function scaledTail(z: number): number {
  const square = z * z
  let sum = 0
  for (let n = WEIGHTS.length - 1; n > 0; n--) {
    sum += (WEIGHTS[n] as number) / (square + (n * n) / 2)
  }
  const trapezoid = STEP_OVER_TWO_PI / z + z * sum
  if (z > TWO_PI_OVER_STEP) return trapezoid
  const pole = TWO_PI_OVER_STEP * z
  return trapezoid - exp(square / 2 - pole) / (1 - exp(-pole))
}

/**
 * Computes (1 − Φ(z))/p from the scaled tail. The rounding error of z² goes along: at z = 38 it
 * costs 2^-44 otherwise. Far out the factors e^(−z²/4) stay normal where the tail does not.
 */
function tailOver(p: number, scaled: number, z: number): number {
  const square = z * z
  const low = productError(z, z, square)
  if (z <= DENSITY_END) return (scaled * expHighLow(-square / 2, -low / 2)) / p
  const root = expHighLow(-square / 4, -low / 4)
  return scaled * root * (root / p)
}

/** Computes 1 − Φ(z) for z ≥ 0.99. */
function upperTail(z: number): number {
  return z > TAIL_END ? 0 : tailOver(1, scaledTail(z), z)
}

/**
 * Computes the standard normal distribution function Φ(z) = ∫ e^(−u²/2)/√(2π) du up to z.
 *
 * The relative error is below 1e-15, to which a subnormal result (z < −37.5) adds its rounding to a
 * multiple of 2^-1074.
 */
export function normalCdf(z: number): number {
  if (Math.abs(z) < CENTRE) return 0.5 + centralArea(z)
  return z < 0 ? upperTail(-z) : 1 - upperTail(z)
}

/** Solves Φ(z) − ½ = area in the centre by Halley's method, from the tangent at 0. */
function centralQuantile(area: number): number {
  let z = area * ROOT_TWO_PI
  for (let i = 0; i < MAX_STEPS; i++) {
    const newton = (centralArea(z) - area) * ROOT_TWO_PI * exp(0.5 * z * z)
    const step = newton / (1 + 0.5 * z * newton)
    z -= step
    if (Math.abs(step) <= LAST_STEP * Math.abs(z)) break
  }
  return z
}

/**
 * Solves 1 − Φ(z) = p for p ≤ 0.16 by Newton's method on ln(1 − Φ).
 *
 * The logarithm is nearly a parabola in the tail, so the steps converge from the leading term
 * z² ≈ t − ln t, t = −2 ln p − ln 2π, of the asymptotic expansion.
 */
function tailQuantile(p: number): number {
  const t = -2 * log(p) - LN_TWO_PI
  let z = Math.sqrt(t - log(t))
  for (let i = 0; i < MAX_STEPS; i++) {
    const scaled = scaledTail(z)
    const step = ROOT_TWO_PI * scaled * log(tailOver(p, scaled, z))
    z += step
    if (Math.abs(step) <= LAST_STEP * z) break
  }
  return z
}

/**
 * Computes the quantile z with Φ(z) = p; p = 0 and p = 1 give −Infinity and Infinity.
 *
 * |Φ(z) − p| stays below 4e-16·p·(1 + z²): half an ulp of z alone moves Φ by up to z²·1.1e-16.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`normalQuantile needs p in [0, 1], got ${p}`)
  if (p === 0) return -Infinity
  if (p === 1) return Infinity
  const area = p - 0.5
  if (Math.abs(area) < CENTRAL_AREA) return centralQuantile(area)
  return area < 0 ? -tailQuantile(p) : tailQuantile(1 - p)
}

/**
 * Gives the tests reference values of exp, ln, x^y and Φ with far more bits than a double has, as
 * BigInt fractions from plain series: slow, but with nothing in common with the code under test.
 */

/** Stands for the exact number mantissa·2^exponent. */
export interface Binary {
  readonly mantissa: bigint
  readonly exponent: number
}

const BITS = 320
const LN_2 = atanhSeries(1n, 3n, BITS) * 2n
const BYTES = new DataView(new ArrayBuffer(8))

/** Gives the exact value of a finite double. */
export function toBinary(x: number): Binary {
  BYTES.setFloat64(0, x)
  const bits = BYTES.getBigUint64(0)
  const field = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = field === 0 ? fraction : fraction | 0x10000000000000n
  return { mantissa: x < 0 ? -mantissa : mantissa, exponent: Math.max(field, 1) - 1075 }
}

/** Gives the double that lies the given number of doubles farther from 0 than x. */
export function neighbour(x: number, distance: number): number {
  BYTES.setFloat64(0, x)
  BYTES.setBigInt64(0, BYTES.getBigInt64(0) + BigInt(distance))
  return BYTES.getFloat64(0)
}

/** Gives a generator of numbers in [0, 1) with 53 random bits (a 64-bit congruence, Knuth). */
export function randomNumbers(seed: number): () => number {
  let state = BigInt(seed)
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n)
    return Number(state >> 11n) / 2 ** 53
  }
}

/** Gives floor(value·2^bits). */
export function fixed(value: Binary, bits: number): bigint {
  const shift = value.exponent + bits
  return shift < 0 ? value.mantissa >> BigInt(-shift) : value.mantissa << BigInt(shift)
}

function bitLength(value: bigint): number {
  return (value < 0n ? -value : value).toString(2).length
}

/** Sums s + s³/3 + s⁵/5 + … for s = numerator/denominator, with the given fraction bits. */
function atanhSeries(numerator: bigint, denominator: bigint, bits: number): bigint {
  let power = (numerator << BigInt(bits)) / denominator
  const square = (power * power) >> BigInt(bits)
  let sum = 0n
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n
    power = (power * square) >> BigInt(bits)
  }
  return sum
}

/** Gives e^value for |value| up to some thousands, to about 300 bits. */
export function exactExp(value: Binary): Binary {
  const x = fixed(value, BITS)
  const k = x / LN_2
  const r = x - k * LN_2
  let sum = 0n
  let term = 1n << BigInt(BITS)
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term
    term = ((term * r) >> BigInt(BITS)) / n
  }
  return { mantissa: sum, exponent: Number(k) - BITS }
}

/** Gives ln value for a positive value, to about 300 bits after the point. */
export function exactLog(value: Binary): Binary {
  const k = bitLength(value.mantissa)
  const one = 1n << BigInt(k)
  const half = value.mantissa * 4n < one * 3n ? one / 2n : one
  const power = k + value.exponent - (half === one ? 0 : 1)
  const series = atanhSeries(value.mantissa - half, value.mantissa + half, BITS)
  return { mantissa: 2n * series + BigInt(power) * LN_2, exponent: -BITS }
}

/** Gives x^y = e^(y·ln x) for x > 0. */
export function exactPow(x: number, y: number): Binary {
  const a = exactLog(toBinary(x))
  const b = toBinary(y)
  return exactExp({ mantissa: a.mantissa * b.mantissa, exponent: a.exponent + b.exponent })
}

/** Gives floor(√value) by Newton's method from above. */
function squareRoot(value: bigint, root = 1n << BigInt((bitLength(value) + 1) >> 1)): bigint {
  const next = (root + value / root) >> 1n
  return next >= root ? root : squareRoot(value, next)
}

function arctanOfInverse(n: bigint, bits: number): bigint {
  let power = (1n << BigInt(bits)) / n
  let sum = 0n
  for (let i = 1n; power !== 0n; i += 2n) {
    sum += i % 4n === 1n ? power / i : -(power / i)
    power /= n * n
  }
  return sum
}

/** Gives Φ(z) = ½ + Σ (−1)^n z^(2n+1)/(n!·2^n·(2n+1))/√(2π), with bits for all cancellation. */
export function exactNormalCdf(z: number): Binary {
  const bits = BITS + Math.ceil(1.5 * z * z)
  const scale = BigInt(bits)
  const pi = 16n * arctanOfInverse(5n, bits) - 4n * arctanOfInverse(239n, bits)
  const x = fixed(toBinary(z), bits)
  const square = (x * x) >> scale
  let sum = 0n
  let term = x
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term / (2n * n - 1n)
    term = -((term * square) >> scale) / (2n * n)
  }
  const area = (sum << scale) / squareRoot((2n * pi) << scale)
  return { mantissa: area + (1n << (scale - 1n)), exponent: -bits }
}

/** Gives |actual − exact| over the distance of the doubles at exact, NaN for no finite actual. */
export function ulpError(actual: number, exact: Binary): number {
  if (!Number.isFinite(actual)) return NaN
  const ulp = Math.max(bitLength(exact.mantissa) + exact.exponent - 53, -1074)
  const bits = 64 - ulp
  return Math.abs(Number(fixed(toBinary(actual), bits) - fixed(exact, bits))) / 2 ** 64
}

/** Gives the largest ulpError over the arguments, NaN if one of them is. */
export function worstUlps(
  args: readonly number[],
  actual: (x: number) => number,
  exact: (x: number) => Binary,
): number {
  return args.reduce((worst, x) => Math.max(worst, ulpError(actual(x), exact(x))), 0)
}

/** Tells whether f does not decrease over the 17 doubles around x. */
export function increasesAround(x: number, f: (x: number) => number): boolean {
  const points = Float64Array.from({ length: 17 }, (_, i) => neighbour(x, i - 8)).sort()
  return points.every((point, i) => i === 0 || f(points[i - 1] as number) <= f(point))
}

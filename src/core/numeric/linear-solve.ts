/**
 * Solve A·x = b by Gaussian elimination with partial pivoting (Golub and Van Loan, section 3.4).
 *
 * @param a Row-major square matrix; overwritten.
 * @param b Right-hand side; overwritten with the solution.
 * @returns False where A is singular or not finite; b is then of no use.
 */
export function solveInPlace(a: Float64Array, b: Float64Array): boolean {
  const n = b.length
  const at = (row: number, column: number) => a[row * n + column] as number
  for (let pivot = 0; pivot < n; pivot += 1) {
    let best = pivot
    for (let row = pivot + 1; row < n; row += 1) {
      if (Math.abs(at(row, pivot)) > Math.abs(at(best, pivot))) best = row
    }
    if (!(Math.abs(at(best, pivot)) > 0)) return false
    swapRows(a, b, pivot, best)
    for (let row = pivot + 1; row < n; row += 1) {
      const factor = at(row, pivot) / at(pivot, pivot)
      for (let column = pivot; column < n; column += 1) {
        a[row * n + column] = at(row, column) - factor * at(pivot, column)
      }
      b[row] = (b[row] as number) - factor * (b[pivot] as number)
    }
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = b[row] as number
    for (let column = row + 1; column < n; column += 1)
      sum -= at(row, column) * (b[column] as number)
    b[row] = sum / at(row, row)
  }
  return b.every(Number.isFinite)
}

function swapRows(a: Float64Array, b: Float64Array, i: number, j: number): void {
  if (i === j) return
  const n = b.length
  const row = a.slice(i * n, (i + 1) * n)
  a.copyWithin(i * n, j * n, (j + 1) * n)
  a.set(row, j * n)
  const held = b[i] as number
  b[i] = b[j] as number
  b[j] = held
}

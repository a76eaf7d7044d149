/** Linear algebra on symmetric positive definite matrices, given as the rows of their lower triangle. */

/** In place: the lower triangle whose product with its transpose is the matrix. */
export function factor(matrix: readonly Float64Array[]): void {
  for (const [row, line] of matrix.entries()) {
    for (let column = 0; column < row; column++) {
      const above = matrix[column] ?? line
      line[column] = ((line[column] ?? 0) - product(line, above, column)) / (above[column] ?? 1)
    }
    line[row] = Math.sqrt((line[row] ?? 0) - product(line, line, row))
  }
}

/** In place: solves (lower × its transpose) × x = right side. */
export function solve(lower: readonly Float64Array[], side: Float64Array): void {
  for (let row = 0; row < side.length; row++) {
    const line = lower[row] ?? side
    side[row] = ((side[row] ?? 0) - product(side, line, row)) / (line[row] ?? 1)
  }
  for (let row = side.length - 1; row >= 0; row--) {
    const line = lower[row] ?? side
    const value = (side[row] ?? 0) / (line[row] ?? 1)
    side[row] = value
    addTimes(side, line, -value, row)
  }
}

/** In place: the inverse of the lower triangle. `seen` is shown each of its rows once. */
export function invertLower(lower: readonly Float64Array[], seen: (row: Float64Array) => void): void {
  for (const [row, line] of lower.entries()) {
    const given = line.slice()
    const pivot = given[row] ?? 1
    line.fill(0)
    for (let column = 0; column < row; column++)
      addTimes(line, lower[column] ?? line, -(given[column] ?? 0) / pivot, column + 1)
    line[row] = 1 / pivot
    seen(line)
  }
}

/** The sum of the products of the first `length` numbers. Four sums at once: the processor need not wait for each. */
export function product(a: Float64Array, b: Float64Array, length: number): number {
  let one = 0
  let two = 0
  let three = 0
  let four = 0
  const whole = length - (length % 4)
  for (let at = 0; at < whole; at += 4) {
    one += (a[at] ?? 0) * (b[at] ?? 0)
    two += (a[at + 1] ?? 0) * (b[at + 1] ?? 0)
    three += (a[at + 2] ?? 0) * (b[at + 2] ?? 0)
    four += (a[at + 3] ?? 0) * (b[at + 3] ?? 0)
  }
  for (let at = whole; at < length; at++) one += (a[at] ?? 0) * (b[at] ?? 0)
  return one + two + three + four
}

/** a += times × b, for the first `length` numbers. */
function addTimes(a: Float64Array, b: Float64Array, times: number, length: number): void {
  for (let at = 0; at < length; at++) a[at] = (a[at] ?? 0) + times * (b[at] ?? 0)
}

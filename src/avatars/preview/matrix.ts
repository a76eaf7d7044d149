/** Four by four, column by column, as glTF has them. */
export type Matrix = readonly number[]
export type Vector = readonly [number, number, number]
/** x, y, z, w. */
export type Rotation = readonly [number, number, number, number]

export function multiply(a: Matrix, b: Matrix): Matrix {
  const product = new Array<number>(16).fill(0)
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++)
      for (let at = 0; at < 4; at++)
        product[column * 4 + row] =
          (product[column * 4 + row] ?? 0) + (a[at * 4 + row] ?? 0) * (b[column * 4 + at] ?? 0)
  return product
}

/** Writes where the matrix takes it: a place with `w` 1, a direction with 0. */
export function point(m: Matrix, from: readonly number[], w: 0 | 1, to: Float32Array, at: number): void {
  const [x = 0, y = 0, z = 0] = from
  for (let row = 0; row < 3; row++)
    to[at + row] = (m[row] ?? 0) * x + (m[4 + row] ?? 0) * y + (m[8 + row] ?? 0) * z + (m[12 + row] ?? 0) * w
}

export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

export function unit(a: Vector): Vector {
  const length = Math.hypot(...a) || 1
  return [a[0] / length, a[1] / length, a[2] / length]
}

/** The shortest turn from one direction to another. */
export function turn(from: Vector, to: Vector): Rotation {
  const [x, y, z] = cross(from, to)
  const w = 1 + dot(from, to)
  const length = Math.hypot(x, y, z, w) || 1
  return [x / length, y / length, z / length, w / length]
}

/** `b` first, then `a`. */
export function after(a: Rotation, b: Rotation): Rotation {
  const [ax, ay, az, aw] = a
  const [bx, by, bz, bw] = b
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ]
}

export const back = ([x, y, z, w]: Rotation): Rotation => [-x, -y, -z, w]

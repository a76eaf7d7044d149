import { Vector3 } from 'three'

/** A surface of one material: indexed triangles, before normals, occlusion and weights are known. */
export interface Piece {
  readonly material: MaterialName
  /** Only what belongs together throws shade on each other: arms move, so they must not darken the torso. */
  readonly group: string
  /** Neither throws shade nor takes it. */
  readonly unshaded?: boolean
  readonly points: readonly Vector3[]
  /** Three indices each, counter-clockwise as seen from outside. */
  readonly triangles: readonly (readonly [number, number, number])[]
  /** Linear colour that the material's is multiplied by. */
  readonly tint: (at: Vector3) => Rgb
  /** Joints and their shares of the point; they add up to 1. */
  readonly weights: (at: Vector3) => Weights
}

export type MaterialName = 'Shell' | 'Accent' | 'Dark' | 'Visor' | 'Glow'
export type Rgb = readonly [number, number, number]
export type Weights = readonly (readonly [joint: string, share: number])[]

export const white: Rgb = [1, 1, 1]
export const rigid = (joint: string) => (): Weights => [[joint, 1]]
export const vec = (x: number, y: number, z: number): Vector3 => new Vector3(x, y, z)

/** Quintic step from 0 at `a` to 1 at `b`, whichever is greater. */
export function smooth(a: number, b: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - a) / (b - a)))
  return t * t * t * (t * (6 * t - 15) + 10)
}

type Surface = Pick<Piece, 'points' | 'triangles'>

/** Points that lie in the same place become one, so that normals are smooth across seams and poles; slivers go. */
function welded(points: readonly Vector3[], triangles: Surface['triangles']): Surface {
  const places = new Map<string, number>()
  const kept: Vector3[] = []
  const to = points.map((point) => {
    const place = point
      .toArray()
      .map((value) => Math.round(value * 1e6))
      .join()
    const known = places.get(place)
    if (known !== undefined) return known
    places.set(place, kept.length)
    return kept.push(point) - 1
  })
  const left = triangles.flatMap(([a, b, c]) => {
    const [x, y, z] = [to[a] ?? 0, to[b] ?? 0, to[c] ?? 0]
    return x === y || y === z || z === x ? [] : [[x, y, z] as const]
  })
  return { points: kept, triangles: left }
}

/** A skin over rings of equally many points. */
export function skin(rings: readonly (readonly Vector3[])[], { closed = true, flip = false } = {}): Surface {
  const count = rings[0]?.length ?? 0
  const triangles: (readonly [number, number, number])[] = []
  for (let row = 0; row + 1 < rings.length; row++) {
    for (let column = 0; column < (closed ? count : count - 1); column++) {
      const next = (column + 1) % count
      const [a, b] = [row * count + column, row * count + next]
      const [c, d] = [a + count, b + count]
      triangles.push(
        ...(flip
          ? ([
              [a, c, b],
              [b, c, d],
            ] as const)
          : ([
              [a, b, c],
              [b, d, c],
            ] as const)),
      )
    }
  }
  return welded(rings.flat(), triangles)
}

/** |x/a|ⁿ + |y/b|ⁿ + |z/d|ⁿ = 1 over a cube's six faces, each of `quads` × `quads`. */
export function superellipsoid(
  centre: Vector3,
  [a, b, d]: readonly [number, number, number],
  exponent: number,
  quads: number,
  shaped: (point: Vector3) => Vector3 = (point) => point,
): Surface {
  const points: Vector3[] = []
  const triangles: (readonly [number, number, number])[] = []
  const sides = [
    [0, 1, 2, 1], [0, 1, 2, -1],
    [1, 2, 0, 1], [1, 2, 0, -1],
    [2, 0, 1, 1], [2, 0, 1, -1],
  ] as const // prettier-ignore
  for (const [u, v, w, sign] of sides) {
    const first = points.length
    for (let row = 0; row <= quads; row++) {
      for (let column = 0; column <= quads; column++) {
        const direction = [0, 0, 0]
        direction[u] = Math.tan(((column / quads) * 2 - 1) * (Math.PI / 4))
        direction[v] = Math.tan(((row / quads) * 2 - 1) * (Math.PI / 4)) * sign
        direction[w] = sign
        const [x = 0, y = 0, z = 0] = direction
        const length =
          (Math.abs(x / a) ** exponent + Math.abs(y / b) ** exponent + Math.abs(z / d) ** exponent) ** (-1 / exponent)
        points.push(shaped(vec(x * length, y * length, z * length)).add(centre))
      }
    }
    for (let row = 0; row < quads; row++) {
      for (let column = 0; column < quads; column++) {
        const at = first + row * (quads + 1) + column
        const above = at + quads + 1
        triangles.push([at, at + 1, above], [at + 1, above + 1, above])
      }
    }
  }
  return welded(points, triangles)
}

/** A profile of [radius, height] turned about an axis through `centre`; `depth` squeezes it from front to back. */
export function lathe(
  profile: readonly (readonly [number, number])[],
  segments: number,
  { axis = 'y', centre = vec(0, 0, 0), depth = 1 }: { axis?: 'x' | 'y'; centre?: Vector3; depth?: number } = {},
): Surface {
  const rings = profile.map(([radius, height]) =>
    Array.from({ length: segments }, (_, index) => {
      const angle = (index / segments) * 2 * Math.PI
      const [across, along] = [radius * Math.sin(angle), radius * Math.cos(angle)]
      return (axis === 'y' ? vec(across, height, along * depth) : vec(height, across, along)).add(centre)
    }),
  )
  return skin(rings, { flip: axis === 'x' })
}

/** Rings about a straight line; rounded ends are the caller's, by radii. */
export function tube(
  from: Vector3,
  to: Vector3,
  radii: readonly (readonly [share: number, radius: number])[],
  sides: number,
): Surface {
  const along = to.clone().sub(from).normalize()
  const aside = Math.abs(along.y) > 0.9 ? vec(0, 0, 1) : vec(0, 1, 0)
  const u = aside.cross(along).normalize()
  const v = along.clone().cross(u)
  const rings = radii.map(([share, radius]) => {
    const centre = from.clone().lerp(to, share)
    return Array.from({ length: sides }, (_, index) => {
      const angle = (index / sides) * 2 * Math.PI
      return centre
        .clone()
        .addScaledVector(u, radius * Math.cos(angle))
        .addScaledVector(v, radius * Math.sin(angle))
    })
  })
  return skin(rings)
}

/** A tube with half a ball at each end; the ends lie beyond `from` and `to` by their radii. */
export function capsule(from: Vector3, to: Vector3, [near, far]: readonly [number, number], sides: number): Surface {
  const length = from.distanceTo(to)
  const cap = [0, 0.28, 0.56, 0.8, 0.95]
  const radii = [
    ...cap.map((height) => [(-near * Math.sqrt(1 - height ** 2)) / length, near * height] as const),
    [0, near] as const,
    [0.5, (near + far) / 2] as const,
    [1, far] as const,
    ...cap.toReversed().map((height) => [1 + (far * Math.sqrt(1 - height ** 2)) / length, far * height] as const),
  ]
  return tube(from, to, radii, sides)
}

/** A closed surface that encloses less than nothing is inside out. */
function outwards({ points, triangles }: Surface): Surface {
  const volume = triangles.reduce((sum, [a, b, c]) => {
    const [p, q, r] = [points[a], points[b], points[c]]
    return p === undefined || q === undefined || r === undefined ? sum : sum + p.dot(q.clone().cross(r))
  }, 0)
  return volume > 0 ? { points, triangles } : { points, triangles: triangles.map(([a, b, c]) => [a, c, b] as const) }
}

/** A ring of a tube: `centre` and its outward and upward directions at each angle. */
export function ring(
  frame: (angle: number) => { readonly centre: Vector3; readonly out: Vector3; readonly up: Vector3 },
  section: (angle: number) => readonly [out: number, up: number],
  [around, across]: readonly [number, number],
  { closed = true, from = 0, to = 2 * Math.PI } = {},
): Surface {
  const rings = Array.from({ length: around + 1 }, (_, index) => {
    const { centre, out, up } = frame(from + (index / around) * (to - from))
    const points = Array.from({ length: across }, (__, corner) => {
      const [x, y] = section((corner / across) * 2 * Math.PI)
      return centre.clone().addScaledVector(out, x).addScaledVector(up, y)
    })
    return points
  })
  if (closed) return outwards(skin(rings))
  const end = (at: readonly Vector3[]) => {
    const middle = at.reduce((sum, point) => sum.add(point), vec(0, 0, 0)).divideScalar(at.length)
    return at.map(() => middle.clone())
  }
  const [first = [], last = []] = [rings[0], rings.at(-1)]
  return outwards(skin([end(first), ...rings, end(last)]))
}

export const round =
  (radius: number) =>
  (angle: number): readonly [number, number] => [radius * Math.cos(angle), radius * Math.sin(angle)]

/** A superellipse: `exponent` 2 is an ellipse, more is a rounded rectangle. */
export function squircle([a, b]: readonly [number, number], exponent: number) {
  return (angle: number): readonly [number, number] => [
    a * Math.sign(Math.cos(angle)) * Math.abs(Math.cos(angle)) ** (2 / exponent),
    b * Math.sign(Math.sin(angle)) * Math.abs(Math.sin(angle)) ** (2 / exponent),
  ]
}

/** The same on the other side, left becoming right in its joints. */
export function mirrored(piece: Piece): Piece {
  const across = (at: Vector3) => vec(-at.x, at.y, at.z)
  return {
    ...piece,
    group: piece.group.replace('left', 'right'),
    points: piece.points.map(across),
    triangles: piece.triangles.map(([a, b, c]) => [a, c, b] as const),
    tint: (at) => piece.tint(across(at)),
    weights: (at) =>
      piece.weights(across(at)).map(([joint, share]) => [joint.replace('left', 'right'), share] as const),
  }
}

/** Angle-weighted: large flat triangles do not outvote those that a corner is made of. */
export function normalsOf({ points, triangles }: Surface): readonly Vector3[] {
  const normals = points.map(() => vec(0, 0, 0))
  for (const triangle of triangles) {
    const corners = triangle.map((index) => points[index] ?? vec(0, 0, 0))
    triangle.forEach((index, corner) => {
      const [at, next, previous] = [corners[corner], corners[(corner + 1) % 3], corners[(corner + 2) % 3]]
      if (at === undefined || next === undefined || previous === undefined) return
      const [one, other] = [next.clone().sub(at), previous.clone().sub(at)]
      const angle = one.angleTo(other)
      const face = one.cross(other)
      if (face.lengthSq() > 0) normals[index]?.addScaledVector(face.normalize(), angle)
    })
  }
  return normals.map((normal) => normal.normalize())
}

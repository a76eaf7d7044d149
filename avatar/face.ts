import { SRGBColorSpace, Color, type Vector3 } from 'three'
import { atRest, morphs, type Brow, type Eye, type Face, type Mouth } from './features.ts'
import { aboveHead } from './surfaces.ts'

type Point = readonly [x: number, y: number]
type Rgba = readonly [number, number, number, number]

/** A feature: its points on the visor, the same number whatever the face does, and what is drawn between them. */
interface Feature {
  readonly lift: number
  readonly colours: readonly Rgba[]
  readonly triangles: readonly (readonly [number, number, number])[]
  /** Where each point is across the mouth, -1 to 1; 0 elsewhere. */
  readonly across: readonly number[]
  points(face: Face): readonly Point[]
}

export interface FaceMesh {
  readonly positions: readonly Vector3[]
  readonly colours: readonly Rgba[]
  readonly triangles: readonly (readonly [number, number, number])[]
  readonly morphs: readonly { readonly name: string; readonly offsets: readonly Vector3[] }[]
}

/** In the order in which it is painted: the mesh is transparent, and writes no depth of its own. */
export function faceMesh(): FaceMesh {
  const features = [
    ...sides(halo), ...sides(blush), inside, tongue, teeth, ...sides(iris), ...sides(browOf), lips, ...sides(highlight),
  ] // prettier-ignore
  const place = (face: Face) =>
    features.flatMap((feature) => feature.points(face).map(([x, y]) => aboveHead(x, y, feature.lift)))
  const across = features.flatMap((feature) => feature.across)
  const positions = place(atRest)
  let first = 0
  const triangles = features.flatMap((feature) => {
    const moved = feature.triangles.map(([a, b, c]) => [a + first, b + first, c + first] as const)
    first += feature.colours.length
    return moved
  })
  return {
    positions,
    colours: features.flatMap(({ colours }) => colours),
    triangles: triangles.map(outwards(positions)),
    morphs: morphs.map(({ name, face, share = () => 1 }) => ({
      name,
      offsets: place(face).map((point, index) =>
        point.sub(positions[index] ?? point).multiplyScalar(share(across[index] ?? 0)),
      ),
    })),
  }
}

type Side = 'left' | 'right'
const sides = (feature: (side: Side) => Feature) => [feature('left'), feature('right')]
const sign = (side: Side) => (side === 'left' ? 1 : -1)

function linear(hex: string, alpha = 1): Rgba {
  const { r, g, b } = new Color().setStyle(hex, SRGBColorSpace)
  return [r, g, b, alpha]
}

/** Seen from the front, counter-clockwise. */
function outwards(points: readonly Vector3[]) {
  return ([a, b, c]: readonly [number, number, number]): readonly [number, number, number] => {
    const [p, q, r] = [points[a], points[b], points[c]]
    if (p === undefined || q === undefined || r === undefined) return [a, b, c]
    const turn = (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    return turn < 0 ? [a, c, b] : [a, b, c]
  }
}

// ── Discs: rings of equally many points about a middle ──────────────────────────────────────────────────────────────

const around = 36
const turns = Array.from({ length: around }, (_, index) => (index / around) * 2 * Math.PI)

/** Triangles of a disc whose middle comes first. */
function disc(rings: number): Feature['triangles'] {
  const middle = turns.map((_, index) => [0, 1 + index, 1 + ((index + 1) % around)] as const)
  return [...middle, ...band(1, rings)]
}

/** Triangles between rings, from the point `first` on. */
function band(first: number, rings: number): Feature['triangles'] {
  return Array.from({ length: rings - 1 }, (_, row) =>
    turns.flatMap((__, index) => {
      const next = (index + 1) % around
      const [a, b] = [first + row * around + index, first + row * around + next]
      return [[a, a + around, b], [b, a + around, b + around]] as const // prettier-ignore
    }),
  ).flat()
}

const power = (value: number, exponent: number) => Math.sign(value) * Math.abs(value) ** (2 / exponent)

/** The place of (u, v) of a unit disc in an eye, about the eye's centre. */
function inEye(eye: Eye, angle: number, share: number): Point {
  if (eye.form === 'star') {
    // Five points; round towards the middle, as the disc's inner rings are.
    const wave = Math.abs(
      (((angle - Math.PI / 2) / (2 * Math.PI)) * 5 - Math.round(((angle - Math.PI / 2) / (2 * Math.PI)) * 5)) * 2,
    )
    const radius = share * (0.068 + (0.033 - 0.068) * wave)
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  }
  if (eye.form === 'heart') {
    const t = Math.PI / 2 - angle
    const x = 16 * Math.sin(t) ** 3
    const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t)
    return [(share * x * 0.058) / 17, (share * (y + 1.5) * 0.058) / 17]
  }
  const [u, v] = [share * power(Math.cos(angle), eye.e), share * power(Math.sin(angle), eye.e)]
  const y = eye.curve * (1 - u * u) + eye.slope * u + v * (v > 0 ? eye.hu : eye.hd)
  return [u * eye.w, Math.min(y, eye.cutT + eye.cutTs * u)]
}

/** Outward of the face is outward of the eye on both sides. */
function ofEye(side: Side, eye: Eye, [x, y]: Point): Point {
  return [sign(side) * (0.102 + eye.dx + x), 0.014 + eye.dy + y]
}

const eyeShares = [0.45, 0.8, 1]

function iris(side: Side): Feature {
  const vertical = [0, ...eyeShares.flatMap((share) => turns.map((angle) => share * power(Math.sin(angle), 2.3)))]
  return {
    lift: 0.0142,
    triangles: disc(eyeShares.length),
    across: vertical.map(() => 0),
    // Lighter at the top.
    colours: vertical.map((v) => {
      const k = 0.5 + 0.5 * v
      return [0.22 + 0.4 * k ** 3, 0.74 + 0.22 * k, 1, 1]
    }),
    points: ({ eyes }) => {
      const eye = eyes[side]
      const local = [inEye(eye, 0, 0), ...eyeShares.flatMap((share) => turns.map((angle) => inEye(eye, angle, share)))]
      return local.map((point) => ofEye(side, eye, point))
    },
  }
}

function halo(side: Side): Feature {
  const steps = [[0, 0.34], [0.01, 0.12], [0.03, 0]] as const // prettier-ignore
  return {
    lift: 0.0125,
    triangles: band(0, steps.length),
    across: steps.flatMap(() => turns.map(() => 0)),
    colours: steps.flatMap(([, alpha]) => turns.map((): Rgba => [0.35, 0.85, 1, alpha])),
    points: ({ eyes }) => {
      const eye = eyes[side]
      const edge = turns.map((angle) => inEye(eye, angle, 1))
      const out = normals(edge)
      return steps.flatMap(([offset]) =>
        edge.map(([x, y], index) => {
          const [nx, ny] = out[index] ?? [0, 0]
          return ofEye(side, eye, [x + nx * offset, y + ny * offset])
        }),
      )
    },
  }
}

/** Outward directions of a closed line that runs counter-clockwise, softened over its corners. */
function normals(edge: readonly Point[]): readonly Point[] {
  const count = edge.length
  return edge.map((_, index) => {
    let [x, y] = [0, 0]
    for (let near = -2; near <= 2; near++) {
      const [ax, ay] = edge[(index + near - 1 + count) % count] ?? [0, 0]
      const [bx, by] = edge[(index + near + 1 + count) % count] ?? [0, 0]
      const length = Math.hypot(bx - ax, by - ay) || 1
      x += (by - ay) / length
      y -= (bx - ax) / length
    }
    const length = Math.hypot(x, y) || 1
    return [x / length, y / length]
  })
}

function highlight(side: Side): Feature {
  return {
    lift: 0.015,
    triangles: disc(1),
    across: [0, ...turns.map(() => 0)],
    colours: [0, ...turns].map((): Rgba => [1, 1, 1, 0.92]),
    points: ({ eyes }) => {
      const eye = eyes[side]
      const size = eye.form === 'oval' && eye.hu > 0.02 ? 1 : 0
      // Under a lid, where there is one. Light falls on both eyes from the same side.
      const lid = eye.cutT + (eye.cutTs * sign(side) * -0.016) / eye.w - 0.026
      const [x, y] = [sign(side) * (0.102 + eye.dx) - 0.016, 0.014 + eye.dy + Math.min(0.028, lid)]
      return [
        [x, y],
        ...turns.map((angle): Point => [x + size * 0.0125 * Math.cos(angle), y + size * 0.0165 * Math.sin(angle)]),
      ]
    },
  }
}

function blush(side: Side): Feature {
  const shares = [0.5, 1]
  const radii = [0, ...shares.flatMap((share) => turns.map(() => share))]
  return {
    lift: 0.0128,
    triangles: disc(shares.length),
    across: radii.map(() => 0),
    colours: radii.map((r) => [1, 0.42, 0.58, 0.62 * (1 - r * r)]),
    points: (face) =>
      [
        [0, 0] as const,
        ...shares.flatMap((share) => turns.map((angle) => [share * Math.cos(angle), share * Math.sin(angle)] as const)),
      ].map(([x, y]): Point => [sign(side) * 0.185 + x * 0.044 * face.blush, -0.055 + y * 0.026 * face.blush]),
  }
}

function browOf(side: Side): Feature {
  const colours = [0, ...turns].map((): Rgba => [0.5, 0.93, 1, 1])
  const inBrow = (brow: Brow, angle: number, share: number): Point => {
    const [u, v] = [share * power(Math.cos(angle), 4), share * power(Math.sin(angle), 4)]
    const [x, y] = [u * brow.w, brow.curve * (1 - u * u) + v * brow.h]
    const [cos, sin] = [Math.cos(brow.tilt), Math.sin(brow.tilt)]
    return [sign(side) * (0.102 + x * cos - y * sin), -0.018 + brow.dy + x * sin + y * cos]
  }
  const rings = [0.6, 1]
  return {
    lift: 0.0142,
    triangles: disc(rings.length),
    across: [0, ...rings.flatMap(() => turns.map(() => 0))],
    colours: [...colours, ...turns.map((): Rgba => [0.5, 0.93, 1, 1])],
    points: ({ brows }) => {
      const brow = brows[side]
      return [inBrow(brow, 0, 0), ...rings.flatMap((share) => turns.map((angle) => inBrow(brow, angle, share)))]
    },
  }
}

// ── The mouth ───────────────────────────────────────────────────────────────────────────────────────────────────────

const mouthY = -0.088
/** Columns from corner to corner, closer where the corners are. */
const columns = Array.from({ length: 27 }, (_, index) => -Math.cos((index / 26) * Math.PI))

function midline({ smile, wave }: Mouth, p: number): number {
  return 1.3 * smile * (p * p - 0.45) + wave * Math.sin(1.5 * Math.PI * (p + 1))
}

const gap = (height: number, p: number, exponent: number) => height * (1 - Math.abs(p) ** exponent) ** (1 / exponent)
const upper = (mouth: Mouth, p: number) => midline(mouth, p) + gap(mouth.hu, p, mouth.e)
const lower = (mouth: Mouth, p: number) => midline(mouth, p) - gap(mouth.hd, p, mouth.e)
const inMouth = ({ w, dy }: Mouth, p: number, y: number): Point => [p * w, mouthY + dy + y]

/** A strip between two lines over the same columns. */
function strip(
  lift: number,
  colour: Rgba,
  line: (mouth: Mouth, p: number) => readonly [p: number, from: number, to: number],
): Feature {
  return {
    lift,
    triangles: columns.slice(1).flatMap((_, index) => {
      const a = index * 2
      return [[a, a + 2, a + 1], [a + 1, a + 2, a + 3]] as const // prettier-ignore
    }),
    across: columns.flatMap((p) => [p, p]),
    colours: columns.flatMap(() => [colour, colour]),
    points: ({ mouth }) =>
      columns.flatMap((p) => {
        const [at, from, to] = line(mouth, p)
        return [inMouth(mouth, at, from), inMouth(mouth, at, to)]
      }),
  }
}

const inside = strip(0.0132, linear('#0A2138'), (mouth, p) => [p, lower(mouth, p), upper(mouth, p)])

const dome = (p: number) => Math.max(0, 1 - Math.abs(p) ** 2.6) ** (1 / 2.6)

const tongue = strip(0.0137, linear('#FF7D90'), (mouth, q) => {
  const p = q * 0.72
  const bottom = lower(mouth, p)
  return [p, bottom, bottom + mouth.tongue * (upper(mouth, p) - bottom) * dome(q)]
})

const teeth = strip(0.014, linear('#F4FBFF'), (mouth, q) => {
  const p = q * 0.86
  const top = upper(mouth, p)
  return [p, top - mouth.teeth * (top - lower(mouth, p)), top]
})

/** Points around the inner edge of the lips, corner to corner below and back above. */
const rim = Array.from({ length: 56 }, (_, index) => (index / 56) * 2 * Math.PI)

/** Where the lips' line is, and which way is out of the mouth there. */
function lipAt(mouth: Mouth, angle: number): { readonly at: Point; readonly out: Point } {
  const p = Math.cos(angle)
  const isUpper = Math.sin(angle) >= 0
  const y = isUpper ? upper(mouth, p) : lower(mouth, p)
  const step = 0.02
  const slope = (midline(mouth, p + step) - midline(mouth, p - step)) / (2 * step * mouth.w)
  const length = Math.hypot(1, slope)
  const tangent: Point = [Math.sign(p) / length, (Math.sign(p) * slope) / length]
  const side = isUpper ? 1 : -1
  const normal: Point = [(-slope / length) * side, side / length]
  // Closed: across the line, turning along it towards its ends, so that they are round.
  const towardsEnd = Math.min(1, Math.max(0, (Math.abs(p) - 0.84) / 0.16))
  const turn = (towardsEnd * Math.PI) / 2
  const closed: Point = [
    normal[0] * Math.cos(turn) + tangent[0] * Math.sin(turn),
    normal[1] * Math.cos(turn) + tangent[1] * Math.sin(turn),
  ]
  // Open: as an ellipse.
  const height = isUpper ? mouth.hu : mouth.hd
  const [ex, ey] = [p / mouth.w, height > 1e-4 ? Math.sin(angle) / height : side / 1e-4]
  const norm = Math.hypot(ex, ey) || 1
  const t = Math.min(1, Math.max(0, (mouth.hu + mouth.hd - 0.004) / 0.014))
  const open = t * t * (3 - 2 * t)
  const [x, z] = [closed[0] * (1 - open) + (ex / norm) * open, closed[1] * (1 - open) + (ey / norm) * open]
  const size = Math.hypot(x, z) || 1
  return { at: [p * mouth.w, y], out: [x / size, z / size] }
}

const lips: Feature = {
  lift: 0.0146,
  triangles: rim.flatMap((_, index) => {
    const next = (index + 1) % rim.length
    return [[index, index + rim.length, next], [next, index + rim.length, next + rim.length]] as const // prettier-ignore
  }),
  across: [...rim, ...rim].map(Math.cos),
  colours: [...rim, ...rim].map((): Rgba => [0.62, 0.95, 1, 1]),
  points: ({ mouth }) => {
    const edge = rim.map((angle) => lipAt(mouth, angle))
    const placed = (offset: number) =>
      edge.map(({ at, out }): Point => [at[0] + out[0] * offset, mouthY + mouth.dy + at[1] + out[1] * offset])
    return [...placed(0), ...placed(mouth.t)]
  },
}

import { BufferAttribute, BufferGeometry, DoubleSide, Ray, Vector3 } from 'three'
import { MeshBVH } from 'three-mesh-bvh'
import { normalsOf, type Piece, type Rgb } from './piece.ts'

const rays = 48
const reach = 0.26
const offset = 0.006

/** How open each point is to light from around, 0.5 to 1, of the pieces of each group among themselves. */
export function occlusion(pieces: readonly Piece[]): ReadonlyMap<Piece, readonly number[]> {
  const groups = Map.groupBy(
    pieces.filter(({ unshaded = false }) => !unshaded),
    ({ group }) => group,
  )
  const found = new Map<Piece, readonly number[]>()
  for (const group of groups.values()) {
    const tree = treeOf(group)
    for (const piece of group) {
      const normals = normalsOf(piece)
      found.set(
        piece,
        piece.points.map((point, index) => 0.5 + 0.5 * openness(tree, point, normals[index] ?? new Vector3(0, 1, 0))),
      )
    }
  }
  return found
}

/** Shade is blue, never grey: what is in it sees the sky. */
export function shaded([red, green, blue]: Rgb, open: number): Rgb {
  const t = (1 - open) * 2
  return [red * (open - 0.1 * t), green * (open - 0.08 * t), Math.min(1, blue * (open + 0.02 * t))]
}

function treeOf(pieces: readonly Piece[]): MeshBVH {
  const positions: number[] = []
  const index: number[] = []
  for (const { points, triangles } of pieces) {
    const first = positions.length / 3
    for (const point of points) positions.push(...point.toArray())
    for (const triangle of triangles) index.push(...triangle.map((corner) => first + corner))
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3))
  geometry.setIndex(index)
  return new MeshBVH(geometry)
}

function openness(tree: MeshBVH, point: Vector3, normal: Vector3): number {
  const aside = Math.abs(normal.y) > 0.9 ? new Vector3(1, 0, 0) : new Vector3(0, 1, 0)
  const u = aside.cross(normal).normalize()
  const v = normal.clone().cross(u)
  const origin = point.clone().addScaledVector(normal, offset)
  let sum = 0
  for (let index = 0; index < rays; index++) {
    // A spiral, denser about the normal: cosine weighted, and the same on every machine.
    const share = (index + 0.5) / rays
    const angle = index * Math.PI * (3 - Math.sqrt(5))
    const [across, along] = [Math.sqrt(share), Math.sqrt(1 - share)]
    const direction = new Vector3()
      .addScaledVector(u, across * Math.cos(angle))
      .addScaledVector(v, across * Math.sin(angle))
      .addScaledVector(normal, along)
    const hit = tree.raycastFirst(new Ray(origin, direction), DoubleSide, 0, reach)
    sum += hit === null ? 1 : (hit.distance / reach) ** 0.8
  }
  return sum / rays
}

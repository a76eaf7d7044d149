import { lit } from './light.ts'
import { cross, minus, unit, type Vector } from './matrix.ts'
import type { Drawn } from './scene.ts'
import type { Pixels } from './textures.ts'

/** From where it is seen: `center` is in the middle of the picture. */
export interface View {
  readonly center: Vector
  /** From the eye to the center. */
  readonly distance: number
  /** How far away something is as wide as half the picture, for each of its own width. */
  readonly focal: number
  /** From in front (+Z), or from behind. */
  readonly facing: 1 | -1
}

/** A picture as it grows: linear RGB with premultiplied alpha, and how near what is seen is. */
interface Canvas {
  readonly side: number
  readonly colors: Float32Array
  readonly depths: Float32Array
}

/** Draws triangle by triangle, the nearest wins; `side` by `side` pixels of linear RGBA. */
export function raster(drawn: readonly Drawn[], view: View, side: number): Float32Array {
  const canvas: Canvas = {
    side,
    colors: new Float32Array(side * side * 4),
    depths: new Float32Array(side * side).fill(Infinity),
  }
  for (const mesh of drawn) {
    const screen = projected(mesh.positions, view, side)
    for (let at = 0; at + 2 < mesh.indices.length; at += 3) {
      const corners = [mesh.indices[at] ?? 0, mesh.indices[at + 1] ?? 0, mesh.indices[at + 2] ?? 0] as const
      triangle(mesh, corners, screen, view, canvas)
    }
  }
  return canvas.colors
}

/** Pixels and distance from the eye, three numbers a corner. */
function projected(positions: Float32Array, { center, distance, focal, facing }: View, side: number): Float32Array {
  const screen = new Float32Array(positions.length)
  for (let at = 0; at < positions.length; at += 3) {
    const far = distance - facing * ((positions[at + 2] ?? 0) - center[2])
    const scale = ((side / 2) * focal) / far
    screen[at] = side / 2 + facing * ((positions[at] ?? 0) - center[0]) * scale
    screen[at + 1] = side / 2 - ((positions[at + 1] ?? 0) - center[1]) * scale
    screen[at + 2] = far
  }
  return screen
}

type Corners = readonly [number, number, number]

function triangle(mesh: Drawn, corners: Corners, screen: Float32Array, view: View, canvas: Canvas): void {
  const [a, b, c] = corners
  const [ax, ay, az] = at3(screen, a)
  const [bx, by, bz] = at3(screen, b)
  const [cx, cy, cz] = at3(screen, c)
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
  // Not a number, behind the eye, or a line. On the screen, where down is more, what faces us turns the other way.
  if (!(Math.abs(area) > 1e-9) || Math.min(az, bz, cz) <= 0) return
  if (area > 0 && !mesh.look.twoSided) return
  const { side } = canvas
  const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5))
  const right = Math.min(side - 1, Math.floor(Math.max(ax, bx, cx) - 0.5))
  const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5))
  const bottom = Math.min(side - 1, Math.floor(Math.max(ay, by, cy) - 0.5))
  const flat = mesh.normals === undefined ? flatNormal(mesh.positions, corners) : undefined
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const [px, py] = [x + 0.5, y + 0.5]
      const u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) / area
      const v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) / area
      const w = 1 - u - v
      if (u < 0 || v < 0 || w < 0) continue
      const depth = u * az + v * bz + w * cz
      const pixel = y * side + x
      if (depth > (canvas.depths[pixel] ?? 0)) continue
      shade(mesh, corners, [u, v, w], flat, view, canvas, pixel, depth, area > 0)
    }
}

const at3 = (all: Float32Array, corner: number): Vector => [
  all[corner * 3] ?? 0,
  all[corner * 3 + 1] ?? 0,
  all[corner * 3 + 2] ?? 0,
]

function flatNormal(positions: Float32Array, [a, b, c]: Corners): Vector {
  const from = at3(positions, a)
  return unit(cross(minus(at3(positions, b), from), minus(at3(positions, c), from)))
}

const light = new Float32Array(3)
const color = [0, 0, 0, 0]

function shade(
  { normals, uvs, colors, look }: Drawn,
  corners: Corners,
  shares: Vector,
  flat: Vector | undefined,
  { facing }: View,
  canvas: Canvas,
  pixel: number,
  depth: number,
  isBack: boolean,
): void {
  const texel = uvs === undefined || look.texture === undefined ? undefined : sample(look.texture, mixed(uvs, 2, 0, corners, shares), mixed(uvs, 2, 1, corners, shares)) // prettier-ignore
  for (let at = 0; at < 4; at++) {
    const vertex = colors === undefined ? 1 : mixed(colors, 4, at, corners, shares)
    color[at] = (look.base[at] ?? 1) * vertex * (texel === undefined ? 1 : (look.texture?.values[texel + at] ?? 1))
  }
  const alpha = look.blend ? Math.min(1, color[3] ?? 1) : 1
  if ((color[3] ?? 1) < look.cutoff || alpha <= 0) return
  const smooth = normals === undefined ? flat : normalAt(normals, corners, shares)
  const sign = isBack ? -1 : 1
  const [nx, ny, nz] = smooth ?? [0, 0, 1]
  lit(color, [sign * nx * facing, sign * ny, sign * nz * facing], [0, 0, 1], look, light)
  for (let at = 0; at < 3; at++)
    canvas.colors[pixel * 4 + at] = alpha * (light[at] ?? 0) + (1 - alpha) * (canvas.colors[pixel * 4 + at] ?? 0)
  canvas.colors[pixel * 4 + 3] = alpha + (1 - alpha) * (canvas.colors[pixel * 4 + 3] ?? 0)
  if (!look.blend) canvas.depths[pixel] = depth
}

function normalAt(normals: Float32Array, corners: Corners, shares: Vector): Vector {
  return unit([
    mixed(normals, 3, 0, corners, shares),
    mixed(normals, 3, 1, corners, shares),
    mixed(normals, 3, 2, corners, shares),
  ])
}

function mixed(all: Float32Array, size: number, part: number, [a, b, c]: Corners, [u, v, w]: Vector): number {
  return u * (all[a * size + part] ?? 0) + v * (all[b * size + part] ?? 0) + w * (all[c * size + part] ?? 0)
}

/** Where the texel's four numbers begin; pictures repeat. */
function sample({ width, height }: Pixels, u: number, v: number): number {
  const x = Math.min(width - 1, Math.floor((u - Math.floor(u)) * width))
  const y = Math.min(height - 1, Math.floor((v - Math.floor(v)) * height))
  return (y * width + x) * 4
}

import type { Document } from '@gltf-transform/core'
import sharp from 'sharp'
import { previewDefaults } from '../../config/defaults.ts'
import { pose } from './pose.ts'
import { raster, type View } from './raster.ts'
import { drawnOf, type Drawn } from './scene.ts'
import { pixelsOf, toSrgb } from './textures.ts'

export interface Seen {
  /** The clip at whose beginning it is seen; undefined: as the file has it. */
  readonly idle: string | undefined
  readonly bones: Readonly<Record<string, string>>
  /** VRM 0.x looks the other way. */
  readonly facing: 1 | -1
}

/** A square WebP of a model on nothing, without a graphics card. Changes the document's pose. */
export async function picture(document: Document, { idle, bones, facing }: Seen): Promise<Uint8Array> {
  pose(document, idle, bones)
  const drawn = drawnOf(document, await pixelsOf(document))
  const { side, samples } = previewDefaults
  const wide = side * samples
  const colors = raster(drawn, viewOf(document, drawn, bones, facing), wide)
  return sharp(bytesOf(colors), { raw: { width: wide, height: wide, channels: 4 } })
    .resize(side, side, { kernel: 'cubic' })
    .webp({ quality: previewDefaults.quality, alphaQuality: 100 })
    .toBuffer()
}

/** All of it; of somebody with a head and hips, what is above these. */
function viewOf(
  document: Document,
  drawn: readonly Drawn[],
  bones: Readonly<Record<string, string>>,
  facing: 1 | -1,
): View {
  const { least, most } = boundsOf(drawn)
  const hips = document
    .getRoot()
    .listNodes()
    .find((node) => node.getName() === bones['hips'])
  const height = most[1] - least[1]
  const bottom = hips === undefined ? least[1] : Math.max(least[1], hips.getWorldTranslation()[1] - 0.08 * height)
  const wide = hips === undefined ? most[0] - least[0] : 0
  const half = (Math.max(most[1] - bottom, wide) / 2) * (1 + previewDefaults.margin) || 1
  const middle = (axis: 0 | 1 | 2, from: number) => (most[axis] + from) / 2
  const center = [middle(0, least[0]), middle(1, bottom), middle(2, least[2])] as const
  // People are flat; what is long from front to back fits by its front.
  const depth = hips === undefined ? (most[2] - least[2]) / 2 : 0
  const focal = 1 / Math.tan(previewDefaults.fieldOfView / 2)
  return { center, focal, facing, distance: half * focal + depth }
}

function boundsOf(drawn: readonly Drawn[]) {
  const [least, most] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ]
  for (const { positions } of drawn)
    for (const [at, value] of positions.entries()) {
      least[at % 3] = Math.min(least[at % 3] ?? 0, value)
      most[at % 3] = Math.max(most[at % 3] ?? 0, value)
    }
  const three = (all: readonly number[]) =>
    all.map((value) => (Number.isFinite(value) ? value : 0)) as unknown as readonly [number, number, number] // three went in
  return { least: three(least), most: three(most) }
}

/** Straight alpha and sRGB, as pictures are kept. */
function bytesOf(colors: Float32Array): Uint8Array {
  const bytes = new Uint8Array(colors.length)
  for (let at = 0; at < colors.length; at += 4) {
    const alpha = colors[at + 3] ?? 0
    for (let part = 0; part < 3; part++)
      bytes[at + part] = alpha === 0 ? 0 : Math.round(toSrgb((colors[at + part] ?? 0) / alpha))
    bytes[at + 3] = Math.round(255 * alpha)
  }
  return bytes
}

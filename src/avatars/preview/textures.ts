import type { Document, Texture } from '@gltf-transform/core'
import sharp from 'sharp'
import { previewDefaults } from '../../config/defaults.ts'

/** A picture as linear RGBA, four numbers a pixel. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

/** The pictures that colour a model, small. */
export async function pixelsOf(document: Document): Promise<ReadonlyMap<Texture, Pixels>> {
  const textures = new Set(
    document
      .getRoot()
      .listMaterials()
      .flatMap((material) => material.getBaseColorTexture() ?? []),
  )
  const found = new Map<Texture, Pixels>()
  for (const texture of textures) {
    const image = texture.getImage()
    if (image !== null) found.set(texture, await decode(image))
  }
  return found
}

async function decode(image: Uint8Array): Promise<Pixels> {
  const side = previewDefaults.textureSide
  const { data, info } = await sharp(image)
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const values = new Float32Array(data.length)
  for (const [at, value] of data.entries()) values[at] = at % 4 === 3 ? value / 255 : (linear[value] ?? 0)
  return { width: info.width, height: info.height, values }
}

/** https://www.w3.org/Graphics/Color/sRGB */
const linear = Float32Array.from({ length: 256 }, (_, value) => {
  const part = value / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
})

export function toSrgb(value: number): number {
  const part = Math.min(1, Math.max(0, value))
  return 255 * (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055)
}

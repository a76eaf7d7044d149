import { Color, SRGBColorSpace } from 'three'
import type { MaterialName } from './piece.ts'

interface Look {
  readonly base: readonly [number, number, number, number]
  readonly roughness: number
  readonly emissive?: readonly [number, number, number]
}

function linear(hex: string): readonly [number, number, number, number] {
  const { r, g, b } = new Color().setStyle(hex, SRGBColorSpace)
  return [r, g, b, 1]
}

/** Four colours and a light; a tenant's own colour takes the place of Accent's, by the name of the material. */
export const looks: Readonly<Record<MaterialName, Look>> = {
  Shell: { base: linear('#E4E9F6'), roughness: 0.32 },
  Accent: { base: linear('#5257F5'), roughness: 0.38 },
  Dark: { base: linear('#3B4266'), roughness: 0.5 },
  Visor: { base: linear('#0F1838'), roughness: 0.08 },
  Glow: { base: linear('#FFFFFF'), roughness: 0.4, emissive: [0.12, 0.55, 0.75] },
}

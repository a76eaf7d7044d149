import type { AvatarClip, AvatarFace, ModelSize } from '../../contracts/avatars.ts'
import { bonesOf } from './bones.ts'
import { clipsOf } from './clips.ts'
import { faceOf } from './face.ts'
import type { Model } from './preflight.ts'
import { originOf, type Origin } from './vrm.ts'

/** What was found in a model, kept with it. */
export interface Traits {
  readonly format: 'glb' | 'vrm'
  readonly size: ModelSize
  readonly face: AvatarFace
  readonly bones: Readonly<Record<string, string>>
  readonly clips: readonly AvatarClip[]
  readonly origin: Origin
}

/** Pure. */
export function traitsOf({ gltf, format, size }: Model): Traits {
  return { format, size, face: faceOf(gltf), bones: bonesOf(gltf), clips: clipsOf(gltf), origin: originOf(gltf) }
}

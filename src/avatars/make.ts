import { avatarDefaults } from '../config/defaults.ts'
import { ModelRefused, type AnimationMap } from '../contracts/avatars.ts'
import { traitsOf, type Traits } from './model/look.ts'
import { preflight, type Model } from './model/preflight.ts'
import { movesOf } from './moves.ts'
import type { Seen } from './preview/index.ts'
import type { Workshop } from './workshop/index.ts'

/** What visitors load of a model that somebody brought. */
export interface Made {
  readonly model: Uint8Array
  readonly plain: Uint8Array | null
  /** WebP. */
  readonly poster: Uint8Array
  /** Of `model`. */
  readonly traits: Traits
  readonly animations: AnimationMap
}

/**
 * Looks at a model, then lets libraries at it in processes of their own: what comes out is looked at and validated like what
 * came in. Throws ModelRefused, and Busy.
 */
export async function make(original: Uint8Array, workshop: Workshop, signal: AbortSignal): Promise<Made> {
  const brought = preflight(original)
  await validated(original, workshop, signal)
  const found = traitsOf(brought)
  const { model, plain, poster } = await lightened(original, brought, seenAs(brought, found), workshop, signal)
  const seen = preflight(model)
  if (seen.size.textureBytes > avatarDefaults.textureBytes)
    throw new ModelRefused(
      'TEXTURES',
      `The pictures of the model take more than ${avatarDefaults.textureBytes / 1024 / 1024} MB of a graphics card: make them smaller.`,
    )
  const traits = { ...traitsOf(seen), origin: found.origin }
  return { model, plain, poster, traits, animations: movesOf(traits.clips, isHumanoid(traits)) }
}

const isHumanoid = ({ bones }: Traits) => Object.keys(bones).length > 0

/** How it stands on its picture. */
function seenAs({ gltf }: Model, traits: Traits): Seen {
  const idle = movesOf(traits.clips, isHumanoid(traits)).gestures.idle
  // The older VRM looks the other way.
  const facing = 'VRM' in gltf.extensions ? -1 : 1
  return { idle: idle?.from === 'own' ? idle.clip : undefined, bones: traits.bones, facing }
}

/** A VRM stays as it is: what it has beside glTF would be lost. */
async function lightened(
  bytes: Uint8Array,
  { format, gltf }: Model,
  seen: Seen,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<Pick<Made, 'model' | 'plain' | 'poster'>> {
  const isPacked = gltf.extensionsRequired.includes('EXT_meshopt_compression')
  if (format === 'vrm') {
    const poster = await workshop.run({ kind: 'picture', bytes, seen }, signal)
    return { model: bytes, plain: isPacked ? null : bytes, poster }
  }
  const { small, plain, poster } = await workshop.run({ kind: 'optimize', bytes, seen }, signal)
  // Somebody may have made it smaller than we can.
  if (isPacked && small.length >= bytes.length) return { model: bytes, plain, poster }
  await validated(small, workshop, signal)
  return { model: small, plain, poster }
}

async function validated(bytes: Uint8Array, workshop: Workshop, signal: AbortSignal): Promise<void> {
  const [first, ...more] = await workshop.run({ kind: 'validate', bytes }, signal)
  if (first === undefined) return
  const others = more.length === 0 ? '' : `, and ${more.length} more`
  throw new ModelRefused(
    'INVALID',
    `The model is no valid glTF: ${first.message} (${first.code} at ${first.pointer ?? '/'}${others})`,
  )
}

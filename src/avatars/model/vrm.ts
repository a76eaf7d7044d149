import { z } from 'zod'
import { vrm0Names } from './faces.ts'
import type { Gltf } from './gltf.ts'

/** What VRM adds to glTF, as far as it is read. https://github.com/vrm-c/vrm-specification */

const text = z.string().max(2000).optional().catch(undefined)
const node = z.int().min(0)

/** The specification's 0.x: https://github.com/vrm-c/vrm-specification/tree/master/specification/0.0 */
const vrm0 = z.object({
  meta: z.object({ title: text, author: text, licenseName: text, otherLicenseUrl: text }).optional().catch(undefined),
  humanoid: z
    .object({ humanBones: z.array(z.object({ bone: z.string(), node })) })
    .optional()
    .catch(undefined),
  blendShapeMaster: z
    .object({ blendShapeGroups: z.array(z.object({ presetName: z.string().optional() })) })
    .optional()
    .catch(undefined),
})

const vrm1 = z.object({
  meta: z
    .object({ name: text, authors: z.array(z.string()).optional().catch(undefined), licenseUrl: text })
    .optional()
    .catch(undefined),
  humanoid: z
    .object({ humanBones: z.record(z.string(), z.object({ node })) })
    .optional()
    .catch(undefined),
  expressions: z
    .object({ preset: z.record(z.string(), z.unknown()).optional() })
    .optional()
    .catch(undefined),
})

const of0 = ({ extensions }: Gltf) => vrm0.safeParse(extensions['VRM']).data
const of1 = ({ extensions }: Gltf) => vrm1.safeParse(extensions['VRMC_vrm']).data

/** In the names of VRM 1.0, whichever it is; undefined for a model that is no VRM, or has none. */
export function vrmExpressions(gltf: Gltf): { readonly version: 0 | 1; readonly names: readonly string[] } | undefined {
  const preset = of1(gltf)?.expressions?.preset
  if (preset !== undefined) return { version: 1, names: Object.keys(preset) }
  const groups = of0(gltf)?.blendShapeMaster?.blendShapeGroups
  if (groups === undefined) return undefined
  return { version: 0, names: groups.flatMap(({ presetName = '' }) => vrm0Names[presetName] ?? []) }
}

/** Numbers of nodes by the names that VRM 1.0 has for bones; undefined for a model that is no VRM. */
export function vrmBones(gltf: Gltf): ReadonlyMap<string, number> | undefined {
  const bones = of1(gltf)?.humanoid?.humanBones
  if (bones !== undefined) return new Map(Object.entries(bones).map(([bone, human]) => [bone, human.node]))
  const old = of0(gltf)?.humanoid?.humanBones
  return old && new Map(old.map(({ bone, node: number }) => [thumbIn1(bone), number]))
}

/** The bones of a thumb moved by one between the versions. */
function thumbIn1(bone: string): string {
  return bone.replace('ThumbProximal', 'ThumbMetacarpal').replace('ThumbIntermediate', 'ThumbProximal')
}

export interface Origin {
  readonly author?: string
  readonly licence?: string
}

/** Whose it is and what may be done with it, as the file says. */
export function originOf(gltf: Gltf): Origin {
  const new1 = of1(gltf)?.meta
  const old = of0(gltf)?.meta
  const { copyright, extras } = gltf.asset
  const noted = z.object({ author: text, license: text, licence: text }).safeParse(extras).data
  const author = noted?.author ?? new1?.authors?.join(', ') ?? old?.author ?? copyright
  const licence =
    noted?.licence ?? noted?.license ?? new1?.licenseUrl ?? (old?.otherLicenseUrl || undefined) ?? old?.licenseName
  return { ...(author ? { author: line(author) } : {}), ...(licence ? { licence: line(licence) } : {}) }
}

/** Shown beside others on one line. */
const line = (said: string) =>
  said
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 200)

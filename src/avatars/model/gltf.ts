import { z } from 'zod'

/**
 * What is read of a model's description; whatever else is in it is left to the validator.
 * https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html
 */

const index = z.int().min(0)
const size = z.int().min(0)
const label = z.string().max(1000).optional().catch(undefined)
const numbers = (length: number) => z.array(z.number()).length(length).optional()
const attributes = z.record(z.string(), index)

/** Bytes of a component by its number in OpenGL. */
export const componentBytes = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 } as const
/** Components of an element. */
export const elementSizes = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 9, MAT4: 16 } as const

const accessor = z.object({
  bufferView: index.optional(),
  componentType: z.literal([5120, 5121, 5122, 5123, 5125, 5126]),
  count: z.int().min(1),
  type: z.enum(['SCALAR', 'VEC2', 'VEC3', 'VEC4', 'MAT2', 'MAT3', 'MAT4']),
  max: z.array(z.number()).optional(),
})

const bufferView = z.object({
  buffer: index,
  byteOffset: size.optional(),
  byteLength: z.int().min(1),
  extensions: z
    .object({
      EXT_meshopt_compression: z
        .object({ buffer: index, byteOffset: size.optional(), byteLength: size, byteStride: size, count: size })
        .optional(),
    })
    .optional(),
})

const node = z.object({
  name: label,
  children: z.array(index).optional(),
  mesh: index.optional(),
  skin: index.optional(),
  translation: numbers(3),
  rotation: numbers(4),
  scale: numbers(3),
  matrix: numbers(16),
})

const mesh = z.object({
  name: label,
  primitives: z
    .array(z.object({ attributes, indices: index.optional(), targets: z.array(attributes).optional() }))
    .min(1),
  extras: z
    .object({ targetNames: z.array(z.string().max(200)).optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

const animation = z.object({
  name: label,
  channels: z.array(z.object({ sampler: index })),
  samplers: z.array(z.object({ input: index })),
  extras: z
    .object({
      loop: z.boolean().optional().catch(undefined),
      expression: z.string().max(60).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})

export const gltfSchema = z.object({
  asset: z.object({ version: z.string(), copyright: label, generator: label, extras: z.unknown().optional() }),
  accessors: z.array(accessor).default([]),
  bufferViews: z.array(bufferView).default([]),
  buffers: z.array(z.object({ uri: z.string().optional(), byteLength: z.int().min(1) })).default([]),
  nodes: z.array(node).default([]),
  meshes: z.array(mesh).default([]),
  skins: z.array(z.object({ joints: z.array(index).min(1) })).default([]),
  animations: z.array(animation).default([]),
  images: z.array(z.object({ uri: z.string().optional(), bufferView: index.optional(), mimeType: label })).default([]),
  scenes: z.array(z.object({ extras: z.unknown().optional() })).default([]),
  extensionsUsed: z.array(z.string()).default([]),
  extensionsRequired: z.array(z.string()).default([]),
  extensions: z.record(z.string(), z.unknown()).default({}),
})

export type Gltf = z.output<typeof gltfSchema>
export type Accessor = Gltf['accessors'][number]

/** Bytes of all that it names, unpacked. */
export function unpackedBytes({ count, componentType, type }: Accessor): number {
  return count * componentBytes[componentType] * elementSizes[type]
}

import type { Accessor, Document, Material, Node, Primitive } from '@gltf-transform/core'
import { multiply, point, type Matrix } from './matrix.ts'
import type { Pixels } from './textures.ts'

/** A mesh as it stands in its pose: triangles in the world, and what they look like. */
export interface Drawn {
  /** Three numbers a corner; corners are not shared by triangles' indices alone. */
  readonly positions: Float32Array
  readonly normals: Float32Array | undefined
  readonly uvs: Float32Array | undefined
  /** Linear RGBA. */
  readonly colors: Float32Array | undefined
  readonly indices: Uint32Array
  readonly look: Look
}

export interface Look {
  /** Linear RGBA. */
  readonly base: readonly number[]
  readonly texture: Pixels | undefined
  readonly emissive: readonly number[]
  readonly roughness: number
  readonly unlit: boolean
  readonly blend: boolean
  /** Below this much alpha there is nothing; 0: never. */
  readonly cutoff: number
  readonly twoSided: boolean
}

/** All that is shown of a model, opaque things first. Skins are followed, morph targets stay as the file has them. */
export function drawnOf(document: Document, pixels: ReadonlyMap<unknown, Pixels>): readonly Drawn[] {
  const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0]
  const shown: Node[] = []
  scene?.traverse((node) => shown.push(node))
  const drawn = shown.flatMap((node) =>
    (node.getMesh()?.listPrimitives() ?? []).flatMap((primitive) => ofPrimitive(node, primitive, pixels) ?? []),
  )
  return [...drawn.filter(({ look }) => !look.blend), ...drawn.filter(({ look }) => look.blend)]
}

function ofPrimitive(node: Node, primitive: Primitive, pixels: ReadonlyMap<unknown, Pixels>): Drawn | undefined {
  const corners = primitive.getAttribute('POSITION')
  // Points and lines are no part of what a person looks like.
  if (corners === null || primitive.getMode() !== 4) return undefined
  const count = corners.getCount()
  const matrixAt = matrices(node, primitive)
  const [positions, normals] = [new Float32Array(count * 3), new Float32Array(count * 3)]
  const around = primitive.getAttribute('NORMAL')
  const element: number[] = []
  for (let at = 0; at < count; at++) {
    const matrix = matrixAt(at)
    corners.getElement(at, element)
    point(matrix, element, 1, positions, at * 3)
    if (around === null) continue
    around.getElement(at, element)
    point(matrix, element, 0, normals, at * 3)
  }
  const texture = primitive.getMaterial()?.getBaseColorTexture()
  const channel = primitive.getMaterial()?.getBaseColorTextureInfo()?.getTexCoord() ?? 0
  return {
    positions,
    normals: around === null ? undefined : normals,
    uvs: floats(primitive.getAttribute(`TEXCOORD_${channel}`), 2),
    colors: floats(primitive.getAttribute('COLOR_0'), 4),
    indices: indicesOf(primitive, count),
    look: lookOf(primitive.getMaterial(), texture ? pixels.get(texture) : undefined),
  }
}

/** Of a corner: that of its node, or of the bones that hold it. */
function matrices(node: Node, primitive: Primitive): (corner: number) => Matrix {
  const skin = node.getSkin()
  const [joints, weights] = [primitive.getAttribute('JOINTS_0'), primitive.getAttribute('WEIGHTS_0')]
  const own: Matrix = node.getWorldMatrix()
  if (skin === null || joints === null || weights === null) return () => own
  const inverse = skin.getInverseBindMatrices()
  const bones = skin.listJoints().map((joint, at) => {
    const bind = inverse === null ? undefined : inverse.getElement(at, [])
    return bind === undefined ? joint.getWorldMatrix() : multiply(joint.getWorldMatrix(), bind)
  })
  const [held, by] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]
  const mixed = new Array<number>(16).fill(0)
  return (corner) => {
    joints.getElement(corner, held)
    weights.getElement(corner, by)
    mixed.fill(0)
    for (const [at, weight] of by.entries()) {
      const bone = weight > 0 ? bones[held[at] ?? 0] : undefined
      if (bone === undefined) continue
      for (let cell = 0; cell < 16; cell++) mixed[cell] = (mixed[cell] ?? 0) + weight * (bone[cell] ?? 0)
    }
    return mixed
  }
}

function floats(accessor: Accessor | null, size: number): Float32Array | undefined {
  if (accessor === null) return undefined
  const all = new Float32Array(accessor.getCount() * size).fill(1)
  const element: number[] = []
  for (let at = 0; at < accessor.getCount(); at++) {
    accessor.getElement(at, element)
    all.set(element.slice(0, size), at * size)
  }
  return all
}

function indicesOf(primitive: Primitive, count: number): Uint32Array {
  const indices = primitive.getIndices()
  if (indices === null) return Uint32Array.from({ length: count }, (_, at) => at)
  return Uint32Array.from({ length: indices.getCount() }, (_, at) => indices.getScalar(at))
}

function lookOf(material: Material | null, texture: Pixels | undefined): Look {
  if (material === null) return { ...plain, texture }
  return {
    base: material.getBaseColorFactor(),
    texture,
    emissive: material.getEmissiveFactor(),
    roughness: material.getRoughnessFactor(),
    unlit: material.listExtensions().some(({ extensionName }) => extensionName === 'KHR_materials_unlit'),
    blend: material.getAlphaMode() === 'BLEND',
    cutoff: material.getAlphaMode() === 'MASK' ? material.getAlphaCutoff() : 0,
    twoSided: material.getDoubleSided(),
  }
}

const plain: Look = {
  base: [1, 1, 1, 1],
  texture: undefined,
  emissive: [0, 0, 0],
  roughness: 1,
  unlit: false,
  blend: false,
  cutoff: 0,
  twoSided: false,
}

import {
  Document,
  type Accessor,
  type Buffer as GltfBuffer,
  type Mesh,
  type Node,
  type Skin,
} from '@gltf-transform/core'
import { KHRMaterialsUnlit } from '@gltf-transform/extensions'
import { Matrix4, type Vector3 } from 'three'
import { body } from './body.ts'
import { clips } from './clips.ts'
import { expressions } from './features.ts'
import { faceMesh } from './face.ts'
import { looks } from './materials.ts'
import { occlusion, shaded } from './occlusion.ts'
import { normalsOf, type MaterialName, type Piece, type Weights } from './piece.ts'
import { relaxed, sample } from './sample.ts'
import { joints, offsetOf } from './skeleton.ts'

/** The whole of Nova, before anything is made smaller. The same every time. */
export function model(): Document {
  const document = new Document()
  document.getRoot().getAsset().generator = 'Colloquy'
  const buffer = document.createBuffer()
  const bones = skeleton(document)
  const skin = skinOf(document, buffer, bones)
  const scene = document.createScene('Nova').addChild(bones.get('root') ?? document.createNode('root'))
  for (const [name, mesh] of [['Body', bodyMesh(document, buffer)], ['Face', glow(document, buffer)]] as const)
    scene.addChild(document.createNode(name).setMesh(mesh).setSkin(skin)) // prettier-ignore
  scene.setExtras({ expressions })
  document.getRoot().setDefaultScene(scene)
  for (const clip of clips) animate(document, buffer, bones, clip)
  return document
}

function skeleton(document: Document): ReadonlyMap<string, Node> {
  const bones = new Map<string, Node>()
  for (const joint of joints) {
    const rotation = relaxed.rotations.get(joint.name)
    const at = joint.name === 'hips' ? relaxed.hips : offsetOf(joint)
    const bone = document.createNode(joint.name).setTranslation(at.toArray())
    if (rotation !== undefined) bone.setRotation(rotation.toArray())
    bones.set(joint.name, bone)
    if (joint.parent !== undefined) bones.get(joint.parent)?.addChild(bone)
  }
  return bones
}

function skinOf(document: Document, buffer: GltfBuffer, bones: ReadonlyMap<string, Node>): Skin {
  const inverse = joints.flatMap(({ at }) => new Matrix4().makeTranslation(at.clone().negate()).toArray())
  const skin = document.createSkin('Nova').setInverseBindMatrices(
    document.createAccessor().setType('MAT4').setArray(new Float32Array(inverse)).setBuffer(buffer),
  ) // prettier-ignore
  for (const bone of bones.values()) skin.addJoint(bone)
  const root = bones.get('root')
  if (root !== undefined) skin.setSkeleton(root)
  return skin
}

/** Everything of one material in one go: five draw calls. */
function bodyMesh(document: Document, buffer: GltfBuffer): Mesh {
  const pieces = body()
  const open = occlusion(pieces)
  const mesh = document.createMesh('Body')
  for (const [name, look] of Object.entries(looks) as readonly [MaterialName, (typeof looks)[MaterialName]][]) {
    const material = document
      .createMaterial(name)
      .setBaseColorFactor([...look.base])
      .setRoughnessFactor(look.roughness)
      .setMetallicFactor(0)
    if (look.emissive !== undefined) material.setEmissiveFactor([...look.emissive])
    const parts = pieces.filter((piece) => piece.material === name)
    const primitive = document.createPrimitive().setMaterial(material)
    const colours = parts.flatMap((piece) =>
      piece.points.flatMap((point, index) => {
        const tint = piece.tint(point)
        const light = open.get(piece)?.[index]
        return [...(light === undefined ? tint : shaded(tint, light)), 1]
      }),
    )
    const put = attributes(document, buffer, primitive)
    put('POSITION', 'VEC3', new Float32Array(parts.flatMap(({ points }) => flat(points))))
    put('NORMAL', 'VEC3', new Float32Array(parts.flatMap((piece) => flat(normalsOf(piece)))))
    put('COLOR_0', 'VEC4', bytes(colours), true)
    const skinned = parts.flatMap((piece) => piece.points.map((point) => piece.weights(point)))
    weigh(put, skinned)
    primitive.setIndices(indices(document, buffer, merged(parts)))
    mesh.addPrimitive(primitive)
  }
  return mesh
}

/** The face: unlit, painted in the order of its triangles. */
function glow(document: Document, buffer: GltfBuffer): Mesh {
  const { positions, colours, triangles, morphs } = faceMesh()
  const unlit = document.createExtension(KHRMaterialsUnlit)
  const material = document
    .createMaterial('Face')
    .setAlphaMode('BLEND')
    .setMetallicFactor(0)
    .setRoughnessFactor(1)
    .setExtension('KHR_materials_unlit', unlit.createUnlit())
  const primitive = document.createPrimitive().setMaterial(material)
  const put = attributes(document, buffer, primitive)
  put('POSITION', 'VEC3', new Float32Array(flat(positions)))
  put('COLOR_0', 'VEC4', bytes(colours.flat()), true)
  weigh(put, positions.map(() => [['head', 1]] as const)) // prettier-ignore
  primitive.setIndices(indices(document, buffer, triangles))
  for (const { name, offsets } of morphs) {
    const array = new Float32Array(flat(offsets))
    primitive.addTarget(
      document
        .createPrimitiveTarget(name)
        .setAttribute('POSITION', document.createAccessor().setType('VEC3').setArray(array).setBuffer(buffer)),
    )
  }
  return document
    .createMesh('Face')
    .addPrimitive(primitive)
    .setWeights(morphs.map(() => 0))
    .setExtras({ targetNames: morphs.map(({ name }) => name) })
}

function animate(
  document: Document,
  buffer: GltfBuffer,
  bones: ReadonlyMap<string, Node>,
  clip: (typeof clips)[number],
): void {
  const { times, tracks } = sample(clip)
  const { name, loop, expression, seconds } = clip
  const animation = document
    .createAnimation(name)
    .setExtras({ loop, duration: seconds, ...(expression && { expression }) })
  const scalar = (values: readonly number[]) =>
    document.createAccessor().setType('SCALAR').setArray(new Float32Array(values)).setBuffer(buffer)
  const shared = scalar(times)
  let once: Accessor | undefined
  for (const { joint, path, values } of tracks) {
    const bone = bones.get(joint)
    if (bone === undefined) continue
    const input = values.length === 1 ? (once ??= scalar([0])) : shared
    const output = document
      .createAccessor()
      .setType(path === 'rotation' ? 'VEC4' : 'VEC3')
      .setArray(new Float32Array(values.flat()))
      .setBuffer(buffer)
    const sampler = document.createAnimationSampler().setInput(input).setOutput(output).setInterpolation('LINEAR')
    const channel = document.createAnimationChannel().setTargetNode(bone).setTargetPath(path).setSampler(sampler)
    animation.addSampler(sampler).addChannel(channel)
  }
}

// ── Attributes ──────────────────────────────────────────────────────────────────────────────────────────────────────

type Put = (
  name: string,
  type: 'VEC3' | 'VEC4',
  array: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
  normalized?: boolean,
) => void

function attributes(document: Document, buffer: GltfBuffer, primitive: ReturnType<Document['createPrimitive']>): Put {
  return (name, type, array, normalized = false) => {
    primitive.setAttribute(
      name,
      document.createAccessor().setType(type).setArray(array).setNormalized(normalized).setBuffer(buffer),
    )
  }
}

const flat = (points: readonly Vector3[]) => points.flatMap((point) => point.toArray())
const bytes = (shares: readonly number[]) =>
  new Uint8Array(shares.map((share) => Math.round(Math.min(1, Math.max(0, share)) * 255)))
const numberOf = new Map(joints.map(({ name }, index) => [name, index]))

/** Four joints a point, in bytes that add up to 255; a joint without a share is none. */
function weigh(put: Put, points: readonly Weights[]): void {
  const four = points.map((weights) => {
    const strongest = weights.toSorted((one, other) => other[1] - one[1]).slice(0, 4)
    const whole = strongest.reduce((sum, [, share]) => sum + share, 0)
    const parts = strongest.map(([joint, share]) => ({
      joint: numberOf.get(joint) ?? 0,
      part: Math.round((share / whole) * 255),
    }))
    const rest = 255 - parts.reduce((sum, { part }) => sum + part, 0)
    const kept = parts.map(({ joint, part }, index) => ({ joint, part: index === 0 ? part + rest : part }))
    return Array.from({ length: 4 }, (_, index) => {
      const one = kept[index]
      return one === undefined || one.part === 0 ? { joint: 0, part: 0 } : one
    })
  })
  put('JOINTS_0', 'VEC4', new Uint8Array(four.flat().map(({ joint }) => joint)))
  put('WEIGHTS_0', 'VEC4', new Uint8Array(four.flat().map(({ part }) => part)), true)
}

function merged(parts: readonly Piece[]): Piece['triangles'] {
  let first = 0
  return parts.flatMap(({ points, triangles }) => {
    const at = first
    first += points.length
    return triangles.map(([a, b, c]) => [a + at, b + at, c + at] as const)
  })
}

function indices(document: Document, buffer: GltfBuffer, triangles: Piece['triangles']): Accessor {
  return document.createAccessor().setType('SCALAR').setArray(new Uint16Array(triangles.flat())).setBuffer(buffer)
}

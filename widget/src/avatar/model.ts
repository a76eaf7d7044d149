import {
  type AnimationClip,
  type Material,
  Mesh,
  MeshStandardMaterial,
  type Object3D,
  Quaternion,
  SkinnedMesh,
  Vector3,
} from 'three'
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js'
import { type GLTF, GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import type { Recipes } from './expressions.ts'
import { type JawBone, type Shapes, morphsOf } from './face.ts'
import type { Clips } from './player.ts'
import { borrowed } from './retarget.ts'
import { type Bone, bones, humanoid, isHumanoid } from './rig.ts'
import type { AvatarOptions } from './types.ts'

/** An avatar that can be put on a stage. */
export interface Model {
  readonly body: Object3D
  readonly clips: Clips
  readonly shapes: Shapes
  /** Its own expressions, where the file brings them. */
  readonly recipes: Recipes | undefined
  readonly jaw: JawBone | undefined
  readonly rig: ReadonlyMap<Bone, Object3D>
  /** What a file moves by itself: hair, clothes. */
  step?(dtSeconds: number): void
}

/** Throws when nothing of the kind is there. */
export async function loadModel(options: AvatarOptions): Promise<Model> {
  const file = await loadFile(await urlFor(options), options.url)
  const body = file.scene
  const vrm = isVrm(file) ? (await import('./vrm.ts')).openVrm(file) : undefined
  prepare(body, options.brand)
  const rig = vrm?.rig ?? rigIn(body, options.bones)
  const morphs = morphsOf(body)
  return {
    body,
    clips: { own: file.animations, borrowed: await lentClips(body, rig, options.clipsUrl ?? undefined) },
    shapes: vrm?.shapes ?? morphs,
    recipes: recipesIn(body.userData['expressions']),
    jaw: jawOf(rig.get('jaw')),
    rig,
    ...(vrm && { step: vrm.step }),
  }
}

/** The compressed file is half as large, and takes WebAssembly: a strict page has none. */
async function urlFor({ url, plainUrl }: AvatarOptions): Promise<string> {
  if (plainUrl === undefined || plainUrl === null) return url
  try {
    await MeshoptDecoder.ready
    return MeshoptDecoder.supported ? url : plainUrl
  } catch {
    return plainUrl
  }
}

async function loadFile(url: string, named: string): Promise<GLTF> {
  const loader = new GLTFLoader().setMeshoptDecoder(MeshoptDecoder)
  const bytes = await bytesOf(url)
  if (hasVrm(bytes)) (await import('./vrm.ts')).readsVrm(loader)
  return loader.parseAsync(bytes, new URL('.', new URL(named, location.href)).href)
}

async function bytesOf(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The avatar’s file answers ${response.status}.`)
  return response.arrayBuffer()
}

/** The JSON of a GLB comes first (glTF 2.0, part 4.4): whether it speaks of VRM is known before it is parsed. */
function hasVrm(bytes: ArrayBuffer): boolean {
  const length = bytes.byteLength < 20 ? 0 : new DataView(bytes).getUint32(12, true)
  const json = new TextDecoder().decode(new Uint8Array(bytes, 20, Math.min(length, Math.max(0, bytes.byteLength - 20))))
  return /"extensionsUsed"\s*:\s*\[[^\]]*"VRM(?:C_vrm)?"/.test(json)
}

const isVrm = ({ userData }: GLTF): boolean => userData['vrm'] !== undefined

/** As it was told, or by the names of nodes. */
function rigIn(body: Object3D, told: AvatarOptions['bones'] = {}): ReadonlyMap<Bone, Object3D> {
  const nodes = nodesOf(body)
  const names = new Map(bones.map((bone) => [told[bone], bone]))
  const found = new Map<Bone, Object3D>()
  for (const node of nodes) {
    const bone = names.get(nameOf(node))
    if (bone !== undefined && !found.has(bone)) found.set(bone, node)
  }
  return found.size > 0 ? found : humanoid(nodes, nameOf)
}

/** The clips of another, for a humanoid. */
async function lentClips(
  body: Object3D,
  rig: ReadonlyMap<Bone, Object3D>,
  clipsUrl: string | undefined,
): Promise<readonly AnimationClip[]> {
  if (clipsUrl === undefined || !isHumanoid(rig)) return []
  try {
    const lender = await loadFile(clipsUrl, clipsUrl)
    body.updateWorldMatrix(true, true)
    lender.scene.updateWorldMatrix(true, true)
    const clips = borrowed(lender.animations, lender.scene, { body, rig })
    free(lender.scene)
    return clips
  } catch {
    // It stands still, and still speaks.
    return []
  }
}

function prepare(body: Object3D, brand: string | undefined): void {
  for (const node of meshesOf(body)) {
    // The bounds of a skinned mesh are those of its T-pose: a raised hand would vanish at the edge.
    node.frustumCulled = false
    const isFace = node.morphTargetInfluences !== undefined && materialsOf(node).every(({ transparent }) => transparent)
    for (const material of materialsOf(node)) {
      if (isFace) {
        // Light itself, painted in the order of its triangles.
        material.toneMapped = false
        material.depthWrite = false
        node.renderOrder = 1
      } else node.castShadow = node.receiveShadow = true
      if (brand !== undefined && material.name === 'Accent' && material instanceof MeshStandardMaterial)
        material.color.set(brand)
    }
  }
}

/** What GLTFLoader read from the file; a recipe that is none is left out. */
function recipesIn(found: unknown): Recipes | undefined {
  if (typeof found !== 'object' || found === null) return undefined
  return Object.fromEntries(
    Object.entries(found as Readonly<Record<string, unknown>>).flatMap(([name, recipe]) => {
      if (typeof recipe !== 'object' || recipe === null) return []
      const amounts = Object.entries(recipe as Readonly<Record<string, unknown>>) // each amount is looked at
      return [[name, Object.fromEntries(amounts.filter((one): one is [string, number] => typeof one[1] === 'number'))]]
    }),
  )
}

/** A chin goes down about the axis from ear to ear. */
function jawOf(bone: Object3D | undefined): JawBone | undefined {
  if (!bone?.parent) return undefined
  const rest = bone.quaternion.clone()
  const parent = bone.parent.getWorldQuaternion(new Quaternion())
  const axis = new Vector3(1, 0, 0).applyQuaternion(parent.invert())
  return (open) => void bone.quaternion.setFromAxisAngle(axis, open * 0.3).multiply(rest)
}

export function nodesOf(root: Object3D): readonly Object3D[] {
  const nodes: Object3D[] = []
  root.traverse((node) => void nodes.push(node))
  return nodes
}

export const meshesOf = (root: Object3D): readonly Mesh[] =>
  nodesOf(root).filter((node): node is Mesh => node instanceof Mesh)

/** As the file has it: the loader takes dots and colons out of names. */
export function nameOf(node: Object3D): string {
  const written: unknown = node.userData['name']
  return typeof written === 'string' ? written : node.name
}

export const materialsOf = ({ material }: Mesh): readonly Material[] =>
  Array.isArray(material) ? material : [material]

/** Gives back what the graphics processor holds of it. */
export function free(root: Object3D): void {
  for (const node of meshesOf(root)) {
    node.geometry.dispose()
    if (node instanceof SkinnedMesh) node.skeleton.dispose()
    for (const material of materialsOf(node)) {
      for (const value of Object.values(material)) if (isTexture(value)) value.dispose()
      material.dispose()
    }
  }
}

function isTexture(value: unknown): value is { dispose(): void } {
  return typeof value === 'object' && value !== null && 'isTexture' in value
}

import { avatarDefaults as limits } from '../../config/defaults.ts'
import { ModelRefused, type ModelSize } from '../../contracts/avatars.ts'
import { readGlb } from './glb.ts'
import { gltfSchema, unpackedBytes, type Gltf } from './gltf.ts'
import { pictureSize } from './pictures.ts'

/** A model that no library has read yet, and that none of them will choke on. */
export interface Model {
  readonly gltf: Gltf
  readonly format: 'glb' | 'vrm'
  readonly size: ModelSize
}

/** What browsers and the optimiser know; whatever else a model cannot be shown without it is refused for. */
const known = new Set([
  'EXT_meshopt_compression',
  'EXT_texture_webp',
  'KHR_lights_punctual',
  'KHR_materials_clearcoat',
  'KHR_materials_emissive_strength',
  'KHR_materials_ior',
  'KHR_materials_sheen',
  'KHR_materials_specular',
  'KHR_materials_transmission',
  'KHR_materials_unlit',
  'KHR_materials_volume',
  'KHR_mesh_quantization',
  'KHR_texture_transform',
  'VRM',
  'VRMC_materials_hdr_emissiveMultiplier',
  'VRMC_materials_mtoon',
  'VRMC_node_constraint',
  'VRMC_springBone',
  'VRMC_vrm',
])

const refuse = (fault: string, message: string): never => {
  throw new ModelRefused(fault, message)
}

/**
 * Looks at a file's container and description alone, in time that its length bounds: a few hundred bytes can name
 * gigabytes, which libraries only notice when they have no memory left. Throws ModelRefused.
 */
export function preflight(bytes: Uint8Array): Model {
  if (bytes.length > limits.bytes) refuse('BYTES', `The file is larger than ${limits.bytes / 1024 / 1024} MB.`)
  const { json, binary } = readGlb(bytes, limits.jsonBytes)
  countLists(json)
  const gltf = described(json)
  checkExtensions(gltf)
  checkBuffers(gltf, binary.length)
  checkAccessors(gltf)
  checkTree(gltf)
  const vrm = ['VRM', 'VRMC_vrm'].some((name) => name in gltf.extensions)
  const size = { bytes: bytes.length, ...checkShapes(gltf), textureBytes: checkPictures(gltf, binary) }
  return { gltf, format: vrm ? 'vrm' : 'glb', size }
}

/** Before its hundreds of thousands of entries are looked at. */
function countLists(json: Readonly<Record<string, unknown>>): void {
  const bounds = {
    nodes: limits.nodes,
    accessors: limits.accessors,
    bufferViews: limits.accessors,
    meshes: limits.nodes,
    materials: limits.nodes,
    animations: limits.clips,
    images: limits.pictures,
    textures: limits.nodes,
    skins: limits.nodes,
    buffers: limits.nodes,
    scenes: limits.nodes,
  }
  for (const [name, most] of Object.entries(bounds)) {
    const list = json[name]
    if (Array.isArray(list) && list.length > most)
      refuse('TOO_MANY', `The model has ${list.length} ${name}; ${most} are taken at the most.`)
  }
}

function described(json: unknown): Gltf {
  const { data, error } = gltfSchema.safeParse(json)
  if (data === undefined)
    throw new ModelRefused(
      'JSON',
      `The description of the model does not fit glTF at ${error.issues[0]?.path.join('.')}.`,
    )
  if (!/^2\.\d+$/.test(data.asset.version)) refuse('VERSION', 'Only glTF 2.0 is read.')
  return data
}

function checkExtensions({ extensionsRequired, extensionsUsed }: Gltf): void {
  // A mesh a million times in a line of JSON; browsers follow it whether or not it is required.
  const foreign = extensionsRequired.find((name) => !known.has(name)) ?? extensionsUsed.find((name) => name === 'EXT_mesh_gpu_instancing') // prettier-ignore
  if (foreign === undefined) return
  const short = foreign.slice(0, 60)
  if (/draco/i.test(short)) refuse('EXTENSION', 'The model is packed with Draco: export it without compression.')
  refuse('EXTENSION', `The model needs the extension ${short}, which is not known here: export it without.`)
}

function checkBuffers({ buffers, bufferViews, images, extensionsUsed }: Gltf, binaryLength: number): void {
  if ([...buffers, ...images].some(({ uri }) => uri !== undefined))
    refuse('EXTERNAL', 'The model refers to other files: export it with everything inside of one.')
  const [own, ...others] = buffers
  if (own !== undefined && own.byteLength > binaryLength)
    refuse('TRUNCATED', 'The model names more data than the file has.')
  // What a decoder unpacks into; nothing is in the file.
  if (others.length > 0 && !extensionsUsed.includes('EXT_meshopt_compression'))
    refuse('EXTERNAL', 'The model refers to data that is not in the file.')
  let unpacked = 0
  for (const { buffer, byteOffset = 0, byteLength, extensions } of bufferViews) {
    const packed = extensions?.EXT_meshopt_compression
    const source = packed ?? { buffer, byteOffset, byteLength }
    const length = buffers[source.buffer]?.byteLength ?? 0
    if (source.buffer !== 0 || (source.byteOffset ?? 0) + source.byteLength > length)
      refuse('BOUNDS', 'A part of the model lies outside of the file.')
    unpacked += packed === undefined ? 0 : packed.count * packed.byteStride
  }
  if (unpacked > limits.unpackedBytes) refuse('UNPACKED', tooMuch)
}

const tooMuch = `The model takes more than ${limits.unpackedBytes / 1024 / 1024} MB when it is unpacked.`

function checkAccessors({ accessors, bufferViews }: Gltf): void {
  let unpacked = 0
  for (const accessor of accessors) {
    if (accessor.bufferView === undefined && accessor.count > limits.zeros)
      refuse('ZEROS', `The model has ${accessor.count} elements of nothing but zeros.`)
    if (accessor.bufferView !== undefined && bufferViews[accessor.bufferView] === undefined)
      refuse('BOUNDS', 'The model names data that it does not have.')
    unpacked += unpackedBytes(accessor)
  }
  if (unpacked > limits.unpackedBytes) refuse('UNPACKED', tooMuch)
}

/** From the roots down, without recursion: who has one parent at the most and is never reached is in a circle. */
function checkTree({ nodes }: Gltf): void {
  const parents = new Set<number>()
  for (const child of nodes.flatMap(({ children = [] }) => children)) {
    if (nodes[child] === undefined) refuse('BOUNDS', 'The model names a node that it does not have.')
    if (parents.has(child)) refuse('TREE', 'A node of the model has two parents.')
    parents.add(child)
  }
  let level = [...nodes.keys()].filter((node) => !parents.has(node))
  let reached = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.depth) refuse('DEPTH', `The nodes of the model are nested deeper than ${limits.depth}.`)
    reached += level.length
    level = level.flatMap((node) => nodes[node]?.children ?? [])
  }
  if (reached < nodes.length) refuse('TREE', 'Nodes of the model are each other’s parents.')
}

/** What is drawn: a mesh as often as nodes show it. */
function checkShapes(gltf: Gltf): Pick<ModelSize, 'vertices' | 'joints' | 'clips' | 'morphs'> {
  const { nodes, meshes, skins, animations, accessors } = gltf
  const countOf = (accessor: number | undefined) => (accessor === undefined ? 0 : (accessors[accessor]?.count ?? 0))
  const each = meshes.map(({ primitives }) => ({
    vertices: sum(primitives.map(({ attributes }) => countOf(attributes['POSITION']))),
    indices: sum(primitives.map(({ indices }) => countOf(indices))),
  }))
  const shown = nodes.flatMap(({ mesh }) => (mesh === undefined ? [] : (each[mesh] ?? [])))
  const vertices = sum(shown.map((mesh) => mesh.vertices))
  const joints = largest(skins.map((skin) => skin.joints.length))
  const morphs = largest(meshes.flatMap(({ primitives }) => primitives.map(({ targets = [] }) => targets.length)))
  if (vertices === 0) refuse('EMPTY', 'There is nothing to see in the model: it has no mesh.')
  if (vertices > limits.vertices)
    refuse('VERTICES', `The model has ${vertices} vertices; ${limits.vertices} are taken.`)
  if (sum(shown.map((mesh) => mesh.indices)) > limits.indices)
    refuse('VERTICES', `The model draws more than ${limits.indices / 3} triangles.`)
  if (joints > limits.joints) refuse('JOINTS', `A skeleton has ${joints} bones; ${limits.joints} are taken.`)
  if (morphs > limits.morphs) refuse('MORPHS', `A mesh has ${morphs} morph targets; ${limits.morphs} are taken.`)
  return { vertices, joints, clips: animations.length, morphs }
}

/** Bytes on a graphics card: four for each pixel, and a third more for the smaller copies of it. */
function checkPictures({ images, bufferViews }: Gltf, binary: Uint8Array): number {
  let pixels = 0
  for (const { bufferView } of images) {
    const view = bufferView === undefined ? undefined : bufferViews[bufferView]
    if (view === undefined) throw new ModelRefused('BOUNDS', 'The model names a picture that it does not have.')
    const { byteOffset = 0, byteLength } = view
    const size = pictureSize(binary.subarray(byteOffset, byteOffset + byteLength))
    if (size === undefined) throw new ModelRefused('PICTURE', 'A picture of the model is neither PNG, JPEG nor WebP.')
    const { width, height } = size
    if (width > limits.pictureSide || height > limits.pictureSide)
      refuse(
        'PICTURE',
        `A picture of the model has ${width} × ${height} pixels; ${limits.pictureSide} a side are taken.`,
      )
    pixels += width * height
  }
  if (pixels > limits.pixels) refuse('PICTURE', 'The pictures of the model have too many pixels together.')
  return Math.round(pixels * 4 * (4 / 3))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
const largest = (numbers: readonly number[]) => numbers.reduce((most, number) => Math.max(most, number), 0)

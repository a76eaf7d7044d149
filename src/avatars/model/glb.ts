import { ModelRefused } from '../../contracts/avatars.ts'

/** The container of binary glTF, as the file has it: nothing in `json` has been checked. */
export interface Glb {
  readonly json: Readonly<Record<string, unknown>>
  /** Where the JSON chunk's bytes were, of all: what a file says of itself. */
  readonly jsonBytes: number
  readonly binary: Uint8Array
}

const magic = 0x46546c67
const jsonChunk = 0x4e4f534a
const binaryChunk = 0x004e4942

/**
 * Reads the container and parses its JSON, which may be `jsonBytes` long at the most. Throws ModelRefused.
 * https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html#binary-gltf-layout
 */
export function readGlb(bytes: Uint8Array, most: number): Glb {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 20) throw new ModelRefused('TRUNCATED', 'The file ends before its first part begins.')
  if (view.getUint32(0, true) !== magic)
    throw new ModelRefused('FORMAT', 'This is no binary glTF (.glb, .vrm): export it as one file.')
  if (view.getUint32(4, true) !== 2) throw new ModelRefused('VERSION', 'Only glTF 2.0 is read.')
  if (view.getUint32(8, true) !== bytes.length)
    throw new ModelRefused('TRUNCATED', 'The file is not as long as it says: it was cut off, or something was added.')
  const length = view.getUint32(12, true)
  if (view.getUint32(16, true) !== jsonChunk)
    throw new ModelRefused('FORMAT', 'The file does not begin with the description of its model.')
  if (length > most) throw new ModelRefused('JSON_SIZE', `The description of the model is larger than ${most} bytes.`)
  if (20 + length > bytes.length) throw new ModelRefused('TRUNCATED', 'The description of the model is cut off.')
  return { json: parse(bytes.subarray(20, 20 + length)), jsonBytes: length, binary: binaryOf(view, bytes, 20 + length) }
}

/** The chunk behind the JSON; unknown kinds of chunks are passed over, as the format wants it. */
function binaryOf(view: DataView, bytes: Uint8Array, begin: number): Uint8Array {
  for (let at = begin; at < bytes.length;) {
    if (at + 8 > bytes.length) throw new ModelRefused('TRUNCATED', 'The file ends in the middle of a part.')
    const end = at + 8 + view.getUint32(at, true)
    if (end > bytes.length) throw new ModelRefused('TRUNCATED', 'The file ends in the middle of a part.')
    if (view.getUint32(at + 4, true) === binaryChunk) return bytes.subarray(at + 8, end)
    at = end
  }
  return new Uint8Array()
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown> // an object has such keys
  } catch {
    // As below.
  }
  throw new ModelRefused('JSON', 'The description of the model is not valid JSON.')
}

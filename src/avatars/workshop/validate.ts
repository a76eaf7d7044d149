import { validateBytes } from 'gltf-validator'
import type { ModelIssue } from '../../contracts/avatars.ts'

/**
 * What exporters of well-known programs get wrong, and no player minds: ranges and weights that were rounded. The optimiser
 * computes them anew. https://github.com/KhronosGroup/glTF-Validator/blob/main/ISSUES.md
 */
const harmless = new Set([
  'ACCESSOR_MIN_MISMATCH',
  'ACCESSOR_MAX_MISMATCH',
  'ACCESSOR_ELEMENT_OUT_OF_MIN_BOUND',
  'ACCESSOR_ELEMENT_OUT_OF_MAX_BOUND',
  'ACCESSOR_WEIGHTS_NON_NORMALIZED',
  'ACCESSOR_VECTOR3_NON_UNIT',
])

/** What is wrong with a model by Khronos' validator: the door of it. It may crash: it runs in a process of its own. */
export async function errorsOf(bytes: Uint8Array): Promise<readonly ModelIssue[]> {
  const { issues } = await validateBytes(bytes, { format: 'glb', maxIssues: 200 })
  return issues.messages
    .filter(({ severity, code }) => severity === 0 && !harmless.has(code))
    .map(({ code, message, pointer }) => ({ code, message, ...(pointer === undefined ? {} : { pointer }) }))
}

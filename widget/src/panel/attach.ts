import type { MediaPart } from './model.ts'

/** What may be sent along, checked before a byte of it goes out. The gateway checks it again. */

export interface UploadLimits {
  /** Of one file. */
  readonly bytes: number
  /** Media types; `image/*` stands for all of its kind. */
  readonly types: readonly string[]
}

/** Files of one message: the gateway takes ten parts, and one of them is what was written. */
export const filesPerMessage = 9

export type Refused = 'tooLarge' | 'wrongType'

export function refusalOf({ size, type }: Pick<File, 'size' | 'type'>, limits: UploadLimits): Refused | undefined {
  if (size > limits.bytes) return 'tooLarge'
  return limits.types.some((allowed) => fits(type, allowed)) ? undefined : 'wrongType'
}

function fits(type: string, allowed: string): boolean {
  return allowed.endsWith('/*') ? type.startsWith(allowed.slice(0, -1)) : type === allowed
}

export function mediaTypeOf(mime: string): MediaPart['type'] {
  const [kind] = mime.split('/', 1)
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document'
}

/** Those that were dropped or pasted; text that was is no file. */
export function filesIn(transfer: DataTransfer | null): readonly File[] {
  return [...(transfer?.files ?? [])]
}

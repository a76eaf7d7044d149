import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { GatewayError } from '../contracts/errors.ts'

/**
 * Sealing: AES-256-GCM with a random nonce. What is sealed is bound to the place it is kept at (`place`): copied to
 * another tenant, row or field, it does not open. The first byte names the format, so that another may follow.
 *
 * base64url of: version (1) · nonce (12) · tag (16) · ciphertext
 */
const version = 1
const nonceBytes = 12
const tagBytes = 16
const headBytes = 1 + nonceBytes + tagBytes
export const keyBytes = 32

/** A sealed value does not open: it was changed or moved, or the key is another. */
export class Unsealable extends GatewayError {
  readonly code = 'E_UNSEALABLE'
}

export function seal(key: Buffer, place: readonly string[], plain: Buffer): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(boundTo(place))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), text]).toString('base64url')
}

/** Throws Unsealable. */
export function unseal(key: Buffer, place: readonly string[], sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  // Decoding forgives stray characters; a sealed value has exactly one spelling.
  if (bytes.length < headBytes || bytes[0] !== version || bytes.toString('base64url') !== sealed)
    throw unsealable(place)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(boundTo(place))
  decipher.setAuthTag(bytes.subarray(1 + nonceBytes, headBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()])
  } catch (error) {
    throw unsealable(place, error)
  }
}

/** Unambiguous: no two places give the same bytes. The version is in it, so that a format cannot be passed off as another. */
function boundTo(place: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([version, ...place]))
}

function unsealable(place: readonly string[], cause?: unknown): Unsealable {
  return new Unsealable(
    `What is sealed at ${place.join('/')} does not open: it was changed or moved, or the key is another.`,
    { cause },
  )
}

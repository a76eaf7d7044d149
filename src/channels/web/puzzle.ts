import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { WirePuzzle } from '../../contracts/wire.ts'
import { webDefaults } from '../../config/defaults.ts'

/**
 * Work that a new visitor's browser does before it is let in, where a channel asks for it: some hashes are nothing to one
 * person and much to who wants a thousand visitors. Nothing is kept: a puzzle is signed with a key of the tenant's, and
 * makes one visitor, however often its solution is shown.
 */
export function makePuzzle(key: Uint8Array, embedId: string, bits: number, now = Date.now()): WirePuzzle {
  const said = `${now + webDefaults.puzzleMs}.${randomBytes(16).toString('hex')}`
  return { challenge: `${said}.${macOf(key, 'puzzle', embedId, said)}`, bits }
}

/** The visitor that a solution makes; undefined when it is none, of another chat, or came too late. */
export function solvedVisitor(
  key: Uint8Array,
  embedId: string,
  bits: number,
  solution: string,
  now = Date.now(),
): string | undefined {
  const [endsAt = '', random = '', mac = ''] = solution.split('.')
  const expected = macOf(key, 'puzzle', embedId, `${endsAt}.${random}`)
  if (mac.length !== expected.length || !timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) return undefined
  if (Number(endsAt) < now || zeroBits(createHash('sha256').update(solution).digest()) < bits) return undefined
  return `v_${macOf(key, 'visitor', embedId, random)}`
}

function macOf(key: Uint8Array, ...words: readonly string[]): string {
  return createHmac('sha256', key).update(words.join('\0')).digest('hex').slice(0, 32)
}

/** How many bits are zero before the first that is not. */
function zeroBits(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? bytes.length * 8 : first * 8 + Math.clz32(bytes[first] ?? 0) - 24
}

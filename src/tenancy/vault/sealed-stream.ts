import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { vaultDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'

/**
 * Bytes of any length, sealed as they pass: AES-256-GCM over chunks, numbered, the last one marked, so that none can be
 * left out, moved or cut off (the STREAM construction). Every stream has a key of its own.
 *
 * `CLQB` 1 · salt of the passphrase (16) · salt of the stream (16) · chunks of ciphertext with their tags
 */
const magic = Buffer.from('CLQB\u0001', 'latin1')
const saltBytes = 16
const tagBytes = 16
const headBytes = magic.length + 2 * saltBytes
const { chunkBytes } = vaultDefaults

/** What a passphrase, or the text of a key, gives with a salt. */
export interface VaultKey {
  readonly salt: Buffer
  readonly sealing: Buffer
  /** Of the names of contents: without it nobody can tell whether a place holds a file that they have. */
  readonly naming: Buffer
}

export const newSalt = (): Buffer => randomBytes(saltBytes)

const stretch = promisify<string, Buffer, number, typeof vaultDefaults.scrypt, Buffer>(scrypt)

/** Of a passphrase it takes a fifth of a second, on purpose; 32 random bytes in base64 need no stretching. */
export async function vaultKey(secret: string, salt: Buffer): Promise<VaultKey> {
  const stretched = /^[A-Za-z0-9+/]{43}=$/.test(secret)
    ? Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), salt, 'colloquy/vault/key', 32))
    : await stretch(secret.normalize('NFKC'), salt, 32, vaultDefaults.scrypt)
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', stretched, '', `colloquy/vault/${purpose}`, 32))
  return { salt, sealing: derived('seal'), naming: derived('name') }
}

/** The name of a content (SHA-256, hex) in a place. */
export function nameOf({ naming }: VaultKey, sha256: string): string {
  return createHmac('sha256', naming).update(sha256).digest('hex')
}

/** `label` binds it to what it is: nothing sealed as one thing opens as another. */
export async function* sealed(
  key: VaultKey,
  label: string,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const salt = newSalt()
  yield Buffer.concat([magic, key.salt, salt])
  const streamKey = keyOf(key, salt, label)
  let number = 0
  for await (const { chunk, last } of chunksOf(body, chunkBytes)) {
    const cipher = createCipheriv('aes-256-gcm', streamKey, nonceOf(number++, last), { authTagLength: tagBytes })
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
  }
}

/** `keyFor` gives the key of a salt. Throws Refused for what was changed, cut off, or sealed with another key. */
export async function* unsealed(
  keyFor: (salt: Buffer) => Promise<VaultKey>,
  label: string,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const { head, rest } = await splitHead(body)
  if (!head.subarray(0, magic.length).equals(magic)) throw new Refused('This is nothing that a backup is made of.')
  const salts = head.subarray(magic.length)
  const key = keyOf(await keyFor(salts.subarray(0, saltBytes)), salts.subarray(saltBytes), label)
  let number = 0
  for await (const { chunk, last } of chunksOf(rest, chunkBytes + tagBytes)) {
    if (chunk.length < tagBytes) throw unopened()
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number++, last), { authTagLength: tagBytes })
    decipher.setAuthTag(chunk.subarray(-tagBytes))
    const plain = decipher.update(chunk.subarray(0, -tagBytes))
    try {
      decipher.final()
    } catch (error) {
      throw unopened(error)
    }
    yield plain
  }
}

/** The salt that the first bytes of a stream tell. */
export async function saltOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const { head, rest } = await splitHead(body)
  for await (const _ of rest) break // lets go of it
  if (!head.subarray(0, magic.length).equals(magic)) throw new Refused('This is nothing that a backup is made of.')
  return head.subarray(magic.length, magic.length + saltBytes)
}

function unopened(cause?: unknown): Refused {
  return new Refused('It does not open: it was changed or cut off, or the key is not the one it was sealed with.', {
    cause,
  })
}

function keyOf({ sealing }: VaultKey, salt: Buffer, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', sealing, salt, `colloquy/vault/stream/${label}`, 32))
}

/** Of one key no nonce comes twice: the number of the chunk, and whether it is the last. */
function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 5, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}

interface Chunk {
  readonly chunk: Buffer
  readonly last: boolean
}

/** Chunks of exactly `size`, but for the last, which may be empty where there is no other. */
async function* chunksOf(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, size: number): AsyncGenerator<Chunk> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const piece of body) {
    held.push(piece)
    length += piece.byteLength
    if (length <= size) continue
    const all = Buffer.concat(held)
    let at = 0
    // What fills the last of them exactly is kept: it may be the end.
    for (; all.length - at > size; at += size) yield { chunk: all.subarray(at, at + size), last: false }
    held = [all.subarray(at)]
    length = all.length - at
  }
  yield { chunk: Buffer.concat(held), last: true }
}

async function splitHead(body: AsyncIterable<Uint8Array>) {
  const pieces = body[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (head.length < headBytes) {
    const next = await pieces.next()
    if (next.done === true) throw unopened()
    head = Buffer.concat([head, next.value])
  }
  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      yield head.subarray(headBytes)
      for (;;) {
        const next = await pieces.next()
        if (next.done === true) return
        yield next.value
      }
    } finally {
      await pieces.return?.()
    }
  }
  return { head: head.subarray(0, headBytes), rest: rest() }
}

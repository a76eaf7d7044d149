import type { WirePuzzle } from '../../src/contracts/wire.ts'

/** How long it works before others may, milliseconds: half a frame. */
const sliceMs = 8

/**
 * Finds the digits that make the hash of a challenge begin with so many zero bits. With its own SHA-256: the browser's is
 * asked one hash at a time, and not at all on a page without TLS.
 */
export async function solve({ challenge, bits }: WirePuzzle): Promise<string> {
  let until = performance.now() + sliceMs
  for (let nonce = 0; ; nonce += 1) {
    const solution = `${challenge}.${nonce}`
    if (Math.clz32(firstWord(solution)) >= bits) return solution
    if (nonce % 64 === 0 && performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve))
      until = performance.now() + sliceMs
    }
  }
}

/** The fractions of the cube roots of the first 64 primes, and of the square roots of the first 8: FIPS 180-4. */
const primes = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n }, (_, by) => by).some((by) => by > 1 && n % by === 0),
)
const fraction = (value: number) => ((value % 1) * 2 ** 32) | 0
const constants = primes.slice(0, 64).map((prime) => fraction(Math.cbrt(prime)))
const beginning = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))

/** The first 32 bits of the SHA-256 of an ASCII text: as many as any puzzle asks for. */
export function firstWord(text: string): number {
  const blocks = (text.length + 9 + 63) >> 6
  const words = new Int32Array(blocks * 16)
  for (let at = 0; at < text.length; at += 1) put(words, at, text.charCodeAt(at))
  put(words, text.length, 0x80)
  words[words.length - 1] = text.length * 8
  const state = Int32Array.from(beginning)
  for (let block = 0; block < blocks; block += 1) mix(state, words.subarray(block * 16, block * 16 + 16))
  return state[0] ?? 0
}

function put(words: Int32Array, at: number, byte: number): void {
  words[at >> 2] = (words[at >> 2] ?? 0) | (byte << (24 - (at & 3) * 8))
}

const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by))

function mix(state: Int32Array, block: Int32Array): void {
  const words = new Int32Array(64)
  words.set(block)
  const word = (at: number) => words[at] ?? 0
  for (let at = 16; at < 64; at += 1) {
    const early = turned(word(at - 15), 7) ^ turned(word(at - 15), 18) ^ (word(at - 15) >>> 3)
    const late = turned(word(at - 2), 17) ^ turned(word(at - 2), 19) ^ (word(at - 2) >>> 10)
    words[at] = word(at - 16) + early + word(at - 7) + late
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let at = 0; at < 64; at += 1) {
    const choice = (e & f) ^ (~e & g)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + (constants[at] ?? 0) + word(at)) | 0
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((value, at) => (state[at] = (state[at] ?? 0) + value))
}

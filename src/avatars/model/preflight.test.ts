import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ModelRefused } from '../../contracts/avatars.ts'
import { glb, hostile, triangle, triangleWith } from '../fixtures/models.ts'
import { traitsOf } from './look.ts'
import { preflight } from './preflight.ts'

const nova = readFileSync(new URL('../../../assets/avatars/nova.glb', import.meta.url))

/** Looks at it as an upload does; the code of the refusal, or undefined. Whatever else is thrown fails the test. */
function refusal(bytes: Uint8Array): string | undefined {
  try {
    traitsOf(preflight(bytes))
    return undefined
  } catch (error) {
    if (error instanceof ModelRefused) return error.code
    throw error
  }
}

describe('a model is looked at before any library reads it', () => {
  test('and one that is fine passes', () => {
    const { json, binary } = triangle()
    expect(preflight(glb(json, binary))).toMatchObject({ format: 'glb', size: { vertices: 3, joints: 0, morphs: 0 } })
    expect(preflight(nova).size).toMatchObject({ joints: 33, morphs: 51, clips: 30, textureBytes: 0 })
  })

  test.each(Object.entries(hostile))('%s is refused', (_what, [code, bytes]) => {
    expect(refusal(bytes())).toBe(code)
  })

  test('each refusal is a sentence', () => {
    for (const [, bytes] of Object.values(hostile)) expect(() => preflight(bytes())).toThrow(/^[A-Z].*\.$/)
  })

  test('what is unknown beside it does no harm', () => {
    const extras = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as object
    expect(refusal(triangleWith(() => ({ extras, nodes: [{ mesh: 0, extras }], extensionsUsed: ['ACME_hint'] })))).toBe(
      undefined,
    )
    expect('polluted' in {}).toBe(false)
  })
})

describe('whatever bytes come, it is our refusal or nothing', () => {
  test('bytes of any kind', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => refusal(bytes) !== undefined))
  })

  test('descriptions of any kind', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(refusal(glb(json as object))).toMatch(/^E_MODEL_/) // whatever it is, nothing is to be seen
      }),
    )
  })

  test('a triangle of which any part is something else', () => {
    const keys = Object.keys(triangle().json)
    fc.assert(
      fc.property(
        fc.constantFrom(...keys, 'skins', 'animations', 'images', 'extensions'),
        fc.jsonValue(),
        (key, value) => {
          expect(refusal(triangleWith(() => ({ [key]: value }))) ?? 'E_MODEL_none').toMatch(/^E_MODEL_/)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a real model with some of its bytes changed, or cut off', () => {
    const place = fc.nat({ max: 40_000 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 12 }),
        fc.nat({ max: nova.length }),
        (changes, cut) => {
          const bytes = Buffer.from(nova.subarray(0, cut % 3 === 0 ? cut : nova.length))
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
          expect(refusal(bytes) ?? 'E_MODEL_none').toMatch(/^E_MODEL_/)
        },
      ),
      { numRuns: 60 },
    )
  })
})

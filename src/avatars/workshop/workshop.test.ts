import { describe, expect, test } from '@jest/globals'
import sharp from 'sharp'
import { workshopDefaults } from '../../config/defaults.ts'
import { glb, pngOf, triangle, triangleWith } from '../fixtures/models.ts'
import { make } from '../make.ts'
import { preflight } from '../model/preflight.ts'
import { createWorkshop } from './index.ts'

const { signal } = new AbortController()
const fine = () => {
  const { json, binary } = triangle()
  return glb(json, binary)
}
const seen = { idle: undefined, bones: {}, facing: 1 } as const

describe('models are worked on in processes of their own', () => {
  test('what comes out is smaller or plain, valid, and has a picture on which something is to be seen', async () => {
    const { model, plain, poster, traits } = await make(fine(), createWorkshop(), signal)
    expect(preflight(model).gltf.extensionsRequired).toContain('EXT_meshopt_compression')
    expect(preflight(plain!).gltf.extensionsRequired).not.toContain('EXT_meshopt_compression')
    expect(traits.origin).toEqual({ author: 'Ada', licence: 'CC0' })
    const { data, info } = await sharp(poster).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height, info.channels]).toEqual([384, 384, 4])
    const solid = data.filter((value, at) => at % 4 === 3 && value === 255).length
    // Half of its square, with a margin around it.
    expect(solid / (384 * 384)).toBeCloseTo(0.5 / 1.08 ** 2, 1)
  }, 60_000)

  test('a picture that is none breaks off one job, and no other', async () => {
    const broken = pngOf(64, 64)
    const bytes = triangleWith(
      () => ({
        images: [{ bufferView: 1, mimeType: 'image/png' }],
        textures: [{ source: 0 }],
        materials: [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } } }],
        meshes: [{ primitives: [{ attributes: { POSITION: 0 }, material: 0 }] }],
        bufferViews: [
          { buffer: 0, byteLength: 36 },
          { buffer: 0, byteOffset: 36, byteLength: broken.length },
        ],
        buffers: [{ byteLength: 36 + broken.length }],
      }),
      broken,
    )
    const workshop = createWorkshop()
    const [bad, good] = await Promise.allSettled([
      workshop.run({ kind: 'picture', bytes, seen }, signal),
      workshop.run({ kind: 'picture', bytes: fine(), seen }, signal),
    ])
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'E_MODEL_UNREADABLE' } })
    expect(good.status).toBe('fulfilled')
  }, 60_000)

  test.each([
    ['time', { jobMs: 5 }, 'took longer'],
    ['memory', { memoryBytes: 1024 * 1024, watchMs: 5 }, 'more memory'],
  ])('a job has no more %s than it is given', async (_what, limits, sentence) => {
    const workshop = createWorkshop({ ...workshopDefaults, ...limits })
    await expect(workshop.run({ kind: 'optimize', bytes: fine(), seen }, signal)).rejects.toThrow(sentence)
  })

  test('who leaves ends their job, and who finds no place to wait is told so', async () => {
    const workshop = createWorkshop({ ...workshopDefaults, atOnce: 1, waiting: 1 })
    const leaving = new AbortController()
    const jobs = [leaving.signal, leaving.signal, signal].map((each) =>
      workshop.run({ kind: 'validate', bytes: fine() }, each),
    )
    setImmediate(() => leaving.abort(new Error('Gone.')))
    const [first, second, third] = await Promise.allSettled(jobs)
    expect([first, second]).toMatchObject([{ reason: { message: 'Gone.' } }, { reason: { message: 'Gone.' } }])
    expect(third).toMatchObject({ status: 'rejected', reason: { code: 'E_BUSY' } })
    expect(await workshop.run({ kind: 'validate', bytes: fine() }, signal)).toEqual([])
  }, 60_000)
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createEmbedder } from './embed.ts'
import { findWeights, multilingual, speaks, verifyWeights, weightFiles } from './weights.ts'

const embedder = createEmbedder()
afterAll(() => embedder.close())

function cosine(one?: Float32Array, other?: Float32Array): number {
  if (one === undefined || other === undefined) return Number.NaN
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)
}

describe('vectors of texts', () => {
  test('are near for what means the same and far for what does not', async () => {
    const [asked, same, other] = await embedder.embed([
      'where is my parcel?',
      'has the package been delivered yet',
      'play some jazz',
    ])
    expect(cosine(asked, asked)).toBeCloseTo(1)
    expect(cosine(asked, same)).toBeGreaterThan(cosine(asked, other) + 0.2)
  })

  test('depend on no other text that is asked for along with it', async () => {
    const [alone] = await embedder.embed(['do you deliver on sundays'])
    const long = 'and now for something longer that is quite different, '.repeat(20)
    const [, beside] = await createdAnew([long, 'do you deliver on sundays', long])
    expect(beside).toEqual(alone)
  })

  test('come in order, whoever is served first', async () => {
    const book = Array.from({ length: 30 }, (_, page) => `page ${page} of a book`)
    const [ofBook, [ofOne]] = await Promise.all([embedder.embed(book), embedder.embed(['page 17 of a book'])])
    expect(ofBook).toHaveLength(30)
    expect(ofBook[17]).toEqual(ofOne)
  })

  test('are made of anything', async () => {
    const odd = ['', ' ', '\0', '\ud800', '🙂'.repeat(5000), 'x'.repeat(100_000), '[MASK] [SEP] [CLS]']
    const vectors = await embedder.embed(odd)
    for (const vector of vectors) expect(vector).toHaveLength(384)
    expect(vectors.flatMap((vector) => [...vector]).every(Number.isFinite)).toBe(true)
    expect(await embedder.embed([])).toEqual([])
  })

  test('are refused kindly when far too many are asked for, and once it is closed', async () => {
    await expect(embedder.embed(Array<string>(9000).fill('text'))).rejects.toThrow('At most 8000 texts')
    const closed = createEmbedder()
    await closed.close()
    await expect(closed.embed(['text'])).rejects.toThrow('stopping')
  })

  async function createdAnew(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const other = createEmbedder()
    try {
      return await other.embed(texts)
    } finally {
      await other.close()
    }
  }
})

describe('weights', () => {
  test('are English, unless the folder of models has better ones', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'colloquy-models-'))
    try {
      expect(findWeights(folder).model).toBe('Xenova/all-MiniLM-L6-v2')
      await mkdir(path.join(folder, multilingual.model, 'onnx'), { recursive: true })
      for (const file of weightFiles) await writeFile(path.join(folder, multilingual.model, file), '')
      const found = findWeights(folder)
      expect(found).toMatchObject({ model: 'Xenova/multilingual-e5-small', prefixes: { passage: 'passage: ' } })
      expect(speaks(found, 'th')).toBe(true)
    } finally {
      await rm(folder, { recursive: true })
    }
    expect(['en', 'en-GB', 'es', 'th'].map((language) => speaks(findWeights(undefined), language))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  test('that are not what was measured are not used', async () => {
    const found = findWeights(undefined)
    await expect(verifyWeights(found)).resolves.toBeUndefined()
    await expect(verifyWeights({ ...found, hashes: { 'config.json': 'f00' } })).rejects.toThrow(
      'config.json of Xenova/all-MiniLM-L6-v2 is not the file it should be',
    )
  })

  test('that cannot be loaded are said so, and not tried again at once', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'colloquy-models-'))
    await mkdir(path.join(folder, multilingual.model, 'onnx'), { recursive: true })
    for (const file of weightFiles) await writeFile(path.join(folder, multilingual.model, file), '{}')
    const broken = createEmbedder({ modelsDir: folder })
    await expect(broken.embed(['text'])).rejects.toThrow('The texts did not become vectors')
    await expect(broken.embed(['text'])).rejects.toThrow('no vectors of meaning at the moment')
    await broken.close()
    await rm(folder, { recursive: true })
  })
})

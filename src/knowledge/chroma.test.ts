import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { startChroma, type OwnChroma } from '../../test/parts/chroma.ts'
import { Busy } from '../contracts/errors.ts'
import type { KnowledgeBaseId, TenantKey } from '../contracts/id.ts'
import type { KnowledgeBase } from '../contracts/knowledge-store.ts'
import { testCollection } from '../testing/collection.ts'
import { collectionName, isOf, openSharedVectors } from './chroma.ts'

let chroma: OwnChroma
let tenants = 0
beforeAll(async () => {
  chroma = await startChroma()
}, 120_000)
afterAll(() => chroma.close())

const nextTenant = () => `t${String(tenants++).padStart(4, '0')}` as TenantKey // a test's own
const baseOf = (id: string) => ({ id, number: 1 }) as unknown as KnowledgeBase // what is read of it
const north = Float32Array.from([1, 0])

testCollection('in Chroma', {
  open: () =>
    Promise.resolve({
      collections: openSharedVectors(chroma.url, 5000).of(nextTenant()),
      close: () => Promise.resolve(),
    }),
})

describe('vectors that tenants keep in one Chroma', () => {
  const key = fc.stringMatching(/^[a-z0-9]{5}$/).map((text) => text as TenantKey) // the pattern is that of a key
  const id = fc.stringMatching(/^kb_[a-z0-9]{11,37}$/).map((text) => text as KnowledgeBaseId) // as minted

  test('lie under names that no other tenant has, and that Chroma takes', () => {
    fc.assert(
      fc.property(key, key, id, id, (one, other, first, second) => {
        const name = collectionName(one, { id: first })
        expect(name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]$/)
        expect(isOf(one, name)).toBe(true)
        expect(isOf(other, name)).toBe(one === other)
        expect(name === collectionName(other, { id: second })).toBe(one === other && first === second)
      }),
    )
  })

  test('are found by their own tenant alone, also under the same base', async () => {
    const shared = openSharedVectors(chroma.url, 5000)
    const [mine, yours] = [nextTenant(), nextTenant()]
    await (await shared.of(mine).of(baseOf('kb_same1'), 2)).add([{ id: 1, vector: north }])
    expect(await shared.of(yours).existing(baseOf('kb_same1'))).toBeUndefined()
    const other = await shared.of(yours).of(baseOf('kb_same1'), 2)
    expect(await other.nearest(north, 5)).toEqual([])
    await shared.of(yours).drop(baseOf('kb_same1'))
    expect(await (await shared.of(mine).existing(baseOf('kb_same1')))?.count()).toBe(1)
  })

  test('go with their tenant, all of them, and nobody else’s', async () => {
    const shared = openSharedVectors(chroma.url, 5000)
    const [leaving, staying] = [nextTenant(), nextTenant()]
    for (const id of ['kb_a1', 'kb_b1']) {
      await (await shared.of(leaving).of(baseOf(id), 2)).add([{ id: 1, vector: north }])
      await (await shared.of(staying).of(baseOf(id), 2)).add([{ id: 1, vector: north }])
    }
    await shared.remove(leaving)
    await shared.remove(leaving)
    const fresh = openSharedVectors(chroma.url, 5000)
    expect(await fresh.of(leaving).existing(baseOf('kb_a1'))).toBeUndefined()
    expect(await fresh.of(leaving).existing(baseOf('kb_b1'))).toBeUndefined()
    expect(await (await fresh.of(staying).existing(baseOf('kb_b1')))?.count()).toBe(1)
  })

  test('that another process removed are not there, and are made again', async () => {
    const [here, there] = [openSharedVectors(chroma.url, 5000), openSharedVectors(chroma.url, 5000)]
    const tenant = nextTenant()
    const collection = await here.of(tenant).of(baseOf('kb_a1'), 2)
    await collection.add([{ id: 1, vector: north }])
    await there.of(tenant).drop(baseOf('kb_a1'))
    expect(await collection.nearest(north, 1)).toEqual([])
    expect(await collection.count()).toBe(0)
    await expect(collection.add([{ id: 1, vector: north }])).rejects.toBeInstanceOf(Busy)
    const again = await here.of(tenant).of(baseOf('kb_a1'), 2)
    await again.add([{ id: 1, vector: north }])
    expect(await again.count()).toBe(1)
  })

  test('are Busy while Chroma is away or hangs, at once from the second time on, and there afterwards', async () => {
    const shared = openSharedVectors(chroma.url, 3000)
    const tenant = nextTenant()
    const collection = await shared.of(tenant).of(baseOf('kb_a1'), 2)
    await collection.add([{ id: 1, vector: north }])
    expect(await shared.trouble()).toBeUndefined()
    await chroma.pause()
    try {
      await expect(collection.nearest(north, 1)).rejects.toBeInstanceOf(Busy)
      await expect(collection.add([{ id: 2, vector: north }])).rejects.toBeInstanceOf(Busy)
      expect(await shared.trouble()).toMatch(/does not answer/)
    } finally {
      chroma.resume()
    }
    await chroma.stop()
    expect(await shared.trouble()).toMatch(/does not answer/)
    await chroma.start()
    const fresh = openSharedVectors(chroma.url, 5000)
    expect(await fresh.trouble()).toBeUndefined()
    expect(await (await fresh.of(tenant).existing(baseOf('kb_a1')))?.ids(0, 1)).toEqual([1])
  }, 60_000)
})

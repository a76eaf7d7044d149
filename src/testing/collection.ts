import { describe, expect, test } from '@jest/globals'
import type { ChatbotId, KnowledgeBaseId } from '../contracts/id.ts'
import type { KnowledgeBase, VectorCollections } from '../contracts/ports.ts'

/** What the suite asks of vector collections under test: none there, for every test. */
export interface CollectionsUnderTest {
  open(): Promise<{ readonly collections: VectorCollections; close(): Promise<void> }>
}

/** The promises of the VectorCollections port. Every implementation passes the same suite. */
export function testCollection(name: string, { open }: CollectionsUnderTest): void {
  const with4 = async (body: (collections: VectorCollections) => Promise<void>): Promise<void> => {
    const { collections, close } = await open()
    try {
      await body(collections)
    } finally {
      await close()
    }
  }

  describe(`vector collections ${name}`, () => {
    test('find what is nearest, the nearest first, with its cosine', () =>
      with4(async (collections) => {
        const collection = await collections.of(baseOf(1), 4)
        await collection.add([
          { id: 7, vector: unit(1, 0, 0, 0) },
          { id: 8, vector: unit(1, 1, 0, 0) },
          { id: 9, vector: unit(0, 0, 1, 0) },
        ])
        const found = await collection.nearest(unit(1, 0.1, 0, 0), 2)
        expect(found.map(({ chunk }) => chunk)).toEqual([7, 8])
        expect(found[0]?.score).toBeCloseTo(0.995, 2)
        expect(await collection.count()).toBe(3)
      }))

    test('replace what comes again, and forget what is removed', () =>
      with4(async (collections) => {
        const collection = await collections.of(baseOf(1), 4)
        await collection.add([{ id: 1, vector: unit(1, 0, 0, 0) }])
        await collection.add([
          { id: 1, vector: unit(0, 1, 0, 0) },
          { id: 2, vector: unit(0, 0, 1, 0) },
        ])
        expect((await collection.nearest(unit(0, 1, 0, 0), 1))[0]).toMatchObject({ chunk: 1, score: expect.closeTo(1) })
        await collection.remove([1, 99])
        expect((await collection.nearest(unit(0, 1, 0, 0), 5)).map(({ chunk }) => chunk)).toEqual([2])
        expect(await collection.count()).toBe(1)
      }))

    test('are one for each base, there only where something was put into them, and gone when dropped', () =>
      with4(async (collections) => {
        expect(await collections.existing(baseOf(1))).toBeUndefined()
        await (await collections.of(baseOf(1), 4)).add([{ id: 1, vector: unit(1, 0, 0, 0) }])
        const other = await collections.of(baseOf(2), 4)
        expect(await other.nearest(unit(1, 0, 0, 0), 5)).toEqual([])
        expect(await (await collections.existing(baseOf(1)))?.count()).toBe(1)
        await collections.drop(baseOf(1))
        await collections.drop(baseOf(1))
        expect(await collections.existing(baseOf(1))).toBeUndefined()
        expect(await collections.existing(baseOf(2))).toBeDefined()
      }))

    test('tell which vectors are there, some at a time', () =>
      with4(async (collections) => {
        const collection = await collections.of(baseOf(1), 4)
        await collection.add([5, 6, 7].map((id) => ({ id, vector: unit(1, id, 0, 0) })))
        const pages = [await collection.ids(0, 2), await collection.ids(2, 2), await collection.ids(4, 2)]
        expect(pages.map(({ length }) => length)).toEqual([2, 1, 0])
        expect(pages.flat().toSorted((one, other) => one - other)).toEqual([5, 6, 7])
      }))

    test('hold more than a search asks for, and find the nearest among them', () =>
      with4(async (collections) => {
        const collection = await collections.of(baseOf(1), 4)
        const turned = (id: number) => unit(Math.cos(id / 400), Math.sin(id / 400), 0, 0)
        for (let from = 0; from < 600; from += 200)
          await collection.add(
            Array.from({ length: 200 }, (_, index) => ({ id: from + index, vector: turned(from + index) })),
          )
        const found = (await collection.nearest(turned(0), 400)).map(({ chunk }) => chunk)
        expect(found).toHaveLength(400)
        expect(found.slice(0, 3)).toEqual([0, 1, 2])
      }))

    test('begin anew when vectors of another length come', () =>
      with4(async (collections) => {
        await (await collections.of(baseOf(1), 4)).add([{ id: 1, vector: unit(1, 0, 0, 0) }])
        const longer = await collections.of(baseOf(1), 5)
        expect(await longer.count()).toBe(0)
        await longer.add([{ id: 2, vector: unit(0, 0, 0, 0, 1) }])
        expect(await longer.count()).toBe(1)
      }))
  })
}

function baseOf(number: number): KnowledgeBase {
  return {
    number,
    id: `kb_tests${number}` as KnowledgeBaseId, // a test's own, and so is the next
    chatbot: 'bot_tests000001' as ChatbotId,
    name: `Base ${number}`,
    createdAt: 0,
  }
}

function unit(...values: readonly number[]): Float32Array {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}

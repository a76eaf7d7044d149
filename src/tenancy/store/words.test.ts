import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabases } from '../../../test/parts/engine.ts'
import type { TenantCode } from '../../contracts/id.ts'
import type { Database } from '../database.ts'
import type { Databases } from '../databases.ts'
import { indexed, soughtIn } from './search-terms.ts'
import { openWords, type Words } from './words.ts'

const code = 'acme' as TenantCode // a test's own brand
let folder: string
let databases: Databases
let database: Database
let words: Words
const texts = new Map<number, string>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-words-'))
  databases = await openDatabases(folder)
  await databases.provision(code)
  database = await databases.open(code)
  words = openWords(database, 'message_words', (number) => texts.get(number))
})
afterAll(async () => {
  database.close()
  await databases.close()
  await rm(folder, { recursive: true })
})
afterEach(() => forget(...texts.keys()))

function put(...said: readonly (readonly [number, string])[]): Promise<void> {
  return database.write(() => {
    for (const [number, text] of said) {
      texts.set(number, indexed(text))
      words.add(number, indexed(text))
    }
  })
}

function forget(...numbers: readonly number[]): Promise<void> {
  return database.write(() => {
    for (const number of numbers) {
      texts.delete(number)
      words.remove(number)
    }
  })
}

const find = (text: string, below = 1000, limit = 100) => words.page(soughtIn(text, 3)?.terms ?? [], below, limit)

describe('what is found', () => {
  test('has all the words, wherever they stand, the highest number first', async () => {
    await put([1, 'the parcel is lost'], [2, 'lost and found'], [3, 'Lost: one parcel!'])
    expect(find('lost')).toEqual([3, 2, 1])
    expect(find('parcel lost ')).toEqual([3, 1])
    expect(find('parcel found ')).toEqual([])
  })

  test('has the last word or what begins with it, once', async () => {
    await put([1, 'parcels, parcel and parcelled'], [2, 'park'], [3, 'compare'])
    expect(find('parc')).toEqual([1])
    expect(find('par ')).toEqual([])
    expect(find('par')).toEqual([2, 1])
  })

  test('has letters that are written without spaces beside each other', async () => {
    await put([1, '我的订单在哪里'], [2, '订书单'], [3, '单订'])
    expect(find('订单')).toEqual([1])
    expect(find('的订单在')).toEqual([1])
    expect(find('订')).toEqual([3, 2, 1])
    // Every two letters of it are there, and not in this order.
    await put([4, '的订 订单 单在'])
    expect(find('的订单在')).toEqual([1])
  })

  test('comes in pages', async () => {
    await put(...Array.from({ length: 25 }, (_, at) => [at + 1, `parcel ${at % 2 === 0 ? 'blue' : 'red'}`] as const))
    expect(find('parcel', 1000, 10)).toEqual([25, 24, 23, 22, 21, 20, 19, 18, 17, 16])
    expect(find('parcel', 16, 10)).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6])
    expect(find('parcel', 6, 10)).toEqual([5, 4, 3, 2, 1])
    expect(find('blue parcel', 10, 3)).toEqual([9, 7, 5])
  })

  test('is found no more when it is gone', async () => {
    await put([1, 'parcel'], [2, 'parcel'])
    await forget(2)
    expect(find('parcel')).toEqual([1])
    while (!(await database.write(() => words.tidy())));
    expect(find('parcel')).toEqual([1])
  })

  test('is told of one number, too', async () => {
    await put([1, 'the parcel'], [2, '我的订单'])
    const has = (text: string, number: number) => words.has(soughtIn(text, 3)?.terms ?? [], number)
    expect([has('parc', 1), has('the parcel', 1), has('parc', 2), has('订单', 2), has('单订', 2)]).toEqual([
      ...[true, true, false, true, false],
    ])
  })

  test('is what has it, of words of any length and script', async () => {
    const long = 'x'.repeat(500)
    await put([1, `${long} and ${'𝒳'.repeat(300)}`], [2, 'Ärger ärgern 注文する'])
    expect([find(long), find('arger'), find('注文')]).toEqual([[1], [2], [2]])
  })

  test('is the same as by looking at every text', async () => {
    const word = fc.constantFrom('parcel', 'park', 'blue', 'red', '订单', '单订', '在')
    const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((some) => some.join(' '))
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 12 }), word, async (said, sought) => {
        await forget(...texts.keys())
        await put(...said.map((one, at) => [at + 1, one] as const))
        const having = said.flatMap((one, at) => (one.includes(sought) ? [at + 1] : []))
        expect(find(`${sought} `)).toEqual(having.toReversed())
      }),
      { numRuns: 30, seed: 20_260_101 },
    )
  })
})

import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabases } from '../../../test/parts/engine.ts'
import type { ChatbotId, KnowledgeBaseId, TenantCode } from '../../contracts/id.ts'
import type { KnowledgeBase } from '../../contracts/ports.ts'
import type { Database } from '../database.ts'
import type { Databases } from '../databases.ts'
import { SqliteDatabase } from '../sqlite.ts'
import { openTerms } from './index.ts'
import type { Terms } from './terms.ts'

const code = 'acme' as TenantCode // a test's own brand
let folder: string
let databases: Databases
let database: Database
/** FTS5, which says what is right. */
let reference: SqliteDatabase
let bases = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-terms-'))
  databases = await openDatabases(folder)
  await databases.provision(code)
  database = await databases.open(code)
  reference = new SqliteDatabase(join(folder, 'reference.db'), { cacheKib: 1000, busyMs: 100 })
})
afterAll(async () => {
  reference.close()
  database.close()
  await databases.close()
  await rm(folder, { recursive: true })
})

function newBase(): KnowledgeBase {
  const number = ++bases
  return { number, id: `kb_${number}` as KnowledgeBaseId, chatbot: 'bot_1' as ChatbotId, name: 'Help', createdAt: 0 } // as above
}

/** The same done to both. */
async function both(unit: (terms: Terms) => void): Promise<void> {
  for (const one of [database, reference]) await one.write(() => unit(openTerms(one)))
}

const rounded = (found: ReturnType<Terms['match']>) =>
  found.map(({ chunk, score }) => `${chunk} ${score.toPrecision(6)}`).toSorted()

test('the best are the same, with the same scores, as FTS5 says, whatever was added and removed', async () => {
  const term = fc.constantFrom('lamp', 'warranty', 'años', '返品', 'x')
  const chunk = fc.array(term, { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(chunk, { minLength: 1, maxLength: 15 }),
      fc.nat(14),
      fc.uniqueArray(term, { minLength: 1 }),
      async (chunks, gone, sought) => {
        const base = newBase()
        await both((terms) => {
          terms.create(base)
          chunks.forEach((one, at) => terms.add(base, 'words', 100 * base.number + at, one))
          terms.remove(base, 'words', gone < chunks.length ? [100 * base.number + gone] : [])
        })
        const [ours, theirs] = [openTerms(database), openTerms(reference)]
        expect(rounded(ours.match(base, 'words', sought, 20))).toEqual(rounded(theirs.match(base, 'words', sought, 20)))
        await both((terms) => terms.drop(base))
      },
    ),
    { numRuns: 25 },
  )
})

test('each base has its own, and each kind', async () => {
  const [one, other] = [newBase(), newBase()]
  const terms = openTerms(database)
  await database.write(() => {
    for (const base of [one, other]) terms.create(base)
    terms.add(one, 'words', 1_000_001, ['lamp', 'lamp', 'bulb'])
    terms.add(one, 'grams', 1_000_001, ['la', 'am'])
    terms.add(other, 'words', 1_000_002, ['lamp'])
  })
  expect(terms.frequencies(one, 'words', ['lamp', 'none', 'bulb'])).toEqual([1, 0, 1])
  expect(terms.frequencies(one, 'grams', ['lamp', 'la'])).toEqual([0, 1])
  expect(terms.match(one, 'words', ['lamp'], 5).map(({ chunk }) => chunk)).toEqual([1_000_001])
  await database.write(() => terms.drop(one))
  expect(terms.match(other, 'words', ['lamp'], 5).map(({ chunk }) => chunk)).toEqual([1_000_002])
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { startChroma, type OwnChroma } from '../../test/parts/chroma.ts'
import { Refused } from '../contracts/errors.ts'
import { idMint } from '../contracts/id.ts'
import type { ChatbotId, TenantCode, TenantKey } from '../contracts/id.ts'
import { noLimits } from '../contracts/limits.ts'
import type { Embedder, KnowledgeBase, KnowledgeDocument } from '../contracts/ports.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { openDatabases } from '../../test/parts/engine.ts'
import type { Databases } from '../tenancy/databases.ts'
import { openKnowledgeStore } from '../tenancy/knowledge/index.ts'
import { randomId } from '../tenancy/random.ts'
import type { Database } from '../tenancy/database.ts'
import { fakeModels } from '../testing/fake-models.ts'
import { openSharedVectors } from './chroma.ts'
import { readFile } from './formats/index.ts'
import { openKnowledge } from './index.ts'
import type { TenantKnowledge } from './index.ts'

// A tenant's knowledge while the Chroma that has its vectors comes, goes and forgets.

const folder = mkdtempSync(join(tmpdir(), 'vectors-elsewhere-'))
const chatbot = { id: 'bot_tests000001' as ChatbotId, languages: ['en'] } as unknown as Chatbot // what is read of it
const asking = { language: 'en', signal: new AbortController().signal, limit: 1 }
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
/** Words by what they are about: a model's, in three dimensions. */
const topics = [/car|vehicle/i, /dog|puppy/i, /sea|ship|sail/i]
const embedder: Embedder = {
  model: 'topics',
  dimensions: 3,
  speaks: (language) => language === 'en',
  embed: (texts) =>
    Promise.resolve(
      texts.map((text) => {
        const vector = Float32Array.from(topics, (topic) => (topic.test(text) ? 1 : 0.05))
        const length = Math.hypot(...vector)
        return vector.map((value) => value / length)
      }),
    ),
}

let chroma: OwnChroma
let databases: Databases
let database: Database
let knowledge: TenantKnowledge
let base: KnowledgeBase
let key: TenantKey
let tenants = 0
/** Milliseconds that were skipped. */
let skipped = 0

beforeAll(async () => {
  chroma = await startChroma()
  databases = await openDatabases(folder)
}, 120_000)
afterAll(async () => {
  await databases.close()
  rmSync(folder, { recursive: true })
  await chroma.close()
})
beforeEach(async () => {
  key = `t${String(tenants++).padStart(4, '0')}` as TenantKey // a test's own, and so is the next
  const code = `tenant-${tenants}` as TenantCode
  await databases.provision(code)
  database = await databases.open(code)
  knowledge = open()
  base = await knowledge.bases.create(chatbot.id, 'Test')
})
afterEach(async () => {
  await knowledge.close()
  database.close()
})

/** A process begins. */
function open(): TenantKnowledge {
  const clock = () => Date.now() + skipped
  return openKnowledge({
    store: openKnowledgeStore(
      { database, mint: idMint(key, randomId), clock },
      openSharedVectors(chroma.url, 2000).of(key),
    ),
    works: () => true,
    reader: { read: (document) => readFile(document) },
    embedder,
    limits: noLimits,
    fetchPage: () => Promise.reject(new Refused('There is no web here.')),
    models: fakeModels(),
    chatbot: () => chatbot,
    detect: () => 'en',
    clock,
    log: { ...quiet, child: () => ({ ...quiet }) as never }, // a log that nobody reads
  })
}

/** The process ends and another begins, after whatever anybody waits for. */
async function restart(): Promise<void> {
  await knowledge.close()
  skipped += 3_600_000
  knowledge = open()
}

async function until(condition: () => unknown): Promise<void> {
  for (const end = performance.now() + 20_000; !(await condition());) {
    if (performance.now() > end) throw new Error('It did not become true.')
    knowledge.sweep()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const add = (title: string, text: string) => knowledge.bases.addText(base.id, { title, text })
const statusOf = ({ id }: KnowledgeDocument) => knowledge.bases.document(base.id, id).status
const search = async (question: string) =>
  (await knowledge.knowledge.search(chatbot.id, question, asking)).map(({ source }) => source.title)
const inChroma = async () => (await (await openSharedVectors(chroma.url, 5000).of(key).existing(base))?.count()) ?? 0

test('a document is ready when its vectors are there, and is found by what it means', async () => {
  const animals = await add('Animals', 'A puppy needs three meals.')
  await until(() => statusOf(animals) === 'ready')
  expect(await inChroma()).toBe(1)
  expect(await search('dogs')).toEqual(['Animals'])
}, 60_000)

test('while Chroma is away words find what there is and what comes, and what comes is ready afterwards', async () => {
  const ships = await add('Ships', 'A ship needs a harbour.')
  await until(() => statusOf(ships) === 'ready')
  await chroma.stop()
  expect(await search('harbour')).toEqual(['Ships'])
  const cars = await add('Cars', 'A vehicle needs a garage.')
  await until(async () => (await search('garage'))[0] === 'Cars')
  expect(statusOf(cars)).toBe('indexing')
  expect(await knowledge.bases.stats(base.id)).toMatchObject({ chunks: 2, vectors: 1 })
  await chroma.start()
  await restart()
  await until(() => statusOf(cars) === 'ready')
  expect(await inChroma()).toBe(2)
}, 60_000)

test('what is removed while Chroma is away is found no more, and is gone from it when it is back', async () => {
  const [ships, cars] = [await add('Ships', 'A ship needs a harbour.'), await add('Cars', 'A vehicle needs a garage.')]
  await until(() => statusOf(ships) === 'ready' && statusOf(cars) === 'ready')
  await chroma.stop()
  await knowledge.bases.removeDocument(base.id, ships.id)
  await until(async () => (await knowledge.bases.stats(base.id)).chunks === 1)
  await chroma.start()
  expect(await inChroma()).toBe(2)
  await restart()
  await until(async () => (await inChroma()) === 1)
  expect(await search('sailing')).not.toContain('Ships')
}, 60_000)

test('a base that is removed while Chroma is away is gone from it when it is back', async () => {
  const ships = await add('Ships', 'A ship needs a harbour.')
  await until(() => statusOf(ships) === 'ready')
  await chroma.stop()
  await knowledge.bases.remove(base.id)
  const rows = () => (database.prepare('select count(*) as n from knowledge_bases').get() as { n: number }).n
  await until(() => knowledge.nextAt() === undefined)
  expect(rows()).toBe(1)
  await chroma.start()
  await restart()
  await until(() => rows() === 0)
  expect(await inChroma()).toBe(0)
}, 60_000)

test('what Chroma forgot is written again', async () => {
  const ships = await add('Ships', 'A ship needs a harbour.')
  await until(() => statusOf(ships) === 'ready')
  await chroma.stop()
  await chroma.empty()
  await chroma.start()
  expect(await search('harbour')).toEqual(['Ships'])
  await restart()
  await until(async () => (await inChroma()) === 1)
  expect(await search('sailing')).toEqual(['Ships'])
}, 60_000)

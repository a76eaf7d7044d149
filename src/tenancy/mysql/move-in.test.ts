import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMysql, type OwnMysql } from '../../../test/parts/mysql.ts'
import { idMint, type TenantCode } from '../../contracts/id.ts'
import { openDatabases } from '../databases.ts'
import { openKnowledgeStore } from '../knowledge/index.ts'
import { indexedTerms } from '../knowledge/indexed-terms.ts'
import { listedTerms } from '../knowledge/listed-terms.ts'
import { openPlatform } from '../platform.ts'
import { randomId } from '../random.ts'
import { currentMasterKey } from '../rotate.ts'
import { openStore } from '../store/index.ts'
import { openMysqlDatabases, type MysqlDatabases } from './databases.ts'
import { openLink } from './link.ts'
import { moveIn, type MovedIn } from './move-in.ts'
import { accountOf, openServer } from './server.ts'

const codes = ['acme', 'beta'] as [TenantCode, TenantCode] // a test's own brands
const text = 'Grüße — 你好 🙂 “quoted” \\ \'single\' "double" \u0000 end '
let server: OwnMysql
let dataDir: string
let installations = 0
let url: string

beforeAll(async () => {
  server = await startMysql()
}, 60_000)

afterAll(() => server.close())

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'move-in-'))
  url = server.url(`installation_${++installations}`)
  const databases = await openDatabases(dataDir)
  const masterKey = await currentMasterKey(databases.platform, dataDir)
  const { directory } = await openPlatform({
    databases,
    masterKey: masterKey.bytes,
    clock: Date.now,
    beforeRemove: () => Promise.resolve(),
  })
  for (const code of codes) {
    const { key } = await directory.create({ code, name: code })
    const database = await databases.open(code)
    const mint = idMint(key, randomId)
    const store = openStore(database, mint)
    const channel = mint('ch')
    const conversation = await store.conversations.begin(channel, { chat: '1' })
    for (let index = 0; index < 700; index++)
      await store.outbox.add({ conversation, parts: [{ type: 'text', text: `${text}${index}` }], author: 'bot' })
    const knowledge = openKnowledgeStore({ database, mint, clock: Date.now })
    const base = await knowledge.bases.create(mint('bot'), 'Handbook')
    await database.write(() => {
      for (const [index, words] of ['red panda', 'red fox', 'blue whale'].entries())
        indexedTerms(database).add(base, 'words', index + 1, words.split(' '))
    })
    await store.close()
    database.close()
  }
  databases.close()
}, 30_000)

const files = () => ({ dataDir, url, secretKey: undefined })

async function moved(told: (one: MovedIn) => void = () => undefined): Promise<readonly MovedIn[]> {
  const all: MovedIn[] = []
  await moveIn({
    ...files(),
    told(one) {
      all.push(one)
      told(one)
    },
  })
  return all
}

async function onServer<Result>(look: (databases: MysqlDatabases) => Promise<Result>): Promise<Result> {
  const databases = await openMysqlDatabases({ url, dataDir, masterKey: () => masterKey.bytes })
  const masterKey = await currentMasterKey(databases.platform, dataDir)
  try {
    return await look(databases)
  } finally {
    for (const code of codes) await databases.remove(code)
    await databases.close()
    rmSync(dataDir, { recursive: true })
  }
}

test('an installation is copied, every row is compared, and numbers go on', async () => {
  const databases = await moved()
  expect(databases.map(({ database }) => database)).toEqual([...codes, 'platform'])
  expect(databases.every(({ rows, copied }) => rows > 0 && rows === copied)).toBe(true)
  await onServer(async (there) => {
    expect(there.platform.once('select code, state from tenants order by code').all()).toEqual(
      codes.map((code) => ({ code, state: 'active' })),
    )
    const acme = await there.open(codes[0])
    const parts = acme.once<[], { parts: string }>('select parts from messages order by seq').all()
    expect(parts).toHaveLength(700)
    expect(JSON.parse(parts[42]?.parts ?? '')).toEqual([{ type: 'text', text: `${text}42` }])
    const { lastInsertRowid } = await acme.write(() =>
      acme
        .once("insert into inbox (channel_id, kind, event, state, received_at) values ('c', 'k', '{}', 'kept', 1)")
        .run(),
    )
    expect(lastInsertRowid).toBe(1)
    const terms = listedTerms(acme)
    expect(terms.match({ number: 1 }, 'words', ['red', 'panda'], 3).map(({ chunk }) => chunk)).toEqual([1, 2])
    expect(terms.frequencies({ number: 1 }, 'words', ['red', 'whale', 'crow'])).toEqual([2, 1, 0])
    acme.close()
  })
}, 60_000)

test('what was cut off is gone on with, not begun again', async () => {
  const cut = new Error('cut off')
  await expect(
    moved(() => {
      throw cut
    }),
  ).rejects.toBe(cut)
  const [first, second] = await moved()
  expect([first?.copied, second?.copied === second?.rows]).toEqual([0, true])
  await onServer(() => Promise.resolve())
}, 60_000)

test('a row that is not the same is told, with where it is', async () => {
  await moved(({ database }) => {
    if (database === 'beta') throw new Error('cut off')
  }).catch(() => undefined)
  const link = openLink()
  const owner = await openServer(link, accountOf(url))
  await owner.execute('update tenant_acme.messages set author = ? where seq = 10', 'agent')
  await link.close()
  await expect(moved()).rejects.toThrow(/The copy of messages differs at .*"bot"/)
  await onServer(() => Promise.resolve())
}, 60_000)

test('databases that somebody uses are left alone', async () => {
  await moved()
  await expect(moved()).rejects.toThrow('The databases of the server are in use already')
  await onServer(() => Promise.resolve())
}, 60_000)

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conversationSorts } from '../../contracts/desk.ts'
import type { ConversationFilter } from '../../contracts/desk.ts'
import { Invalid, NotFound } from '../../contracts/errors.ts'
import { idMint } from '../../contracts/id.ts'
import type { ConversationId, TenantCode, TenantKey } from '../../contracts/id.ts'
import type { TenantStore } from '../../contracts/ports.ts'
import {
  handOver,
  somebody,
  accept,
  agentSays,
  answered,
  at,
  channel,
  otherChannel,
  pages,
  says,
  textParts,
} from '../../testing/store/fixtures.ts'
import { openDatabases } from '../../../test/parts/engine.ts'
import { testOfSqlite } from '../../../test/parts/of-sqlite.ts'
import type { Databases } from '../databases.ts'
import type { Database } from '../database.ts'
import { openStore } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'desk-'))
const grace = { id: 'us_1', name: 'Grace' }
const start = Date.UTC(2026, 0, 1)
const texts = {
  en: 'Where is my parcel? It was order ORD-4711.',
  de: 'Der Käse ist schlecht, ich möchte mein Geld zurück',
  zh: '我的订单什么时候到',
  ja: '返金をお願いします',
  th: 'ฉันต้องการเงินคืน',
  ar: 'أُرِيدُ إعادةَ المالِ',
  ko: '환불을 원합니다',
  hi: 'मुझे पैसे वापस चाहिए',
} as const
let ids = 0
let now = start
const mint = idMint(
  'abcde' as TenantKey,
  (length) => (ids++).toString(36).padStart(length, '0'),
  () => now,
) // a test's own brand
let databases: Databases
let database: Database
let store: TenantStore
const statements = new Set<string>()
const conversations = new Map<string, ConversationId>()
const subject = {
  get store() {
    return store
  },
  get now() {
    return now
  },
  crash: () => Promise.resolve(),
}

beforeAll(async () => {
  databases = await openDatabases(folder)
  await databases.provision('acme' as TenantCode) // as above
  database = await databases.open('acme' as TenantCode)
  const prepare = database.prepare.bind(database)
  database.prepare = (sql: string) => {
    statements.add(sql)
    return prepare(sql)
  } // only listens
  store = openStore(database, mint, () => now)
  for (const [language, text] of Object.entries(texts)) {
    now += 1000
    const who = { id: `u-${language}`, name: `Person ${language}` }
    const id = await accept(store, says(language, `c-${language}`, { from: who, at: now, parts: textParts(text) }))
    await answered(subject, id, { say: ['Thanks.'] })
    conversations.set(language, id)
  }
})
afterAll(async () => {
  await store.close()
  database.close()
  await databases.close()
  rmSync(folder, { recursive: true })
})

const all = async (filter: Partial<ConversationFilter>) =>
  (await pages((limit, cursor) => store.desk.list({ sort: 'latest', ...filter }, limit, cursor), 3)).flat()
const languagesOf = (found: readonly { readonly id: ConversationId }[]) =>
  found.map(({ id }) => [...conversations].find(([, one]) => one === id)?.[0] ?? id)
const found = async (text: string) => languagesOf(await all({ text }))

describe('what was said', () => {
  test.each([
    ['parcel', 'en'],
    ['PARCEL order', 'en'],
    ['ord-4711', 'en'],
    ['parc', 'en'],
    ['kase', 'de'],
    ['geld zuruck', 'de'],
    ['订单', 'zh'],
    ['订', 'zh'],
    ['到', 'zh'],
    ['返金', 'ja'],
    ['เงินคืน', 'th'],
    ['اريد', 'ar'],
    ['المال', 'ar'],
    ['환불', 'ko'],
    ['वापस', 'hi'],
  ])('is found by %s', async (text, language) => {
    expect(await found(text)).toEqual([language])
  })

  test('is not found by what is not there, nor by what is SQL or FTS5', async () => {
    for (const text of [
      'parcels',
      '订到',
      '单订',
      'nothing',
      'parcel nothing',
      'terms:parcel',
      'parcel NOT order" OR "x',
    ])
      expect(await found(text)).toEqual([])
    await expect(found('"* ^ ()')).rejects.toThrow(Invalid)
  })

  test('is shown with what was found marked', async () => {
    const long = `${'Before that I wrote a lot. '.repeat(20)}Then the 😀 Käse came. ${'And after that. '.repeat(20)}`
    const id = await accept(store, says('long', 'c-long', { parts: textParts(long) }))
    await answered(subject, id)
    const [one] = await all({ text: 'kase came' })
    const { text, marks } = one!.excerpt!
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['Käse', 'came'])
    expect(text).toMatch(/^….*…$/u)
    expect(text.length).toBeLessThan(170)
    const zh = (await all({ text: '订单' }))[0]!.excerpt!
    expect(zh.marks.map(([from, to]) => zh.text.slice(from, to))).toEqual(['订单'])
  })

  test('is found as it was edited, and no more when it is gone', async () => {
    const id = await accept(store, says('typo', 'c-edit', { parts: textParts('elefant') }))
    await answered(subject, id)
    expect(languagesOf(await all({ text: 'elefant' }))).toEqual([id])
    await accept(store, {
      kind: 'edit',
      keys: ['e'],
      address: at('c-edit'),
      at: now,
      id: 'typo',
      parts: textParts('giraffe'),
    })
    await answered(subject, id)
    expect(await all({ text: 'elefant' })).toEqual([])
    expect(languagesOf(await all({ text: 'giraffe' }))).toEqual([id])
    await database.write(() => void database.prepare('delete from messages where conversation_id = ?').run(id))
    expect(await all({ text: 'giraffe' })).toEqual([])
    while (!(await store.searchIndex.tidy()));
    expect(await found('parcel')).toEqual(['en'])
  })

  test('is found page by page, each conversation once, whatever is said meanwhile', async () => {
    for (let n = 0; n < 7; n++) {
      const id = await accept(store, says(`p${n}`, `page-${n % 5}`, { parts: textParts('walrus') }))
      await answered(subject, id)
    }
    const first = await store.desk.list({ text: 'walrus', sort: 'latest' }, 2)
    await answered(subject, await accept(store, says('p9', 'page-3', { parts: textParts('walrus') })))
    const rest = await pages(
      (limit, cursor) => store.desk.list({ text: 'walrus', sort: 'latest' }, limit, cursor ?? first.nextCursor!),
      2,
    )
    const seen = [first.items, ...rest].flat().map(({ address }) => address.chat)
    expect(seen).toEqual(['page-1', 'page-0', 'page-4', 'page-3', 'page-2'])
  })

  test('is in the index after whatever stopped it before', async () => {
    const other = openStore(database, mint, () => now)
    await answered(subject, await accept(store, says('late', 'c-late', { parts: textParts('rhinoceros') })))
    await other.close()
    expect((await all({ text: 'rhinoceros' })).map(({ address }) => address.chat)).toEqual(['c-late'])
    store.searchIndex.sweep()
    expect(store.searchIndex.busy()).toBe(false)
  })
})

describe('lists', () => {
  test('are in every order, all of it, once', async () => {
    const latest = await all({})
    expect(latest.map(({ updatedAt }) => updatedAt)).toEqual(
      latest.map((one) => one.updatedAt).toSorted((a, b) => b - a),
    )
    expect((await all({ sort: 'quietest' })).map(({ id }) => id)).toEqual(latest.map(({ id }) => id).toReversed())
    const newest = (await all({ sort: 'newest' })).map(({ id }) => id)
    expect(newest).toEqual(
      latest
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    )
    expect((await all({ sort: 'oldest' })).map(({ id }) => id)).toEqual(newest.toReversed())
  })

  test('leave out what was not asked for', async () => {
    const [en = '', de = '', zh = ''] = ['en', 'de', 'zh'].map((language) => conversations.get(language))
    await store.desk.setTags(en as ConversationId, ['refund', 'urgent']) // from the map above
    await store.desk.setTags(de as ConversationId, ['refund'])
    await handOver(store, zh as ConversationId)
    await store.conversations.end(de as ConversationId, somebody)
    expect(languagesOf(await all({ tag: 'refund' })).toSorted()).toEqual(['de', 'en'])
    expect(languagesOf(await all({ tag: 'refund', state: 'ended' }))).toEqual(['de'])
    expect(languagesOf(await all({ state: 'ended' }))).toEqual(['de'])
    expect(languagesOf(await all({ state: 'human' }))).toEqual(['zh'])
    expect(languagesOf(await all({ state: 'bot', tag: 'refund' }))).toEqual(['en'])
    expect(await all({ channels: [otherChannel] })).toEqual([])
    expect(await all({ channels: [] })).toEqual([])
    expect((await all({ channels: [channel, otherChannel] })).length).toBe((await all({})).length)
    expect(languagesOf(await all({ from: start, to: start + 1500 }))).toEqual(['en'])
    expect(languagesOf(await all({ text: 'thanks', tag: 'urgent' }))).toEqual(['en'])
    expect(await store.desk.tags()).toEqual(['refund', 'urgent'])
    await expect(store.desk.setTags('cv_abcdenowhere' as ConversationId, ['x'])).rejects.toThrow(NotFound)
  })

  test('name who spoke, and those of a contact are all of them', async () => {
    const { items } = await store.people.list({ text: 'Person en' }, 1)
    const contact = items[0]!.id
    expect(await all({ contact })).toMatchObject([
      { people: [{ id: contact, name: 'Person en' }], tags: ['refund', 'urgent'] },
    ])
    expect(languagesOf(await all({ contact, text: 'parcel' }))).toEqual(['en'])
    expect(await all({ contact, text: 'käse' })).toEqual([])
  })

  test('take no cursor of another', async () => {
    for (const cursor of [
      'x',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('["a","b"]').toString('base64url'),
    ]) {
      await expect(store.desk.list({ sort: 'latest' }, 2, cursor)).rejects.toThrow(Invalid)
      await expect(store.desk.list({ sort: 'latest', text: 'a' }, 2, cursor)).rejects.toThrow(Invalid)
    }
  })

  test('of messages go both ways', async () => {
    const id = conversations.get('en')!
    await agentSays(store, id, 'three')
    await store.outbox.add({ conversation: id, parts: textParts('four'), author: 'agent', by: grace })
    const seqs = async (range: Parameters<TenantStore['desk']['messages']>[1], limit = 10) =>
      (await store.desk.messages(id, range, limit)).map(({ seq }) => seq)
    expect(await seqs({ order: 'oldest' })).toEqual([1, 2, 3, 4])
    expect(await seqs({ order: 'newest' }, 2)).toEqual([4, 3])
    expect(await seqs({ order: 'newest', before: 3 })).toEqual([2, 1])
    expect(await seqs({ order: 'oldest', after: 1, before: 4 })).toEqual([2, 3])
    const [first, , , last] = await store.desk.messages(id, { order: 'oldest' }, 10)
    expect(last!.author).toEqual(grace)
    expect(first!.author?.id).toMatch(/^ct_/)
  })

  testOfSqlite('walk an index each: nothing is scanned, nothing is sorted', async () => {
    statements.clear()
    const contact = (await store.people.list({ text: 'Person en' }, 1)).items[0]!.id
    for (const sort of conversationSorts)
      for (const filter of [
        {},
        { state: 'open' },
        { state: 'ended' },
        { state: 'human' },
        { channels: [channel, otherChannel] },
        { tag: 'refund' },
        { assignee: 'us_1' },
        { contact },
        { text: 'thanks' },
        { from: start, to: now },
      ] as const)
        await pages((limit, cursor) => store.desk.list({ sort, ...filter }, limit, cursor), 4)
    const id = conversations.get('en')!
    for (const order of ['oldest', 'newest'] as const) await store.desk.messages(id, { order, after: 1, before: 9 }, 5)
    await store.desk.addNote(id, 'note', grace)
    await pages((limit, cursor) => store.desk.notes(id, limit, cursor), 1)
    await Promise.all([store.desk.tags(), store.people.tags(), store.people.suggestions(contact)])
    for (const filter of [{}, { tag: 'x' }, { text: 'person' }])
      await pages((limit, cursor) => store.people.list(filter, limit, cursor), 4)
    await store.people.change(contact, { email: 'a@example.org', tags: ['x'] })
    const bad = [...statements]
      // What follows the tables looks at a list that it empties.
      .filter((sql) => /^\s*(select|with)/i.test(sql) && !sql.includes('search_changes'))
      .flatMap((sql) => {
        const steps = database
          .once<string[], { detail: string }>(`explain query plan ${sql}`)
          .all(...(sql.match(/\?/g) ?? []).map(() => 'a'))
        const details = steps.map(({ detail }) => detail)
        return details
          .filter((detail) => /USE TEMP B-TREE|^SCAN (?!.*VIRTUAL TABLE INDEX \d+:.*[M=<>])/.test(detail))
          .map((detail) => `${detail}: ${sql}`)
      })
    expect(statements.size).toBeGreaterThan(20)
    expect(bad).toEqual([])
  })
})

describe('notes', () => {
  test('are written, changed and removed, by name, and are no messages', async () => {
    const id = conversations.get('ja')!
    const before = await store.desk.messages(id, { order: 'oldest' }, 10)
    const note = await store.desk.addNote(id, 'Paid twice.', grace)
    now += 5
    const changed = await store.desk.editNote(id, note.id, 'Paid once.', { id: 'us_2', name: 'Linus' })
    expect(changed).toEqual({ ...note, text: 'Paid once.', editedAt: now, editedBy: 'Linus' })
    expect((await store.desk.notes(id, 10)).items).toEqual([changed])
    expect(await store.desk.note(conversations.get('ko')!, note.id)).toBeUndefined()
    await expect(store.desk.removeNote(conversations.get('ko')!, note.id)).rejects.toThrow(NotFound)
    await store.desk.removeNote(id, note.id)
    expect((await store.desk.notes(id, 10)).items).toEqual([])
    expect(await store.desk.messages(id, { order: 'oldest' }, 10)).toEqual(before)
    expect(await found('paid')).toEqual([])
  })
})

describe('who looks on', () => {
  test('is told once what to read again, until the end', async () => {
    const id = conversations.get('ko')!
    const stop = new AbortController()
    const changes = store.desk.changes(stop.signal)[Symbol.asyncIterator]()
    const first = changes.next()
    await new Promise(setImmediate)
    expect(store.busy()).toBe(true)
    await store.desk.addNote(id, 'one', grace)
    expect((await first).value).toEqual({ type: 'conversation.noted', conversation: id, at: now })
    await agentSays(store, id, 'hello')
    expect((await changes.next()).value).toMatchObject({
      type: 'message.said',
      conversation: id,
      message: expect.any(String),
    })
    const last = changes.next()
    stop.abort()
    expect((await last).done).toBe(true)
    expect(store.busy()).toBe(false)
  })
})

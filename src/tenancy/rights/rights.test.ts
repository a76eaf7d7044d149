import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { idMint } from '../../contracts/id.ts'
import type { TenantCode, TenantKey } from '../../contracts/id.ts'
import type { TenantStore } from '../../contracts/ports.ts'
import { rightsDefaults } from '../../config/defaults.ts'
import { openDatabases } from '../../../test/parts/engine.ts'
import type { Databases } from '../databases.ts'
import type { Database } from '../database.ts'
import { openStore } from '../store/index.ts'
import { askErasure } from './ask.ts'
import { carryOut, type ErasureKit } from './erase.ts'
import { openRetention } from './retention.ts'
import type { RetentionSweep } from './retention.ts'

const day = 86_400_000
const now = Date.UTC(2026, 0, 1)
const [old, fresh] = [now - 100 * day, now - day]
const clock = () => now
let ids = 0
const mint = idMint('k7m2p0mi' as TenantKey, (length) => (ids++).toString(36).padStart(length, '0')) // as a tenant’s key looks
const code = 'acme' as TenantCode

let folder: string
let databases: Databases
let database: Database
let store: TenantStore
let retention: RetentionSweep
let removed: string[]
let audit: number[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-rights-'))
  databases = await openDatabases(folder)
  await databases.provision(code)
  database = await databases.open(code)
  store = openStore(database, mint, clock)
  retention = openRetention({
    database,
    closing: store.closing,
    newErasure: () => mint('er'),
    erase: () => undefined,
    removeContents: (hashes) => Promise.resolve(removed.push(...hashes)),
    forgetAudit: (before) => Promise.resolve(audit.push(before) < 3 ? 1 : 0),
    clock,
  })
})
afterAll(async () => {
  await store.close()
  database.close()
  await databases.close()
  await rm(folder, { recursive: true })
})

const touched = [
  ...['contacts', 'conversations', 'conversation_people', 'messages', 'media', 'media_uses', 'plugin_store'],
  ...['knowledge_questions', 'webhook_events', 'webhook_deliveries', 'dead_letters', 'inbox', 'schedules'],
  ...['summaries', 'erasures', 'person_targets'],
]
beforeEach(() => {
  removed = []
  audit = []
  return database.write(() => touched.forEach((table) => database.once(`delete from ${table}`).run()))
})

function put(table: string, row: Readonly<Record<string, string | number | null>>): void {
  const columns = Object.keys(row)
  const marks = columns.map(() => '?').join(', ')
  const insert = database.prepare<unknown[]>(`insert into ${table} (${columns.join(', ')}) values (${marks})`)
  // What the test does next is written after it.
  void database.write(() => insert.run(...Object.values(row)))
}

const idsIn = (table: string, column = 'id') =>
  database
    .prepare<[], { value: unknown }>(`select ${column} as value from ${table} order by ${column}`)
    .all()
    .map(({ value }) => value)

function met(id: string, at: number, mergedInto: string | null = null): void {
  put('contacts', { id, channel_id: 'ch_1', user_id: `user ${id}`, created_at: at, merged_into: mergedInto })
}

/** A conversation with somebody, in which something was said at these times. */
function talked(id: string, contact: string, ...times: readonly number[]): void {
  const [created, updated] = [Math.min(...times), Math.max(...times)]
  const place = { address_key: id, address: '{"chat":"1"}', is_group: 0, version: 1, state: '{"variables":{}}' }
  put('conversations', { id, channel_id: 'ch_1', ...place, created_at: created, updated_at: updated })
  put('conversation_people', { contact_id: contact, conversation_id: id })
  put('plugin_store', { plugin: 'p', scope: `conversation:${id}`, name: 'note', value: '1' })
  times.forEach((at, seq) => {
    const said = { author: 'visitor', parts: '[{"type":"text","text":"secret"}]', status: 'received' }
    put('messages', { conversation_id: id, seq, id: `${id}-${seq}`, ...said, at })
  })
}

function sent(id: string, conversation: string, message: string, at: number): void {
  put('media', { id, sha256: `hash of ${id}`, mime: 'image/png', size: 1, at })
  put('media_uses', { media_id: id, message_id: message, conversation_id: conversation })
}

async function keep(policy: Parameters<RetentionSweep['write']>[0]): Promise<void> {
  await retention.write(policy)
  await retention.sweep(new AbortController().signal)
}

describe('what is past its days goes', () => {
  test('conversations that are over with all that is in them, and old messages of those that are not', async () => {
    talked('cv_over', 'ct_a', old, old + 1)
    sent('md_over', 'cv_over', 'cv_over-0', old)
    talked('cv_waits', 'ct_b', old)
    put('schedules', { id: 's', conversation_id: 'cv_waits', plugin: 'p', name: 'n', due_at: now + day, payload: '{}' })
    talked('cv_goes_on', 'ct_c', old, fresh)
    sent('md_old', 'cv_goes_on', 'cv_goes_on-0', old)
    sent('md_fresh', 'cv_goes_on', 'cv_goes_on-1', fresh)
    put('summaries', { conversation_id: 'cv_goes_on', up_to: 1, text: 'secret', at: fresh })
    await keep({ conversations: 30 })
    expect(idsIn('conversations')).toEqual(['cv_goes_on', 'cv_waits'])
    expect(idsIn('messages')).toEqual(['cv_goes_on-1'])
    expect(idsIn('media')).toEqual(['md_fresh'])
    expect(removed.toSorted()).toEqual(['hash of md_old', 'hash of md_over'])
    expect(idsIn('plugin_store', 'scope')).toEqual(['conversation:cv_goes_on', 'conversation:cv_waits'])
    expect(idsIn('summaries', 'conversation_id')).toEqual([])
    expect(idsIn('person_targets', 'value')).toEqual([])
  })

  test('people of whom nothing was heard under any of their identities, as an erasure', async () => {
    met('ct_silent', old)
    talked('cv_silent', 'ct_silent', old)
    met('ct_silent_too', old, 'ct_silent')
    met('ct_heard', old)
    talked('cv_heard', 'ct_heard', old, fresh)
    // Silent on one channel, and heard of on another.
    met('ct_elsewhere', old, 'ct_heard')
    met('ct_above', old)
    met('ct_below', fresh, 'ct_above')
    await keep({ contacts: 30 })
    expect(idsIn('person_targets', 'value')).toEqual(['ct_silent'])
    expect(idsIn('erasures', 'asked_by')).toEqual(['retention'])
  })

  test('media, and the message stays', async () => {
    talked('cv_m', 'ct_m', old, fresh)
    sent('md_old', 'cv_m', 'cv_m-0', old)
    sent('md_fresh', 'cv_m', 'cv_m-1', fresh)
    await keep({ media: 30 })
    expect([idsIn('media'), removed]).toEqual([['md_fresh'], ['hash of md_old']])
    expect(idsIn('messages')).toEqual(['cv_m-0', 'cv_m-1'])
  })

  test('questions, what webhooks were told, and what was set aside', async () => {
    for (const [name, at] of Object.entries({ old, fresh })) {
      put('knowledge_questions', { chatbot_id: 'bot', likeness: name, question: name, answered: 0, at })
      put('webhook_events', { id: name, type: 'message.said', payload: '{}', at })
      const delivery = { webhook_id: 'w', event_id: name, state: 'done', attempts: 1, next_at: at }
      put('webhook_deliveries', { seq: at, ...delivery, at })
      const event = { channel_id: 'ch_1', kind: 'message', event: '{}', state: 'dead', received_at: at }
      put('inbox', { seq: at, ...event })
      put('dead_letters', { id: name, side: 'inbox', refs: `[${at}]`, reason: 'x', at })
    }
    await keep({ questions: 30, webhookDeliveries: 30, deadLetters: 30 })
    expect(idsIn('knowledge_questions', 'question')).toEqual(['fresh'])
    for (const table of ['webhook_events', 'dead_letters']) expect([table, idsIn(table)]).toEqual([table, ['fresh']])
    expect(idsIn('webhook_deliveries', 'event_id')).toEqual(['fresh'])
    expect(idsIn('inbox', 'seq')).toEqual([fresh])
  })

  test('entries of the audit log, until none is left; and nothing that has no days', async () => {
    talked('cv_kept', 'ct_kept', old)
    await keep({ audit: 90 })
    expect(audit).toEqual([now - 90 * day, now - 90 * day, now - 90 * day])
    expect(idsIn('messages')).toEqual(['cv_kept-0'])
    await expect(retention.write({ audit: 89 })).rejects.toThrow('audit is kept for 90 to')
  })
})

describe('an erasure that was cut off goes on', () => {
  const remembered = new Set<string>()
  const told = new Set<string>()
  const kit: ErasureKit = {
    get database() {
      return database
    },
    get closing() {
      return store.closing
    },
    live: false,
    remember(_, users) {
      for (const user of users) remembered.add(user)
      return Promise.resolve()
    },
    quiet: () => true,
    refuse: () => undefined,
    removeFiles: (hashes) => Promise.resolve(removed.push(...hashes)),
    elsewhere: () => Promise.resolve({ answers: 1 }),
    tidy: () => store.searchIndex.tidy(),
    tell: (_, contacts) => contacts.forEach((contact) => told.add(contact)),
    clock,
  }
  const cut = () => {
    throw new Error('The process ended.')
  }
  /** Stops after the first batch of messages. */
  const stopping = (stop: AbortController): Database =>
    new Proxy(database, {
      get(_, name) {
        if (name === 'prepare')
          return (sql: string) => {
            const statement = database.prepare<unknown[]>(sql)
            if (!sql.startsWith('delete from messages ')) return statement
            return { ...statement, run: (...values: unknown[]) => (stop.abort(), statement.run(...values)) }
          }
        const value: unknown = Reflect.get(database, name, database)
        return typeof value === 'function' ? value.bind(database) : value
      },
    })

  test.each([
    ['while it remembers', { remember: cut }, 'remember'],
    ['while it waits for turns', { quiet: cut }, 'close'],
    ['among the rows', {}, 'rows'],
    ['after the rows', { tell: cut }, 'rows'],
    ['among the files', { removeFiles: cut }, 'files'],
    ['at the archives', { elsewhere: cut }, 'elsewhere'],
    ['in the index', { tidy: cut }, 'scrub'],
  ] satisfies readonly [string, Partial<ErasureKit>, string][])('%s', async (when, broken, step) => {
    const stop = new AbortController()
    met('ct_ada', old)
    met('ct_bob', old)
    talked('cv_ada', 'ct_ada', ...Array.from({ length: rightsDefaults.rowsAtOnce + 1 }, (_, at) => old + at))
    talked('cv_bob', 'ct_bob', old)
    sent('md_ada', 'cv_ada', 'cv_ada-0', old)
    const id = mint('er')
    await database.write(() => askErasure(database, id, { contacts: ['ct_ada'], users: [] }, 'agent', now))
    const watched = when === 'among the rows' ? { database: stopping(stop) } : {}
    await carryOut({ ...kit, ...broken, ...watched }, stop.signal).catch(() => undefined)
    expect(idsIn('erasures', 'step')).toEqual([step])
    if (when === 'among the rows') expect(idsIn('messages')).toEqual(['cv_ada-200', 'cv_bob-0'])
    await carryOut(kit, new AbortController().signal)
    expect(idsIn('erasures', 'step')).toEqual(['done'])
    expect([idsIn('contacts'), idsIn('messages'), idsIn('media')]).toEqual([['ct_bob'], ['cv_bob-0'], []])
    expect(idsIn('person_targets', 'value')).toEqual([])
    expect(removed).toContain('hash of md_ada')
    expect(remembered).toContain('ch_1 user ct_ada')
    expect(told).toContain('ct_ada')
  })
})

import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventsOf as signalEvents } from '../channels/signal/fixtures/read.ts'
import { eventOf as whatsappWebEvent } from '../channels/whatsapp-web/fixtures/read.ts'
import { eventsOf as whatsappEvents } from '../channels/whatsapp/fixtures/read.ts'
import { idMint } from '../contracts/id.ts'
import type { TenantCode, TenantKey } from '../contracts/id.ts'
import type { PlatformEvent, ReceiptEvent } from '../contracts/message.ts'
import type { OpenTenant, TenantStore } from '../contracts/ports.ts'
import { openDatabases } from '../../test/parts/engine.ts'
import type { Databases } from '../tenancy/databases.ts'
import type { Database } from '../tenancy/database.ts'
import { openStore } from '../tenancy/store/index.ts'
import { accept, answered, channel, setAside, says, toSend } from '../testing/store/fixtures.ts'
import { timelineOf } from './timeline.ts'

const folder = mkdtempSync(join(tmpdir(), 'timeline-'))
let ids = 0
let now = Date.UTC(2026, 0, 1)
const mint = idMint('abcde' as TenantKey, (length) => (ids++).toString(36).padStart(length, '0')) // a test's own brand
let databases: Databases
let database: Database
let store: TenantStore
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
  store = openStore(database, mint, () => now)
})
afterAll(async () => {
  database.close()
  await databases.close()
  rmSync(folder, { recursive: true })
})

const open = () => ({ store, modelAdministration: { usedBy: () => [] } }) as unknown as OpenTenant // what a timeline reads

/** The steps of the last message but one, or of the last: what a person said, or what we said of our own accord. */
async function steps(conversation: Parameters<TenantStore['desk']['messages']>[0], from: 'visitor' | 'agent') {
  const messages = await store.desk.messages(conversation, { order: 'newest' }, 10)
  const message = messages.find((one) => one.from === from)
  return message === undefined ? [] : timelineOf(open(), message)
}

const receipt = (events: readonly PlatformEvent[]) => events.find((event) => event.kind === 'receipt')!

/** An agent's message, as the platform names it. */
async function sent({ address, message }: ReceiptEvent) {
  const conversation = await store.conversations.begin(channel, address)
  await store.outbox.add({ conversation, parts: [{ type: 'text', text: 'Hello' }], author: 'agent' })
  const entry = (await toSend(store, conversation)).at(-1)!
  now += 120
  await store.outbox.sent(entry, 1, message, true)
  return conversation
}

test.each([
  ['whatsapp, sent', receipt(whatsappEvents('sent'))],
  ['whatsapp, read', receipt(whatsappEvents('read'))],
  ['whatsapp, failed', receipt(whatsappEvents('failed'))],
  ['signal, delivered', receipt(signalEvents('delivered'))],
  ['signal, read', receipt(signalEvents('read'))],
  ['whatsapp-web, read', receipt([whatsappWebEvent('ack')])],
  ['whatsapp-web, failed', receipt([whatsappWebEvent('ack-failed')])],
])('a timeline tells what %s', async (_what, event) => {
  const conversation = await sent(event)
  await store.inbox.accept(channel, [event])
  const told = await steps(conversation, 'agent')
  expect(told.map(({ what }) => what)).toEqual(expect.arrayContaining(['queued', 'sent', event.status]))
  const last = told.find(({ what }) => what === event.status)
  if (event.status === 'failed') expect(last).toMatchObject({ reason: expect.stringMatching(/\w/) })
  if (event.status !== 'sent') expect(last).toMatchObject({ at: new Date(event.at).toISOString() })
})

test('a timeline tells why a message is not sent yet, and that it was given up', async () => {
  const conversation = await store.conversations.begin(channel, { chat: 'slow' })
  await store.outbox.add({ conversation, parts: [{ type: 'text', text: 'Hello' }], author: 'agent' })
  const [entry] = await toSend(store, conversation)
  await store.outbox.retry(entry!, 'The platform answers 502.', now + 5000)
  expect((await steps(conversation, 'agent')).at(-1)).toEqual({
    what: 'delayed',
    message: entry!.message,
    reason: 'The platform answers 502.',
    attempts: 1,
    nextAt: new Date(now + 5000).toISOString(),
  })
  await store.outbox.dead(entry!, 'It answered 502 for a day.')
  expect((await steps(conversation, 'agent')).at(-1)).toMatchObject({
    what: 'failed',
    reason: 'It answered 502 for a day.',
  })
})

test('a timeline goes from what a person said to what became of the answer', async () => {
  const conversation = await accept(store, says('one', 'person'))
  now += 40
  await answered(subject, conversation, { say: ['Yes.'] })
  const told = await steps(conversation, 'visitor')
  expect(told.map(({ what }) => what)).toEqual(['accepted', 'understood', 'handled', 'queued'])
  const [entry] = await toSend(store, conversation)
  await store.outbox.sent(entry!, 1, 'p1', true)
  await store.inbox.accept(channel, [
    { kind: 'receipt', keys: ['r1'], address: { chat: 'person' }, at: now + 9, message: 'p1', status: 'delivered' },
  ])
  expect((await steps(conversation, 'visitor')).map(({ what }) => what).slice(-3)).toEqual([
    'queued',
    'sent',
    'delivered',
  ])
})

test('a timeline tells that nobody could handle what was said, and why', async () => {
  const conversation = await accept(store, says('bad', 'unlucky'))
  await setAside({ ...subject, store }, conversation, 'The handler failed five times.')
  expect((await steps(conversation, 'visitor')).slice(0, 2)).toMatchObject([
    { what: 'accepted' },
    { what: 'setAside', reason: 'The handler failed five times.' },
  ])
})

// Budget: lists and searches over 1,000,000 messages of one tenant answer within 50 ms at p99.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { idMint } from '../src/contracts/id.ts'
import type { ChannelId, ContactId, ConversationId, TenantCode, TenantKey } from '../src/contracts/id.ts'
import type { ConversationFilter } from '../src/contracts/desk.ts'
import type { TenantStore } from '../src/contracts/ports.ts'
import { openDatabases } from '../src/tenancy/databases.ts'
import type { SqliteDatabase } from '../src/tenancy/sqlite.ts'
import { openStore } from '../src/tenancy/store/index.ts'
import { ms, percentile } from './parts/figures.ts'
import type { Finding } from './parts/finding.ts'

const budgetMs = 50
const messages = 1_000_000
/** Of 20 messages each: what people write to a shop over a year. */
const conversations = 50_000
const contacts = 40_000
const rounds = 100
const channels = ['ch_bencha0000000000000001' as ChannelId, 'ch_bencha0000000000000002' as ChannelId] as const // as above
const start = Date.UTC(2026, 0, 1)
const mint = idMint('bench' as TenantKey, (length) =>
  random().toString(36).slice(2).padEnd(length, '0').slice(0, length),
) // the bench's own brand

/**
 * A tenant's file with a million messages, written in bulk, and its lists as the routes ask for them: what a request
 * costs besides is measured by the other benches. The index is made as the server makes it, but without resting.
 */
export async function lists(): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-lists-'))
  const databases = await openDatabases(folder)
  try {
    const code = 'lists' as TenantCode // as above
    await databases.provision(code)
    const database = await databases.open(code)
    const textBytes = fill(database)
    const file = () => statSync(join(folder, 'tenants', `${code}.db`)).size
    database.handle.pragma('wal_checkpoint(truncate)')
    const before = file()
    const store = openStore(database, mint)
    const indexed = await indexAll(store)
    database.handle.pragma('wal_checkpoint(truncate)')
    const findings = [
      { bench, what: 'indexing, CPU a message', measured: `${(indexed.totalMs / messages).toFixed(3)} ms` },
      { bench, what: 'indexing, longest time that it holds up others', measured: ms(indexed.longestMs) },
      {
        bench,
        what: 'size of the index, of the texts',
        measured: `${Math.round((100 * (file() - before)) / textBytes)} %`,
      },
      ...(await measured(store)),
    ]
    await store.close()
    database.close()
    return findings
  } finally {
    databases.close()
    rmSync(folder, { recursive: true })
  }
}

const bench = 'lists, 1,000,000 messages'

async function measured(store: TenantStore): Promise<readonly Finding[]> {
  const { items } = await store.desk.list({ sort: 'latest' }, 50)
  const contact = items[0]?.people[0]?.id as ContactId // everybody has spoken
  const conversation = items[0]?.id as ConversationId // there are some
  const list = (filter: Partial<ConversationFilter>) => async () => {
    const first = await store.desk.list({ sort: 'latest', ...filter }, 50)
    return async () => store.desk.list({ sort: 'latest', ...filter }, 50, first.nextCursor ?? undefined)
  }
  const asked: Readonly<Record<string, () => Promise<() => Promise<unknown>>>> = {
    'latest conversations, second page': list({}),
    'oldest conversations, second page': list({ sort: 'oldest' }),
    'of a channel': list({ channels: channels.slice(0, 1) }),
    'ended ones': list({ state: 'ended' }),
    'that people have': list({ state: 'human' }),
    'of somebody of the team': list({ assignee: 'us_1' }),
    'with a rare tag': list({ tag: 'rare' }),
    'with a common tag': list({ tag: 'common' }),
    'of a contact': list({ contact }),
    'of two hours': list({ from: start + 96e7, to: start + 96e7 + 7_200_000 }),
    'with a word of one message in 100,000': list({ text: 'zebra' }),
    'with a word of every tenth message, second page': list({ text: 'parcel' }),
    'with two common words': list({ text: 'parcel refund' }),
    'with the beginning of a word': list({ text: 'ref' }),
    'with a word of Chinese': list({ text: '订单' }),
    'with a common word and a rare tag': list({ text: 'parcel', tag: 'rare' }),
    'contacts by name': async () => () => store.people.list({ text: 'person 1234' }, 50),
    'contacts, the latest': async () => () => store.people.list({}, 50),
    'messages of a conversation': async () => () => store.desk.messages(conversation, { order: 'newest' }, 50),
  }
  const findings: Finding[] = []
  for (const [what, prepare] of Object.entries(asked)) {
    const ask = await prepare()
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const began = performance.now()
      await ask()
      times.push(performance.now() - began)
      await new Promise(setImmediate)
    }
    const p99 = percentile(times, 0.99)
    findings.push({
      bench,
      what: `${what}: p50, p99`,
      measured: `${ms(percentile(times, 0.5))}, ${ms(p99)}`,
      budget: `p99 < ${budgetMs} ms`,
      kept: p99 < budgetMs,
    })
  }
  return findings
}

async function indexAll(store: TenantStore): Promise<{ readonly totalMs: number; readonly longestMs: number }> {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const began = performance.now()
  while (!(await store.searchIndex.follow()));
  delays.disable()
  return { totalMs: performance.now() - began, longestMs: delays.max / 1e6 }
}

// ── What is in it ────────────────────────────────────────────────────────────────────────────────────────────────

let seed = 42
/** The same in every run, 0…1. */
function random(): number {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed / 0x80000000
}

const words =
  `the a to of and in it you that was for on are with as they be at one have this from or had by hot but some what
there we can out other were all your when up use how said each which do their time if will way about many then them write would
like so these her long make thing see him two has look more day could go come did my sound no most number who over know water than
call first people may down side been now find please thanks order delivery address invoice payment card account return exchange`.split(
    /\s+/,
  )
const chinese = ['我的', '订单', '什么', '时候', '到', '请', '退款', '谢谢', '发票', '地址']

function text(number: number): string {
  if (number % 100_000 === 7) return 'A zebra ate it.'
  if (number % 12 === 5) return Array.from({ length: 8 }, () => chinese[Math.floor(random() * chinese.length)]).join('')
  const said = Array.from(
    { length: 4 + Math.floor(random() * 16) },
    () => words[Math.floor(random() * random() * words.length)],
  )
  if (number % 10 === 3) said.push('parcel')
  if (number % 25 === 3) said.push('refund')
  return `${said.join(' ')} #${number}`
}

function stateOf(holder: 'bot' | 'human'): string {
  const handoff = { stage: 'human', queue: 'default', since: start, at: start, heardAt: start }
  return JSON.stringify({ variables: {}, ...(holder === 'human' ? { handoff } : {}) })
}

/** Gives the bytes of all texts. */
function fill(database: SqliteDatabase): number {
  const db = database.handle
  const statements = {
    contact: db.prepare('insert into contacts (id, channel_id, user_id, name, created_at) values (?, ?, ?, ?, ?)'),
    conversation: db.prepare(
      'insert into conversations (id, channel_id, address_key, address, is_group, open, last_seq, version, state, holder, assignee, queue, created_at, updated_at) values (?, ?, ?, ?, 0, ?, ?, 1, ?, ?, ?, ?, ?, ?)',
    ),
    people: db.prepare('insert into conversation_people (contact_id, conversation_id) values (?, ?)'),
    tag: db.prepare('insert into conversation_tags (tag, conversation_id) values (?, ?)'),
    message: db.prepare(
      "insert into messages (conversation_id, seq, id, author, said_by, parts, platform_id, status, at) values (?, ?, ?, ?, ?, ?, ?, 'read', ?)",
    ),
  }
  const people = Array.from({ length: contacts }, (_, index) => `ct_bench${String(index).padStart(20, '0')}`)
  const ids = Array.from(
    { length: conversations },
    (_, index) => `cv_bench${(start + index).toString(36).padStart(9, '0')}${String(index).padStart(10, '0')}`,
  )
  const perConversation = messages / conversations
  let bytes = 0
  db.pragma('synchronous = OFF')
  db.exec('begin')
  for (const [index, id] of people.entries())
    statements.contact.run(id, channels[index % 2], `user ${index}`, `Person ${index}`, start + index)
  // Messages of many conversations come mixed, as they do.
  for (let number = 0; number < messages; number++) {
    if (number % 50_000 === 0) db.exec('commit; begin')
    const index = number % conversations
    const seq = Math.floor(number / conversations) + 1
    const said = text(number)
    bytes += Buffer.byteLength(said)
    statements.message.run(
      ids[index],
      seq,
      `m_bench${String(number).padStart(20, '0')}`,
      seq % 2 === 1 ? 'visitor' : 'bot',
      seq % 2 === 1 ? people[index % contacts] : null,
      JSON.stringify([{ type: 'text', text: said }]),
      String(number),
      start + number * 1000,
    )
  }
  for (const [index, id] of ids.entries()) {
    const at = start + ((perConversation - 1) * conversations + index) * 1000
    const open = index % 10 === 0 ? null : 1
    const holder = index % 500 === 1 ? 'human' : 'bot'
    statements.conversation.run(
      id,
      channels[index % 2],
      `user ${index}`,
      `{"chat":"user ${index}"}`,
      open,
      perConversation,
      stateOf(holder),
      holder,
      holder === 'human' ? `us_${index % 7}` : null,
      holder === 'human' ? 'default' : null,
      start + index,
      at,
    )
    statements.people.run(people[index % contacts], id)
    if (index % 1000 === 3) statements.tag.run('rare', id)
    if (index % 3 === 0) statements.tag.run('common', id)
  }
  db.exec('commit')
  db.pragma('synchronous = NORMAL')
  return bytes
}

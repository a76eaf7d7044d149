import { hash } from 'node:crypto'
import { ingestDefaults } from '../../config/defaults.ts'
import { Busy } from '../../contracts/errors.ts'
import type { ChannelId, ConversationId, TurnId } from '../../contracts/id.ts'
import {
  addressKey,
  type Address,
  type InboundEvent,
  type MembershipEvent,
  type ReceiptEvent,
} from '../../contracts/message.ts'
import type { Accepted, Inbox, OpenTurn, Pending } from '../../contracts/ports.ts'
import type { ConversationState, JournalEntry } from '../../contracts/turn.ts'
import { question } from '../database.ts'
import { aliasKey, createAliases, type Aliases } from './aliases.ts'
import { json, opaque, parsed, roundRobin, type StoreKit } from './kit.ts'
import { keepable } from './names.ts'
import { recordStatus } from './statuses.ts'

interface Fresh {
  readonly channel: ChannelId
  readonly key: string
  readonly conversation: ConversationId
}

interface OpenTurnRow {
  readonly turn_id: TurnId
  readonly seqs: string
  readonly attempts: number
  readonly crashes: number
  readonly next_at: number
}

/** A conversation with the turn that is open in it, if one is. */
type ConversationRow = {
  readonly channel_id: ChannelId
  readonly address: string
  readonly state: string
  readonly version: number
} & (OpenTurnRow | { readonly turn_id: null })

/**
 * The durable edge on the way in. An event is kept once: its keys and its row are one transaction, shared with all
 * others of the same turn of the event loop.
 */
export function createInbox({ database, mint, clock, backlog, known, onDisk, feed, kinship }: StoreKit): Inbox {
  const insertKey = database.prepare<[string, string, number]>(
    'insert or ignore into inbox_keys (channel_id, event_key, at) values (?, ?, ?)',
  )
  const insertEvent = database.prepare<[string, string | null, string, string, string, number]>(
    'insert into inbox (channel_id, conversation_id, kind, event, state, received_at) values (?, ?, ?, ?, ?, ?)',
  )
  const conversationOf = question<[string], ConversationRow>(
    `select c.channel_id, c.address, c.state, c.version, t.turn_id, t.seqs, t.attempts, t.crashes, t.next_at
     from conversations c left join open_turns t on t.conversation_id = c.id where c.id = ${opaque}`,
  )
  const pendingOf = question<[string, number], { seq: number; event: string; received_at: number }>(
    `select seq, event, received_at from inbox where conversation_id = ${opaque} and state = 'pending' order by seq limit cast(? as integer)`,
  )
  const journal = database.prepare<[string], { entry: string }>(
    'select entry from turn_journal where turn_id = ? order by position',
  )
  const waitingAfter = database.prepare<[string, number], { conversation_id: ConversationId }>(
    "select distinct conversation_id from inbox where state = 'pending' and conversation_id > ? order by conversation_id limit ?",
  )
  const waiting = roundRobin((id, limit) => waitingAfter.all(id, limit).map((row) => row.conversation_id))
  const oldest = database.prepare<[], { at: number }>(
    "select received_at as at from inbox where state = 'pending' order by seq limit 1",
  )
  const { look, findOrBegin } = conversationFinder({ database, mint, clock, known, feed, kinship })
  const aliases = createAliases(database, kinship)

  function keep(channel: ChannelId, event: InboundEvent, at: number, fresh: Fresh[]): Accepted {
    const inserted = event.keys.map((key) => insertKey.run(channel, hashOf(channel, key), at))
    const cameTwice = () => inserted.some(({ changes }) => changes === 0)
    if (event.address === undefined) {
      const isNew = !cameTwice()
      if (isNew) insertEvent.run(channel, null, event.kind, json(event), 'kept', at)
      return { outcome: isNew ? 'kept' : 'duplicate', conversation: undefined }
    }
    const key = addressKey(event.address)
    const met = metKey(event.address)
    const cached = met === undefined || known.has(`${channel}:${met}`) ? known.get(`${channel}:${key}`) : undefined
    // Before anybody asks whether it came twice: where answers are waited for, one wait brings both.
    const place = cached === undefined ? look(channel, event.address) : undefined
    const found = cached ?? place?.id
    // None begins a conversation: what came twice does nothing, a receipt is about what was said before, and where nobody
    // spoke nothing moves.
    if (cameTwice()) return { outcome: 'duplicate', conversation: found }
    if (event.kind === 'receipt') {
      return { outcome: 'kept', conversation: applyReceipt({ database, feed }, aliases, channel, event) }
    }
    if (event.kind === 'membership' && event.change === 'moved') {
      aliases.moveContact(channel, event.from?.id, event.who?.[0]?.id)
      if (found === undefined) {
        insertEvent.run(channel, null, event.kind, json(event), 'kept', at)
        return { outcome: 'kept', conversation: undefined }
      }
    }
    const { id, key: keptAt } =
      cached === undefined ? findOrBegin(channel, event.address, event.group === true, place) : { id: cached, key }
    if (cached === undefined && keptAt === key) {
      fresh.push({ channel, key, conversation: id })
      if (met !== undefined) fresh.push({ channel, key: met, conversation: id })
    }
    switch (event.kind) {
      case 'unsupported':
        insertEvent.run(channel, id, event.kind, json(event), 'kept', at)
        break
      case 'membership':
        if (event.change === 'moved') {
          applyMove({ database, kinship }, channel, id, event)
          known.clear()
          fresh.length = 0
        }
        insertEvent.run(channel, id, event.kind, json(event), 'pending', at)
        break
      case 'message':
      case 'command':
      case 'button':
      case 'edit':
      case 'reaction':
      case 'takeover':
      case 'due':
      case 'handoffChanged':
      case 'handoffEnded':
      case 'conversationEnded':
        insertEvent.run(channel, id, event.kind, json(event), 'pending', at)
        break
    }
    return { outcome: 'kept', conversation: id }
  }

  return {
    async accept(channel, came) {
      const events = came.map(keepable)
      if (backlog.events() >= backlog.limit)
        throw new Busy(
          `The tenant's backlog of ${backlog.limit} events is full.`,
          ingestDefaults.retryAfterSeconds * 1000,
        )
      const at = clock()
      const fresh: Fresh[] = []
      const accepted = await database.write(() => {
        fresh.length = 0
        return events.map((event) => keep(channel, event, at, fresh))
      })
      for (const one of fresh) known.set(`${one.channel}:${one.key}`, one.conversation)
      for (const [index, event] of events.entries()) {
        if (accepted[index]?.outcome !== 'kept') continue
        if (event.kind !== 'receipt' && event.kind !== 'unsupported') backlog.add(1)
        // Whoever comes next looks the address up again.
        if (event.kind === 'membership' && event.change === 'moved') known.clear()
        const alias = event.address === undefined ? undefined : aliasKey(event.address)
        if (alias !== undefined) known.delete(`${channel}:${alias}`)
      }
      return accepted
    },

    async pending(id, limit) {
      const [[row], found] = await database.ask(conversationOf(id), pendingOf(id, limit))
      const rows = found.filter(({ seq }) => onDisk.inbox(seq))
      if (row === undefined || rows.length === 0) return undefined
      return {
        channel: row.channel_id,
        address: parsed<Address>(row.address),
        state: { ...parsed<Omit<ConversationState, 'version'>>(row.state), version: row.version },
        events: rows.map(({ seq, event, received_at }) => ({
          seq,
          event: parsed<InboundEvent>(event),
          receivedAt: received_at,
        })),
        open: row.turn_id === null ? undefined : readOpenTurn(row),
      } satisfies Pending
    },

    waiting: (limit) => Promise.resolve(waiting(limit)),
    backlog: () => Promise.resolve({ events: backlog.events(), oldestAt: oldest.get()?.at }),
  }

  function readOpenTurn(row: OpenTurnRow): OpenTurn {
    return {
      id: row.turn_id,
      seqs: parsed<number[]>(row.seqs),
      attempts: row.attempts,
      crashes: row.crashes,
      nextAt: row.next_at,
      journal: journal.all(row.turn_id).map(({ entry }) => parsed<JournalEntry>(entry)),
    }
  }
}

/** Platforms put phone numbers into the ids of messages: of what is only ever compared a hash is kept, which is shorter, too. */
function hashOf(channel: ChannelId, key: string): string {
  return hash('sha256', `${channel} ${key}`, 'base64url')
}

/** Remembered when an address was seen with its alias: that is looked into once. */
function metKey(address: Address): string | undefined {
  const alias = aliasKey(address)
  return alias === undefined ? undefined : `${addressKey(address)}\n${alias}`
}

/** What is at an address. */
interface Place {
  /** Where the chat is: of what is addressed by an alias, another one. */
  readonly address: Address
  readonly key: string
  /** The conversation that is open there. */
  readonly id: ConversationId | undefined
  /** The highest number that was given there. */
  readonly lastSeq: number
}

/** Finds the open conversation at an address, and begins one where there is none (inside a write). */
export function conversationFinder({
  database,
  mint,
  clock,
  known,
  feed,
  kinship,
}: Pick<StoreKit, 'database' | 'mint' | 'clock' | 'known' | 'feed' | 'kinship'>) {
  const open = database.prepare<[string, string], { id: ConversationId }>(
    'select id from conversations where channel_id = ? and address_key = ? and open = 1',
  )
  const place = database.prepare<
    [string, string, string, string, string, string],
    { id: ConversationId | null; last_seq: number | null; elsewhere: string | null }
  >(
    `select (select id from conversations where channel_id = ? and address_key = ? and open = 1) as id,
     (select max(last_seq) from conversations where channel_id = ? and address_key = ?) as last_seq,
     (select address from address_aliases where channel_id = ? and alias_key = ?) as elsewhere`,
  )
  const insert = database.prepare<[string, string, string, string, number, number, string, number, number]>(
    'insert into conversations (id, channel_id, address_key, address, is_group, last_seq, state, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const rename = database.prepare<[string, string]>('update conversations set address = ? where id = ?')
  const aliases = createAliases(database, kinship)
  const at = (channel: ChannelId, key: string) => open.get(channel, key)?.id

  function lookAt(channel: ChannelId, address: Address) {
    const key = addressKey(address)
    const row = place.get(channel, key, channel, key, channel, key)
    return {
      address,
      key,
      id: row?.id ?? undefined,
      lastSeq: row?.last_seq ?? 0,
      elsewhere: row?.elsewhere ?? undefined,
    }
  }

  /** Also what is known under another id of the same chat. */
  function look(channel: ChannelId, address: Address): Place {
    const here = lookAt(channel, address)
    if (here.id !== undefined || here.elsewhere === undefined) return here
    return lookAt(channel, parsed<Address>(here.elsewhere))
  }

  /** What was begun under the alias goes on at the address, and so does who spoke there. True when that is news. */
  function meetAlias(channel: ChannelId, address: Address): boolean {
    const alias = aliasKey(address)
    if (alias === undefined || !aliases.learn(channel, address)) return false
    aliases.moveContact(channel, address.alias, address.chat)
    const here = at(channel, addressKey(address))
    if (here !== undefined) rename.run(json(address), here)
    const before = at(channel, alias)
    if (before === undefined) return true
    applyMove({ database, kinship }, channel, before, { to: address })
    known.clear()
    return true
  }

  /**
   * With the key of where it is, which is another one for what is addressed by an alias. `seen`: what was looked up in the
   * same write already.
   */
  function findOrBegin(
    channel: ChannelId,
    address: Address,
    group: boolean,
    seen?: Place,
  ): { readonly id: ConversationId; readonly key: string } {
    const isNews = meetAlias(channel, address)
    const there = seen === undefined || isNews ? look(channel, address) : seen
    const { key, address: where } = there
    if (there.id !== undefined) return { id: there.id, key }
    const id = mint('cv')
    const now = clock()
    // Numbers go on from the conversation before, so that a client's "last seen" never has to go back.
    insert.run(id, channel, key, json(where), group ? 1 : 0, there.lastSeq, json({ variables: {} }), now, now)
    feed.emit('conversation.started', () => ({ conversationId: id, channelId: channel, address: where, group }))
    return { id, key }
  }
  return { look, findOrBegin }
}

/**
 * Of the address's conversations the one with the message, ended or not. Before the send's own answer that is not known:
 * it is kept with the newest, and looked for in all of them. Nothing was ever said there: it is not about us.
 */
function applyReceipt(
  { database, feed }: Pick<StoreKit, 'database' | 'feed'>,
  aliases: Aliases,
  channel: ChannelId,
  event: ReceiptEvent,
): ConversationId | undefined {
  const key = addressKey(event.address)
  const place = aliasKey(event.address) ?? addressKey(aliases.of(channel, key) ?? event.address)
  const row = database
    .prepare<[string, string, string, string], { id: ConversationId }>(
      `select c.id from conversations c left join messages m on m.conversation_id = c.id and m.platform_id = ? and m.author <> 'visitor'
       where c.channel_id = ? and c.address_key in (?, ?) order by m.seq is null, c.open is null, c.created_at desc limit 1`,
    )
    .get(event.message, channel, key, place)
  if (row !== undefined) recordStatus({ database, feed }, row.id, event.message, event.status, event.at, event.reason)
  return row?.id
}

/** The chat lives elsewhere now. Where somebody spoke there already, that conversation goes on and this one ends. */
export function applyMove(
  { database, kinship }: Pick<StoreKit, 'database' | 'kinship'>,
  channel: ChannelId,
  conversation: ConversationId,
  { to }: Pick<MembershipEvent, 'to'>,
): void {
  if (to === undefined) return
  const taken = database
    .prepare<[string, string], { id: string }>(
      'select id from conversations where channel_id = ? and address_key = ? and open = 1',
    )
    .get(channel, addressKey(to))
  if (taken?.id === conversation) return
  const from = database
    .prepare<[string], { address_key: string; address: string }>(
      'select address_key, address from conversations where id = ?',
    )
    .get(conversation)
  const aliases = createAliases(database, kinship)
  if (from !== undefined) {
    aliases.forget(channel, from.address_key)
    // A person who is a chat, and the chat itself where it speaks.
    aliases.moveContact(channel, parsed<Address>(from.address).chat, to.chat)
  }
  aliases.learn(channel, to)
  // What waits to be sent is sent to the new address in either case: the address is read when a message goes out.
  if (taken === undefined) {
    database
      .prepare<[string, string, string]>('update conversations set address = ?, address_key = ? where id = ?')
      .run(json(to), addressKey(to), conversation)
  } else {
    database
      .prepare<[string, string]>('update conversations set address = ?, open = null where id = ?')
      .run(json(to), conversation)
  }
}

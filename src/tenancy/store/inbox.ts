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
  const conversation = database.prepare<[string], ConversationRow>(
    `select c.channel_id, c.address, c.state, c.version, t.turn_id, t.seqs, t.attempts, t.crashes, t.next_at
     from conversations c left join open_turns t on t.conversation_id = c.id where c.id = ${opaque}`,
  )
  const pendingRows = database.prepare<[string, number], { seq: number; event: string; received_at: number }>(
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
  const { find, findOrBegin } = conversationFinder({ database, mint, clock, known, feed, kinship })
  const aliases = createAliases(database, kinship)

  function keep(channel: ChannelId, event: InboundEvent, at: number, fresh: Fresh[]): Accepted {
    let isNew = true
    for (const key of event.keys) {
      if (insertKey.run(channel, hashOf(channel, key), at).changes === 0) isNew = false
    }
    if (event.address === undefined) {
      if (isNew) insertEvent.run(channel, null, event.kind, json(event), 'kept', at)
      return { outcome: isNew ? 'kept' : 'duplicate', conversation: undefined }
    }
    const key = addressKey(event.address)
    const met = metKey(event.address)
    const cached = met === undefined || known.has(`${channel}:${met}`) ? known.get(`${channel}:${key}`) : undefined
    // None begins a conversation: what came twice does nothing, a receipt is about what was said before, and where nobody
    // spoke nothing moves.
    if (!isNew) return { outcome: 'duplicate', conversation: cached ?? find(channel, event.address) }
    if (event.kind === 'receipt') {
      return { outcome: 'kept', conversation: applyReceipt({ database, feed }, aliases, channel, event) }
    }
    if (event.kind === 'membership' && event.change === 'moved') {
      aliases.moveContact(channel, event.from?.id, event.who?.[0]?.id)
      if (cached === undefined && find(channel, event.address) === undefined) {
        insertEvent.run(channel, null, event.kind, json(event), 'kept', at)
        return { outcome: 'kept', conversation: undefined }
      }
    }
    const { id, key: place } =
      cached === undefined ? findOrBegin(channel, event.address, event.group === true) : { id: cached, key }
    if (cached === undefined && place === key) {
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

    pending(id, limit) {
      database.snapshot()
      const row = conversation.get(id)
      const rows = pendingRows.all(id, limit).filter(({ seq }) => onDisk.inbox(seq))
      if (row === undefined || rows.length === 0) return Promise.resolve(undefined)
      return Promise.resolve({
        channel: row.channel_id,
        address: parsed<Address>(row.address),
        state: { ...parsed<Omit<ConversationState, 'version'>>(row.state), version: row.version },
        events: rows.map(({ seq, event, received_at }) => ({
          seq,
          event: parsed<InboundEvent>(event),
          receivedAt: received_at,
        })),
        open: row.turn_id === null ? undefined : readOpenTurn(row),
      } satisfies Pending)
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
  const previous = database.prepare<[string, string], { last_seq: number | null }>(
    'select max(last_seq) as last_seq from conversations where channel_id = ? and address_key = ?',
  )
  const insert = database.prepare<[string, string, string, string, number, number, string, number, number]>(
    'insert into conversations (id, channel_id, address_key, address, is_group, last_seq, state, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const rename = database.prepare<[string, string]>('update conversations set address = ? where id = ?')
  const aliases = createAliases(database, kinship)
  const at = (channel: ChannelId, key: string) => open.get(channel, key)?.id

  /** Also what is known under another id of the same chat. */
  function find(channel: ChannelId, address: Address): ConversationId | undefined {
    const found = at(channel, addressKey(address))
    if (found !== undefined) return found
    const place = aliases.of(channel, addressKey(address))
    return place === undefined ? undefined : at(channel, addressKey(place))
  }

  /** What was begun under the alias goes on at the address, and so does who spoke there. */
  function meetAlias(channel: ChannelId, address: Address): void {
    const alias = aliasKey(address)
    if (alias === undefined || !aliases.learn(channel, address)) return
    aliases.moveContact(channel, address.alias, address.chat)
    const here = at(channel, addressKey(address))
    if (here !== undefined) rename.run(json(address), here)
    const before = at(channel, alias)
    if (before === undefined) return
    applyMove({ database, kinship }, channel, before, { to: address })
    known.clear()
  }

  /** With the key of where it is, which is another one for what is addressed by an alias. */
  function findOrBegin(
    channel: ChannelId,
    address: Address,
    group: boolean,
  ): { readonly id: ConversationId; readonly key: string } {
    meetAlias(channel, address)
    const own = at(channel, addressKey(address))
    if (own !== undefined) return { id: own, key: addressKey(address) }
    const place = aliases.of(channel, addressKey(address)) ?? address
    const key = addressKey(place)
    const found = at(channel, key)
    if (found !== undefined) return { id: found, key }
    const id = mint('cv')
    const now = clock()
    // Numbers go on from the conversation before, so that a client's "last seen" never has to go back.
    const lastSeq = previous.get(channel, key)?.last_seq ?? 0
    insert.run(id, channel, key, json(place), group ? 1 : 0, lastSeq, json({ variables: {} }), now, now)
    feed.emit('conversation.started', () => ({ conversationId: id, channelId: channel, address: place, group }))
    return { id, key }
  }
  return { find, findOrBegin }
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

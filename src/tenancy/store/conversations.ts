import { NotFound } from '../../contracts/errors.ts'
import type { ChannelId, ConversationId } from '../../contracts/id.ts'
import { addressKey } from '../../contracts/message.ts'
import type { Address, Part } from '../../contracts/message.ts'
import type { Conversation, Conversations, StoredMessage } from '../../contracts/ports.ts'
import { modeOf } from '../../contracts/turn.ts'
import type { ConversationState, Trace } from '../../contracts/turn.ts'
import { all, build, first } from '../databases.ts'
import type { Handing } from './handoffs.ts'
import { conversationFinder } from './inbox.ts'
import { besideIt, parsed, type StoreKit } from './kit.ts'
import { demandAddress } from './names.ts'
import { createRemembrance, messageColumns, type MessageRow } from './remembrance.ts'

export interface Row {
  readonly id: ConversationId
  readonly channel_id: ChannelId
  readonly address_key: string
  readonly address: string
  readonly is_group: number
  readonly open: number | null
  readonly last_seq: number
  readonly state: string
  readonly queue: string | null
  readonly assignee: string | null
  readonly created_at: number
  readonly updated_at: number
}

export function createConversations(
  { database, mint, clock, known, backlog, feed, kinship }: StoreKit,
  handing: Handing,
): Conversations {
  const { findOrBegin } = conversationFinder({ database, mint, clock, known, feed, kinship })
  const messagesAt = database.prepare<[string, string, number, number], MessageRow>(
    `select m.id, m.seq, m.conversation_id, m.author, m.said_by, m.said_by_name, m.parts, m.status, m.platform_id, m.at, m.latency_ms, m.trace, m.turn_id from messages m
     join conversations c on c.id = m.conversation_id
     where c.channel_id = ? and c.address_key = ? and m.seq > ? order by m.seq limit ?`,
  )
  const lastSeqAt = database.prepare<[string, string], { last_seq: number | null }>(
    'select max(last_seq) as last_seq from conversations where channel_id = ? and address_key = ?',
  )

  return {
    find: (id) => Promise.resolve(readConversation(first<Row>(database, build('conversations').where({ id })))),

    at: (channel, address) =>
      Promise.resolve(
        readConversation(
          first<Row>(
            database,
            build('conversations').where({ channel_id: channel, address_key: addressKey(address), open: 1 }),
          ),
        ),
      ),

    async begin(channel, address) {
      demandAddress(address)
      return database.write(() => findOrBegin(channel, address, false).id)
    },

    allAt: (channel, address, limit) =>
      Promise.resolve(
        all<Row>(
          database,
          build('conversations')
            .where({ channel_id: channel, address_key: addressKey(address) })
            .orderBy([
              { column: 'updated_at', order: 'desc' },
              { column: 'id', order: 'desc' },
            ])
            .limit(limit),
        ).map((row) => readConversation(row)),
      ),

    messagesAt: (channel, address, afterSeq, limit) =>
      Promise.resolve(messagesAt.all(channel, addressKey(address), afterSeq, limit).map(readMessage)),

    lastSeqAt: (channel, address) => Promise.resolve(lastSeqAt.get(channel, addressKey(address))?.last_seq ?? 0),

    messages(id, limit, afterSeq = 0) {
      const rows = database
        .prepare<[string, number, number], MessageRow>(
          `select ${messageColumns} from messages where conversation_id = ? and seq > ? order by seq limit ?`,
        )
        .all(id, afterSeq, limit)
      return Promise.resolve(rows.map(readMessage))
    },

    ...createRemembrance(database, clock, readMessage),

    lastHeardAt(id) {
      const row = database
        .prepare<[string], { at: number | null }>(
          `select max((select at from messages where conversation_id = beside.id and author = 'visitor' order by seq desc limit 1)) as at
           from (${besideIt}) beside`,
        )
        .get(id)
      return Promise.resolve(row?.at ?? undefined)
    },

    async end(id, by) {
      const ended = await database.write(() => {
        const row = first<Row>(database, build('conversations').where({ id }))
        if (row === undefined) throw new NotFound('There is no such conversation.')
        return { row, told: row.open === null ? 0 : handing.close(row, by) }
      })
      known.delete(`${ended.row.channel_id}:${ended.row.address_key}`)
      backlog.add(ended.told)
    },
  }
}

export function readConversation(row: Row): Conversation
export function readConversation(row: Row | undefined): Conversation | undefined
export function readConversation(row: Row | undefined): Conversation | undefined {
  if (row === undefined) return undefined
  const state = parsed<ConversationState>(row.state)
  return {
    id: row.id,
    channel: row.channel_id,
    address: parsed<Address>(row.address),
    open: row.open === 1,
    handoff: state.handoff !== undefined,
    state: row.open === 1 ? (state.handoff?.stage ?? 'bot') : 'ended',
    queue: row.queue ?? undefined,
    assignee: row.assignee ?? undefined,
    mode: modeOf(state),
    lastSeq: row.last_seq,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export function readMessage(row: MessageRow): StoredMessage {
  return {
    id: row.id,
    seq: row.seq,
    conversation: row.conversation_id,
    from: row.author,
    ...(row.said_by === null
      ? {}
      : { author: { id: row.said_by, ...(row.said_by_name === null ? {} : { name: row.said_by_name }) } }),
    parts: parsed<readonly Part[]>(row.parts),
    status: row.status,
    ...(row.platform_id === null ? {} : { platformId: row.platform_id }),
    ...(row.latency_ms === null || row.author === 'bot' ? {} : { latencyMs: row.latency_ms }),
    ...(row.trace === null ? {} : { trace: parsed<Trace>(row.trace) }),
    ...(row.turn_id === null ? {} : { turn: row.turn_id }),
    at: row.at,
  }
}

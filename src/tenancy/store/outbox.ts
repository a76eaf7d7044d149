import { Conflict, NotFound } from '../../contracts/errors.ts'
import type { ChannelId, ConversationId, MessageId } from '../../contracts/id.ts'
import type { Address, DeliveryStatus, Part } from '../../contracts/message.ts'
import type { Outbox, OutboxEntry } from '../../contracts/ports.ts'
import type { ConversationState, Offered } from '../../contracts/turn.ts'
import { question } from '../database.ts'
import type { Handing } from './handoffs.ts'
import { applyMove } from './inbox.ts'
import { json, opaque, parsed, roundRobin, type StoreKit } from './kit.ts'
import { fittingName } from './names.ts'
import type { Saying } from './saying.ts'
import { earlyStatuses, furthestOf, recordStatus, setStatus } from './statuses.ts'

interface Row {
  readonly row: number
  readonly message_id: MessageId
  readonly seq: number
  readonly parts: string
  readonly author: OutboxEntry['author']
  readonly progress: number
  readonly attempts: number
  readonly due_at: number
  readonly created_at: number
  readonly channel_id: ChannelId
  readonly address: string
  readonly is_group: number
}

/** The durable edge on the way out: what a conversation has to send, in order, until it is sent or dead. */
export function createOutbox(
  { database, mint, clock, known, backlog: events, onDisk, feed, kinship }: StoreKit,
  handing: Handing,
  say: Saying,
): Outbox {
  const pendingOf = question<[string, number], Row>(
    `select o.row, o.message_id, o.seq, o.parts, o.author, o.progress, o.attempts, o.due_at, o.created_at, c.channel_id, c.address, c.is_group
     from outbox o join conversations c on c.id = o.conversation_id
     where o.conversation_id = ${opaque} and o.state = 'pending' order by o.row limit cast(? as integer)`,
  )
  const progressOf = question<[number], { progress: number }>(
    "select progress from outbox where row = ? and state = 'pending'",
  )
  const done = database.prepare<[number]>('delete from outbox where row = ?')
  const progressed = database.prepare<[number, number, number]>(
    // Never back: whoever stood still may come late with what another did since.
    "update outbox set progress = ?, attempts = 0 where row = ? and state = 'pending' and progress < ?",
  )
  const named = database.prepare<[string | null, string, number, string, number]>(
    'update messages set platform_id = ?, status = ?, latency_ms = ? where conversation_id = ? and seq = ?',
  )
  const retryLater = database.prepare<[string, number, number, number]>(
    "update outbox set attempts = attempts + 1, error = ?, due_at = ? where row = ? and state = 'pending' and due_at = ?",
  )
  const kill = database.prepare<[string, number]>(
    "update outbox set state = 'dead', error = ? where row = ? and state = 'pending'",
  )
  const insertDead = database.prepare<[string, string, string, string, number]>(
    "insert into dead_letters (id, side, conversation_id, refs, reason, at) values (?, 'outbox', ?, ?, ?, ?)",
  )
  const isOpen = database.prepare<[string], { open: number | null }>('select open from conversations where id = ?')
  const keepKey = database.prepare<[string, string, number]>(
    'insert into outbox_keys (idempotency_key, message_id, at) values (?, ?, ?)',
  )
  const waitingAfter = database.prepare<[string, number], { conversation_id: ConversationId }>(
    "select distinct conversation_id from outbox where state = 'pending' and conversation_id > ? order by conversation_id limit ?",
  )
  const waiting = roundRobin((id, limit) => waitingAfter.all(id, limit).map((row) => row.conversation_id))
  const backlog = database.prepare<[], { messages: number; at: number | null }>(
    "select count(*) as messages, min(created_at) as at from outbox where state = 'pending'",
  )

  return {
    async pending(conversation, limit) {
      const [found] = await database.ask(pendingOf(conversation, limit))
      return found
        .filter(({ row }) => onDisk.outbox(row))
        .map((row) => ({
          row: row.row,
          conversation,
          channel: row.channel_id,
          address: parsed<Address>(row.address),
          message: row.message_id,
          seq: row.seq,
          parts: parsed<readonly Part[]>(row.parts),
          author: row.author,
          progress: row.progress,
          attempts: row.attempts,
          dueAt: row.due_at,
          createdAt: row.created_at,
          group: row.is_group === 1,
        }))
    },

    async add({ conversation, parts, author, by, idempotencyKey, offered, step, admit }) {
      const { told, ...added } = await database.write(() => {
        const before = idempotencyKey === undefined ? undefined : sentBefore(idempotencyKey)
        if (before !== undefined) return { ...before, told: 0 }
        admit?.()
        const row = isOpen.get(conversation)
        if (row === undefined) throw new NotFound('There is no such conversation.')
        if (row.open === null) throw new Conflict('The conversation has ended.')
        const message = say(conversation, parts, author, by)
        const handed = step === undefined ? undefined : handing.enact(conversation, step)
        if (offered !== undefined) remember(conversation, offered)
        if (idempotencyKey !== undefined) keepKey.run(idempotencyKey, message, clock())
        const answer = { message, status: 'queued' as const, told: handed?.told ?? 0 }
        return handed === undefined ? answer : { ...answer, handed }
      })
      events.add(told)
      return added
    },

    async waits({ row }, progress) {
      if (!database.shared) return true
      const [[standing]] = await database.ask(progressOf(row))
      return standing?.progress === progress
    },

    async sent(entry, progress, platformId, finished) {
      if (!finished) return database.note(() => void progressed.run(progress, entry.row, progress))
      await database.note(
        ([standing], early) => {
          if (standing === undefined) return
          done.run(entry.row)
          const status = furthestOf(early)
          const latencyMs = clock() - entry.createdAt
          // Without a name where nothing of it could be shown.
          named.run(fittingName(platformId) ?? null, status, latencyMs, entry.conversation, entry.seq)
          feed.emit('message.sent', () => ({
            messageId: entry.message,
            conversationId: entry.conversation,
            platformId,
          }))
        },
        progressOf(entry.row),
        earlyStatuses(entry.conversation, platformId),
      )
    },

    retry: (entry, error, dueAt) => database.write(() => void retryLater.run(error, dueAt, entry.row, entry.dueAt)),

    dead: (entry, reason) =>
      database.write(() => {
        if (kill.run(reason, entry.row).changes === 0) return
        insertDead.run(mint('dl'), entry.conversation, json([entry.row]), reason, clock())
        setStatus(database, entry.conversation, entry.seq, 'failed')
        recordStatus({ database, feed }, entry.conversation, entry.message, 'failed', clock(), reason)
        const { message: messageId, conversation: conversationId } = entry
        feed.emit('message.failed', () => ({ messageId, conversationId, reason }))
        feed.emit('dead_letter.added', () => ({ side: 'outbox', conversationId, reason }))
      }),

    moved: (conversation, to) =>
      database.write(() => {
        const row = database
          .prepare<[string], { channel_id: ChannelId; address_key: string }>(
            'select channel_id, address_key from conversations where id = ?',
          )
          .get(conversation)
        if (row === undefined) return
        applyMove({ database, kinship }, row.channel_id, conversation, { to })
        known.delete(`${row.channel_id}:${row.address_key}`)
      }),

    waiting: (limit) => Promise.resolve(waiting(limit)),

    backlog() {
      const { messages = 0, at = null } = backlog.get() ?? {}
      return Promise.resolve({ messages, oldestAt: at ?? undefined })
    },
  }

  /** The version moves on: a turn that runs at this moment must not write over it. */
  function remember(conversation: ConversationId, offered: Offered): void {
    const row = database
      .prepare<[string], { state: string }>('select state from conversations where id = ?')
      .get(conversation)
    if (row === undefined) return
    const state: Omit<ConversationState, 'version'> = { ...parsed<ConversationState>(row.state), offered }
    database
      .prepare<[string, string]>('update conversations set state = ?, version = version + 1 where id = ?')
      .run(json(state), conversation)
  }

  function sentBefore(key: string): { readonly message: MessageId; readonly status: DeliveryStatus } | undefined {
    return database
      .prepare<[string], { message: MessageId; status: DeliveryStatus }>(
        'select m.id as message, m.status as status from outbox_keys k join messages m on m.id = k.message_id where k.idempotency_key = ?',
      )
      .get(key)
  }
}

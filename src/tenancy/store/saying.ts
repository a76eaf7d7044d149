import type { ConversationId, MessageId } from '../../contracts/id.ts'
import type { Part } from '../../contracts/message.ts'
import type { Actor } from '../../contracts/people.ts'
import { highestSeq, mediaUses, partsJson, type StoreKit } from './kit.ts'

/** Puts a message from outside a turn into the history and the outbox. Inside a write. */
export function createSaying({ database, mint, clock, feed, messages }: StoreKit) {
  const bump = database.prepare<[number, string], { last_seq: number }>(
    `update conversations set last_seq = ${highestSeq} + 1, updated_at = ? where id = ? returning last_seq`,
  )
  const insertMessage = database.prepare<
    [string, number, string, string, string | null, string | null, string, number]
  >(
    "insert into messages (conversation_id, seq, id, author, said_by, said_by_name, parts, status, at) values (?, ?, ?, ?, ?, ?, ?, 'queued', ?)",
  )
  const enqueue = database.prepare<[string, string, number, string, string, number, number]>(
    "insert into outbox (conversation_id, message_id, seq, parts, author, state, progress, attempts, due_at, created_at) values (?, ?, ?, ?, ?, 'pending', 0, 0, ?, ?)",
  )

  const brings = mediaUses(database)

  return (conversation: ConversationId, parts: readonly Part[], author: 'bot' | 'agent', by?: Actor): MessageId => {
    const at = clock()
    const row = bump.get(at, conversation)
    if (row === undefined) throw new Error(`There is no conversation ${conversation}.`)
    const message = mint('m')
    messages.add(1)
    const text = partsJson(parts)
    insertMessage.run(conversation, row.last_seq, message, author, by?.id ?? null, by?.name ?? null, text, at)
    brings(conversation, message, parts)
    enqueue.run(conversation, message, row.last_seq, text, author, at, at)
    feed.emit('message.said', () => ({ messageId: message, conversationId: conversation, author, parts }))
    return message
  }
}

export type Saying = ReturnType<typeof createSaying>

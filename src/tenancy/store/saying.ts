import type { ConversationId, MessageId } from '../../contracts/id.ts'
import type { Part } from '../../contracts/message.ts'
import type { Actor } from '../../contracts/people.ts'
import { mediaUses, partsJson, standingOf, type Standing, type StoreKit } from './kit.ts'

/** Puts a message from outside a turn into the history and the outbox. Inside a write. */
export function createSaying({ database, mint, clock, feed, messages }: StoreKit) {
  const standing = database.prepare<[string], Standing>(standingOf)
  const bump = database.prepare<[number, number, string]>(
    'update conversations set last_seq = ?, updated_at = ? where id = ?',
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
    const row = standing.get(conversation)
    if (row === undefined) throw new Error(`There is no conversation ${conversation}.`)
    const seq = row.highest + 1
    bump.run(seq, at, conversation)
    const message = mint('m')
    messages.add(1)
    const text = partsJson(parts)
    insertMessage.run(conversation, seq, message, author, by?.id ?? null, by?.name ?? null, text, at)
    brings(conversation, message, parts)
    enqueue.run(conversation, message, seq, text, author, at, at)
    feed.emit('message.said', () => ({ messageId: message, conversationId: conversation, author, parts }))
    return message
  }
}

export type Saying = ReturnType<typeof createSaying>

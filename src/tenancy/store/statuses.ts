import type { ConversationId, MessageId } from '../../contracts/id.ts'
import type { DeliveryStatus } from '../../contracts/message.ts'
import { question, type Database } from '../database.ts'
import { besideIt } from './kit.ts'
import type { StoreKit } from './kit.ts'

const rank: Readonly<Record<DeliveryStatus, number>> = { queued: 0, sent: 1, delivered: 2, failed: 3, read: 4 }

/** True when a message's status may move from one to the other: only to the right, whatever order they arrive in. */
export function moves(from: DeliveryStatus, to: DeliveryStatus): boolean {
  return rank[to] > rank[from]
}

/** Keeps a status in the message's history and moves the message on. Inside a write. */
export function recordStatus(
  { database, feed }: Pick<StoreKit, 'database' | 'feed'>,
  conversation: ConversationId,
  platformId: string,
  status: DeliveryStatus,
  at: number,
  reason?: string,
): void {
  database
    .prepare<[string, string, string, string | null, number]>(
      'insert into message_statuses (conversation_id, platform_id, status, reason, at) values (?, ?, ?, ?, ?)',
    )
    .run(conversation, platformId, status, reason ?? null, at)
  const message = database
    .prepare<[string, string], { id: MessageId; seq: number; status: DeliveryStatus }>(
      "select id, seq, status from messages where conversation_id = ? and platform_id = ? and author <> 'visitor'",
    )
    .get(conversation, platformId)
  if (message === undefined || !moves(message.status, status)) return
  setStatus(database, conversation, message.seq, status)
  if (status === 'queued' || status === 'sent') return
  feed.emit(`message.${status}`, () => ({
    messageId: message.id,
    conversationId: conversation,
    ...(reason === undefined ? {} : { reason }),
  }))
}

export function setStatus(database: Database, conversation: ConversationId, seq: number, status: DeliveryStatus): void {
  database
    .prepare<[string, string, number]>('update messages set status = ? where conversation_id = ? and seq = ?')
    .run(status, conversation, seq)
}

/** Statuses that arrived before the send's own answer did, wherever at the address. Of a conversation and the platform's id. */
export const earlyStatuses = question<[string, string], { readonly status: DeliveryStatus }>(
  `select status from message_statuses where conversation_id in (${besideIt}) and platform_id = ?`,
)

/** Of what was sent by now. */
export function furthestOf(early: readonly { readonly status: DeliveryStatus }[]): DeliveryStatus {
  return early.reduce<DeliveryStatus>((furthest, { status }) => (moves(furthest, status) ? status : furthest), 'sent')
}

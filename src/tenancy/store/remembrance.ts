import { contextDefaults, handlerDefaults, turnDefaults } from '../../config/defaults.ts'
import type { ConversationId, MessageId, TurnId } from '../../contracts/id.ts'
import type { DeliveryStatus } from '../../contracts/message.ts'
import type { Conversations, StoredMessage } from '../../contracts/ports.ts'
import type { Database } from '../database.ts'

/** A message as it is kept. */
export interface MessageRow {
  readonly id: MessageId
  readonly seq: number
  readonly conversation_id: ConversationId
  readonly author: StoredMessage['from']
  readonly said_by: string | null
  readonly said_by_name: string | null
  readonly parts: string
  readonly status: DeliveryStatus
  readonly platform_id: string | null
  readonly at: number
  readonly latency_ms: number | null
  readonly trace: string | null
  readonly turn_id: TurnId | null
}

export const messageColumns =
  'id, seq, conversation_id, author, said_by, said_by_name, parts, status, platform_id, at, latency_ms, trace, turn_id'

type Remembrance = Pick<Conversations, 'recent' | 'between' | 'summary' | 'summarized' | 'answersTo'>

/** What a conversation is remembered by. Its statements are made when somebody asks: most turns never do. */
export function createRemembrance(
  database: Database,
  clock: () => number,
  read: (row: MessageRow) => StoredMessage,
): Remembrance {
  const select = (where: string) =>
    database.prepare<(string | number)[], MessageRow>(`select ${messageColumns} from messages where ${where}`)

  return {
    recent: (id, limit, since) =>
      Promise.resolve(
        select('conversation_id = ? and at >= ? order by seq desc limit ?').all(id, since, limit).reverse().map(read),
      ),

    between: (id, afterSeq, beforeSeq, since) =>
      Promise.resolve(
        select('conversation_id = ? and seq > ? and seq < ? and at >= ? order by seq desc limit ?')
          .all(id, afterSeq, beforeSeq, since, contextDefaults.summed)
          .reverse()
          .map(read),
      ),

    summary(id) {
      const row = database
        .prepare<[string], { up_to: number; text: string; at: number }>(
          'select up_to, text, at from summaries where conversation_id = ?',
        )
        .get(id)
      return Promise.resolve(row === undefined ? undefined : { upTo: row.up_to, text: row.text, at: row.at })
    },

    summarized: (id, { upTo, text }) =>
      database.write(
        () =>
          void database
            .prepare<[string, number, string, number]>(
              `insert into summaries (conversation_id, up_to, text, at) values (?, ?, ?, ?)
               on conflict (conversation_id) do update set up_to = excluded.up_to, text = excluded.text, at = excluded.at`,
            )
            .run(id, upTo, text, clock()),
      ),

    // A turn's messages follow each other: what was said to the bot, then what the bot says.
    answersTo: ({ conversation, seq, turn }) =>
      Promise.resolve(
        turn === undefined
          ? []
          : select("conversation_id = ? and seq > ? and seq <= ? and turn_id = ? and author = 'bot' order by seq")
              .all(conversation, seq, seq + turnDefaults.eventsPerTurn + handlerDefaults.messagesPerTurn, turn)
              .map(read),
      ),
  }
}

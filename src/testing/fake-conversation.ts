import type { ConversationId, MessageId } from '../contracts/id.ts'
import type { Part } from '../contracts/message.ts'
import type { Conversations, StoredMessage, Summary } from '../contracts/ports.ts'

/** What was said in one conversation, in memory. */
export interface FakeConversation extends Pick<Conversations, 'recent' | 'between' | 'summary' | 'summarized'> {
  add(from: StoredMessage['from'], parts: readonly Part[], at: number): void
}

export function fakeConversation(): FakeConversation {
  const messages: StoredMessage[] = []
  let summary: (Summary & { readonly at: number }) | undefined

  return {
    add(from, parts, at) {
      const seq = messages.length + 1
      const [id, conversation] = [`m_fakes${seq}` as MessageId, 'cv_fakes000001' as ConversationId] // a test's own
      messages.push({ id, seq, conversation, from, parts, status: 'read', at })
    },
    recent: (_id, limit, since) => Promise.resolve(messages.filter(({ at }) => at >= since).slice(-limit)),
    between: (_id, after, before, since) =>
      Promise.resolve(messages.filter(({ seq, at }) => seq > after && seq < before && at >= since)),
    summary: () => Promise.resolve(summary),
    summarized(_id, made) {
      summary = { ...made, at: messages.at(-1)?.at ?? 0 }
      return Promise.resolve()
    },
  }
}

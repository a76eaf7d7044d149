import { type Conversation, type Entry, isSaid } from './conversation.ts'

/** What a screen reader is told of a step: every message once and whole, never the pieces of it. */
export type Announcement =
  | {
      readonly what: 'said'
      readonly id: string
      readonly from: 'bot' | 'agent'
      readonly entry: Extract<Entry, { parts: unknown }>
    }
  | { readonly what: 'failed'; readonly id: string; readonly reason: string }
  | { readonly what: 'notice'; readonly id: string; readonly entry: Extract<Entry, { notice: unknown }> }

/** Nothing of what is replayed: it was said before. */
export function announcementsOf(before: Conversation, after: Conversation): readonly Announcement[] {
  if (before.entries === after.entries) return []
  const known = new Map(before.entries.map((entry) => [entry.id, entry]))
  return after.entries.flatMap((entry): readonly Announcement[] => {
    const earlier = known.get(entry.id)
    if (earlier === entry) return []
    if (!isSaid(entry)) return earlier === undefined ? [{ what: 'notice', id: entry.id, entry }] : []
    if (entry.from === 'visitor') {
      const failedBefore = earlier !== undefined && isSaid(earlier) && earlier.delivery === 'failed'
      return entry.delivery === 'failed' && !failedBefore
        ? [{ what: 'failed', id: entry.id, reason: entry.reason ?? '' }]
        : []
    }
    const wasWhole = earlier !== undefined && isSaid(earlier) && earlier.streaming === undefined
    if (entry.streaming !== undefined || wasWhole || entry.seq <= after.replayedTo) return []
    return [{ what: 'said', id: entry.id, from: entry.from, entry }]
  })
}

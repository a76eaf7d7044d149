import { type Conversation, isSaid } from './conversation.ts'

/** What the avatar does while it is told nothing else. */
export type Mood = 'rest' | 'listen' | 'think' | 'speak'

/** `reading`: an answer is being read aloud. */
export function moodOf({ entries, typing, line }: Conversation, reading: boolean): Mood {
  if (line.state !== 'online') return 'rest'
  if (reading || entries.some((entry) => isSaid(entry) && entry.streaming !== undefined)) return 'speak'
  if (typing) return 'think'
  const last = entries.findLast(isSaid)
  return last?.from === 'visitor' && (last.delivery === 'sending' || last.delivery === 'kept') ? 'think' : 'rest'
}

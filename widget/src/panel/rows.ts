import { type Conversation, type Entry, type Notice, type Said, isSaid } from './conversation.ts'

/** What the transcript draws, from top to bottom. */
export type Row =
  | {
      readonly row: 'message'
      readonly key: string
      readonly said: Said
      readonly joined: boolean
      readonly chosen?: string
    }
  | { readonly row: 'day'; readonly key: string; readonly at: string }
  | { readonly row: 'new' | 'conversation'; readonly key: string }
  | { readonly row: 'notice'; readonly key: string; readonly notice: Notice }

/** Messages of one author closer than this are one group: milliseconds. */
const groupMs = 2 * 60_000

/** `dayOf`: equal for two times of the same day, where the reader is. */
export function rowsOf({ entries, newAfter }: Conversation, dayOf: (at: string) => string): readonly Row[] {
  const rows: Row[] = []
  const chosen = choicesMade(entries)
  let before: Said | undefined
  let day = ''
  let marked = newAfter === undefined

  for (const entry of entries) {
    const today = dayOf(entry.at)
    if (today !== day) rows.push({ row: 'day', key: `day-${today}`, at: entry.at })
    const isNewDay = today !== day
    day = today
    if (!isSaid(entry)) {
      rows.push({ row: 'notice', key: entry.id, notice: entry })
      before = undefined
      continue
    }
    const isOther = before !== undefined && isOtherConversation(before, entry)
    if (isOther) rows.push({ row: 'conversation', key: `conversation-${entry.id}` })
    const isNew = !marked && newAfter !== undefined && entry.seq > newAfter && entry.from !== 'visitor'
    if (isNew) rows.push({ row: 'new', key: 'new' })
    marked ||= isNew
    const joined = !isNewDay && !isOther && !isNew && before !== undefined && isGroup(before, entry)
    const option = chosen.get(entry.id)
    rows.push({
      row: 'message',
      key: entry.id,
      said: entry,
      joined,
      ...(option === undefined ? {} : { chosen: option }),
    })
    before = entry
  }
  return rows
}

function isOtherConversation(before: Said, said: Said): boolean {
  return before.conversationId !== '' && said.conversationId !== '' && before.conversationId !== said.conversationId
}

function isGroup(before: Said, said: Said): boolean {
  return before.from === said.from && Math.abs(Date.parse(said.at) - Date.parse(before.at)) < groupMs
}

/** Which option was chosen in which message: an answer belongs to the latest open offer of it. */
export function choicesMade(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const made = new Map<string, string>()
  const offers = new Map<string, string[]>()
  for (const entry of entries) {
    if (!isSaid(entry)) continue
    for (const part of entry.parts) {
      if (part.type === 'choices' || part.type === 'card')
        for (const { id } of part.options ?? []) offers.set(id, [...(offers.get(id) ?? []), entry.id])
      if (part.type === 'chosen') {
        const offer = offers.get(part.id)?.findLast((id) => !made.has(id))
        if (offer !== undefined) made.set(offer, part.id)
      }
    }
  }
  return made
}

import { deskDefaults } from '../../config/defaults.ts'
import { NotFound, OverLimit } from '../../contracts/errors.ts'
import type { Desk, Note } from '../../contracts/desk.ts'
import type { ConversationId, NoteId } from '../../contracts/id.ts'
import type { Changes } from './changes.ts'
import { cursorOf, positionIn, type StoreKit } from './kit.ts'

interface Row {
  readonly id: NoteId
  readonly conversation_id: ConversationId
  readonly text: string
  readonly author_id: string
  readonly author_name: string
  readonly at: number
  readonly edited_at: number | null
  readonly edited_by: string | null
}

/** What the team writes down beside a conversation. No part of its history: nothing that sends ever sees them. */
export function createNotes(
  { database, mint, clock }: StoreKit,
  changes: Changes,
): Pick<Desk, 'notes' | 'note' | 'addNote' | 'editNote' | 'removeNote'> {
  const find = (conversation: ConversationId, id: NoteId) => {
    const row = database
      .prepare<[string, string], Row>('select * from conversation_notes where id = ? and conversation_id = ?')
      .get(id, conversation)
    return row === undefined ? undefined : noteOf(row)
  }
  const found = (conversation: ConversationId, id: NoteId): Note => {
    const note = find(conversation, id)
    if (note === undefined) throw new NotFound('There is no such note.')
    return note
  }

  return {
    notes(conversation, limit, cursor) {
      // Ids begin with the time.
      const [after] = cursor === undefined ? [''] : positionIn(cursor, ['string'])
      const rows = database
        .prepare<[string, string, number], Row>(
          'select * from conversation_notes where conversation_id = ? and id > ? order by id limit ?',
        )
        .all(conversation, after, limit + 1)
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return Promise.resolve({
        items: rows.slice(0, limit).map(noteOf),
        nextCursor: last === undefined ? null : cursorOf([last.id]),
      })
    },
    note: (conversation, id) => Promise.resolve(find(conversation, id)),
    addNote: (conversation, text, by) =>
      database.write(() => {
        const { count } = database
          .prepare<[string], { count: number }>(
            'select count(*) as count from conversation_notes where conversation_id = ?',
          )
          .get(conversation) ?? { count: 0 }
        if (count >= deskDefaults.notes) throw new OverLimit(`A conversation has at most ${deskDefaults.notes} notes.`)
        const id = mint('nt')
        database
          .prepare<[string, string, string, string, string, number]>(
            'insert into conversation_notes (id, conversation_id, text, author_id, author_name, at) values (?, ?, ?, ?, ?, ?)',
          )
          .run(id, conversation, text, by.id, by.name, clock())
        changes.note('conversation.noted', conversation)
        return found(conversation, id)
      }),
    editNote: (conversation, id, text, by) =>
      database.write(() => {
        found(conversation, id)
        database
          .prepare<[string, number, string, string]>(
            'update conversation_notes set text = ?, edited_at = ?, edited_by = ? where id = ?',
          )
          .run(text, clock(), by.name, id)
        changes.note('conversation.noted', conversation)
        return found(conversation, id)
      }),
    removeNote: (conversation, id) =>
      database.write(() => {
        found(conversation, id)
        database.prepare<[string]>('delete from conversation_notes where id = ?').run(id)
        changes.note('conversation.noted', conversation)
      }),
  }
}

function noteOf(row: Row): Note {
  return {
    id: row.id,
    conversation: row.conversation_id,
    text: row.text,
    author: { id: row.author_id, name: row.author_name },
    at: row.at,
    ...(row.edited_at === null ? {} : { editedAt: row.edited_at }),
    ...(row.edited_by === null ? {} : { editedBy: row.edited_by }),
  }
}

import type { ChannelId, ContactId } from '../../contracts/id.ts'
import type { Contacts } from '../../contracts/ports.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import { contactId, type StoreKit } from './kit.ts'

interface Row {
  readonly id: ContactId
  readonly time_zone: string | null
  readonly language: string | null
}

/** The id is made from the person's: a repeated turn, and two conversations begun at once, mean the same contact. */
export function createContacts({ database }: StoreKit): Contacts {
  const find = database.prepare<[string, string], Row>(
    'select id, time_zone, language from contacts where channel_id = ? and user_id = ?',
  )
  const taken = database.prepare<[string], object>('select 1 from contacts where id = ?')

  /** Whoever has a number that somebody else gave up is not that person: who moved kept the contact, id and all. */
  function newId(channel: ChannelId, user: string): ContactId {
    let id = contactId(channel, user)
    for (let before = 1; taken.get(id) !== undefined; before++) id = contactId(channel, `${user} ${before}`)
    return id
  }

  return {
    resolve(channel, sender) {
      const row = find.get(channel, sender.id)
      if (row === undefined) return Promise.resolve({ id: newId(channel, sender.id), isNew: true })
      return Promise.resolve({
        id: row.id,
        ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
        ...(row.language === null ? {} : { language: row.language }),
        isNew: false,
      })
    },
  }
}

/**
 * The same person under another id: the contact goes on under it, with all that is known and all that plugins remember.
 * Who was met under the new id already is joined with it; what is known of them there is newer. Inside a write.
 */
export function moveContact(database: SqliteDatabase, channel: ChannelId, from: string, to: string): void {
  const find = database.prepare<[string, string], { id: ContactId }>(
    'select id from contacts where channel_id = ? and user_id = ?',
  )
  const contact = find.get(channel, from)
  if (contact === undefined || from === to) return
  const there = find.get(channel, to)
  if (there !== undefined) {
    database
      .prepare<[string, string]>(
        `update contacts set name = coalesce(other.name, contacts.name), username = coalesce(other.username, contacts.username),
         language = coalesce(other.language, contacts.language), time_zone = coalesce(other.time_zone, contacts.time_zone)
         from (select * from contacts where id = ?) other where contacts.id = ?`,
      )
      .run(there.id, contact.id)
    database
      .prepare<[string, string]>('update or replace plugin_store set scope = ? where scope = ?')
      .run(`contact:${contact.id}`, `contact:${there.id}`)
    database.prepare<[string]>('delete from contacts where id = ?').run(there.id)
  }
  database.prepare<[string, string]>('update contacts set user_id = ? where id = ?').run(to, contact.id)
}

import type { ChannelId, ContactId } from '../../contracts/id.ts'
import type { ContactChange } from '../../contracts/people.ts'
import type { Contacts } from '../../contracts/ports.ts'
import { question, type Database } from '../database.ts'
import type { Kinship } from './kinship.ts'
import { contactId, parsed, type StoreKit } from './kit.ts'

interface Row {
  readonly id: ContactId
  readonly name: string | null
  readonly username: string | null
  readonly phone: string | null
  readonly time_zone: string | null
  readonly language: string | null
  readonly details: string | null
  readonly merged_into: ContactId | null
}

/** The id is made from the person's: a repeated turn, and two conversations begun at once, mean the same contact. */
export function createContacts({ database, kinship }: StoreKit): Contacts {
  const columns = 'id, name, username, phone, time_zone, language, details, merged_into'
  const find = question<[string, string], Row>(`select ${columns} from contacts where channel_id = ? and user_id = ?`)
  const merged = question<[string, string], object>(
    'select 1 from contacts c join contacts part on part.merged_into = c.id where c.channel_id = ? and c.user_id = ? limit 1',
  )
  const one = database.prepare<[string], Row>(`select ${columns} from contacts where id = ?`)
  const taken = question<[string], object>('select 1 from contacts where id = ?')

  /** Whoever has a number that somebody else gave up is not that person: who moved kept the contact, id and all. */
  async function newId(channel: ChannelId, user: string): Promise<ContactId> {
    for (let before = 0; ; before++) {
      const id = contactId(channel, before === 0 ? user : `${user} ${before}`)
      const [others] = await database.ask(taken(id))
      if (others.length === 0) return id
    }
  }

  /** What the person is known by: what was merged into one is asked in its order. */
  function known(row: Row, hasParts: boolean): { readonly id: ContactId; readonly rows: readonly Row[] } {
    if (row.merged_into === null) return { id: row.id, rows: hasParts ? [row, ...others(row.id)] : [row] }
    const id = kinship.personOf(row.id)
    return { id, rows: [...one.all(id), ...others(id)] }
  }

  const others = (id: ContactId) =>
    kinship
      .partsOf(id)
      .slice(1)
      .flatMap((part) => one.all(part))

  return {
    async resolve(channel, sender, phone) {
      const [[row], parts] = await database.ask(find(channel, sender.id), merged(channel, sender.id))
      if (row === undefined) return { id: await newId(channel, sender.id), isNew: true }
      const { id, rows } = known(row, parts.length > 0)
      const details = rows.map((one) => (one.details === null ? {} : parsed<ContactChange>(one.details)))
      const name = firstOf(
        details.map((one) => one.name),
        [],
      )
      const timeZone = firstOf(
        details.map((one) => one.timeZone),
        rows.map((one) => one.time_zone),
      )
      const language = firstOf(
        details.map((one) => one.language),
        rows.map((one) => one.language),
      )
      const outdated =
        differs(sender.name, row.name) || differs(sender.username, row.username) || differs(phone, row.phone)
      return {
        id,
        ...(id === row.id ? {} : { identity: row.id }),
        ...(name === undefined ? {} : { name }),
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(language === undefined ? {} : { language }),
        ...(outdated ? { outdated } : {}),
        isNew: false,
      }
    },
  }
}

const differs = (now: string | undefined, before: string | null) => now !== undefined && now !== before

/** What people of the tenant say goes before what the platforms say; null is an answer. */
export function firstOf(
  said: readonly (string | null | undefined)[],
  platforms: readonly (string | null | undefined)[],
): string | undefined {
  const own = said.find((value) => value !== undefined)
  if (own !== undefined) return own ?? undefined
  return platforms.find((value) => value !== null && value !== undefined) ?? undefined
}

/**
 * The same person under another id: the contact goes on under it, with all that is known and all that plugins remember.
 * Who was met under the new id already is joined with it; what is known of them there is newer. Inside a write.
 */
export function moveContact(database: Database, kinship: Kinship, channel: ChannelId, from: string, to: string): void {
  const find = database.prepare<[string, string], Row>('select * from contacts where channel_id = ? and user_id = ?')
  const contact = find.get(channel, from)
  if (contact === undefined || from === to) return
  const there = find.get(channel, to)
  if (there !== undefined) {
    database
      .prepare<[...(string | null)[], string]>(
        `update contacts set name = coalesce(?, name), username = coalesce(?, username), language = coalesce(?, language),
         time_zone = coalesce(?, time_zone), phone = coalesce(?, phone), details = coalesce(details, ?) where id = ?`,
      )
      .run(there.name, there.username, there.language, there.time_zone, there.phone, there.details, contact.id)
    database
      .prepare<[string, string]>(
        'insert or replace into plugin_store (plugin, scope, name, value) select plugin, ?, name, value from plugin_store where scope = ?',
      )
      .run(`contact:${contact.id}`, `contact:${there.id}`)
    database.prepare<[string]>('delete from plugin_store where scope = ?').run(`contact:${there.id}`)
    kinship.join(contact.id, there.id)
    database
      .prepare<[string, string, string]>(
        'update messages set said_by = ? where conversation_id in (select conversation_id from conversation_people where contact_id = ?) and said_by = ?',
      )
      .run(contact.id, there.id, there.id)
    for (const table of ['contact_tags', 'contact_claims', 'conversation_people']) {
      database
        .prepare<[string, string]>(`update or ignore ${table} set contact_id = ? where contact_id = ?`)
        .run(contact.id, there.id)
      database.prepare<[string]>(`delete from ${table} where contact_id = ?`).run(there.id)
    }
    database.prepare<[string]>('delete from contacts where id = ?').run(there.id)
  }
  database.prepare<[string, string]>('update contacts set user_id = ? where id = ?').run(to, contact.id)
}

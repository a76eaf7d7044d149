import type { ContactId, ConversationId } from '../../contracts/id.ts'
import type { Handled } from '../../contracts/turn.ts'
import type { Database } from '../database.ts'
import { createClaims } from './claims.ts'
import { json, parsed } from './kit.ts'
import type { Recent } from './kit.ts'
import type { Kinship } from './kinship.ts'
import { fittingTag } from './names.ts'

type Met = Pick<Handled, 'channel' | 'conversation' | 'contact' | 'contactChange' | 'from'>

/** What a turn tells of who spoke in it. */
export function createMeeting(
  database: Database,
  kinship: Kinship,
  clock: () => number,
  /** Who is known to have spoken where: asked for every turn. */
  known: Recent<true>,
) {
  const upsert = database.prepare<(string | number | null)[]>(
    `insert into contacts (id, channel_id, user_id, name, username, language, time_zone, phone, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (channel_id, user_id) do update set name = coalesce(excluded.name, name), username = coalesce(excluded.username, username),
     language = coalesce(excluded.language, language), time_zone = coalesce(excluded.time_zone, time_zone), phone = coalesce(excluded.phone, phone)`,
  )
  const spoke = database.prepare<[string, string]>(
    'insert into conversation_people (contact_id, conversation_id) values (?, ?) on conflict (contact_id, conversation_id) do update set contact_id = excluded.contact_id',
  )
  const claims = createClaims(database, kinship, clock)

  const identityOf = ({ contact }: Met): ContactId => contact.identity ?? contact.id
  const place = (turn: Met) => `${identityOf(turn)} ${turn.conversation}`

  /** What people say of themselves is newer than what the tenant says of them. */
  function learned(id: ContactId, change: NonNullable<Met['contactChange']>): void {
    const { language = null, timeZone = null } = change
    database
      .prepare<[string | null, string | null, string]>(
        'update contacts set language = coalesce(?, language), time_zone = coalesce(?, time_zone) where id = ?',
      )
      .run(fittingTag(language), fittingTag(timeZone), id)
    const row = database
      .prepare<[string], { details: string | null }>('select details from contacts where id = ?')
      .get(id)
    if (typeof row?.details !== 'string') return
    const said = Object.entries(parsed<object>(row.details)).filter(([name]) => !Object.hasOwn(change, name))
    database
      .prepare<[string, string]>('update contacts set details = ? where id = ?')
      .run(json(Object.fromEntries(said)), id)
  }

  return {
    /** Inside a write. Whose the messages are: the identity, because who the person is may turn out otherwise. */
    met(turn: Met, at: number): ContactId {
      const { channel, conversation, contact, contactChange, from } = turn
      const identity = identityOf(turn)
      const isNews = contact.isNew || contact.outdated === true
      if (isNews) {
        const { language = null, timeZone = null } = contact.isNew ? (contactChange ?? {}) : {}
        const { name = null, username = null } = from ?? {}
        const values = [
          identity,
          channel.id,
          contact.userId,
          name,
          username,
          fittingTag(language),
          fittingTag(timeZone),
        ]
        upsert.run(...values, contact.phone ?? null, at)
      }
      if (contactChange !== undefined && !contact.isNew) learned(contact.id, contactChange)
      if (isNews && contact.phone !== undefined)
        claims.made(identity, { kind: 'phone', value: contact.phone, verifiedBy: channel.platform })
      if (from !== undefined && !known.has(place(turn))) spoke.run(identity, conversation)
      return identity
    },
    /** Inside a write. */
    spoke(identity: ContactId, conversation: ConversationId): void {
      spoke.run(identity, conversation)
    },
    /** Once that is durable. */
    remember(turn: Met): void {
      if (turn.from !== undefined) known.set(place(turn), true)
    },
  }
}

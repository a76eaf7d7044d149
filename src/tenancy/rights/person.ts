import { isMedia } from '../../contracts/message.ts'
import type { Address, InboundEvent } from '../../contracts/message.ts'
import type { ChannelId } from '../../contracts/id.ts'
import type { Database } from '../database.ts'
import { contactId } from '../store/kit.ts'
import { sourceKey } from '../store/media-sources.ts'
import type { Person } from './kept.ts'
import { targetsOf, type Targets } from './targets.ts'
import { walked } from './walk.ts'

/**
 * Finds everything by which a person's rows are found: their ids on every channel, where they speak, what they said in
 * groups, what they sent. Begins with what is known (`contact` or `user` targets); repeatable: a second time adds what
 * came since.
 */
export async function findPerson(database: Database, job: string): Promise<Person> {
  const targets = targetsOf(database, job)
  await database.write(() => {
    whoTheyAre(database, targets)
    whereTheySpeak(database, targets)
    whatTheySaid(targets)
  })
  await whatTheySent(database, targets)
  return personOf(targets)
}

/** As it was found before, or just now. */
export function personOf(targets: Targets): Person {
  const users = targets.all('user')
  return {
    contacts: new Set(targets.all('contact')),
    users: new Set(users),
    names: new Set(users.map((user) => user.slice(user.indexOf(' ') + 1))),
    conversations: new Set(targets.all('conversation')),
    groups: new Set(targets.all('group')),
    turns: new Set(targets.all('turn')),
    messages: new Set(targets.all('message')),
    aside: new Set(targets.all('aside')),
  }
}

/** One person may have several ids on a channel, and several contacts. */
function whoTheyAre(database: Database, targets: Targets): void {
  // Whoever was merged with whom is one person, above and below.
  for (let before = -1; targets.all('contact').length !== before;) {
    before = targets.all('contact').length
    targets.find('contact', 'select merged_into from contacts where id in $contacts')
    targets.find('contact', 'select id from contacts where merged_into in $contacts')
  }
  targets.find('user', "select channel_id || ' ' || user_id from contacts where id in $contacts")
  const aliased = database.prepare<[string, string, string], { alias_key: string; address: string }>(
    'select alias_key, address from address_aliases where channel_id = ? and (alias_key = ? or address_key = ?)',
  )
  for (const user of targets.all('user')) {
    const [channel = '', id = ''] = split(user)
    for (const { alias_key, address } of aliased.all(channel, id, id)) {
      const { chat } = JSON.parse(address) as Address // as the inbox wrote it
      targets.add('user', [`${channel} ${alias_key}`, `${channel} ${chat}`])
    }
  }
  const contact = contactAt(database)
  const taken = database.prepare<[string], object>('select 1 from contacts where id = ?')
  for (const user of targets.all('user')) {
    const [channel = '', id = ''] = split(user)
    targets.add(
      'contact',
      contact.all(channel, id).map((row) => row.id),
    )
    // Of whom nothing came to an end yet there is no row; the id that they would have may be somebody’s who moved.
    const reserved = contactId(channel as ChannelId, id) // as the targets have it
    if (taken.get(reserved) === undefined) targets.add('contact', [reserved])
  }
}

/** A direct conversation is theirs whole; a group is everybody's. */
function whereTheySpeak(database: Database, targets: Targets): void {
  const spoken = 'id in (select conversation_id from conversation_people where contact_id in $contacts)'
  for (const user of targets.all('user')) {
    const [channel = '', id = ''] = split(user)
    // As `addressKey` writes it, with a thread or without.
    const threads = `[${JSON.stringify(id)},`
    const found = targets.rows<{ id: string }>(
      'select id from conversations where channel_id = ? and is_group = 0 and (address_key = ? or (address_key >= ? and address_key < ?))',
      channel,
      id,
      threads,
      `${threads}~`,
    )
    targets.add(
      'conversation',
      found.map((row) => row.id),
    )
  }
  const others =
    'select 1 from conversation_people o where o.conversation_id = conversations.id and o.contact_id not in $contacts'
  targets.find(
    'conversation',
    `select id from conversations where ${spoken} and is_group = 0 and not exists (${others})`,
  )
  targets.find('group', `select id from conversations where ${spoken} and id not in $conversations`)
  // What nobody in particular said in their conversation is the chat’s own, which is a contact too.
  const chats = targets.rows<{ channel_id: string; address: string }>(
    'select channel_id, address from conversations where id in $conversations',
  )
  const contact = contactAt(database)
  for (const { channel_id, address } of chats) {
    const { chat } = JSON.parse(address) as Address // as the inbox wrote it
    targets.add('user', [`${channel_id} ${chat}`])
    targets.add(
      'contact',
      contact.all(channel_id, chat).map((row) => row.id),
    )
  }
  targets.add(
    'scope',
    targets.all('conversation').map((id) => `conversation:${id}`),
  )
  targets.add(
    'scope',
    targets.all('contact').map((id) => `contact:${id}`),
  )
}

const contactAt = (database: Database) =>
  database.prepare<[string, string], { id: string }>('select id from contacts where channel_id = ? and user_id = ?')

function whatTheySaid(targets: Targets): void {
  targets.find(
    'turn',
    'select distinct turn_id from messages where conversation_id in $groups and said_by in $contacts',
  )
  targets.find(
    'message',
    'select id from messages where conversation_id in $groups and (said_by in $contacts or turn_id in $turns)',
  )
  targets.find('token', 'select token from option_token_uses where conversation_id in $conversations')
}

async function whatTheySent(database: Database, targets: Targets): Promise<void> {
  const person = personOf(targets)
  await database.write(() => {
    targets.find(
      'media',
      'select media_id from media_uses where conversation_id in $conversations or message_id in $messages',
    )
  })
  // What was told of their messages in groups, and what waits of them.
  for await (const rows of walked(database, 'webhook_events', ['id'], 'conversation_id in $groups', targets)) {
    const about = rows.filter(({ payload }) => person.messages.has(messageOf(String(payload))))
    await database.write(() =>
      targets.add(
        'event',
        about.map(({ id }) => String(id)),
      ),
    )
  }
  const waiting = '(conversation_id in $conversations or conversation_id in $groups or conversation_id is null)'
  for await (const rows of walked(database, 'inbox', ['seq'], waiting, targets)) {
    await database.write(() => {
      for (const row of rows) {
        const event = JSON.parse(String(row['event'])) as InboundEvent // as the inbox wrote it
        const channel = String(row['channel_id']) as ChannelId // as the inbox wrote it
        const theirs = person.conversations.has(String(row['conversation_id']))
        if (!theirs && !person.users.has(`${channel} ${event.from?.id ?? ''}`)) continue
        targets.add('aside', [`inbox ${String(row['seq'])}`])
        targets.add('source', sourcesIn(event, channel))
      }
    })
  }
  await database.write(() => {
    targets.find('media', 'select media_id from media_sources where source in $sources')
    targets.find('file', 'select distinct sha256 from media where id in $media')
    const unsent = targets.rows<{ row: number }>('select row from outbox where message_id in $messages')
    targets.add(
      'aside',
      unsent.map(({ row }) => `outbox ${row}`),
    )
  })
}

function sourcesIn(event: InboundEvent, channel: ChannelId): readonly string[] {
  if (!('parts' in event)) return []
  return event.parts.flatMap((part) =>
    isMedia(part) && part.mediaId !== undefined ? [sourceKey({ channel, id: part.mediaId })] : [],
  )
}

function messageOf(payload: string): string {
  const { data } = JSON.parse(payload) as { readonly data?: { readonly messageId?: string } } // as the feed wrote it
  return data?.messageId ?? ''
}

function split(user: string): readonly string[] {
  const at = user.indexOf(' ')
  return [user.slice(0, at), user.slice(at + 1)]
}

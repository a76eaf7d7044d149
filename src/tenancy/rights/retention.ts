import { setTimeout as pause } from 'node:timers/promises'
import { rightsDefaults } from '../../config/defaults.ts'
import { Invalid } from '../../contracts/errors.ts'
import type { ConversationId, ErasureId } from '../../contracts/id.ts'
import { retained } from '../../contracts/rights.ts'
import type { Retained, Retention } from '../../contracts/rights.ts'
import type { Closing } from '../../contracts/ports.ts'
import type { Database } from '../database.ts'
import { inPages } from '../store/kit.ts'
import { askErasure } from './ask.ts'
import { eraseRows } from './erase-rows.ts'
import { personOf } from './person.ts'
import { tenantTables } from './register.ts'
import { targetsOf } from './targets.ts'
import { walked } from './walk.ts'

const day = 86_400_000

export interface RetentionKit {
  readonly database: Database
  readonly closing: Closing
  readonly newErasure: () => ErasureId
  /** Carries out what was asked for. */
  readonly erase: () => void
  readonly removeContents: (hashes: readonly string[]) => Promise<number>
  /** Empties entries of the tenant's audit log from before a moment; how many, a bounded number of them. */
  forgetAudit(before: number): Promise<number>
  readonly clock: () => number
}

export interface RetentionSweep {
  read(): Retention
  /** Throws Invalid. */
  write(retention: Retention): Promise<void>
  /** Removes what is past its days, in small transactions with room for others in between. */
  sweep(signal: AbortSignal): Promise<void>
}

export function openRetention(kit: RetentionKit): RetentionSweep {
  const { database, clock } = kit

  function read(): Retention {
    const row = database.prepare<[], { settings: string }>('select settings from retention_settings where id = 1').get()
    return row === undefined ? {} : (JSON.parse(row.settings) as Retention) // written below
  }

  return {
    read,
    async write(retention) {
      const settings = JSON.stringify(checked(retention))
      await database.write(() => {
        database
          .prepare<[string]>(
            'insert into retention_settings (id, settings) values (1, ?) on conflict (id) do update set settings = excluded.settings',
          )
          .run(settings)
      })
    },
    async sweep(signal) {
      const policy = read()
      for (const what of retained) {
        const days = policy[what]
        if (days === undefined) continue
        const before = clock() - days * day
        while (!signal.aborted && (await removed(kit, what, before, signal)) > 0)
          await pause(rightsDefaults.retentionPauseMs, undefined, { signal })
      }
    },
  }
}

function checked(given: Retention): Retention {
  for (const what of retained) {
    const days = given[what]
    const least = what === 'audit' ? rightsDefaults.auditDaysMin : 1
    if (days !== undefined && (!Number.isInteger(days) || days < least || days > rightsDefaults.daysMax))
      throw new Invalid(`${what} is kept for ${least} to ${rightsDefaults.daysMax} whole days.`, what)
  }
  return given
}

/** One batch; 0 when nothing is past its days. */
function removed(kit: RetentionKit, what: Retained, before: number, signal: AbortSignal): Promise<number> {
  switch (what) {
    case 'conversations':
      return conversations(kit, before, signal)
    case 'contacts':
      return people(kit, before)
    case 'media':
      return media(kit, before, signal)
    case 'deadLetters':
      return deadLetters(kit, before)
    case 'questions':
    case 'webhookDeliveries':
      return plain(kit, what, before)
    case 'audit':
      return kit.forgetAudit(before)
  }
}

/** Rows whose column says how old they are. */
async function plain({ database }: RetentionKit, what: Retained, before: number): Promise<number> {
  let gone = 0
  for (const { table, key, kept } of tenantTables) {
    if (typeof kept === 'string' || kept.policy !== what) continue
    const columns = key.join(', ')
    const find = database.prepare<[number, number], Record<string, string | number>>(
      `select ${columns} from ${table} where ${kept.by} < ? limit ?`,
    )
    const remove = database.prepare<unknown[]>(
      `delete from ${table} where ${key.map((column) => `${column} = ?`).join(' and ')}`,
    )
    gone += await database.write(() => {
      const rows = find.all(before, rightsDefaults.retentionBatch)
      for (const row of rows) remove.run(...key.map((column) => row[column]))
      return rows.length
    })
  }
  return gone
}

/** With what was set aside. */
async function deadLetters({ database }: RetentionKit, before: number): Promise<number> {
  return database.write(() => {
    const rows = database
      .prepare<[number, number], { id: string; side: 'inbox' | 'outbox'; refs: string }>(
        'select id, side, refs from dead_letters where at < ? limit ?',
      )
      .all(before, rightsDefaults.retentionBatch)
    for (const { id, side, refs } of rows) {
      const key = side === 'inbox' ? 'seq' : 'row'
      for (const ref of JSON.parse(refs) as readonly number[])
        // as they were written
        database.prepare<[number]>(`delete from ${side} where ${key} = ? and state = 'dead'`).run(ref)
      database.prepare<[string]>('delete from dead_letters where id = ?').run(id)
    }
    return rows.length
  })
}

/** Whole conversations in which nothing was said since; then the old messages of the others. */
async function conversations(kit: RetentionKit, before: number, signal: AbortSignal): Promise<number> {
  const { database } = kit
  // What still waits for something is not over.
  const over = database.prepare<[number, number], { id: ConversationId }>(
    `select id from conversations c where updated_at < ?
     and not exists (select 1 from inbox where conversation_id = c.id and state = 'pending')
     and not exists (select 1 from outbox where conversation_id = c.id and state = 'pending')
     and not exists (select 1 from schedules where conversation_id = c.id) order by updated_at limit ?`,
  )
  const found = over.all(before, rightsDefaults.conversationsAtOnce).map(({ id }) => id)
  if (found.length === 0) return oldMessages(kit, before, signal)
  const targets = targetsOf(database, 'retention')
  await targets.forget()
  await database.write(() => {
    targets.add('conversation', found)
    targets.add(
      'scope',
      found.map((id) => `conversation:${id}`),
    )
    targets.find('media', 'select media_id from media_uses where conversation_id in $conversations')
    targets.find('file', 'select distinct sha256 from media where id in $media')
    targets.find('token', 'select token from option_token_uses where conversation_id in $conversations')
  })
  await kit.closing.close('retention')
  await eraseFound(kit, signal)
  return found.length
}

/** What was found by an index; what plugins keep for everyone is theirs to forget. */
async function eraseFound({ database, removeContents }: RetentionKit, signal: AbortSignal): Promise<void> {
  const targets = targetsOf(database, 'retention')
  const person = personOf(targets)
  for (const table of tenantTables) {
    if (typeof table.holds === 'string') continue
    const found = table.holds.person.filter((finding) => 'where' in finding)
    await eraseRows(database, targets, person, { ...table, holds: { ...table.holds, person: found } }, signal)
  }
  await removeContents(targets.all('file'))
  await targets.forget()
}

async function oldMessages(kit: RetentionKit, before: number, signal: AbortSignal): Promise<number> {
  const { database } = kit
  const oldest = database.prepare<[string], { at: number }>(
    'select at from messages where conversation_id = ? order by seq limit 1',
  )
  const old = database.prepare<[string, number, number], { id: string }>(
    'select id from messages where conversation_id = ? and at < ? order by seq limit ?',
  )
  for await (const rows of walked(database, 'conversations', ['id'], '1 = 1')) {
    for (const { id, created_at } of rows) {
      if (signal.aborted) return 0
      const conversation = String(id)
      if (Number(created_at) >= before || (oldest.get(conversation)?.at ?? before) >= before) continue
      return removeMessages(kit, conversation, old.all(conversation, before, rightsDefaults.retentionBatch), signal)
    }
  }
  return 0
}

async function removeMessages(
  kit: RetentionKit,
  conversation: string,
  found: readonly { readonly id: string }[],
  signal: AbortSignal,
): Promise<number> {
  const { database } = kit
  const targets = targetsOf(database, 'retention')
  await targets.forget()
  await database.write(() => {
    targets.add(
      'message',
      found.map(({ id }) => id),
    )
    targets.find('media', 'select media_id from media_uses where message_id in $messages')
    targets.find('file', 'select distinct sha256 from media where id in $media')
    // It told of them.
    database.prepare<[string]>('delete from summaries where conversation_id = ?').run(conversation)
  })
  await eraseFound(kit, signal)
  return found.length
}

/** Files, whoever still speaks of them; the messages say that there was one. */
async function media(kit: RetentionKit, before: number, signal: AbortSignal): Promise<number> {
  const { database } = kit
  const old = database.prepare<[number, number], { id: string }>(
    'select id from media where at < ? and exists (select 1 from media_uses u where u.media_id = media.id) limit ?',
  )
  const found = old.all(before, rightsDefaults.retentionBatch).map(({ id }) => id)
  if (found.length === 0) return 0
  const targets = targetsOf(database, 'retention')
  await targets.forget()
  await database.write(() => {
    targets.add('media', found)
    targets.find('file', 'select distinct sha256 from media where id in $media')
    const unuse = database.prepare<[string]>('delete from media_uses where media_id = ?')
    for (const id of found) unuse.run(id)
  })
  await eraseFound(kit, signal)
  return found.length
}

/**
 * Of whom nothing was heard since, under any of their identities, with everything of theirs: as if they had asked for it.
 */
async function people({ database, newErasure, erase, clock }: RetentionKit, before: number): Promise<number> {
  const heard =
    'exists (select 1 from conversation_people p join conversations c on c.id = p.conversation_id where p.contact_id = contacts.id and c.updated_at >= ?)'
  const heads = database.prepare<[number, number, string, number], { id: string }>(
    `select id from contacts where created_at < ? and not ${heard} and merged_into is null and id > ?
     and id not in (select value from person_targets where kind = 'contact') order by id limit ?`,
  )
  const parts = database.prepare<[number, number, string], { id: string; known: number }>(
    `select id, (created_at >= ? or ${heard}) as known from contacts where merged_into = ?`,
  )
  const isSilent = (id: string): boolean =>
    parts.all(before, before, id).every((part) => part.known === 0 && isSilent(part.id))
  const found: string[] = []
  const persons = inPages(
    (after: string, limit) => heads.all(before, before, after, limit),
    '',
    ({ id }) => id,
  )
  for (const { id } of persons) {
    if (found.length === rightsDefaults.retentionBatch) break
    if (isSilent(id)) found.push(id)
  }
  if (found.length === 0) return 0
  await database.write(() => askErasure(database, newErasure(), { contacts: found, users: [] }, 'retention', clock()))
  erase()
  return found.length
}

import { createHash } from 'node:crypto'
import { deliveryDefaults, sweepDefaults } from '../../config/defaults.ts'
import type { ChannelId, ContactId, ConversationId, ScheduleId } from '../../contracts/id.ts'
import { optionTokenPrefix, type Address, type DueEvent } from '../../contracts/message.ts'
import type { OptionTokens, PluginStore, Schedules } from '../../contracts/ports.ts'
import type { Kinship } from './kinship.ts'
import { json, parsed, type StoreKit } from './kit.ts'

interface DueRow {
  readonly id: ScheduleId
  readonly conversation_id: ConversationId
  readonly plugin: string
  readonly name: string
  readonly due_at: number
  readonly payload: string
  readonly channel_id: ChannelId
  readonly address: string
}

/** What plugins asked to be woken for. A row that is due becomes an inbox event in one transaction: it fires once. */
export function createSchedules({ database, clock, backlog }: StoreKit): Schedules {
  const due = database.prepare<[number, number], DueRow>(
    `select s.id, s.conversation_id, s.plugin, s.name, s.due_at, s.payload, c.channel_id, c.address
     from schedules s join conversations c on c.id = s.conversation_id where s.due_at <= ? order by s.due_at limit ?`,
  )
  const next = database.prepare<[], { at: number | null }>('select min(due_at) as at from schedules')
  const remove = database.prepare<[string]>('delete from schedules where id = ?')
  const insert = database.prepare<[string, string, string, number]>(
    "insert into inbox (channel_id, conversation_id, kind, event, state, received_at) values (?, ?, 'due', ?, 'pending', ?)",
  )
  const listed = database.prepare<[string, string], DueRow>(
    'select id, name, due_at, payload from schedules where plugin = ? and conversation_id = ? order by due_at',
  )

  function release(row: DueRow): ConversationId {
    const event: DueEvent = {
      kind: 'due',
      keys: [`due:${row.id}`],
      address: parsed<Address>(row.address),
      at: row.due_at,
      schedule: row.id,
      plugin: row.plugin,
      name: row.name,
      payload: parsed<unknown>(row.payload),
    }
    remove.run(row.id)
    insert.run(row.channel_id, row.conversation_id, json(event), clock())
    return row.conversation_id
  }

  return {
    async release(now) {
      const ready = due.all(now, sweepDefaults.batch)
      const conversations =
        ready.length === 0 ? [] : await database.write(() => due.all(now, sweepDefaults.batch).map(release))
      backlog.add(conversations.length)
      return { conversations, nextAt: next.get()?.at ?? undefined }
    },
    list: (plugin, conversation) =>
      Promise.resolve(
        listed
          .all(plugin, conversation)
          .map(({ id, name, due_at, payload }) => ({ id, name, dueAt: due_at, payload: parsed<unknown>(payload) })),
      ),
  }
}

const ofContact = 'contact:'

/**
 * Where a plugin's records about a person are: with each identity that was merged. What the surviving one has goes before
 * what the others have, in their order, and nothing is moved: a merge that is undone leaves everybody what was theirs.
 */
export function scopesOf(kinship: Kinship, scope: string): readonly string[] {
  if (!scope.startsWith(ofContact)) return [scope]
  const id = scope.slice(ofContact.length) as ContactId // what follows in this scope
  return kinship.partsOf(id).map((part) => `${ofContact}${part}`)
}

export function createPluginStore({ database, kinship }: StoreKit): PluginStore {
  const get = database.prepare<[string, string, string], { value: string }>(
    'select value from plugin_store where plugin = ? and scope = ? and name = ?',
  )
  const keys = database.prepare<[string, string, string, string], { name: string }>(
    'select name from plugin_store where plugin = ? and scope = ? and substr(name, 1, length(?)) = ? order by name',
  )
  const listed = database.prepare<[string, string, string, string, string, number], { name: string; value: string }>(
    'select name, value from plugin_store where plugin = ? and scope = ? and name > ? and substr(name, 1, length(?)) = ? order by name limit ?',
  )
  return {
    list: (plugin, scope, prefix, after, limit) =>
      Promise.resolve(
        listed
          .all(plugin, scope, after, prefix, prefix, limit)
          .map(({ name, value }) => ({ name, value: parsed<unknown>(value) })),
      ),
    get(plugin, scope, key) {
      for (const one of scopesOf(kinship, scope)) {
        const row = get.get(plugin, one, key)
        if (row !== undefined) return Promise.resolve(parsed<unknown>(row.value))
      }
      return Promise.resolve(undefined)
    },
    keys(plugin, scope, prefix) {
      const names = scopesOf(kinship, scope).flatMap((one) =>
        keys.all(plugin, one, prefix, prefix).map(({ name }) => name),
      )
      return Promise.resolve([...new Set(names)].toSorted())
    },
  }
}

/** The token is made from the id, so that a repeated render gives the same button. */
export function createOptionTokens({ database }: StoreKit): OptionTokens {
  const insert = database.prepare<[string, string]>('insert or ignore into option_tokens (token, value) values (?, ?)')
  const find = database.prepare<[string], { value: string }>('select value from option_tokens where token = ?')
  const use = database.prepare<[string, string]>(
    'insert or ignore into option_token_uses (token, conversation_id) values (?, ?)',
  )
  const used = database.prepare<[string, string], object>(
    'select 1 from option_token_uses where token = ? and conversation_id = ?',
  )
  return {
    async shorten(id, conversation) {
      const hash = createHash('sha256').update(id).digest('base64url').slice(0, deliveryDefaults.optionTokenLength)
      const token = `${optionTokenPrefix}${hash}`
      if (used.get(token, conversation) === undefined)
        await database.write(() => {
          insert.run(token, id)
          use.run(token, conversation)
        })
      return token
    },
    restore: (token) => Promise.resolve(find.get(token)?.value),
  }
}

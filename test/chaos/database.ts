import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'

/** What a tenant's database holds, read beside the gateway. */
export interface Books {
  /** Rows that wait for somebody. */
  unfinished(): Record<string, number>
  /** Of the chat at an address, in the order of the history. */
  history(
    address: string,
  ): readonly { readonly author: 'visitor' | 'bot'; readonly seq: number; readonly text: string }[]
  /** What handlers noted for it. */
  notes(address: string): readonly string[]
  deadLetters(): readonly { readonly side: string; readonly reason: string; readonly content: string }[]
  close(): void
}

export const unfinished = {
  events: "select count(*) as waiting from inbox where state = 'pending'",
  messages: "select count(*) as waiting from outbox where state = 'pending'",
  schedules: 'select count(*) as waiting from schedules',
  'open turns': 'select count(*) as waiting from open_turns',
  'journal entries': 'select count(*) as waiting from turn_journal',
}

export function openBooks(dataDir: string, tenant: string): Books {
  const database = new BetterSqlite3(join(dataDir, 'tenants', `${tenant}.db`), { readonly: true })
  return {
    unfinished() {
      const rows = Object.entries(unfinished).map(
        ([name, sql]) => [name, database.prepare<[], { waiting: number }>(sql).get()!.waiting] as const,
      )
      return Object.fromEntries(rows.filter(([, count]) => count > 0))
    },
    history: (address) =>
      database
        .prepare<[string], { author: 'visitor' | 'bot'; seq: number; parts: string }>(
          `select m.author, m.seq, m.parts from messages m join conversations c on c.id = m.conversation_id
           where c.address_key = ? order by m.seq`,
        )
        .all(address)
        .map(({ author, seq, parts }) => ({ author, seq, text: textOf(parts) })),
    notes(address) {
      const row = database
        .prepare<[string], { value: string }>(
          `select s.value from plugin_store s join conversations c on s.scope = 'conversation:' || c.id
           where s.plugin = 'chaos' and s.name = 'seen' and c.address_key = ?`,
        )
        .get(address)
      return row === undefined ? [] : (JSON.parse(row.value) as string[])
    },
    deadLetters: () =>
      database
        .prepare<[], { side: string; reason: string; content: string }>(
          `select d.side, d.reason, coalesce(group_concat(i.event), '') as content from dead_letters d
           left join json_each(d.refs) r left join inbox i on i.seq = r.value and d.side = 'inbox' group by d.id`,
        )
        .all(),
    close: () => database.close(),
  }
}

export function textOf(parts: string): string {
  const list = JSON.parse(parts) as readonly { readonly text?: string; readonly id?: string }[]
  return list.map(({ text, id }) => text ?? id ?? '').join('\n')
}

import { hash } from 'node:crypto'
import { rightsDefaults } from '../config/defaults.ts'
import type { AuditEntry, AuditEvent, AuditLog } from '../contracts/audit.ts'
import { Invalid } from '../contracts/errors.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { Database } from './database.ts'
import { inPages } from './store/kit.ts'

interface Row {
  readonly seq: number
  readonly tenant_key: TenantKey | null
  readonly event: string
  readonly hash: string
}

/** What the first entry follows. */
const origin = '0'.repeat(64)

const chained = (before: string, seq: number, tenant: TenantKey | null, event: string): string =>
  hash('sha256', `${before}\n${seq}\n${tenant ?? ''}\n${event}`)

/** The platform's audit log: one chain, whoever's the entries are, so that none can be taken out unseen. */
export function openAudit(database: Database): AuditLog {
  const last = database.prepare<[], Row>('select * from audit_log order by seq desc limit 1')
  const insert = database.prepare<[number, string | null, string, string]>(
    'insert into audit_log (seq, tenant_key, event, hash) values (?, ?, ?, ?)',
  )
  const ofAll = database.prepare<[number, number], Row>(
    "select * from audit_log where seq < ? and event <> '' order by seq desc limit ?",
  )
  const ofTenant = database.prepare<[string, number, number], Row>(
    "select * from audit_log where tenant_key = ? and seq < ? and event <> '' order by seq desc limit ?",
  )
  const oldest = database.prepare<[string, number], Row>(
    "select * from audit_log where tenant_key = ? and event <> '' order by seq limit ?",
  )
  const empty = database.prepare<[number]>("update audit_log set event = '' where seq = ?")
  const inOrder = database.prepare<[number, number], Row>('select * from audit_log where seq > ? order by seq limit ?')

  return {
    add: ({ tenant, ...event }) =>
      database.write(() => {
        const before = last.get()
        const seq = (before?.seq ?? 0) + 1
        const text = JSON.stringify(event)
        insert.run(seq, tenant ?? null, text, chained(before?.hash ?? origin, seq, tenant ?? null, text))
      }),

    list(tenant, limit, cursor) {
      if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
        throw new Invalid('This is no cursor of this list.', 'cursor')
      const below = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor)
      const rows = tenant === 'all' ? ofAll.all(below, limit + 1) : ofTenant.all(tenant, below, limit + 1)
      const items = rows.slice(0, limit).map(entryOf)
      return Promise.resolve({ items, nextCursor: rows.length > limit ? String(items.at(-1)?.seq) : null })
    },

    async forget(tenant, before) {
      const first = oldest.all(tenant, rightsDefaults.retentionBatch)
      const recent = first.findIndex((row) => entryOf(row).at >= before)
      const past = recent < 0 ? first : first.slice(0, recent)
      if (past.length > 0)
        await database.write(() => {
          for (const { seq } of past) empty.run(seq)
        })
      return past.length
    },

    verify() {
      let entries = 0
      let emptied = 0
      let head = origin
      const all = inPages(
        (last: number, limit) => inOrder.all(last, limit),
        0,
        (row) => row.seq,
      )
      for (const { seq, tenant_key, event, hash: kept } of all) {
        entries++
        if (seq !== entries)
          return { entries, emptied, head, problem: { seq: entries, problem: 'This entry is missing.' } }
        if (event === '') emptied++
        else if (chained(head, seq, tenant_key, event) !== kept)
          return { entries, emptied, head, problem: { seq, problem: 'This entry, or one before it, was changed.' } }
        head = kept
      }
      return { entries, emptied, head, problem: undefined }
    },
  }
}

function entryOf({ seq, tenant_key, event, hash: kept }: Row): AuditEntry {
  const read = JSON.parse(event) as Omit<AuditEvent, 'tenant'> // written above
  return { ...read, tenant: tenant_key ?? undefined, seq, hash: kept }
}

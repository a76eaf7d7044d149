import type { DocumentId, KnowledgeBaseId } from '../../contracts/id.ts'
import type {
  DocumentChange,
  DocumentKind,
  DocumentStatus,
  KnowledgeDocument,
  KnowledgeStore,
} from '../../contracts/ports.ts'
import { build } from '../databases.ts'
import { json, pageOf, parsed } from '../store/kit.ts'
import type { KnowledgeKit } from './kit.ts'

interface Row {
  readonly id: DocumentId
  readonly base_id: KnowledgeBaseId
  readonly site_id: DocumentId | null
  readonly kind: DocumentKind
  readonly title: string
  readonly url: string | null
  readonly mime: string
  readonly status: DocumentStatus
  readonly reason: string | null
  readonly language: string
  readonly size: number
  readonly pages: number
  readonly chunks: number
  readonly every_ms: number | null
  readonly freshness: string
  readonly text_hash: string
  readonly attempts: number
  readonly due_at: number | null
  readonly created_at: number
  readonly updated_at: number
}

export function createDocuments({ database, mint, clock }: KnowledgeKit): KnowledgeStore['documents'] {
  const one = (where: string, ...values: (string | number)[]): KnowledgeDocument | undefined => {
    const row = database
      .prepare<(string | number)[], Row>(`select * from knowledge_documents where ${where}`)
      .get(...values)
    return row === undefined ? undefined : documentOf(row)
  }
  const find = (id: string) => one('id = ?', id)

  return {
    async create({ base, kind, title, mime, url, site, everyMs }) {
      const id = mint('doc')
      const now = clock()
      await database.write(() => {
        database
          .prepare(
            "insert into knowledge_documents (id, base_id, site_id, kind, title, url, mime, status, every_ms, freshness, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, 'queued', ?, '{}', ?, ?)",
          )
          .run(id, base, site ?? null, kind, title, url ?? null, mime, everyMs ?? null, now, now)
      })
      const made = find(id)
      if (made === undefined) throw new Error('A row that was inserted is not there.')
      return made
    },

    find,

    list: (base, limit, cursor) =>
      pageOf<Row, KnowledgeDocument>(
        database,
        build('knowledge_documents')
          .select('*')
          .where('base_id', base)
          .orderBy([
            { column: 'created_at', order: 'desc' },
            { column: 'id', order: 'desc' },
          ]),
        limit,
        cursor,
        ({ created_at, id }) => [created_at, id],
        documentOf,
        ['created_at', 'id'],
      ),

    change: (id, change) => database.write(() => changeRow(database, clock(), id, change)),

    next: (now) => one('due_at <= ? order by due_at limit 1', now),

    nextAt: () =>
      database
        .prepare<[], { at: number | null }>(
          'select min(due_at) as at from knowledge_documents where due_at is not null',
        )
        .get()?.at ?? undefined,

    async ready(base) {
      const waiting = "base_id = ? and status = 'indexing' and text_hash <> '' and building_hash is null"
      if (one(`${waiting} limit 1`, base) === undefined) return
      await database.write(() => {
        database
          .prepare<[number, string]>(`update knowledge_documents set status = 'ready', updated_at = ? where ${waiting}`)
          .run(clock(), base)
      })
    },

    withText: (base, textHash) =>
      one("base_id = ? and text_hash = ? and status in ('ready', 'indexing') limit 1", base, textHash),

    withSource: (base, hash) =>
      one("base_id = ? and source_hash = ? and status not in ('failed', 'removing') limit 1", base, hash),

    atUrl: (base, url) => one("base_id = ? and url = ? and status <> 'removing' limit 1", base, url),

    ofSite: (site) =>
      database
        .prepare<[string], Row>("select * from knowledge_documents where site_id = ? and status <> 'removing'")
        .all(site)
        .map(documentOf),

    counts(base) {
      const rows = database
        .prepare<[string], { status: DocumentStatus; count: number }>(
          'select status, count(*) as count from knowledge_documents where base_id = ? group by status',
        )
        .all(base)
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
    },

    total: () =>
      database.prepare<[], { count: number }>('select count(*) as count from knowledge_documents').get()?.count ?? 0,

    async abandon(before) {
      const unfinished = "status = 'queued' and due_at is null and created_at < ?"
      const some = database
        .prepare<[number]>(`select 1 from knowledge_documents where ${unfinished} limit 1`)
        .get(before)
      if (some === undefined) return
      await database.write(() => {
        database
          .prepare<[number, number]>(
            `update knowledge_documents set status = 'removing', due_at = ? where ${unfinished}`,
          )
          .run(before, before)
      })
    },

    forget: (id) =>
      database.write(() => {
        database.prepare<[string]>('delete from knowledge_documents where id = ?').run(id)
      }),
  }
}

const columns = {
  title: 'title',
  mime: 'mime',
  status: 'status',
  reason: 'reason',
  language: 'language',
  size: 'size',
  pages: 'pages',
  freshness: 'freshness',
  sourceHash: 'source_hash',
  textHash: 'text_hash',
  attempts: 'attempts',
  dueAt: 'due_at',
} as const satisfies Record<keyof DocumentChange, string>

/** Inside a transaction. What is on its way out stays so. */
export function changeRow(
  database: KnowledgeKit['database'],
  now: number,
  id: DocumentId,
  change: DocumentChange,
): void {
  const names = Object.keys(columns).filter((name) => name in change) as (keyof DocumentChange)[] // the keys of `columns`
  const values = names.map((name) => (name === 'freshness' ? json(change.freshness) : (change[name] ?? null)))
  database
    .prepare<(string | number | null)[]>(
      `update knowledge_documents set ${[...names.map((name) => columns[name]), 'updated_at'].map((column) => `${column} = ?`).join(', ')} where id = ? and status <> 'removing'`,
    )
    .run(...values, now, id) // freshness is JSON above, the others are columns
}

function documentOf(row: Row): KnowledgeDocument {
  return {
    id: row.id,
    base: row.base_id,
    kind: row.kind,
    title: row.title,
    mime: row.mime,
    status: row.status,
    language: row.language,
    size: row.size,
    pages: row.pages,
    chunks: row.chunks,
    freshness: parsed(row.freshness),
    textHash: row.text_hash,
    attempts: row.attempts,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...(row.site_id === null ? {} : { site: row.site_id }),
    ...(row.url === null ? {} : { url: row.url }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.every_ms === null ? {} : { everyMs: row.every_ms }),
    ...(row.due_at === null ? {} : { dueAt: row.due_at }),
  }
}

import type { AuditEntry } from '../../contracts/audit.ts'
import type { Database } from '../database.ts'
import type { ArchiveEntry } from './archive.ts'
import type { Finding, KeptTable, Person, Row } from './kept.ts'
import { tenantTables } from './register.ts'
import { targetsOf, type Targets } from './targets.ts'
import { walked } from './walk.ts'

/** Where what is exported comes from, besides the tables. */
export interface ExportSources {
  readonly database: Database
  readonly readContent: (sha256: string, size: number) => AsyncIterable<Uint8Array>
  readonly readModel: (sha256: string, size: number) => AsyncIterable<Uint8Array>
  readonly audit: () => AsyncIterable<AuditEntry>
}

/** Everything that is kept of a person, or of a whole tenant: a file for each table that has something of theirs, and media. */
export async function* exported(
  sources: ExportSources,
  job: string,
  person: Person | undefined,
): AsyncGenerator<ArchiveEntry> {
  const targets = targetsOf(sources.database, job)
  for (const table of tenantTables) {
    if ('never' in table.exported || (person !== undefined && typeof table.holds === 'string')) continue
    const rows = person === undefined ? all(sources.database, table) : theirs(sources.database, targets, person, table)
    const lines = await begun(linesOf(rows, table))
    if (lines !== undefined) yield { path: `${table.table}.jsonl`, about: table.about, content: lines }
  }
  if (person === undefined) {
    const lines = await begun(auditLines(sources.audit()))
    if (lines !== undefined) yield { path: 'audit.jsonl', about: 'Who changed what.', content: lines }
  }
  yield* media(sources, targets, person !== undefined)
  if (person === undefined) yield* models(sources, targets)
}

async function* models({ database, readModel }: ExportSources, targets: Targets): AsyncGenerator<ArchiveEntry> {
  const seen = new Set<string>()
  for await (const rows of walked(database, 'avatar_files', ['avatar_id', 'part'], '1 = 1', targets)) {
    for (const { sha256, bytes } of rows) {
      const hash = String(sha256)
      if (seen.has(hash)) continue
      seen.add(hash)
      const about = 'A model or a picture of it; avatar_files.jsonl says whose.'
      yield { path: `avatars/${hash}`, about, content: readModel(hash, Number(bytes)), packed: true }
    }
  }
}

async function* media(
  { database, readContent }: ExportSources,
  targets: Targets,
  ofPerson: boolean,
): AsyncGenerator<ArchiveEntry> {
  const seen = new Set<string>()
  for await (const rows of walked(database, 'media', ['id'], ofPerson ? 'id in $media' : '1 = 1', targets)) {
    for (const { sha256, size, mime } of rows) {
      const hash = String(sha256)
      if (seen.has(hash)) continue
      seen.add(hash)
      const packed = /^(image|audio|video)\/|zip|pdf/.test(String(mime))
      yield {
        path: `media/${hash}`,
        about: `A file (${String(mime)}); media.jsonl says what it is called.`,
        content: readContent(hash, Number(size)),
        packed,
      }
    }
  }
}

async function* all(database: Database, { table, key }: KeptTable): AsyncGenerator<Row> {
  for await (const rows of walked(database, table, key, '1 = 1')) yield* rows
}

/** Each row once, by however many ways it was found. */
async function* theirs(
  database: Database,
  targets: Targets,
  person: Person,
  { table, key, holds }: KeptTable,
): AsyncGenerator<Row> {
  if (typeof holds === 'string') return
  const seen = new Set<string>()
  for (const finding of holds.person) {
    for await (const rows of walked(
      database,
      table,
      key,
      'where' in finding ? finding.where : finding.among,
      targets,
    )) {
      for (const row of rows) {
        const part = partOf(finding, row, person)
        const name = key.map((column) => String(row[column])).join('\n')
        if (part === undefined || seen.has(name)) continue
        if (holds.person.length > 1) seen.add(name)
        yield part
      }
    }
  }
}

function partOf(finding: Finding, row: Row, person: Person): Row | undefined {
  if ('where' in finding) return row
  const mine = finding.mine(row, person)
  return mine === 'row' ? row : mine?.theirs
}

async function* linesOf(rows: AsyncIterable<Row>, { exported: how }: KeptTable): AsyncGenerator<string> {
  const { json = [], without = [] } = 'never' in how ? {} : how
  for await (const row of rows) {
    const fields = Object.entries(row)
      .filter(([column]) => !without.includes(column))
      .map(([column, value]) => [named(column), json.includes(column) ? parsed(value) : value])
    yield `${JSON.stringify(Object.fromEntries(fields))}\n`
  }
}

async function* auditLines(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  for await (const { tenant: _, ...entry } of entries) yield `${JSON.stringify(entry)}\n`
}

/** Undefined when there is nothing in it: no file is better than an empty one. */
async function begun(lines: AsyncGenerator<string>): Promise<AsyncIterable<string> | undefined> {
  const first = await lines.next()
  if (first.done === true) return undefined
  return (async function* () {
    yield first.value
    yield* lines
  })()
}

/** As the API names things. */
export function named(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** Without what is sealed: it is secret, and of no use to anybody else. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return JSON.parse(value, (key, inner: unknown) => (key === 'sealed' ? undefined : inner)) as unknown // looked at by nobody here
}

import { moveInDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import type { TenantCode } from '../../contracts/id.ts'
import { openDatabases } from '../databases.ts'
import type { EmbeddedDatabases } from '../databases.ts'
import { listedTerms } from '../knowledge/listed-terms.ts'
import { termKinds } from '../knowledge/terms.ts'
import { lockDataDir } from '../lock.ts'
import { platformKeyName } from '../platform.ts'
import { currentMasterKey } from '../rotate.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import { compareRows, copyRows, tablesToCopy } from './copy-rows.ts'
import type { CopiedTable, Row } from './copy-rows.ts'
import type { MysqlDatabase } from './database.ts'
import { openMysqlDatabases } from './databases.ts'
import type { MysqlDatabases } from './databases.ts'

export interface MoveInOptions {
  readonly dataDir: string
  readonly url: string
  readonly secretKey: Buffer | undefined
  /** Hears of each database when it is whole and compared. */
  readonly told: (moved: MovedIn) => void
}

export interface MovedIn {
  /** `platform`, or a tenant's code. */
  readonly database: string
  readonly tables: number
  readonly rows: number
  /** The rest was there from an earlier try. */
  readonly copied: number
}

/** What the platform remembers of a copy: of which installation while it is under way, and that it is done. */
const markName = 'moving_in'
const done = 'done'

/** But for what is about this installation's files and processes. */
const platformTables = (database: SqliteDatabase): readonly CopiedTable[] =>
  tablesToCopy(database, ['open_scopes', 'tenant_places', 'tenant_moves', 'tenant_databases']).map((table) =>
    table.name === 'settings' ? { ...table, only: `name <> '${markName}'` } : table,
  )

/** But for how far its indexes are: they are made anew, in the words of the engine. */
const tenantTables = (database: SqliteDatabase) => tablesToCopy(database, ['search_progress', 'search_changes'])

/**
 * Copies an installation of files to a server, and compares every row. It may be cut off anywhere and begun again: it
 * goes on where it was. Nothing of the files is changed; no server may run on them meanwhile.
 *
 * Throws Conflict while one runs, Refused when the server's databases have other tenants or a row differs, and
 * WrongMasterKey.
 */
export async function moveIn({ dataDir, url, secretKey, told }: MoveInOptions): Promise<void> {
  await using closing = new AsyncDisposableStack()
  const lock = await lockDataDir(dataDir)
  closing.defer(() => lock.release())
  const from = await openDatabases(dataDir)
  closing.defer(() => from.close())
  const masterKey = await currentMasterKey(from.platform, dataDir, secretKey)
  const to = await openMysqlDatabases({ url, dataDir, masterKey: () => masterKey.bytes })
  closing.defer(() => to.close())
  await demandOurs(from.platform, to.platform)
  const tenants = from.platform
    .once<[], { code: TenantCode }>("select code from tenants where state <> 'making' order by code")
    .all()
  for (const { code } of tenants) told(await tenantMoved(from, to, code))
  // Last: until then nobody who started on the server would find a tenant.
  told(await moved('platform', from.platform, to.platform, platformTables(from.platform)))
  await to.platform.write(() =>
    to.platform.once<[string, string]>('update settings set value = ? where name = ?').run(done, markName),
  )
}

/** The server's databases are empty, or what an earlier try of the same installation began. */
async function demandOurs(from: SqliteDatabase, to: MysqlDatabase): Promise<void> {
  const setting = (database: SqliteDatabase | MysqlDatabase, name: string) =>
    database.once<[string], { value: string }>('select value from settings where name = ?').get(name)?.value
  const ours = setting(from, platformKeyName)
  if (ours === undefined) throw new Refused('There is no installation in DATA_DIR to copy.')
  await to.write(() => {
    const mark = setting(to, markName)
    if (mark === ours) return
    if (mark !== undefined || setting(to, platformKeyName) !== undefined)
      throw new Refused('The databases of the server are in use already: name an empty one, or drop what is there.')
    to.once<[string, string]>('insert into settings (name, value) values (?, ?)').run(markName, ours)
  })
}

async function tenantMoved(from: EmbeddedDatabases, to: MysqlDatabases, code: TenantCode): Promise<MovedIn> {
  await to.provision(code)
  const original = await from.open(code)
  const copy = await to.open(code)
  try {
    const whole = await moved(code, original, copy, tenantTables(original), (table, next) =>
      to.numberFrom(code, table, next),
    )
    await listTerms(original, copy)
    return whole
  } finally {
    original.close()
    copy.close()
  }
}

async function moved(
  database: string,
  from: SqliteDatabase,
  to: MysqlDatabase,
  tables: readonly CopiedTable[],
  numberFrom: (table: string, next: number) => Promise<void> = () => Promise.resolve(),
): Promise<MovedIn> {
  let rows = 0
  let copied = 0
  for (const table of tables) {
    copied += await copyRows(from, to, table, changes[table.name])
    rows += compareRows(from, to, table, changes[table.name])
  }
  // A number that was given once is not given again.
  for (const { name, seq } of from
    .once<[], { name: string; seq: number }>('select name, seq from sqlite_sequence')
    .all())
    if (tables.some((table) => table.name === name)) await numberFrom(name, seq + 1)
  return { database, tables: tables.length, rows, copied }
}

/** Vectors are made again where they are kept from now on. */
const changes: Readonly<Record<string, (row: Row) => Row>> = {
  knowledge_chunks: (row) => ({ ...row, vector_model: null }),
}

/** What documents are found by, read from the index of SQLite as it was made: of each base anew, whatever a try before left. */
async function listTerms(from: SqliteDatabase, to: MysqlDatabase): Promise<void> {
  const terms = listedTerms(to)
  const bases = from.once<[], { number: number }>('select number from knowledge_bases order by number').all()
  for (const { number } of bases) {
    const base = { number }
    await to.write(() => {
      terms.drop(base)
      terms.create(base)
    })
    for (const kind of termKinds) {
      from.handle.exec(
        `create virtual table temp.listed using fts5vocab('main', 'knowledge_${kind}_${number}', 'instance')`,
      )
      try {
        const chunks = from
          .once<[], { doc: number; terms: string }>(
            "select doc, group_concat(term, ' ') as terms from temp.listed group by doc",
          )
          .all()
        for (let first = 0; first < chunks.length; first += moveInDefaults.rows)
          await to.write(() => {
            for (const { doc, terms: found } of chunks.slice(first, first + moveInDefaults.rows))
              terms.add(base, kind, doc, found.split(' '))
          })
      } finally {
        from.handle.exec('drop table temp.listed')
      }
    }
  }
}

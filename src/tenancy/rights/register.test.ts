import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { TenantCode } from '../../contracts/id.ts'
import { openDatabases } from '../../../test/parts/engine.ts'
import type { Databases } from '../databases.ts'
import type { Database } from '../database.ts'
import type { KeptTable } from './kept.ts'
import { platformTables, tableFamilies, tenantTables } from './register.ts'

let folder: string
let databases: Databases
let tenant: Database

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-register-'))
  databases = await openDatabases(folder)
  await databases.provision('acme' as TenantCode)
  tenant = await databases.open('acme' as TenantCode)
})
afterAll(async () => {
  tenant.close()
  await databases.close()
  await rm(folder, { recursive: true, force: true })
})

const tablesOf = (database: Database): readonly string[] =>
  database
    .prepare<[], { name: string }>(tablesIn[database.engine])
    .all()
    .map(({ name }) => name)
    .filter((name) => !tableFamilies.some((family) => family.name.test(name)))
    .toSorted()
const tablesIn = {
  sqlite: "select name from sqlite_master where type = 'table'",
  mysql: 'select table_name as name from information_schema.tables where table_schema = database()',
}

/** `pk`: which column of the primary key it is, from 1 on; 0: none. */
function columnsOf(database: Database, table: string): readonly { readonly name: string; readonly pk: number }[] {
  const rows = <Found>(sql: string) => database.prepare<[string], Found>(sql).all(table)
  if (database.engine === 'sqlite') return rows('select name, pk from pragma_table_info(?)')
  const key = rows<{ name: string; at: number }>(
    "select column_name as name, seq_in_index as at from information_schema.statistics where table_schema = database() and table_name = ? and index_name = 'PRIMARY'",
  )
  return rows<{ name: string }>(
    'select column_name as name from information_schema.columns where table_schema = database() and table_name = ? order by ordinal_position',
  ).map(({ name }) => ({ name, pk: key.find((one) => one.name === name)?.at ?? 0 }))
}

describe.each([
  ['a tenant', tenantTables, () => tenant],
  ['the platform', platformTables, () => databases.platform],
] as const)('the register of %s', (_whose, register, database) => {
  test('has every table, and no other: a new one says whose it is, how it is given, erased and kept', () => {
    expect(register.map(({ table }) => table).sort()).toEqual(tablesOf(database()))
  })

  test.each(register.map((table) => [table.table, table] as const))('tells of %s what is so', (name, table) => {
    const columns = columnsOf(database(), name)
    const names = columns.map((column) => column.name)
    const key = columns.filter(({ pk }) => pk > 0).toSorted((one, other) => one.pk - other.pk)
    expect(table.key).toEqual(key.map((column) => column.name))
    expect(namedIn(table).filter((column) => !names.includes(column))).toEqual([])
    for (const sentence of [table.about, typeof table.kept === 'string' ? table.kept : table.kept.otherwise])
      expect(sentence).toMatch(/^[A-Z].*\.$/)
  })
})

function namedIn({ holds, exported, kept }: KeptTable): readonly string[] {
  return [
    ...('never' in exported ? [] : [...(exported.json ?? []), ...(exported.without ?? [])]),
    ...(typeof holds === 'string' ? [] : (holds.unlinked ?? [])),
    ...(typeof kept === 'string' ? [] : [kept.by]),
  ]
}

test('what may hold a secret is in no export', () => {
  for (const { table, exported } of tenantTables) {
    const columns = columnsOf(tenant, table).map(({ name }) => name)
    const secret = columns.filter((name) => /secret|sealed|^tokens|password|wrapped|private/.test(name))
    if ('never' in exported) continue
    expect([table, secret.filter((name) => !exported.without?.includes(name))]).toEqual([table, []])
  }
})

test('the page about exports has every table that is in one', async () => {
  const page = await readFile(new URL('../../../docs/reference/export.md', import.meta.url), 'utf8')
  const lines = tenantTables
    .filter(({ exported }) => !('never' in exported))
    .map(
      ({ table, holds, about }) => `| \`${table}\` | ${typeof holds === 'string' ? 'tenant' : 'person'} | ${about} |`,
    )
  const listed = page.slice(page.indexOf('## Tables')).match(/^\| `.*$/gm) ?? []
  expect(listed.toSorted()).toEqual(lines.toSorted())
})

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { TenantCode } from '../../contracts/id.ts'
import { openDatabases, type Databases } from '../databases.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import type { KeptTable } from './kept.ts'
import { platformTables, tableFamilies, tenantTables } from './register.ts'

let folder: string
let databases: Databases
let tenant: SqliteDatabase

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-register-'))
  databases = await openDatabases(folder)
  await databases.provision('acme' as TenantCode)
  tenant = await databases.open('acme' as TenantCode)
})
afterAll(async () => {
  tenant.close()
  databases.close()
  await rm(folder, { recursive: true, force: true })
})

const tablesOf = ({ handle }: SqliteDatabase): readonly string[] =>
  (
    handle.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all() as string[]
  ).filter((name) => !tableFamilies.some((family) => family.name.test(name)))

const columnsOf = ({ handle }: SqliteDatabase, table: string) =>
  handle.pragma(`table_info(${table})`) as readonly { readonly name: string; readonly pk: number }[]

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

import { afterAll, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TenantCode } from '../contracts/id.ts'
import { openDatabases } from '../tenancy/databases.ts'
import { closeRoads, hears, openRoad, until } from './fixtures/road.ts'

const folder = mkdtempSync(join(tmpdir(), 'plans-'))
afterAll(async () => {
  await closeRoads()
  rmSync(folder, { recursive: true })
})

test('no statement of a message and its answer walks through a whole table', async () => {
  const databases = await openDatabases(folder)
  const code = 'plans' as TenantCode // a test's own brand
  await databases.provision(code)
  const database = await databases.open(code)
  const road = await openRoad(database)
  road.start()
  await road.receive(hears('one'))
  await until(() => road.counts.get('send:sent') === 1)

  const asked = new Set<string>()
  const { prepare } = database
  database.prepare = ((sql: string) => {
    asked.add(sql)
    return prepare.call(database, sql)
  }) as typeof prepare // the same function, with a pencil
  await road.receive(hears('two'))
  await until(() => road.counts.get('send:sent') === 2)
  database.prepare = prepare

  const read = [...asked].filter((sql) => sql.trimStart().startsWith('select'))
  expect(read.length).toBeGreaterThan(5)
  const scans = read.flatMap((sql) =>
    database.handle
      .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
      .all(...Array.from({ length: sql.split('?').length - 1 }, () => ''))
      .filter(({ detail }) => detail.startsWith('SCAN'))
      .map(({ detail }) => `${detail}: ${sql}`),
  )
  expect(scans).toEqual([])
  await road.close()
  databases.close()
})

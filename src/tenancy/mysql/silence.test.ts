import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startMysql, type OwnMysql } from '../../../test/parts/mysql.ts'
import { until } from '../../../test/parts/app.ts'
import { Busy } from '../../contracts/errors.ts'
import { MysqlDatabase } from './database.ts'
import { openLink, type Link } from './link.ts'
import { accountOf } from './server.ts'

let server: OwnMysql
let link: Link
let database: MysqlDatabase

beforeAll(async () => {
  server = await startMysql()
  link = openLink()
  database = new MysqlDatabase(link, { ...accountOf(server.url('any')), database: undefined })
}, 60_000)
afterAll(async () => {
  await link.close()
  await server.close()
})

const one = () => database.prepare<[], { one: number }>('select 1 as one').get()?.one

function answers(): boolean {
  try {
    return one() === 1
  } catch {
    return false
  }
}

test('a server that says nothing holds the event loop up once, and is listened for until it speaks', async () => {
  expect(one()).toBe(1)
  await server.pause()
  expect(one).toThrow(Busy)
  server.resume()
  // It would answer at once, and is not asked yet: while it is silent nobody waits for it.
  expect(one).toThrow(Busy)
  await until(answers)
}, 60_000)

test('a server that was killed is asked again when it is there', async () => {
  expect(one()).toBe(1)
  await server.stop()
  expect(one).toThrow(Busy)
  expect(one).toThrow(Busy)
  await server.start()
  await until(answers)
}, 60_000)

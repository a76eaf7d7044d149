import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startMysql, type OwnMysql } from '../../../test/parts/mysql.ts'
import { MysqlDatabase } from './database.ts'
import { openLink, type Link } from './link.ts'
import { accountOf, openServer } from './server.ts'

let servers: readonly OwnMysql[]
let link: Link
let database: MysqlDatabase

/** Each says who it is: servers of which one follows the other would say the same, a moment later. */
beforeAll(async () => {
  servers = await Promise.all([startMysql(), startMysql()])
  link = openLink()
  const [primary, replica] = servers.map((server) => accountOf(server.url('who')))
  if (primary === undefined || replica === undefined) throw new Error('Two servers were started.')
  for (const [name, account] of Object.entries({ primary, replica })) {
    const { execute } = await openServer(link, account)
    await execute('create database who')
    await execute('create table who.am_i (name varchar(10))')
    await execute('insert into who.am_i values (?)', name)
  }
  database = new MysqlDatabase(link, primary, [replica])
}, 60_000)

afterAll(async () => {
  database.close()
  await link.close()
  for (const server of servers) await server.close()
})

const asked = () => database.lagging.prepare<[], { name: string }>('select name from am_i').get()?.name

test('what may lag is read from a replica, and everything else from the database itself', () => {
  expect(asked()).toBe('replica')
  expect(database.prepare('select name from am_i').get()).toEqual({ name: 'primary' })
})

test('a replica that is gone is left alone for a while, and nobody notices', async () => {
  await servers[1]?.stop()
  expect([asked(), asked()]).toEqual(['primary', 'primary'])
})

test('nothing is written there', () => {
  expect(() => database.lagging.once("insert into am_i values ('x')").run()).toThrow('A replica is only read.')
})

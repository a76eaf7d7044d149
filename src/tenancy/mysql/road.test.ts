import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startMysql, type OwnMysql } from '../../../test/parts/mysql.ts'
import { tenantMigrations } from '../../../migrations/tenant/index.ts'
import { closeRoads, hears, openRoad, until } from '../../pipeline/fixtures/road.ts'
import { MysqlDatabase } from './database.ts'
import { openLink, type Link } from './link.ts'
import { migrate } from './migrate.ts'
import { accountOf, openServer } from './server.ts'
import type { Question } from './wire.ts'

let mysql: OwnMysql
let link: Link
const waitedFor: string[] = []
const asked: string[] = []

const textsOf = (question: Question) => ('statements' in question ? question.statements.map(({ sql }) => sql) : [])

/** As it is, and written down: what is asked, and what the event loop stands still for. */
function watched(own: Link): Link {
  return {
    ...own,
    ask(question) {
      waitedFor.push(textsOf(question).join('; '))
      asked.push(...textsOf(question))
      return own.ask(question)
    },
    send(question, told) {
      asked.push(...textsOf(question))
      own.send(question, told)
    },
    request(question) {
      asked.push(...textsOf(question))
      return own.request(question)
    },
  }
}

beforeAll(async () => {
  mysql = await startMysql()
  link = watched(openLink())
  const owner = accountOf(mysql.url('road'))
  const server = await openServer(link, owner)
  await server.execute(`create database road character set utf8mb4 collate ${server.collation}`)
  await migrate(owner, tenantMigrations)
}, 60_000)
afterAll(async () => {
  await closeRoads()
  await link.close()
  await mysql.close()
})

test('a message and its answer hold the event loop up once, where the message is kept, and cost 22 statements', async () => {
  const road = await openRoad(new MysqlDatabase(link, accountOf(mysql.url('road'))))
  const now = Date.now()
  road.clock = () => now
  road.start()
  let heard = 0
  async function talk(messages: number): Promise<void> {
    for (let index = 0; index < messages; index++) {
      road.ring('turn', await road.receive(hears(`number ${++heard}`, { at: now })))
      await until(() => road.counts.get('send:sent') === heard)
    }
  }
  await talk(2)
  waitedFor.length = 0
  asked.length = 0
  await talk(5)
  expect(waitedFor.length / 5).toBeLessThanOrEqual(1)
  // And those which three transactions begin and end with.
  expect(asked.length / 5).toBeLessThanOrEqual(22)
  await road.close()
}, 60_000)

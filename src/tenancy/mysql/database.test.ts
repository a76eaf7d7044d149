import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { startMysql, type OwnMysql } from '../../../test/parts/mysql.ts'
import { databaseDefaults } from '../../config/defaults.ts'
import { Busy } from '../../contracts/errors.ts'
import { testDatabase } from '../fixtures/database-suite.ts'
import { MysqlDatabase } from './database.ts'
import { openLink, type Link } from './link.ts'
import { migrate } from './migrate.ts'
import { accountOf, openServer } from './server.ts'

let mysql: OwnMysql
let link: Link
let database: MysqlDatabase

beforeAll(async () => {
  mysql = await startMysql()
  link = openLink()
  const owner = accountOf(mysql.url('words'))
  const server = await openServer(link, owner)
  await server.execute(`create database words character set utf8mb4 collate ${server.collation}`)
  await migrate(owner, [
    { name: 'words', up: (knex) => knex.schema.createTable('words', (table) => table.string('word', 5).primary()) },
  ])
  database = new MysqlDatabase(link, owner)
}, 60_000)
afterAll(async () => {
  database.close()
  await link.close()
  await mysql.close()
})

const add = (word: string) => database.prepare<[string]>('insert into words (word) values (?)').run(word)
const words = () =>
  database
    .prepare<[], { word: string }>('select word from words order by word')
    .all()
    .map(({ word }) => word)

test('what fails unasked is told at the end, and undoes all of its unit and nothing of its neighbours', async () => {
  const kept = database.write(() => void add('one'))
  const failed = database.write(() => {
    add('two')
    add('longer than five')
    add('three')
  })
  await expect(failed).rejects.toThrow('Data too long')
  await kept
  expect(words()).toEqual(['one'])
})

test('what is ignored when it is there is not cut to fit, whatever is written behind it', async () => {
  const add = (word: string) => database.prepare<[string]>('insert or ignore into words (word) values (?)').run(word)
  const addAll = (words: string) =>
    database.prepare<[string]>('insert or ignore into words (word) select value from json_each(?)').run(words)
  await expect(database.write(() => [add('longer than five'), add('three')])).rejects.toThrow('column')
  await expect(database.write(() => [add('longer than five')])).rejects.toThrow('column')
  await expect(database.write(() => [addAll('["one","longer than five"]'), add('three')])).rejects.toThrow('column')
  await database.write(() => [addAll('["one"]'), addAll('["one"]')])
  expect(await database.write(() => [add('one'), add('two')])).toMatchObject([{ changes: 0 }, { changes: 1 }])
  expect(words()).toEqual(['one', 'two'])
})

test('what a unit wrote it reads, and how much it wrote it knows', async () => {
  const seen = await database.write(() => [add('four').changes, words()] as const)
  expect(seen).toEqual([1, ['four', 'one', 'two']])
})

test('a transaction takes no more units when it has taken its time', async () => {
  const transactions: number[] = []
  database.gathering(
    () => transactions.push(0),
    () => undefined,
  )
  const clock = jest.spyOn(performance, 'now')
  let now = 0
  clock.mockImplementation(() => now)
  const half = () => {
    transactions.push((transactions.pop() ?? 0) + 1)
    now += databaseDefaults.transactionMs / 2
  }
  try {
    await Promise.all(Array.from({ length: 5 }, () => database.write(half)))
  } finally {
    clock.mockRestore()
  }
  expect(transactions).toEqual([2, 2, 1])
})

test.each(['kill', 'kill query'])('what the server ends in the middle (%s) is undone, and Busy', async (ends) => {
  const unit = () => {
    add('nine')
    const id = database.prepare<[], { id: number }>('select connection_id() as id').get()?.id
    database.once(`${ends} ${id}`).all()
    return words()
  }
  await expect(database.write(unit)).rejects.toBeInstanceOf(Busy)
  await database.write(() => undefined)
  expect(words()).not.toContain('nine')
})

test('nothing is written outside a transaction', () => {
  expect(() => add('five')).toThrow('inside a transaction')
})

test('a server that is gone is Busy, and is worked with again when it is back', async () => {
  await mysql.stop()
  await expect(database.write(() => add('six'))).rejects.toBeInstanceOf(Busy)
  expect(() => words()).toThrow(Busy)
  await mysql.start()
  await database.write(() => add('seven'))
  expect(words()).toEqual(['four', 'one', 'seven', 'two'])
}, 60_000)

test('what was closed takes nothing more', async () => {
  const other = new MysqlDatabase(link, accountOf(mysql.url('words')))
  other.close()
  await expect(other.write(() => undefined)).rejects.toBeInstanceOf(Busy)
})

testDatabase('of MySQL', () => database)

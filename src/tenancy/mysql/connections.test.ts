import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { createConnection } from 'mysql2/promise'
import type { Connection, RowDataPacket } from 'mysql2/promise'
import { until } from '../../../test/parts/app.ts'
import { startMysql, type OwnMysql } from '../../../test/parts/mysql.ts'
import { openConnections } from './connections.ts'
import type { Connections, ConnectionsOptions, Held } from './connections.ts'
import { inTime } from './session.ts'
import type { Account } from './wire.ts'

const names = ['ann', 'ben', 'cid', 'dan']
let server: OwnMysql
let owner: Connection
const opened: Connections[] = []

beforeAll(async () => {
  server = await startMysql()
  owner = await createConnection(server.url(''))
  for (const name of names) {
    await owner.query(`create database ${name}`)
    await owner.query(`create user ${name}@'%' identified by 'of-${name}'`)
    await owner.query(`grant select on ${name}.* to ${name}@'%'`)
  }
}, 60_000)
afterEach(async () => {
  for (const connections of opened.splice(0)) await connections.end()
  await until(async () => (await living()).length === 0)
})
afterAll(async () => {
  await owner.end()
  await server.close()
})

const [ann, ben, cid, dan] = names.map((name): Account => ({
  host: '127.0.0.1',
  get port() {
    return server.port
  },
  user: name,
  password: `of-${name}`,
  database: name,
  tls: false,
})) as [Account, Account, Account, Account] // as many as there are names

function open(options: Partial<ConnectionsOptions> = {}): Connections {
  const connections = openConnections({ most: 2, shared: true, idleMs: 30_000, stalledSeconds: 120, ...options })
  opened.push(connections)
  return connections
}

/** Whose connections the server has, but for the one that asks. */
async function living(): Promise<readonly string[]> {
  const [rows] = await owner.query<(RowDataPacket & { user: string })[]>(
    "select user as user from information_schema.processlist where user not in ('root', 'event_scheduler') order by user",
  )
  return rows.map(({ user }) => user)
}

async function asks<Row>(held: Held, sql: string): Promise<Row> {
  const [rows] = await held.connection.query<(RowDataPacket & Row)[]>(sql)
  return rows[0]! // one row is asked for
}

const idOf = async (held: Held): Promise<number> =>
  (await asks<{ id: number }>(held, 'select connection_id() as id')).id

/** Taken and given back: it is idle. */
async function used(connections: Connections, ...accounts: readonly Account[]): Promise<readonly number[]> {
  const ids: number[] = []
  for (const account of accounts) {
    const held = await connections.take(account)
    ids.push(await idOf(held))
    connections.release(held)
  }
  return ids
}

/** Whether it is still to come when everything that is ready has been done. */
async function waits(promise: Promise<unknown>): Promise<boolean> {
  const settled = promise.then(
    () => false,
    () => false,
  )
  await owner.query('select 1')
  return Promise.race([settled, new Promise<boolean>((resolve) => setImmediate(() => resolve(true)))])
}

describe('while there are fewer than may be', () => {
  test('each account has a connection of its own, and has it again', async () => {
    const connections = open()
    const before = await used(connections, ann, ben)
    expect(await used(connections, ann, ben)).toEqual(before)
    expect(await living()).toEqual(['ann', 'ben'])
  })

  test('many use one at once where it is shared', async () => {
    const connections = open()
    const [one, other] = await Promise.all([connections.take(ann), connections.take(ann)])
    const id = await idOf(one)
    connections.release(one)
    // It is in use until the last one gave it back: nobody takes it over.
    await used(connections, ben, cid)
    expect(await idOf(other)).toBe(id)
    connections.release(other)
    expect(await living()).toEqual(['ann', 'cid'])
  })

  test('one uses it after the other where it is not', async () => {
    const connections = open({ shared: false })
    const one = await connections.take(ann)
    const next = connections.take(ann)
    expect(await waits(next)).toBe(true)
    connections.release(one)
    const other = await next
    expect(await idOf(other)).toBeGreaterThan(0)
    connections.release(other)
    expect(await living()).toEqual(['ann'])
  })
})

describe('where there are as many as may be', () => {
  test('one that is idle changes hands', async () => {
    const connections = open()
    const before = await used(connections, ann, ben)
    const held = await connections.take(cid)
    expect(before).toContain(await idOf(held))
    expect(await asks(held, 'select current_user() as who, database() as what')).toEqual({ who: 'cid@%', what: 'cid' })
    connections.release(held)
    expect(await living()).toHaveLength(2)
  })

  test('whoever had it is told nothing and harms nobody with it', async () => {
    const connections = open({ most: 1 })
    const before = await connections.take(ann)
    connections.release(before)
    const held = await connections.take(ben)
    before.destroy()
    expect(await asks(held, 'select current_user() as who')).toEqual({ who: 'ben@%' })
    connections.release(held)
  })

  test('while all are in use, whoever comes waits, in the order of coming', async () => {
    const connections = open()
    const [one, other] = [await connections.take(ann), await connections.take(ben)]
    const [third, fourth] = [connections.take(cid), connections.take(dan)]
    expect(await waits(Promise.race([third, fourth]))).toBe(true)
    connections.release(one)
    const held = await third
    expect(await waits(fourth)).toBe(true)
    connections.release(other)
    connections.release(await fourth)
    connections.release(held)
    expect(await living()).toEqual(['cid', 'dan'])
  })

  test('one that breaks makes room', async () => {
    const connections = open({ most: 1 })
    const held = await connections.take(ann)
    const next = connections.take(ben)
    expect(await waits(next)).toBe(true)
    await owner.query(`kill ${await idOf(held)}`)
    connections.release(await next)
    connections.release(held)
    expect(await living()).toEqual(['ben'])
  })

  test('an account that the server does not know is refused, and the next one is not', async () => {
    const connections = open({ most: 1 })
    await used(connections, ann)
    await expect(connections.take({ ...ben, password: 'wrong' })).rejects.toMatchObject({
      code: 'ER_ACCESS_DENIED_ERROR',
    })
    await used(connections, cid)
    expect(await living()).toEqual(['cid'])
  })

  test('an account without a database or a password gets nothing of the one before', async () => {
    const connections = open({ most: 1 })
    const [before] = await used(connections, ann)
    const held = await connections.take({ ...ann, user: 'root', password: '', database: undefined })
    expect(await idOf(held)).not.toBe(before)
    expect(await asks(held, 'select database() as what')).toEqual({ what: null })
    connections.release(held)
  })

  test('fewer may be from now on: what is idle is closed, what is in use when it is given back', async () => {
    const connections = open({ most: 3 })
    await used(connections, ann, ben)
    const held = await connections.take(cid)
    connections.allow(1)
    await until(async () => (await living()).join() === 'cid')
    const next = connections.take(dan)
    expect(await waits(next)).toBe(true)
    connections.release(held)
    connections.release(await next)
    expect(await living()).toEqual(['dan'])
    connections.allow(3)
    await used(connections, ann, ben)
    expect(await living()).toEqual(['ann', 'ben', 'dan'])
  })
})

describe('a server that takes no more connections', () => {
  const others: Connection[] = []

  /** Somebody else has all there are. */
  async function fill(): Promise<void> {
    const { port, user, password } = dan
    for (;;) {
      const one = await createConnection({ host: '127.0.0.1', port, user, password }).catch(() => undefined)
      if (one === undefined) return
      others.push(one)
    }
  }

  beforeAll(() => owner.query('set global max_connections = 12'))
  afterEach(async () => {
    for (const other of others.splice(0)) await other.end()
  })
  afterAll(() => owner.query('set global max_connections = 151'))

  test('has one change hands, half of them given back, and the other pool told', async () => {
    let told = 0
    const connections = open({ most: 10, onFull: () => told++ })
    const before = await used(connections, ann, ben)
    await fill()
    const [after] = await used(connections, cid)
    expect(before).toContain(after)
    expect(told).toBe(1)
    await until(async () => (await living()).filter((user) => user !== 'dan').join() === 'cid')
  })

  test('is waited for by whoever has none', async () => {
    const connections = open({ most: 10 })
    await fill()
    const taken = connections.take(ann)
    expect(await waits(taken)).toBe(true)
    await others.pop()?.end()
    connections.release(await taken)
  })

  test('is told of when it stays full', async () => {
    const connections = open({ most: 10 })
    await fill()
    await expect(connections.take(ann)).rejects.toMatchObject({ code: 'ER_CON_COUNT_ERROR' })
  })
})

describe('one that nobody uses', () => {
  test('is closed after a while', async () => {
    const connections = open({ idleMs: 50 })
    await used(connections, ann)
    await until(async () => (await living()).length === 0)
    await used(connections, ann)
  })

  test('is not closed by the server before', async () => {
    const connections = open({ stalledSeconds: 3, idleMs: 60_000 })
    const before = await used(connections, ann)
    await new Promise((resolve) => setTimeout(resolve, 4500))
    expect(await used(connections, ann)).toEqual(before)
  })

  test('is closed when it is forgotten', async () => {
    const connections = open()
    await used(connections, ann, ben)
    connections.forget(ann)
    await until(async () => (await living()).join() === 'ben')
  })
})

describe('one that is forgotten while it is in use', () => {
  test('goes on, and is closed when it is given back', async () => {
    const connections = open()
    const held = await connections.take(ann)
    connections.forget(ann)
    expect(await idOf(held)).toBeGreaterThan(0)
    connections.release(held)
    await until(async () => (await living()).length === 0)
  })

  test('is kept for whoever came after', async () => {
    const connections = open({ shared: false })
    const held = await connections.take(ann)
    connections.forget(ann)
    const next = connections.take(ann)
    connections.release(held)
    connections.release(await next)
    expect(await living()).toEqual(['ann'])
  })
})

test('a statement that takes too long ends with its connection, and the next has another', async () => {
  const connections = open()
  const held = await connections.take(ann)
  const before = await idOf(held)
  await expect(inTime(held.connection.query('select sleep(600)'), 20, held.destroy)).rejects.toMatchObject({
    code: 'LOST',
  })
  connections.release(held)
  expect(await used(connections, ann)).not.toEqual([before])
})

test('what is answered in time is the answer, and what fails is the failure', async () => {
  const late = () => expect(true).toBe(false)
  expect(await inTime(Promise.resolve(1), 600_000, late)).toBe(1)
  await expect(inTime(Promise.reject(new Error('no')), 600_000, late)).rejects.toThrow('no')
})

describe('at the end', () => {
  test('what is idle is closed, whoever waits is told, and nobody gets one any more', async () => {
    const connections = open({ most: 1 })
    const held = await connections.take(ann)
    const waiting = connections.take(ben)
    const ending = connections.end()
    await expect(waiting).rejects.toMatchObject({ code: 'CLOSED' })
    expect(await idOf(held)).toBeGreaterThan(0)
    connections.release(held)
    await ending
    await expect(connections.take(ann)).rejects.toMatchObject({ code: 'CLOSED' })
    await until(async () => (await living()).length === 0)
  })

  test('what is never given back is aborted', async () => {
    const connections = open()
    const held = await connections.take(ann)
    const asked = held.connection.query('select sleep(600)')
    asked.catch(() => undefined)
    await connections.end()
    await until(async () => (await living()).length === 0)
  })
})

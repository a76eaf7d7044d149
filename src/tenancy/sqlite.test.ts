import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { pbkdf2 } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { databaseDefaults } from '../config/defaults.ts'
import { Busy, Conflict } from '../contracts/errors.ts'
import { testDatabase } from './fixtures/database-suite.ts'
import { SqliteDatabase } from './sqlite.ts'

const folders: string[] = []
const open: SqliteDatabase[] = []

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'))
  folders.push(folder)
  return join(folder, 'test.db')
}

function openFile(file: string, busyMs = 20): SqliteDatabase {
  const database = new SqliteDatabase(file, { cacheKib: 512, busyMs })
  open.push(database)
  return database
}

/** A database with one table, and what it holds. */
function words(file = newFile()) {
  const database = openFile(file)
  database.handle.exec('create table if not exists words (word text primary key)')
  const add = database.prepare<[string]>('insert into words (word) values (?)')
  const look = database.handle.prepare<[], { word: string }>('select word from words order by rowid')
  return { database, file, add: (word: string) => void add.run(word), all: () => look.all().map(({ word }) => word) }
}

/** How often each text is run from now on. */
function counted(database: SqliteDatabase): (sql: string) => number {
  const ran: string[] = []
  const { prepare } = database
  database.prepare = function (this: SqliteDatabase, sql: string) {
    ran.push(sql)
    return prepare.call(this, sql)
  } as typeof prepare // the same function, with a pencil
  return (sql) => ran.filter((one) => one === sql).length
}

afterEach(() => {
  for (const database of open.splice(0)) database.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe('what every engine answers', () => {
  let database: SqliteDatabase
  beforeEach(() => {
    database = words().database
  })
  testDatabase('of SQLite', () => database)
})

describe('the group commit', () => {
  test('gives every unit its own result, from one commit for all units of a turn of the event loop', async () => {
    const { database, add, all } = words()
    const runs = counted(database)
    const results = await Promise.all(
      ['one', 'two', 'three'].map((word) => database.write(() => (add(word), word.length))),
    )
    expect({ results, commits: runs('COMMIT'), all: all() }).toEqual({
      results: [3, 3, 5],
      commits: 1,
      all: ['one', 'two', 'three'],
    })
    await database.write(() => add('four'))
    expect(runs('COMMIT')).toBe(2)
  })

  test('resolves nothing before the commit is on the disk', async () => {
    const { database, file, add } = words()
    const reader = openFile(file)
    const acknowledged = database
      .write(() => add('one'))
      .then(() => reader.handle.prepare('select count(*) as n from words').get())
    expect(reader.handle.prepare('select count(*) as n from words').get()).toEqual({ n: 0 })
    expect(await acknowledged).toEqual({ n: 1 })
  })

  test('a unit that fails undoes itself and none of its neighbours', async () => {
    const { database, add, all } = words()
    const outcomes = await Promise.allSettled([
      database.write(() => add('before')),
      database.write(() => {
        add('half')
        throw new Conflict('on purpose')
      }),
      database.write(() => add('before')),
      database.write(() => add('after')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toEqual({ status: 'rejected', reason: new Conflict('on purpose') })
    expect(outcomes[2]).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } })
    expect(all()).toEqual(['before', 'after'])
  })

  test('goes on after a failed transaction', async () => {
    const { database, add, all } = words()
    await expect(database.write(() => JSON.parse('no JSON'))).rejects.toThrow(SyntaxError)
    await database.write(() => add('one'))
    expect(all()).toEqual(['one'])
  })
})

describe('the way to the disk', () => {
  /** The transaction that was asked for has run by then, and the disk has not answered yet. */
  const committed = () => new Promise((resolve) => setImmediate(resolve))

  /** Everything that waits for the disk waits for this first: it takes all threads that Node has for it. */
  const diskOccupied = () =>
    Promise.all(Array.from({ length: 4 }, () => promisify(pbkdf2)('all', 'threads', 100_000, 64, 'sha512')))

  test('what is asked for while a transaction is on its way becomes the next one, and is acknowledged after it', async () => {
    const { database, add, all } = words()
    const runs = counted(database)
    const told: string[] = []
    const write = (word: string) => database.write(() => add(word)).then(() => told.push(word))
    const first = write('one')
    await committed()
    expect({ unsynced: database.unsynced, read: all(), told }).toEqual({ unsynced: true, read: ['one'], told: [] })
    await Promise.all([first, write('two'), write('three')])
    expect({ commits: runs('COMMIT'), told }).toEqual({ commits: 2, told: ['one', 'two', 'three'] })
    expect(database.unsynced).toBe(false)
  })

  test('a transaction that is full does not wait for the disk, and is acknowledged when it is there', async () => {
    const { database, add } = words()
    const runs = counted(database)
    const told: number[] = []
    const write = (number: number) => database.write(() => add(String(number))).then(() => told.push(number))
    const busy = diskOccupied()
    const first = write(0)
    await committed()
    const full = Array.from({ length: databaseDefaults.unitsPerTransaction }, (_, index) => write(index + 1))
    const more = write(full.length + 1)
    await committed()
    await committed()
    expect({ commits: runs('COMMIT'), told }).toEqual({ commits: 2, told: [] })
    await Promise.all([busy, first, ...full, more])
    expect({ commits: runs('COMMIT'), told }).toEqual({ commits: 3, told: [...told.keys()] })
  })

  test('a transaction takes no more units when it has taken its time, and the others come next, in order', async () => {
    const { database, add, all } = words()
    const runs = counted(database)
    const clock = jest.spyOn(performance, 'now')
    let now = 0
    clock.mockImplementation(() => now)
    const half = (word: string) => {
      now += databaseDefaults.transactionMs / 2
      add(word)
    }
    try {
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map((word) => database.write(() => half(word))))
    } finally {
      clock.mockRestore()
    }
    expect({ commits: runs('COMMIT'), read: all() }).toEqual({ commits: 3, read: ['a', 'b', 'c', 'd', 'e'] })
  })

  test('a note is told of when it is in the log, and goes to the disk with what somebody waits for', async () => {
    const { database, add, all } = words()
    const onDisk = database.marking(all)
    const busy = diskOccupied()
    const noted = await database.note(() => (add('note'), 4))
    expect({ noted, read: all(), onDisk: onDisk() }).toEqual({ noted: 4, read: ['note'], onDisk: [] })
    const written = database.write(() => add('write'))
    await committed()
    expect({ read: all(), onDisk: onDisk() }).toEqual({ read: ['note', 'write'], onDisk: [] })
    await Promise.all([busy, written])
    expect(onDisk()).toEqual(['note', 'write'])
  })

  test('notes alone go to the disk after a while, and at the end at once', async () => {
    const { database, file, add } = words()
    await database.note(() => add('one'))
    expect(database.unsynced).toBe(true)
    while (database.unsynced) await delay(50)
    const last = database.note(() => add('two'))
    database.close()
    await last
    expect(words(file).all()).toEqual(['one', 'two'])
  })

  test('a note that fails undoes itself and none of its neighbours', async () => {
    const { database, add, all } = words()
    const outcomes = await Promise.allSettled([
      database.write(() => add('one')),
      database.note(() => add('one')),
      database.note(() => add('two')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(all()).toEqual(['one', 'two'])
  })

  test('whoever marks transactions knows the last one that is on the disk', async () => {
    const { database, add, all } = words()
    const onDisk = database.marking(all)
    expect(onDisk()).toEqual([])
    const writing = Promise.allSettled(['one', 'two', 'one'].map((word) => database.write(() => add(word))))
    await committed()
    expect({ read: all(), onDisk: onDisk() }).toEqual({ read: ['one', 'two'], onDisk: [] })
    await writing
    expect(onDisk()).toEqual(['one', 'two'])
  })

  test('what is read in one turn of the event loop is read in one transaction, which holds up no write', async () => {
    const { database, add, all } = words()
    const runs = counted(database)
    const writing = database.write(() => add('one'))
    database.snapshot()
    database.snapshot()
    expect(all()).toEqual([])
    await writing
    expect({ all: all(), began: runs('BEGIN'), ended: runs('COMMIT') }).toEqual({ all: ['one'], began: 1, ended: 2 })
  })
})

describe('a database that refuses writes', () => {
  const refused = async (name: string, units: (() => unknown)[], database: SqliteDatabase) => {
    const outcomes = await Promise.allSettled(units.map((unit) => database.write(unit)))
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'E_BUSY' } })
      expect((outcome as PromiseRejectedResult).reason).toHaveProperty('message', expect.stringContaining(name))
    }
  }

  test('gives Busy when it may only be read, and nothing is acknowledged', async () => {
    const { database, add, all } = words()
    database.handle.pragma('query_only = 1')
    await refused('SQLITE_READONLY', [() => add('one'), () => add('two')], database)
    expect(all()).toEqual([])
    database.handle.pragma('query_only = 0')
    await database.write(() => add('three'))
    expect(all()).toEqual(['three'])
  })

  test('gives Busy when the disk is full, to every unit of the transaction', async () => {
    const { database, add, all } = words()
    const pages = database.handle.pragma('page_count', { simple: true })
    database.handle.pragma(`max_page_count = ${String(pages)}`)
    await refused('SQLITE_FULL', [() => add('small'), () => add('x'.repeat(100_000))], database)
    expect(all()).toEqual([])
  })

  test('gives Busy while another process holds the lock, and waits for it once, not once per unit', async () => {
    const { database, file, add, all } = words()
    const other = openFile(file)
    other.handle.exec('BEGIN IMMEDIATE')
    const runs = counted(database)
    await refused(
      'SQLITE_BUSY',
      ['one', 'two', 'three'].map((word) => () => add(word)),
      database,
    )
    expect(runs('BEGIN IMMEDIATE')).toBe(1)
    other.handle.exec('ROLLBACK')
    await database.write(() => add('later'))
    expect(all()).toEqual(['later'])
  })
})

describe('the end', () => {
  test('close commits what was asked for so far', async () => {
    const { database, file, add } = words()
    const written = database.write(() => add('last'))
    database.close()
    await written
    expect(words(file).all()).toEqual(['last'])
  })

  test('what is asked for after that is Busy, and closing again is harmless', async () => {
    const { database, add } = words()
    database.close()
    database.close()
    await expect(database.write(() => add('late'))).rejects.toThrow(Busy)
  })

  test('whatever was acknowledged is there after a kill -9', async () => {
    const { database, file } = words()
    database.close()
    const script = `
      import { SqliteDatabase } from ${JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)}
      const database = new SqliteDatabase(${JSON.stringify(file)}, { cacheKib: 512, busyMs: 1000 })
      const add = database.prepare('insert into words (word) values (?)')
      for (let turn = 0; ; turn++) {
        await Promise.all([0, 1, 2].map((unit) => database.write(() => add.run(turn + '-' + unit))
          .then(() => process.stdout.write(turn + '-' + unit + '\\n'))))
      }`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const acknowledged: string[] = []
    for await (const line of createInterface(child.stdout)) {
      if (acknowledged.push(line) === 200) child.kill('SIGKILL')
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')
    // The very last line may be cut off.
    const there = new Set(words(file).all())
    expect(acknowledged.slice(0, -1).filter((word) => !there.has(word))).toEqual([])
    expect(acknowledged.length).toBeGreaterThanOrEqual(200)
  })
})

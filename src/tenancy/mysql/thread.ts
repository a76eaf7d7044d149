import { workerData } from 'node:worker_threads'
import type { ResultSetHeader } from 'mysql2/promise'
import { mysqlDefaults } from '../../config/defaults.ts'
import { openConnections } from './connections.ts'
import type { Held } from './connections.ts'
import { failure, inTime } from './session.ts'
import type { Account, Answer, Asked, Failure, ThreadStart, Value } from './wire.ts'

/** Of what its asker does not wait for, the first failure is told with its end. */
interface Transaction {
  readonly held: Held
  last: Promise<unknown>
  failure: Error | undefined
}

const { raised, port } = workerData as ThreadStart // as `link.ts` starts it
const accounts = new Map<number, Account>()
const transactions = new Map<number, Transaction>()
// Apart: a question that is waited for must never wait for a transaction of whoever waits.
const readers = openConnections({
  most: mysqlDefaults.fewest,
  shared: true,
  idleMs: mysqlDefaults.idleMs,
  stalledSeconds: mysqlDefaults.silentReaderSeconds,
  onFull: () => writers.giveBack(),
})
const writers = openConnections({
  most: mysqlDefaults.fewest,
  shared: false,
  idleMs: mysqlDefaults.idleMs,
  // A process that stands still in the middle of a transaction must not hold its tenant for longer.
  stalledSeconds: mysqlDefaults.stalledSeconds,
  onFull: () => readers.giveBack(),
})
let begun = 0

function answer(given: Answer): void {
  port.postMessage(given)
  Atomics.add(raised, 0, 1)
  Atomics.notify(raised, 0)
}

function accountOf(to: number): Account {
  const account = accounts.get(to)
  if (account === undefined) throw failure('CLOSED', 'The database was closed.')
  return account
}

async function query(held: Held, sql: string, values: readonly Value[] = []): Promise<unknown> {
  const bound = values.map((value) =>
    value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value,
  )
  try {
    const [result] = await inTime(held.connection.query(sql, bound), mysqlDefaults.statementMs, held.destroy)
    return result
  } catch (error) {
    // Of a connection that broke the driver may tell nobody but whoever asks on it.
    if (isFatal(error)) held.destroy()
    throw error
  }
}

/** `ignore` is asked for what is there already, and would cut what is too long, too. */
async function demandWhole(held: Held, sql: string, { affectedRows, warningStatus }: ResultSetHeader): Promise<void> {
  if (warningStatus === 0 || affectedRows === 0 || !/^\s*(?:insert|update) ignore\b/.test(sql)) return
  const warnings = (await query(held, 'show warnings')) as readonly { Code: number; Message: string }[] // as documented
  const other = warnings.find(({ Code }) => Code !== duplicateEntry)
  if (other !== undefined) throw failure('CUT', other.Message)
}
const duplicateEntry = 1062

async function ask({ id, to, within, sql, values }: Extract<Asked, { readonly do: 'ask' }>): Promise<Answer> {
  if (within !== undefined) {
    const transaction = transactionOf(within)
    const answering = answered(id, transaction.held, sql, values)
    transaction.last = answering.catch((error: unknown) => (transaction.failure ??= asError(error)))
    return answering
  }
  const held = await readers.take(accountOf(to))
  try {
    return await answered(id, held, sql, values)
  } finally {
    readers.release(held)
  }
}

async function answered(id: number, held: Held, sql: string, values: readonly Value[]): Promise<Answer> {
  const result = await query(held, sql, values)
  if (Array.isArray(result)) return { id, rows: result }
  const header = result as ResultSetHeader // of whatever gives no rows
  await demandWhole(held, sql, header)
  return { id, changes: header.affectedRows, lastInsertRowid: header.insertId }
}

function transactionOf(within: number): Transaction {
  const transaction = transactions.get(within)
  if (transaction === undefined) throw failure('LOST', 'The transaction was lost.')
  return transaction
}

/** The row that is locked lets one transaction of a database run at a time, in whatever process. */
async function begin({ id, to }: Extract<Asked, { readonly do: 'begin' }>): Promise<Answer> {
  const held = await writers.take(accountOf(to))
  try {
    const [, rows] = await Promise.all([query(held, 'start transaction'), query(held, lock)])
    const [row] = rows as readonly { revision: number }[] // as asked
    const within = ++begun
    transactions.set(within, { held, last: Promise.resolve(), failure: undefined })
    return { id, within, revision: row?.revision ?? 0 }
  } catch (error) {
    // What it holds, if it holds anything, goes with its connection.
    held.destroy()
    writers.release(held)
    throw error
  }
}
const lock = 'select revision from write_lock where id = 1 for update'

async function end({ id, do: how, within }: Extract<Asked, { readonly do: 'commit' | 'rollback' }>): Promise<Answer> {
  const transaction = transactionOf(within)
  const { held, last } = transaction
  try {
    await last
    const failed = how === 'commit' ? transaction.failure : undefined
    await query(held, failed === undefined ? how : 'rollback')
    if (failed !== undefined) throw failed
    return { id, done: true }
  } catch (error) {
    if (error !== transaction.failure) held.destroy()
    throw error
  } finally {
    transactions.delete(within)
    writers.release(held)
  }
}

async function answerTo(asked: Asked): Promise<Answer> {
  switch (asked.do) {
    case 'know':
      accounts.set(asked.to, asked.account)
      return { id: asked.id, done: true }
    case 'forget': {
      const account = accounts.get(asked.to)
      accounts.delete(asked.to)
      if (account !== undefined) for (const connections of [readers, writers]) connections.forget(account)
      return { id: asked.id, done: true }
    }
    case 'allow':
      for (const connections of [readers, writers]) connections.allow(asked.most)
      return { id: asked.id, done: true }
    case 'ask':
      return ask(asked)
    case 'begin':
      return begin(asked)
    case 'commit':
    case 'rollback':
      return end(asked)
    case 'end':
      await Promise.all([readers.end(), writers.end()])
      return { id: asked.id, done: true }
  }
}

const isFatal = (error: unknown): boolean => (error as { readonly fatal?: unknown }).fatal === true // as the driver marks it

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

function failureOf(error: unknown): Failure {
  const { code, errno, message } =
    error instanceof Error
      ? (error as Error & { readonly code?: unknown; readonly errno?: unknown })
      : { code: undefined, errno: undefined, message: String(error) } // what the driver and the system throw
  if (typeof code === 'string') return { code, message }
  return { code: ofMariaDb.get(errno) ?? (isFatal(error) ? 'LOST' : 'UNKNOWN'), message }
}

/** Numbers that the driver, which is MySQL's, has no names for. */
const ofMariaDb = new Map<unknown, string>([
  [1927, 'ER_CONNECTION_KILLED'],
  [1969, 'ER_STATEMENT_TIMEOUT'],
])

port.on('message', (asked: Asked) => {
  answerTo(asked).then(answer, (error: unknown) => answer({ id: asked.id, error: failureOf(error) }))
})

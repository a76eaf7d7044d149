import { workerData } from 'node:worker_threads'
import type { ResultSetHeader } from 'mysql2/promise'
import { mysqlDefaults } from '../../config/defaults.ts'
import { openConnections } from './connections.ts'
import type { Held } from './connections.ts'
import { failure, inTime } from './session.ts'
import type { Account, Answer, Asked, Asking, Failure, Result, ThreadStart, Value } from './wire.ts'

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

async function query(held: Held, sql: string): Promise<unknown> {
  try {
    const [result] = await inTime(held.connection.query(sql), mysqlDefaults.statementMs, held.destroy)
    return result
  } catch (error) {
    // Of a connection that broke the driver may tell nobody but whoever asks on it.
    if (isFatal(error)) held.destroy()
    throw error
  }
}

/** On one way to the server, or on a few where they are many: the driver itself asks one thing after the other. */
async function run(held: Held, statements: readonly Asking[]): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const bundle of bundled(held, statements)) {
    const answered = await query(held, bundle.join(';\n'))
    const given = (bundle.length === 1 ? [answered] : answered) as readonly unknown[] // of several statements a list
    const last = given.at(-1) as ResultSetHeader // what is ignoring gives no rows
    if (isIgnoring(bundle.at(-1))) await demandWhole(held, last)
    results.push(...given.map(resultOf))
  }
  return results
}

function bundled(held: Held, statements: readonly Asking[]): readonly (readonly string[])[] {
  const bundles: string[][] = [[]]
  let length = 0
  for (const { sql, values } of statements) {
    const text = held.connection.format(sql, values.map(wholeOf))
    const last = bundles.at(-1) ?? []
    if (last.length > 0 && (length + text.length > mysqlDefaults.bundleLength || isIgnoring(last.at(-1)))) {
      bundles.push([text])
      length = text.length
    } else {
      last.push(text)
      length += text.length
    }
  }
  return bundles.filter((bundle) => bundle.length > 0)
}

const wholeOf = (value: Value) =>
  value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value

function resultOf(result: unknown): Result {
  if (Array.isArray(result)) return { rows: result }
  const { affectedRows: changes, insertId: lastInsertRowid } = result as ResultSetHeader // of whatever gives no rows
  return { changes, lastInsertRowid }
}

/**
 * `ignore` is asked for what is there already, and would cut what is too long, too. The last of its bundle, so that it is
 * asked what it ignored before anything is committed.
 */
const isIgnoring = (sql = ''): boolean => /^\s*(?:insert|update) ignore\b/.test(sql)

async function demandWhole(held: Held, { affectedRows, warningStatus }: ResultSetHeader): Promise<void> {
  if (warningStatus === 0 || affectedRows === 0) return
  const warnings = (await query(held, 'show warnings')) as readonly { Code: number; Message: string }[] // as documented
  const other = warnings.find(({ Code }) => Code !== duplicateEntry)
  if (other !== undefined) throw failure('CUT', other.Message)
}
const duplicateEntry = 1062

async function ask({ id, to, within, statements }: Extract<Asked, { readonly do: 'ask' }>): Promise<Answer> {
  if (within !== undefined) return { id, results: await inOrder(transactionOf(within), statements) }
  const held = await readers.take(accountOf(to))
  try {
    return { id, results: await run(held, statements) }
  } finally {
    readers.release(held)
  }
}

/** Nothing runs behind what failed: all of it is undone. */
function inOrder(transaction: Transaction, statements: readonly Asking[]): Promise<readonly Result[]> {
  const running = transaction.last.then(() => {
    if (transaction.failure !== undefined) throw transaction.failure
    return run(transaction.held, statements)
  })
  transaction.last = running.catch((error: unknown) => (transaction.failure ??= asError(error)))
  return running
}

function transactionOf(within: number): Transaction {
  const transaction = transactions.get(within)
  if (transaction === undefined) throw failure('LOST', 'The transaction was lost.')
  return transaction
}

/** The row that is locked lets one transaction of a database run at a time, in whatever process. */
async function begin({ id, to, statements }: Extract<Asked, { readonly do: 'begin' }>): Promise<Answer> {
  const held = await writers.take(accountOf(to))
  try {
    const [, locked, ...results] = await run(held, [...locking, ...statements])
    const [row] = (locked !== undefined && 'rows' in locked ? locked.rows : []) as readonly { revision: number }[] // as asked
    const within = ++begun
    transactions.set(within, { held, last: Promise.resolve(), failure: undefined })
    return { id, within, revision: row?.revision ?? 0, results }
  } catch (error) {
    // What it holds, if it holds anything, goes with its connection.
    held.destroy()
    writers.release(held)
    throw error
  }
}
const locking = [
  { sql: 'start transaction', values: [] },
  { sql: 'select revision from write_lock where id = 1 for update', values: [] },
]

async function commit({ id, within, statements }: Extract<Asked, { readonly do: 'commit' }>): Promise<Answer> {
  const transaction = transactionOf(within)
  try {
    const results = await inOrder(transaction, [...statements, { sql: 'commit', values: [] }])
    end(within)
    return { id, results: results.slice(0, -1) }
  } catch (error) {
    await rollback({ id, within }).catch(() => undefined) // its connection is gone, and it with that
    throw error
  }
}

async function rollback({ id, within }: { readonly id: number; readonly within: number }): Promise<Answer> {
  const { held, last } = transactionOf(within)
  try {
    await last
    await query(held, 'rollback')
  } catch (error) {
    held.destroy()
    throw error
  } finally {
    end(within)
  }
  return { id, done: true }
}

function end(within: number): void {
  const { held } = transactionOf(within)
  transactions.delete(within)
  writers.release(held)
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
      return commit(asked)
    case 'rollback':
      return rollback(asked)
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

import { databaseDefaults, tenancyDefaults } from '../../config/defaults.ts'
import { Busy } from '../../contracts/errors.ts'
import type { Database, Outcome, Reader, Statement } from '../database.ts'
import { toMysql, writesRemembered } from './dialect.ts'
import { errorOf } from './link.ts'
import type { Link } from './link.ts'
import { readFrom } from './replicas.ts'
import type { Account, Answer, Value } from './wire.ts'

interface Waiting {
  readonly unit: () => unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** The one that runs. Nothing waits for what it writes until it reads or commits: the first failure is told then. */
interface Transaction {
  readonly within: number
  readonly revision: number
  failure: Error | undefined
  /** It wrote something that other processes remember. */
  remembered: boolean
}

interface Text {
  readonly sql: string
  readonly remembered: boolean
}

let accounts = 0

/**
 * A database of MySQL. Writes gather as on SQLite: what is asked for while a transaction is on its way shares the next
 * one. A transaction begins with the lock of the database's one row in `write_lock`, so that transactions of all
 * processes run one after the other, and a unit may rely on what it read.
 */
export class MysqlDatabase implements Database {
  readonly engine = 'mysql'
  readonly shared = true
  readonly unsynced = false
  readonly lagging: Reader
  readonly #link: Link
  readonly #replicas: readonly MysqlDatabase[]
  readonly #to = ++accounts
  readonly #statements = new Map<string, Statement>()
  readonly #queue: Waiting[] = []
  #running: Promise<void> | undefined
  #open = true
  #current: Transaction | undefined
  /** Of this database, as this process knows it. */
  #revision: number | undefined
  #seenAt = -Infinity
  #outside = 0
  #begin: () => void = () => undefined
  #end: () => void = () => undefined

  /** `replicas`: the same account on servers that follow this one. */
  constructor(link: Link, account: Account, replicas: readonly Account[] = []) {
    this.#link = link
    this.#replicas = replicas.map((replica) => new MysqlDatabase(link, replica))
    this.lagging = readFrom(this.#replicas, this, Date.now)
    link.send({ do: 'know', to: this.#to, account }, () => undefined)
  }

  prepare<Params extends unknown[], Row = unknown>(sql: string): Statement<Params, Row> {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#statement({ sql: toMysql(sql), remembered: writesRemembered(sql) })
      this.#statements.set(sql, statement)
    }
    return statement as Statement<Params, Row> // the caller names the types of the text it gave
  }

  once<Params extends unknown[], Row = unknown>(sql: string): Statement<Params, Row> {
    return this.#statement({ sql: toMysql(sql), remembered: writesRemembered(sql) }) as Statement<Params, Row> // as above
  }

  write<Result>(unit: () => Result): Promise<Result> {
    if (!this.#open) return Promise.reject(new Busy('The database was closed.'))
    return new Promise<Result>((resolve, reject) => {
      this.#queue.push({ unit, resolve: resolve as (value: unknown) => void, reject }) // resolved with this unit's own result
      this.#running ??= this.#run()
    })
  }

  note<Result>(unit: () => Result): Promise<Result> {
    return this.write(unit)
  }

  /** What is committed is durable. */
  marking<Mark>(read: () => Mark): () => Mark {
    return read
  }

  gathering(begin: () => void, end: () => void): void {
    this.#begin = begin
    this.#end = end
  }

  /** Each statement reads what is committed; what belongs together is checked by its version when it is written. */
  snapshot(): void {
    return
  }

  outsideVersion(now = false): number {
    const isFresh = performance.now() - this.#seenAt < tenancyDefaults.outsideChangeMs
    if (this.#current !== undefined || (isFresh && !now)) return this.#outside
    const row = this.prepare<[], { revision: number }>('select revision from write_lock where id = 1').get()
    this.#see(row?.revision ?? 0)
    return this.#outside
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    for (const replica of this.#replicas) replica.close()
    const forget = () => this.#link.send({ do: 'forget', to: this.#to }, () => undefined)
    if (this.#running === undefined) forget()
    else void this.#running.then(forget)
  }

  #see(revision: number): void {
    if (this.#revision !== undefined && this.#revision !== revision) this.#outside++
    this.#revision = revision
    this.#seenAt = performance.now()
  }

  async #run(): Promise<void> {
    // What is asked for in the same turn of the event loop comes along.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#queue.length > 0) await this.#round()
    this.#running = undefined
  }

  async #round(): Promise<void> {
    const units: Waiting[] = []
    try {
      const answer = await this.#link.request({ do: 'begin', to: this.#to })
      const results = await this.#together(begun(answer), this.#queue, units)
      for (const [index, { resolve }] of units.entries()) resolve(results[index])
    } catch (error) {
      if (units.length === 0) units.push(...this.#queue.splice(0, databaseDefaults.unitsPerTransaction))
      if (units.length > 1 && !(error instanceof Busy)) await this.#oneByOne(units)
      else for (const { reject } of units) reject(error)
    }
  }

  /** One unit's error must not undo its neighbours. */
  async #oneByOne(units: readonly Waiting[]): Promise<void> {
    for (const unit of units) {
      try {
        const answer = await this.#link.request({ do: 'begin', to: this.#to })
        const [result] = await this.#together(begun(answer), [unit], [])
        unit.resolve(result)
      } catch (error) {
        unit.reject(error)
      }
    }
  }

  /** Takes what it performs out of `waiting` into `units`. */
  async #together(transaction: Transaction, waiting: Waiting[], units: Waiting[]): Promise<readonly unknown[]> {
    this.#see(transaction.revision)
    try {
      const results = this.#perform(transaction, waiting, units)
      // Fails, and undoes all of it, when a statement failed that nobody waited for.
      demandDone(await this.#link.request({ do: 'commit', within: transaction.within }))
      this.#revision = transaction.revision + Number(transaction.remembered)
      return results
    } catch (error) {
      // Harmless where the commit was tried: the transaction is gone.
      await this.#link.request({ do: 'rollback', within: transaction.within })
      throw error
    }
  }

  #perform(transaction: Transaction, waiting: Waiting[], units: Waiting[]): readonly unknown[] {
    this.#current = transaction
    const results: unknown[] = []
    const until = performance.now() + databaseDefaults.transactionMs
    const isFull = () => units.length >= databaseDefaults.unitsPerTransaction || performance.now() >= until
    try {
      this.#begin()
      for (let next = waiting.shift(); next !== undefined; next = isFull() ? undefined : waiting.shift()) {
        units.push(next)
        results.push(next.unit())
      }
      this.#end()
      if (transaction.remembered) this.prepare('update write_lock set revision = revision + 1 where id = 1').run()
      return results
    } finally {
      this.#current = undefined
    }
  }

  #statement({ sql, remembered }: Text): Statement {
    return {
      get: (...values) => this.#rows(sql, values)[0],
      all: (...values) => [...this.#rows(sql, values)],
      run: (...values) => this.#write(sql, remembered, values),
    }
  }

  #rows(sql: string, values: readonly unknown[]): readonly unknown[] {
    const { within } = this.#current ?? {}
    const answer = this.#link.ask({
      do: 'ask',
      to: this.#to,
      ...(within !== undefined && { within }),
      sql,
      values: values.map(bound),
    })
    if (this.#current?.failure !== undefined) throw this.#current.failure
    if ('error' in answer) throw errorOf(answer.error)
    return 'rows' in answer ? answer.rows.map(whole) : []
  }

  #write(sql: string, remembered: boolean, values: readonly unknown[]): Outcome {
    const transaction = this.#current
    if (transaction === undefined) throw new Error('What writes is written inside a transaction.')
    transaction.remembered ||= remembered
    let answer: Answer | undefined
    const question = { do: 'ask', to: this.#to, within: transaction.within, sql, values: values.map(bound) } as const
    this.#link.send(question, (given) => {
      answer = given
      if ('error' in given) transaction.failure ??= errorOf(given.error)
    })
    const outcome = (): Extract<Answer, { readonly changes: number }> => {
      if (answer === undefined) this.prepare('select 1').get()
      if (transaction.failure !== undefined) throw transaction.failure
      if (answer === undefined || !('changes' in answer))
        throw new Error('A statement that writes was answered with rows.')
      return answer
    }
    return {
      get changes() {
        return outcome().changes
      },
      get lastInsertRowid() {
        return outcome().lastInsertRowid
      },
    }
  }
}

function begun(answer: Answer): Transaction {
  if ('error' in answer) throw errorOf(answer.error)
  if (!('within' in answer)) throw new Error('A transaction that began has no number.')
  return { within: answer.within, revision: answer.revision, failure: undefined, remembered: false }
}

function demandDone(answer: Answer): void {
  if ('error' in answer) throw errorOf(answer.error)
}

/** As SQLite takes it: numbers that are none of SQL's become the largest there are. */
function bound(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'bigint':
      return value
    case 'number':
      return Number.isFinite(value) ? value : Math.sign(value) * Number.MAX_SAFE_INTEGER
    case 'boolean':
      return Number(value)
    default:
      if (value === null || value instanceof Uint8Array) return value
      throw new TypeError(`A statement takes no ${typeof value}.`)
  }
}

/** Bytes come from the thread as plain arrays. */
function whole(row: unknown): unknown {
  const columns = row as Record<string, unknown> // a row of a result
  for (const name in columns) {
    const value = columns[name]
    if (value instanceof Uint8Array) columns[name] = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  }
  return columns
}

import { databaseDefaults, mysqlDefaults, tenancyDefaults } from '../../config/defaults.ts'
import { Busy } from '../../contracts/errors.ts'
import type { Database, Found, Outcome, Question, Reader, Statement } from '../database.ts'
import { toMysql, writesRemembered } from './dialect.ts'
import type { Link } from './link.ts'
import { readFrom } from './replicas.ts'
import { askingOf, begun, bound, rowsOf, sent, told } from './transaction.ts'
import type { Rows, Transaction, Written } from './transaction.ts'
import type { Account, Answer, Asking, Result } from './wire.ts'

interface Waiting {
  readonly unit: (...found: never) => unknown
  readonly asked: readonly Question[]
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
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

  write<Given, const Asked extends readonly Question[]>(
    unit: (...found: Found<Asked>) => Given,
    ...asked: Asked
  ): Promise<Given> {
    if (!this.#open) return Promise.reject(new Busy('The database was closed.'))
    return new Promise<Given>((resolve, reject) => {
      this.#queue.push({ unit, asked, resolve: resolve as (value: unknown) => void, reject }) // resolved with this unit's own result
      this.#running ??= this.#run()
    })
  }

  note<Given, const Asked extends readonly Question[]>(
    unit: (...found: Found<Asked>) => Given,
    ...asked: Asked
  ): Promise<Given> {
    return this.write(unit, ...asked)
  }

  settled(): Promise<void> {
    const transaction = this.#current
    if (transaction === undefined) throw new Error('Nothing settles outside of a transaction.')
    transaction.settled ??= Promise.withResolvers()
    return transaction.settled.promise
  }

  async ask<const Asked extends readonly Question[]>(...asked: Asked): Promise<Found<Asked>> {
    return (await this.#found(undefined, asked)) as unknown as Found<Asked> // of each its rows
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
      const answer = await this.#beginFor(this.#queue[0])
      const results = await this.#together(answer, this.#queue, units)
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
        const [result] = await this.#together(await this.#beginFor(unit), [unit], [])
        unit.resolve(result)
      } catch (error) {
        unit.reject(error)
      }
    }
  }

  #beginFor(first: Waiting | undefined): Promise<Answer> {
    return this.#link.request({ do: 'begin', to: this.#to, statements: first?.asked.map(askingOf) ?? [] })
  }

  /** Takes what it performs out of `waiting` into `units`. `answer`: that it began, and what was read for the first of them. */
  async #together(answer: Answer, waiting: Waiting[], units: Waiting[]): Promise<readonly unknown[]> {
    const { transaction, results: first } = begun(answer)
    this.#see(transaction.revision)
    try {
      const results = await this.#perform(transaction, waiting, units, first.map(rowsOf))
      if (transaction.failure !== undefined) throw transaction.failure
      const { within, unsent } = transaction
      // Fails, and undoes all of it, when a statement failed that nobody waited for.
      told(transaction, unsent, await this.#link.request({ do: 'commit', within, statements: unsent.map(sent) }))
      this.#revision = transaction.revision + Number(transaction.remembered)
      transaction.settled?.resolve()
      return results
    } catch (error) {
      transaction.settled?.reject(error)
      // Harmless where the commit was tried: the transaction is gone.
      await this.#link.request({ do: 'rollback', within: transaction.within })
      throw error
    }
  }

  /** What a later unit asks may have been written by those before it: it is asked when its turn has come. */
  async #perform(
    transaction: Transaction,
    waiting: Waiting[],
    units: Waiting[],
    first: readonly Rows[],
  ): Promise<readonly unknown[]> {
    const results: unknown[] = []
    const until = performance.now() + databaseDefaults.transactionMs
    const isFull = () => units.length >= databaseDefaults.unitsPerTransaction || performance.now() >= until
    this.#inside(transaction, this.#begin)
    for (let next = waiting.shift(); next !== undefined; next = isFull() ? undefined : waiting.shift()) {
      const { unit, asked } = next
      units.push(next)
      const isLater = units.length > 1 && asked.length > 0
      const found = isLater ? await this.#found(transaction, asked) : first.slice(0, asked.length)
      results.push(this.#inside(transaction, () => unit(...(found as never)))) // as it asked
    }
    this.#inside(transaction, () => {
      this.#end()
      if (transaction.remembered) this.prepare('update write_lock set revision = revision + 1 where id = 1').run()
    })
    return results
  }

  #inside<Given>(transaction: Transaction, work: () => Given): Given {
    this.#current = transaction
    try {
      return work()
    } finally {
      this.#current = undefined
    }
  }

  async #found(transaction: Transaction | undefined, asked: readonly Question[]): Promise<readonly Rows[]> {
    const unsent = transaction?.unsent.splice(0) ?? []
    const question = this.#question(transaction, [...unsent, ...asked.map(askingOf)])
    return told(transaction, unsent, await this.#link.request(question)).map(rowsOf)
  }

  #question(transaction: Transaction | undefined, statements: readonly Asking[]) {
    const within = transaction === undefined ? {} : { within: transaction.within }
    return { do: 'ask', to: this.#to, ...within, statements: statements.map(sent) } as const
  }

  #statement({ sql, remembered }: Text): Statement {
    return {
      get: (...values) => this.#rows(sql, values)[0],
      all: (...values) => [...this.#rows(sql, values)],
      run: (...values) => this.#write(sql, remembered, values),
    }
  }

  #rows(sql: string, values: readonly unknown[]): Rows {
    const [result] = this.#asked([{ sql, values: values.map(bound) }])
    return result === undefined ? [] : rowsOf(result)
  }

  /** With what is written and not sent yet. Waits. */
  #asked(statements: readonly Asking[]): readonly Result[] {
    const transaction = this.#current
    const unsent = transaction?.unsent.splice(0) ?? []
    try {
      return told(transaction, unsent, this.#link.ask(this.#question(transaction, [...unsent, ...statements])))
    } catch (error) {
      // Whether or not it arrived: without an answer nobody knows what was written.
      if (transaction !== undefined) transaction.failure ??= error as Error // as the link throws it
      throw error
    }
  }

  #write(sql: string, remembered: boolean, values: readonly unknown[]): Outcome {
    const transaction = this.#current
    if (transaction === undefined) throw new Error('What writes is written inside a transaction.')
    transaction.remembered ||= remembered
    const written: Written = { sql, values: values.map(bound), result: undefined }
    transaction.unsent.push(written)
    if (transaction.unsent.length >= mysqlDefaults.statementsTogether) this.#sendOn(transaction)
    const outcome = (): Extract<Result, { readonly changes: number }> => {
      if (written.result === undefined)
        this.#asked(transaction.unsent.length > 0 ? [] : [{ sql: 'select 1', values: [] }])
      if (transaction.failure !== undefined) throw transaction.failure
      if (written.result === undefined || !('changes' in written.result))
        throw new Error('A statement that writes was answered with rows.')
      return written.result
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

  #sendOn(transaction: Transaction): void {
    const unsent = transaction.unsent.splice(0)
    this.#link.send(this.#question(transaction, unsent), (answer) => {
      try {
        told(transaction, unsent, answer)
      } catch {
        // Kept as the transaction's failure, and told with its end.
      }
    })
  }
}

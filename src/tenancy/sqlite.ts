import { closeSync, existsSync, fdatasync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { databaseDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { Database, Found, Question, Statement } from './database.ts'

/**
 * One SQLite file, one connection, and the group commit.
 *
 * better-sqlite3 is synchronous: a commit that waited for the disk would hold up the whole process. So SQLite writes a
 * transaction to its log (WAL) without waiting (`synchronous = NORMAL`), and the log is then brought to the disk by a
 * thread of its own; only then does a caller hear of it. What is asked for meanwhile gathers for the next transaction,
 * which runs when the disk is free again or as soon as it is full: the slower the disk, the more callers share one way to
 * it, and a slow disk bounds how long they wait, not how many there may be. A timer would only add its delay.
 *
 * The log is a sequence: a transaction is on the disk only if those before it are, and when the log was brought there
 * after it was written. A crash of the process loses nothing that was written, and one of the machine nothing that a
 * caller has heard of.
 */
interface Waiting {
  readonly unit: () => unknown
  /** Told when it is on the disk, or as soon as it is in the log. */
  readonly durable: boolean
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** The one that runs. */
interface Transaction {
  /** Who wants to know when it is durable, besides those whose units it runs. */
  readonly told: Waiting[]
  settled: Promise<void> | undefined
}

/** A transaction that is committed and not on the disk yet. */
interface Committed {
  /** Those that wait for the disk. */
  readonly units: readonly Waiting[]
  readonly results: readonly unknown[]
  /** What `marking` reads, as of this transaction. */
  readonly mark: unknown
}

export interface SqliteOptions {
  /** Kept in memory by SQLite for this file, KiB. */
  readonly cacheKib: number
  /** How long a lock held by another process is waited for, milliseconds. */
  readonly busyMs: number
}

export class SqliteDatabase implements Database {
  readonly engine = 'sqlite'
  readonly lagging = this
  readonly shared = false
  readonly #handle: BetterSqlite3.Database
  readonly #statements = new Map<string, BetterSqlite3.Statement>()
  readonly #log: string
  #logFile: number | undefined
  #file: number | undefined
  readonly #queue: Waiting[] = []
  #scheduled = false
  /** Transactions that wait for the disk, and those that are on their way to it. */
  #committed: Committed[] = []
  #syncing: readonly Committed[] | undefined
  /** Calls to the system that have not come back: the file they are about must stay open. */
  #syncs = 0
  /** Why the log could not be brought to the disk. What the system then still holds of it nobody can tell: nothing more is written. */
  #failure: Error | undefined
  /** Asking SQLite would cost more than what depends on it. */
  #open = true
  #reading = false
  #writing: Transaction | undefined
  /** Brings notes to the disk when nothing else does. */
  #noteTimer: NodeJS.Timeout | undefined
  #read: () => unknown = () => undefined
  #markOnDisk: unknown
  #begin: () => void = () => undefined
  #end: () => void = () => undefined

  constructor(path: string, { cacheKib, busyMs }: SqliteOptions) {
    this.#log = `${path}-wal`
    this.#handle = new BetterSqlite3(path, { timeout: busyMs })
    this.#handle.pragma('journal_mode = WAL')
    // The log is synced here, after each transaction; SQLite itself does so wherever its order matters (checkpoints).
    this.#handle.pragma('synchronous = NORMAL')
    this.#handle.pragma('foreign_keys = ON')
    this.#handle.pragma(`wal_autocheckpoint = ${databaseDefaults.checkpointPages}`)
    this.#handle.pragma(`cache_size = -${cacheKib}`)
    // What is deleted is written over with zeros; the rest of it is in `rights/scrub.ts`.
    this.#handle.pragma('secure_delete = ON')
  }

  /** The connection itself, for migrations and copies. */
  get handle(): BetterSqlite3.Database {
    return this.#handle
  }

  /**
   * The file itself, to be read and written beside SQLite. Open as long as the connection is: to close any other handle
   * of a file ends the locks that the process holds on it.
   */
  get file(): number {
    return (this.#file ??= openSync(this.#handle.name, 'r+'))
  }

  prepare<Params extends unknown[], Row = unknown>(sql: string): Statement<Params, Row> {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#handle.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement as BetterSqlite3.Statement<Params, Row> // the caller names the types of the text it gave
  }

  once<Params extends unknown[], Row = unknown>(sql: string): Statement<Params, Row> {
    return this.#handle.prepare<Params, Row>(sql)
  }

  /** Resolves once the transaction is on the disk. Refused: locked, full, read-only. */
  write<Result, const Asked extends readonly Question[]>(
    unit: (...found: Found<Asked>) => Result,
    ...asked: Asked
  ): Promise<Result> {
    return this.#queued(() => unit(...this.#found(asked)), true)
  }

  /** Resolves once it is in the log: it goes to the disk with the next thing that somebody waits for, after `noteMs` at the latest. */
  note<Result, const Asked extends readonly Question[]>(
    unit: (...found: Found<Asked>) => Result,
    ...asked: Asked
  ): Promise<Result> {
    return this.#queued(() => unit(...this.#found(asked)), false)
  }

  settled(): Promise<void> {
    const writing = this.#writing
    if (writing === undefined) throw new Error('Nothing settles outside of a transaction.')
    writing.settled ??= new Promise((resolve, reject) => {
      writing.told.push({ unit: () => undefined, durable: true, resolve: () => resolve(), reject })
    })
    return writing.settled
  }

  async ask<const Asked extends readonly Question[]>(...asked: Asked): Promise<Found<Asked>> {
    this.snapshot()
    return this.#found(asked)
  }

  #found<const Asked extends readonly Question[]>(asked: Asked): Found<Asked> {
    return asked.map(({ sql, values }) => this.prepare(sql).all(...values)) as unknown as Found<Asked> // of each its rows
  }

  #queued<Result>(unit: () => Result, durable: boolean): Promise<Result> {
    if (!this.#open) return Promise.reject(new Busy('The database was closed.'))
    if (this.#failure !== undefined) return Promise.reject(notKept(this.#failure))
    return new Promise<Result>((resolve, reject) => {
      this.#queue.push({ unit, durable, resolve: resolve as (value: unknown) => void, reject }) // resolved with this unit's own result
      this.#schedule()
    })
  }

  get unsynced(): boolean {
    return this.#syncing !== undefined || this.#committed.length > 0
  }

  marking<Mark>(read: () => Mark): () => Mark {
    this.#read = read
    this.#markOnDisk = read()
    return () => this.#markOnDisk as Mark // only `read` writes it
  }

  gathering(begin: () => void, end: () => void): void {
    this.#begin = begin
    this.#end = end
  }

  /** Off while the file is copied beside the writers: the copy follows the log, which must not begin anew meanwhile. */
  checkpoints(on: boolean): void {
    this.#handle.pragma(`wal_autocheckpoint = ${on ? databaseDefaults.checkpointPages : 0}`)
  }

  /** SQLite keeps a number that this connection's own writes do not change. */
  outsideVersion(): number {
    return this.prepare<[], { data_version: number }>('PRAGMA data_version').get()?.data_version ?? 0
  }

  /** What is read in one turn of the event loop takes SQLite's locks once. */
  snapshot(): void {
    if (this.#reading || this.#writing !== undefined) return
    this.prepare('BEGIN').run()
    this.#reading = true
    setImmediate(() => this.#endReading())
  }

  /** Brings to the disk what was asked for so far. */
  close(): void {
    if (!this.#open) return
    const waiting = [...(this.#syncing ?? []), ...this.#committed]
    while (this.#queue.length > 0) waiting.push(...this.#transact())
    clearTimeout(this.#noteTimer)
    const error = this.#failure ?? syncedNow(this.#openLog())
    this.#syncing = undefined
    this.#committed = []
    this.#settle(waiting, error)
    this.#statements.clear()
    this.#handle.close()
    if (this.#file !== undefined) closeSync(this.#file)
    this.#open = false
    if (this.#syncs === 0) this.#closeLog()
  }

  #schedule(): void {
    if (this.#scheduled || this.#queue.length === 0) return
    // While the disk is busy more gathers: fewer and larger transactions write fewer pages. A full one need not wait.
    if (this.#syncing !== undefined && this.#queue.length < databaseDefaults.unitsPerTransaction) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      if (!this.#open) return
      this.#committed.push(...this.#transact())
      this.#sync()
      this.#schedule()
    })
  }

  /** Commits what was asked for first; nothing when nothing of it was committed. */
  #transact(): readonly Committed[] {
    // So few that whoever waits for another file is not held up by this one.
    const units = this.#queue.splice(0, databaseDefaults.unitsPerTransaction)
    if (units.length === 0) return []
    this.#endReading()
    try {
      return [this.#together(units)]
    } catch (error) {
      // A database that refuses one of them refuses all, and each more try would hold up the whole process for `busyMs`.
      if (units.length > 1 && !isRefusal(error)) return this.#oneByOne(units)
      for (const { reject } of units) reject(reason(error))
      return []
    }
  }

  #together(units: readonly Waiting[]): Committed {
    // IMMEDIATE: takes the write lock at once, so that a read inside cannot be overtaken by another process.
    this.prepare('BEGIN IMMEDIATE').run()
    const writing: Transaction = { told: [], settled: undefined }
    this.#writing = writing
    try {
      this.#begin()
      const results = inTime(units)
      this.#end()
      const mark = this.#read()
      this.prepare('COMMIT').run()
      // What it had no time for comes first in the next one.
      this.#queue.unshift(...units.slice(results.length))
      return this.#told([...units.slice(0, results.length), ...writing.told], results, mark)
    } catch (error) {
      if (this.#handle.inTransaction) this.prepare('ROLLBACK').run()
      for (const { reject } of writing.told) reject(error)
      throw error
    } finally {
      this.#writing = undefined
    }
  }

  /** Whoever wrote a note hears of it now; what is left waits for the disk. */
  #told(units: readonly Waiting[], results: readonly unknown[], mark: unknown): Committed {
    if (units.every(({ durable }) => durable)) return { units, results, mark }
    for (const [index, { durable, resolve, reject }] of units.entries()) {
      if (durable) continue
      if (this.#failure === undefined) resolve(results[index])
      else reject(notKept(this.#failure))
    }
    const waits = (_: unknown, index: number) => units[index]?.durable === true
    return { units: units.filter(waits), results: results.filter(waits), mark }
  }

  /** One unit's error must not undo its neighbours. */
  #oneByOne(units: readonly Waiting[]): readonly Committed[] {
    return units.flatMap((unit) => {
      try {
        return [this.#together([unit])]
      } catch (error) {
        unit.reject(reason(error))
        return []
      }
    })
  }

  /** Brings to the disk all that is committed, unless something is on its way already: then that comes first. */
  #sync(notesToo = false): void {
    if (this.#syncing !== undefined || this.#committed.length === 0) return
    if (!notesToo && this.#committed.every(({ units }) => units.length === 0)) {
      this.#noteTimer ??= setTimeout(() => this.#sync(true), databaseDefaults.noteMs)
      return
    }
    clearTimeout(this.#noteTimer)
    this.#noteTimer = undefined
    const log = this.#openLog()
    const syncing = this.#committed
    this.#committed = []
    // There is no log before something was written to it.
    if (log === undefined) {
      this.#settle(syncing, undefined)
      return
    }
    this.#syncing = syncing
    this.#syncs++
    fdatasync(log, (error) => {
      this.#syncs--
      if (this.#syncing === syncing) this.#arrived(syncing, error ?? undefined)
      if (!this.#open && this.#syncs === 0) this.#closeLog()
    })
  }

  #arrived(transactions: readonly Committed[], error: Error | undefined): void {
    this.#syncing = undefined
    this.#settle(transactions, error)
    this.#schedule()
    // What is asked for by now shares the way of what waits for it.
    if (!this.#scheduled) this.#sync()
  }

  /** Tells callers what became of their units; `error`: why the log could not be brought to the disk. */
  #settle(transactions: readonly Committed[], error: Error | undefined): void {
    this.#failure ??= error
    for (const { units, results, mark } of transactions) {
      if (this.#failure === undefined) this.#markOnDisk = mark
      for (const [index, { resolve, reject }] of units.entries()) {
        if (this.#failure === undefined) resolve(results[index])
        else reject(notKept(this.#failure))
      }
    }
  }

  #openLog(): number | undefined {
    if (this.#logFile === undefined && existsSync(this.#log)) {
      this.#logFile = openSync(this.#log, 'r+')
      syncFolder(dirname(this.#log))
    }
    return this.#logFile
  }

  #closeLog(): void {
    if (this.#logFile !== undefined) closeSync(this.#logFile)
    this.#logFile = undefined
  }

  #endReading(): void {
    if (!this.#reading) return
    this.#reading = false
    if (this.#open) this.prepare('COMMIT').run()
  }
}

/** What the units give, one after the other: all of them, or as many as one transaction has time for. */
function inTime(units: readonly Waiting[]): readonly unknown[] {
  const results: unknown[] = []
  const until = performance.now() + databaseDefaults.transactionMs
  for (const { unit } of units) {
    results.push(unit())
    if (performance.now() >= until) break
  }
  return results
}

const refusals = /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN|NOMEM)/

/** By its code: the classes of the error, `Error` included, differ between contexts of one process. */
function isRefusal(error: unknown): error is { readonly code: string } {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' && refusals.test(code)
}

function reason(error: unknown): unknown {
  return isRefusal(error)
    ? new Busy(`The database refuses writes (${error.code}).`, undefined, { cause: error })
    : error
}

function notKept(cause: Error): Busy {
  return new Busy('The disk did not take what was written; nothing more is written until a restart.', undefined, {
    cause,
  })
}

/** A new file is on the disk when its folder's entry for it is. */
function syncFolder(folder: string): void {
  const entry = openSync(folder, 'r')
  try {
    fsyncSync(entry)
  } finally {
    closeSync(entry)
  }
}

/** Undefined when it is on the disk. */
function syncedNow(file: number | undefined): Error | undefined {
  try {
    if (file !== undefined) fdatasyncSync(file)
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

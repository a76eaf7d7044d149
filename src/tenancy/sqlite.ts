import { closeSync, existsSync, fdatasync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { databaseDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'

/**
 * One SQLite file, one connection, and the group commit.
 *
 * better-sqlite3 is synchronous: a commit that waited for the disk would hold up the whole process. So SQLite writes a
 * transaction to its log (WAL) without waiting (`synchronous = NORMAL`), and the log is then brought to the disk by a
 * thread of its own; only then does a caller hear of it. What is asked for meanwhile becomes the next transaction: the
 * slower the disk, the more callers share one. A timer would only add its delay.
 *
 * The log is a sequence: a transaction is on the disk only if those before it are. A crash of the process loses nothing
 * that was written, and one of the machine nothing that a caller has heard of.
 */
export type Statement<Params extends unknown[] = unknown[], Row = unknown> = BetterSqlite3.Statement<Params, Row>

interface Waiting {
  readonly unit: () => unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Units that are committed and not on the disk yet. */
interface Unsynced {
  readonly units: readonly Waiting[]
  readonly results: readonly unknown[]
}

export interface SqliteOptions {
  /** Kept in memory by SQLite for this file, KiB. */
  readonly cacheKib: number
  /** How long a lock held by another process is waited for, milliseconds. */
  readonly busyMs: number
}

export class SqliteDatabase {
  readonly #handle: BetterSqlite3.Database
  readonly #statements = new Map<string, Statement>()
  readonly #log: string
  #logFile: number | undefined
  readonly #queue: Waiting[] = []
  #scheduled = false
  #unsynced: Unsynced | undefined
  /** Calls to the system that have not come back: the file they are about must stay open. */
  #syncs = 0
  /** Why the log could not be brought to the disk. What the system then still holds of it nobody can tell: nothing more is written. */
  #failure: Error | undefined
  /** Asking SQLite would cost more than what depends on it. */
  #open = true
  #reading = false
  #writing = false
  #beforeWriting: () => void = () => undefined

  constructor(path: string, { cacheKib, busyMs }: SqliteOptions) {
    this.#log = `${path}-wal`
    this.#handle = new BetterSqlite3(path, { timeout: busyMs })
    this.#handle.pragma('journal_mode = WAL')
    // The log is synced here, after each transaction; SQLite itself does so wherever its order matters (checkpoints).
    this.#handle.pragma('synchronous = NORMAL')
    this.#handle.pragma('foreign_keys = ON')
    this.#handle.pragma(`cache_size = -${cacheKib}`)
  }

  /** The connection itself, for migrations and copies. */
  get handle(): BetterSqlite3.Database {
    return this.#handle
  }

  /** Prepared once per text. Only constant texts may be given, or the cache grows. */
  prepare<Params extends unknown[], Row = unknown>(sql: string): Statement<Params, Row> {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#handle.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement as Statement<Params, Row> // the caller names the types of the text it gave
  }

  /**
   * Runs `unit` in the next transaction; resolves once that is on the disk.
   * A unit may run twice (alone, after a neighbour failed): it touches nothing but the database.
   * Throws Busy when the database refuses writes (locked, full, read-only) or was closed.
   */
  write<Result>(unit: () => Result): Promise<Result> {
    if (!this.#open) return Promise.reject(new Busy('The database was closed.'))
    if (this.#failure !== undefined) return Promise.reject(notKept(this.#failure))
    return new Promise<Result>((resolve, reject) => {
      this.#queue.push({ unit, resolve: resolve as (value: unknown) => void, reject }) // resolved with this unit's own result
      this.#schedule()
    })
  }

  /** True while what was committed last can be read and is not on the disk yet. */
  get unsynced(): boolean {
    return this.#unsynced !== undefined
  }

  /** Calls `look` at the beginning of each transaction, when everything that can be read is on the disk. */
  beforeWriting(look: () => void): void {
    this.#beforeWriting = look
  }

  /** Called before reading several things: what is read in one turn of the event loop takes SQLite's locks once. */
  snapshot(): void {
    if (this.#reading || this.#writing) return
    this.prepare('BEGIN').run()
    this.#reading = true
    setImmediate(() => this.#endReading())
  }

  /** Brings to the disk what was asked for so far and closes. Harmless when closed already. */
  close(): void {
    if (!this.#open) return
    const units = [this.#unsynced]
    while (this.#queue.length > 0) units.push(this.#transact())
    const error = this.#failure ?? syncedNow(this.#openLog())
    for (const unsynced of units) this.#settle(unsynced, error)
    this.#statements.clear()
    this.#handle.close()
    this.#open = false
    if (this.#syncs === 0) this.#closeLog()
  }

  #schedule(): void {
    // One transaction at a time is on its way to the disk; the next one gathers meanwhile.
    if (this.#scheduled || this.#unsynced !== undefined || this.#queue.length === 0) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#sync(this.#transact())
    })
  }

  /** Commits what was asked for first; undefined when nothing of it was committed. */
  #transact(): Unsynced | undefined {
    // So few that whoever waits for another file is not held up by this one.
    const units = this.#queue.splice(0, databaseDefaults.unitsPerTransaction)
    if (units.length === 0 || !this.#open) return undefined
    this.#endReading()
    try {
      return { units, results: this.#together(units, this.#beforeWriting) }
    } catch (error) {
      // A database that refuses one of them refuses all, and each more try would hold up the whole process for `busyMs`.
      if (units.length > 1 && !isRefusal(error)) return this.#oneByOne(units)
      for (const { reject } of units) reject(reason(error))
      return undefined
    }
  }

  #together(units: readonly Waiting[], before?: () => void): unknown[] {
    // IMMEDIATE: takes the write lock at once, so that a read inside cannot be overtaken by another process.
    this.prepare('BEGIN IMMEDIATE').run()
    this.#writing = true
    try {
      before?.()
      const results = units.map(({ unit }) => unit())
      this.prepare('COMMIT').run()
      return results
    } catch (error) {
      if (this.#handle.inTransaction) this.prepare('ROLLBACK').run()
      throw error
    } finally {
      this.#writing = false
    }
  }

  /** One unit's error must not undo its neighbours. */
  #oneByOne(units: readonly Waiting[]): Unsynced {
    const committed: Waiting[] = []
    const results: unknown[] = []
    for (const unit of units) {
      try {
        results.push(...this.#together([unit]))
        committed.push(unit)
      } catch (error) {
        unit.reject(reason(error))
      }
    }
    return { units: committed, results }
  }

  #sync(unsynced: Unsynced | undefined): void {
    if (unsynced === undefined || !this.#open) return
    const log = this.#openLog()
    this.#unsynced = unsynced
    // There is no log before something was written to it.
    if (log === undefined) {
      this.#settle(unsynced, undefined)
      return
    }
    this.#syncs++
    fdatasync(log, (error) => {
      this.#syncs--
      if (this.#unsynced === unsynced) this.#settle(unsynced, error ?? undefined)
      if (!this.#open && this.#syncs === 0) this.#closeLog()
    })
  }

  /** Tells callers what became of their units; `error`: why the log could not be brought to the disk. */
  #settle(unsynced: Unsynced | undefined, error: Error | undefined): void {
    this.#unsynced = undefined
    if (unsynced === undefined) return
    this.#failure ??= error
    for (const [index, { resolve, reject }] of unsynced.units.entries()) {
      if (this.#failure === undefined) resolve(unsynced.results[index])
      else reject(notKept(this.#failure))
    }
    this.#schedule()
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

/**
 * A database as the stores see it: statements that answer at once, and writes that gather into transactions. SQLite keeps
 * it in a file of this process (`sqlite.ts`), MySQL beside it (`mysql/`); one text of a statement serves both, because
 * what MySQL says otherwise is put into its words where it is asked (`mysql/dialect.ts`).
 */
export interface Database extends Reader {
  readonly engine: 'sqlite' | 'mysql'
  /** Whether other gateways and workers write to it, too: what is read of it may be otherwise a moment later. */
  readonly shared: boolean
  /** For lists and sums over much, which may be a moment old: replicas, where there are any. */
  readonly lagging: Reader
  /**
   * Runs `unit` in the next transaction; resolves once that is durable. No other transaction of the database runs beside
   * it, in whatever process, so that what it reads stays true until it is committed.
   * A unit may run twice (alone, after a neighbour failed): it touches nothing but the database.
   * It is given what `asked` finds when its turn has come: nobody waits for that as for what the unit reads itself.
   * Throws Busy when the database refuses writes or was closed.
   */
  write<Result, const Asked extends readonly Question[]>(
    unit: (...found: Found<Asked>) => Result,
    ...asked: Asked
  ): Promise<Result>
  /** As `write`, for what may be forgotten when the machine loses power, and not when the process ends. */
  note<Result, const Asked extends readonly Question[]>(
    unit: (...found: Found<Asked>) => Result,
    ...asked: Asked
  ): Promise<Result>
  /** Inside a write: resolves once its transaction is durable, the same promise for each that asks in it. Rejects when it is undone. */
  settled(): Promise<void>
  /** Reads several things at once, outside of writes, while the event loop goes on. Throws Busy when nobody answers. */
  ask<const Asked extends readonly Question[]>(...asked: Asked): Promise<Found<Asked>>
  /** True while what was committed last can be read and is not durable yet. */
  readonly unsynced: boolean
  /**
   * Calls `read` at the end of each transaction; what is given back tells what it read in the last one that is durable.
   * One reader for each database.
   */
  marking<Mark>(read: () => Mark): () => Mark
  /**
   * What units only add up in memory is written once for each transaction: `begin` is called before its units, which may
   * run again after a failure, and `end` before it is committed. One gatherer for each database.
   */
  gathering(begin: () => void, end: () => void): void
  /** Called before reading several things that belong together. */
  snapshot(): void
  /**
   * A number that changes when another process changed what is remembered of this database. Of a shared one it is behind
   * by `tenancyDefaults.outsideChangeMs` at most, unless asked for as it is `now`; inside a write it never is.
   */
  outsideVersion(now?: boolean): number
  /** Ends what was asked for so far. Harmless when closed already. */
  close(): void
}

/** A statement that reads, with its values: to be asked with others, on one way to the server. */
export interface Question<Row = unknown> {
  readonly sql: string
  readonly values: readonly unknown[]
  /** Names the type of its rows; never there. */
  readonly row?: Row
}

/** Of each question its rows. */
export type Found<Asked extends readonly Question[]> = {
  readonly [Index in keyof Asked]: Asked[Index] extends Question<infer Row> ? readonly Row[] : never
}

/** Questions of one constant text. */
export function question<Params extends readonly unknown[], Row>(sql: string) {
  return (...values: Params): Question<Row> => ({ sql, values })
}

/** Who is asked. */
export interface Reader {
  /** Prepared once per text. Only constant texts may be given, or the cache grows. */
  prepare<Params extends unknown[], Row = unknown>(sql: string): Statement<Params, Row>
  /** A statement whose text is not asked again. */
  once<Params extends unknown[], Row = unknown>(sql: string): Statement<Params, Row>
}

export interface Statement<Params extends unknown[] = unknown[], Row = unknown> {
  get(...params: Params): Row | undefined
  all(...params: Params): Row[]
  /** Inside a write. */
  run(...params: Params): Outcome
}

export interface Outcome {
  /** Rows that the statement wrote, whether or not they were different before. */
  readonly changes: number
  /** The number that the database gave to the row that was inserted last. */
  readonly lastInsertRowid: number | bigint
}

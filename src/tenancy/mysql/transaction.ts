import type { Question } from '../database.ts'
import { toMysql } from './dialect.ts'
import { errorOf } from './link.ts'
import type { Answer, Asking, Result, Value } from './wire.ts'

/** What was written in a transaction; without a result until it was sent and answered. */
export interface Written extends Asking {
  result: Result | undefined
}

/** The one that runs. Nothing waits for what it writes until it reads or commits: the first failure is told then. */
export interface Transaction {
  readonly within: number
  readonly revision: number
  /** It goes out with what is read next, or with the commit. */
  unsent: Written[]
  failure: Error | undefined
  /** It wrote something that other processes remember. */
  remembered: boolean
  settled: PromiseWithResolvers<void> | undefined
}

export type Rows = readonly unknown[]

/** Of an answer to what was written, and to what was asked behind it: the latter's results. */
export function told(
  transaction: Transaction | undefined,
  written: readonly Written[],
  answer: Answer,
): readonly Result[] {
  const failure = 'error' in answer ? errorOf(answer.error) : undefined
  if (transaction !== undefined) transaction.failure ??= failure
  if (transaction?.failure !== undefined) throw transaction.failure
  if (failure !== undefined) throw failure
  const results = 'results' in answer ? answer.results : []
  for (const [index, one] of written.entries()) one.result = results[index]
  return results.slice(written.length)
}

export function begun(answer: Answer): { readonly transaction: Transaction; readonly results: readonly Result[] } {
  if ('error' in answer) throw errorOf(answer.error)
  if (!('within' in answer)) throw new Error('A transaction that began has no number.')
  const { within, revision, results } = answer
  const transaction = { within, revision, unsent: [], failure: undefined, remembered: false, settled: undefined }
  return { transaction, results }
}

export const rowsOf = (result: Result): Rows => ('rows' in result ? result.rows.map(whole) : [])

const texts = new Map<string, string>()

/** Questions are of constant texts: each is put into the server's words once. */
export function askingOf({ sql, values }: Question): Asking {
  let text = texts.get(sql)
  if (text === undefined) {
    text = toMysql(sql)
    texts.set(sql, text)
  }
  return { sql: text, values: values.map(bound) }
}

/** As the thread is given it. */
export const sent = ({ sql, values }: Asking): Asking => ({ sql, values })

/** As SQLite takes it: numbers that are none of SQL's become the largest there are. */
export function bound(value: unknown): Value {
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

import { createConnection } from 'mysql2/promise'
import type { Connection } from 'mysql2/promise'
import { mysqlDefaults } from '../../config/defaults.ts'
import type { Account, Failure } from './wire.ts'

/** A connection that speaks for one account after another, for one at a time. */
export interface Session {
  readonly connection: Connection
  /** Whoever has it hears that it broke. */
  lost: () => void
}

/**
 * `||` joins texts and `"` quotes names, as in the SQL standard; nothing is cut to fit, and what is less than nothing is no
 * error. One statement for both servers, which have another name for the isolation of transactions.
 */
const manners = (stalledSeconds: number) =>
  `set session sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_UNSIGNED_SUBTRACTION',
   innodb_lock_wait_timeout = ${mysqlDefaults.lockSeconds}, wait_timeout = ${stalledSeconds}
   /*!80000 , transaction_isolation = 'READ-COMMITTED' */ /*M! , tx_isolation = 'READ-COMMITTED' */`

/** `stalledSeconds`: the server closes it when it says nothing for so long. Throws what the driver throws. */
export async function openSession(account: Account, stalledSeconds: number): Promise<Session> {
  const connection = await createConnection(options(account))
  const session: Session = { connection, lost: () => undefined }
  connection.on('error', () => session.lost())
  await settled(connection, connection.query(manners(stalledSeconds)))
  return session
}

/**
 * To another account, for a fraction of what closing and opening costs (docs/decisions/0019). The server forgets all that
 * was the former one's: variables, locks, temporary tables, prepared statements, what was not committed.
 */
export async function changeHands(session: Session, to: Account, stalledSeconds: number): Promise<void> {
  const { connection } = session
  session.lost = () => undefined
  const changed = connection.changeUser({ ...options(to) }).then(() => connection.query(manners(stalledSeconds)))
  await settled(connection, changed)
}

/** The driver takes what is not said from the account before. */
export const mayTakeOver = (from: Account, to: Account): boolean =>
  from.host === to.host &&
  from.port === to.port &&
  from.tls === to.tls &&
  to.user !== '' &&
  to.password !== '' &&
  to.database !== undefined

async function settled(connection: Connection, asked: Promise<unknown>): Promise<void> {
  try {
    await inTime(asked, mysqlDefaults.connectMs, () => undefined)
  } catch (error) {
    connection.destroy()
    throw error
  }
}

/** Whoever is not answered within `ms` is not answered at all: LOST, after `late` ended what runs on for nobody. */
export async function inTime<Result>(asked: Promise<Result>, ms: number, late: () => void): Promise<Result> {
  const tooLate = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    // The driver tells nobody of what is destroyed.
    late()
    tooLate.reject(failure('LOST', 'The statement took too long.'))
  }, ms)
  try {
    return await Promise.race([asked, tooLate.promise])
  } finally {
    clearTimeout(timer)
  }
}

export function failure(code: string, message: string): Error & Failure {
  return Object.assign(new Error(message), { code })
}

/** The driver would take any certificate that somebody signs for any name. */
export const verified = { verifyIdentity: true }

function options({ tls, ...who }: Account): Parameters<typeof createConnection>[0] & object {
  return {
    ...who,
    ...(tls && { ssl: verified }),
    charset: 'utf8mb4',
    connectTimeout: mysqlDefaults.connectMs,
    supportBigNumbers: true,
    decimalNumbers: true,
    // An object among the values must never become a piece of the statement.
    stringifyObjects: true,
    multipleStatements: true,
    // Rows that an update found count, whether or not it changed them, as in SQLite.
    flags: ['+FOUND_ROWS'],
  } as Parameters<typeof createConnection>[0] & object // `database` may be undefined, which the driver takes for none
}

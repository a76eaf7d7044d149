import { createConnection } from 'mysql2/promise'
import type { Connection } from 'mysql2/promise'
import { mysqlDefaults } from '../../config/defaults.ts'
import type { Account } from './wire.ts'

export interface Held {
  readonly connection: Connection
  /** Aborts what runs on it; it is not used again. */
  destroy(): void
}

/** Connections for one use, one for each account at most. */
export interface Connections {
  /** Waits while there are too many. Throws what the driver throws. Given back with `release`. */
  take(account: Account): Promise<Held>
  release(held: Held): void
  forget(account: Account): Promise<void>
  end(): Promise<void>
}

export interface ConnectionsOptions {
  readonly most: number
  /** One that nobody used for so long is closed. */
  readonly idleMs: number
  /** The server closes one that says nothing for so long. */
  readonly stalledSeconds: number
}

interface Kept extends Held {
  readonly key: string
  users: number
  gone: boolean
  usedAt: number
}

/** `||` joins texts and `"` quotes names, as in the SQL standard; nothing is cut to fit, and what is less than nothing is no error. */
const manners = (stalledSeconds: number) => [
  `set session sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_UNSIGNED_SUBTRACTION',
   innodb_lock_wait_timeout = ${mysqlDefaults.lockSeconds}, wait_timeout = ${stalledSeconds}`,
  'set session transaction isolation level read committed',
]

export function openConnections({ most, idleMs, stalledSeconds }: ConnectionsOptions): Connections {
  const kept = new Map<string, Promise<Kept>>()
  const idle = new Set<Kept>()
  const waiting: (() => void)[] = []

  function left(one: Kept): void {
    one.gone = true
    idle.delete(one)
    kept.delete(one.key)
    waiting.shift()?.()
  }

  async function connect(account: Account, key: string): Promise<Kept> {
    const connection = await connected(account)
    const one: Kept = {
      connection,
      key,
      users: 0,
      gone: false,
      usedAt: Date.now(),
      destroy() {
        if (one.gone) return
        left(one)
        connection.destroy()
      },
    }
    connection.on('error', () => one.destroy())
    try {
      await Promise.all(
        manners(stalledSeconds).map((sql) => connection.query({ sql, timeout: mysqlDefaults.connectMs })),
      )
    } catch (error) {
      one.destroy()
      throw error
    }
    return one
  }

  function close(one: Kept): void {
    left(one)
    one.connection.end().catch(() => one.connection.destroy())
  }

  async function room(): Promise<void> {
    while (kept.size >= most) {
      // In the order in which they became idle.
      const [longest] = idle
      if (longest === undefined) await new Promise<void>((resolve) => waiting.push(resolve))
      else close(longest)
    }
  }

  function opened(account: Account, key: string): Promise<Kept> {
    const opening = connect(account, key)
    kept.set(key, opening)
    opening.catch(() => {
      if (kept.get(key) === opening) kept.delete(key)
      waiting.shift()?.()
    })
    return opening
  }

  const sweep = setInterval(() => {
    const now = Date.now()
    for (const one of idle) if (now - one.usedAt > idleMs) close(one)
  }, idleMs / 2)
  sweep.unref()

  return {
    async take(account) {
      const key = keyOf(account)
      if (!kept.has(key)) await room()
      const one = await (kept.get(key) ?? opened(account, key))
      one.users++
      idle.delete(one)
      return one
    },
    release(held) {
      const one = held as Kept // made above
      one.users--
      one.usedAt = Date.now()
      if (one.users > 0 || one.gone) return
      idle.add(one)
      waiting.shift()?.()
    },
    async forget(account) {
      const one = await kept.get(keyOf(account))?.catch(() => undefined)
      if (one !== undefined) close(one)
    },
    async end() {
      clearInterval(sweep)
      for (const opening of kept.values()) {
        const one = await opening.catch(() => undefined)
        if (one !== undefined) close(one)
      }
    },
  }
}

const keyOf = ({ host, port, user, database }: Account): string => `${user}@${host}:${port}/${database ?? ''}`

function connected({ tls, ...who }: Account): Promise<Connection> {
  return createConnection({
    ...who,
    ...(tls && { ssl: {} }),
    charset: 'utf8mb4',
    connectTimeout: mysqlDefaults.connectMs,
    supportBigNumbers: true,
    decimalNumbers: true,
    // An object among the values must never become a piece of the statement.
    stringifyObjects: true,
    // Rows that an update found count, whether or not it changed them, as in SQLite.
    flags: ['+FOUND_ROWS'],
  } as Parameters<typeof createConnection>[0]) // `database` may be undefined, which the driver takes for none
}

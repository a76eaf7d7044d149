import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from 'mysql2/promise'
import { mysqlDefaults } from '../../config/defaults.ts'
import { changeHands, failure, inTime, mayTakeOver, openSession } from './session.ts'
import type { Session } from './session.ts'
import type { Account } from './wire.ts'

export interface Held {
  readonly connection: Connection
  /** Aborts what runs on it; it is not used again. */
  destroy(this: void): void
}

/** Connections for one use, one for each account at most. */
export interface Connections {
  /**
   * Waits while there are too many, here or at the server. Throws what the driver throws, and CLOSED after the end. Given
   * back with `release`.
   */
  take(account: Account): Promise<Held>
  release(held: Held): void
  /** Closed as soon as nobody uses it. */
  forget(account: Account): void
  /** So many at most from now on. */
  allow(most: number): void
  /** The server has no more: half of them do for a while, and what is idle is closed. */
  giveBack(): void
  /** Waits a moment for what is in use. */
  end(): Promise<void>
}

export interface ConnectionsOptions {
  readonly most: number
  /** Many use an account's connection at once; otherwise one after the other. */
  readonly shared: boolean
  /** One that nobody used for so long is closed. */
  readonly idleMs: number
  /** The server closes one that says nothing for so long; those that are idle are kept from it by a ping. */
  readonly stalledSeconds: number
  /** The server refused a connection because it has too many. */
  readonly onFull?: () => void
}

/** Of an account, while it has a connection or is about to. */
interface Place {
  readonly key: string
  readonly account: Account
  readonly ready: Promise<Kept>
  users: number
  usedAt: number
  /** Nobody needs it any more. */
  forgotten: boolean
}

interface Kept extends Held {
  readonly place: Place
  readonly session: Session
  /** Destroyed, closed or another's. */
  gone: boolean
}

export function openConnections(options: ConnectionsOptions): Connections {
  const { shared, idleMs, stalledSeconds, onFull = () => undefined } = options
  const places = new Map<string, Place>()
  /** By the same keys, in the order in which they became idle. */
  const idle = new Map<string, Kept>()
  let waiting: (() => void)[] = []
  let most = options.most
  let less = { most: Infinity, until: 0 }
  let closed = false

  const bound = () => Math.min(most, Date.now() < less.until ? less.most : Infinity)

  /** All of them look again, in their order: they wait for different things. */
  function wake(): void {
    const woken = waiting
    waiting = []
    for (const go of woken) go()
  }

  function leave(one: Kept): void {
    one.gone = true
    const { key } = one.place
    if (idle.get(key) === one) idle.delete(key)
    if (places.get(key) === one.place) places.delete(key)
  }

  function close(one: Kept): void {
    leave(one)
    one.session.lost = () => undefined
    one.connection.end().catch(() => one.connection.destroy())
    wake()
  }

  function keep(place: Place, session: Session): Kept {
    const one: Kept = {
      place,
      session,
      connection: session.connection,
      gone: false,
      destroy() {
        if (one.gone) return
        leave(one)
        session.connection.destroy()
        wake()
      },
    }
    session.lost = () => one.destroy()
    return one
  }

  function open(account: Account, key: string, opened: () => Promise<Session>): Place {
    const place: Place = {
      key,
      account,
      ready: Promise.resolve()
        .then(opened)
        .then((session) => keep(place, session)),
      users: 0,
      usedAt: Date.now(),
      forgotten: false,
    }
    places.set(key, place)
    place.ready.catch(() => {
      if (places.get(key) === place) places.delete(key)
      wake()
    })
    return place
  }

  const connect = (account: Account, key: string): Place =>
    open(account, key, () => openSession(account, stalledSeconds))

  /** What cannot change hands is opened anew, and that says what is the matter. */
  function takeOver(from: Kept, account: Account, key: string): Place {
    leave(from)
    return open(account, key, async () => {
      try {
        await changeHands(from.session, account, stalledSeconds)
        return from.session
      } catch {
        return openSession(account, stalledSeconds)
      }
    })
  }

  /**
   * Any of the third that has been idle for longest: where more accounts than there is room for come in turns, the very
   * longest idle would always be the next that is needed.
   */
  function victim(): Kept | undefined {
    return [...idle.values()][Math.floor((Math.random() * idle.size) / 3)]
  }

  /** Undefined: wait. */
  function placeFor(account: Account): Place | undefined {
    const key = keyOf(account)
    const own = places.get(key)
    if (own !== undefined) return shared || own.users === 0 ? own : undefined
    if (places.size < bound()) return connect(account, key)
    const other = victim()
    if (other === undefined) return undefined
    if (mayTakeOver(other.place.account, account)) return takeOver(other, account, key)
    close(other)
    return connect(account, key)
  }

  async function use(place: Place): Promise<Held> {
    place.users++
    place.forgotten = false
    idle.delete(place.key)
    try {
      return await place.ready
    } catch (error) {
      place.users--
      throw error
    }
  }

  function giveBack(): void {
    less = { most: Math.max(1, Math.floor(places.size / 2)), until: Date.now() + mysqlDefaults.lessMs }
    trim()
  }

  function trim(): void {
    for (const one of idle.values()) if (places.size > bound()) close(one)
  }

  async function refused(error: unknown, until: number): Promise<void> {
    const { code } = error as { readonly code?: unknown } // what the driver throws
    if (!tooMany.has(code) || performance.now() > until) throw error
    if (code === 'ER_CON_COUNT_ERROR') {
      giveBack()
      onFull()
    }
    // Otherwise one of the others is taken over.
    if (places.size < bound()) await pause(mysqlDefaults.fullMs)
  }

  function sweep(): void {
    const now = Date.now()
    for (const one of idle.values()) {
      if (now - one.place.usedAt > idleMs) close(one)
      else if (idleMs > stalledSeconds * 1000)
        inTime(one.connection.ping(), mysqlDefaults.connectMs, one.destroy).catch(one.destroy)
    }
    trim()
    wake()
  }
  const sweeping = setInterval(sweep, (Math.min(stalledSeconds * 1000, idleMs) * 2) / 5)
  sweeping.unref()

  return {
    async take(account) {
      const until = performance.now() + mysqlDefaults.refusedMs
      for (;;) {
        if (closed) throw failure('CLOSED', 'The connections were closed.')
        const place = placeFor(account)
        if (place === undefined) await new Promise<void>((resolve) => waiting.push(resolve))
        else {
          try {
            return await use(place)
          } catch (error) {
            await refused(error, until)
          }
        }
      }
    },
    release(held) {
      const one = held as Kept // made above
      const { place } = one
      place.users--
      place.usedAt = Date.now()
      if (place.users === 0 && !one.gone) {
        if (place.forgotten || closed) close(one)
        else idle.set(place.key, one)
      }
      wake()
    },
    forget(account) {
      const key = keyOf(account)
      const place = places.get(key)
      if (place !== undefined) place.forgotten = true
      const one = idle.get(key)
      if (one !== undefined) close(one)
    },
    allow(now) {
      most = now
      trim()
      wake()
    },
    giveBack,
    async end() {
      closed = true
      clearInterval(sweeping)
      wake()
      for (const one of idle.values()) close(one)
      const until = performance.now() + mysqlDefaults.endMs
      while (places.size > 0 && performance.now() < until) await pause(mysqlDefaults.endMs / 20)
      for (const { ready } of places.values())
        ready.then(
          (one) => one.destroy(),
          () => undefined,
        )
    },
  }
}

/** Of the server; of an account. */
const tooMany = new Set<unknown>(['ER_CON_COUNT_ERROR', 'ER_TOO_MANY_USER_CONNECTIONS', 'ER_USER_LIMIT_REACHED'])

const keyOf = ({ host, port, user, database }: Account): string => `${user}@${host}:${port}/${database ?? ''}`

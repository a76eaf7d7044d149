import { setTimeout as pause } from 'node:timers/promises'
import { fleetDefaults } from '../config/defaults.ts'
import { Conflict } from '../contracts/errors.ts'
import type { Database } from './database.ts'

/** Which processes work over one database, by the database's clock: whoever says nothing for `goneMs` has ended. */
export interface Processes {
  /** This one's name. */
  readonly me: string
  /**
   * Says for the first time that this one lives. Without Redis there is room for one: whoever may just have died is waited
   * for, and whoever says something meanwhile lives, which throws Conflict.
   */
  arrive(): Promise<void>
  /** Inside a unit: says that this one lives. Whether the others believed otherwise. */
  live(): boolean
  /** Names of those that live. */
  living(): ReadonlySet<string>
  /** Inside a unit: forgets those that ended. */
  bury(): void
  leave(): Promise<void>
}

/** Of MySQL. */
const serverMs = 'cast(unix_timestamp(now(3)) * 1000 as signed)'

/** Of a row of `processes`, for `goneMs`. */
export const isAlive = `seen_at > ${serverMs} - ?`

interface Beside {
  readonly id: string
  readonly seen_at: number
  readonly alone: number
}

/** `alone`: without Redis. Of files there is one process in any case. */
export function openProcesses(database: Database, me: string, alone: boolean): Processes {
  if (!database.shared) return { me, ...onlyOne(me) }
  const beside = database.prepare<[number, number], Beside>(
    `select id, seen_at, alone from processes where ${isAlive} and (alone = 1 or ? = 1)`,
  )
  const seen = database.prepare<[string], { readonly id: string }>('select id from processes where id = ?')
  const add = database.prepare<[string, number]>(
    `insert into processes (id, seen_at, alone) values (?, ${serverMs}, ?)`,
  )
  const beat = database.prepare<[string]>(`update processes set seen_at = ${serverMs} where id = ?`)
  const alive = database.prepare<[number], { readonly id: string }>(`select id from processes where ${isAlive}`)
  const forget = database.prepare<[number]>(`delete from processes where not (${isAlive})`)
  const remove = database.prepare<[string]>('delete from processes where id = ?')

  /** Those that cannot work beside this one. Where there are none, it is written down. */
  const entered = () =>
    database.write(() => {
      const others = beside.all(fleetDefaults.goneMs, Number(alone))
      if (others.length === 0) add.run(me, Number(alone))
      return others
    })

  return {
    me,
    async arrive() {
      const before = new Map<string, number>()
      for (let others = await entered(); others.length > 0; others = await entered()) {
        for (const { id, seen_at } of others) {
          if (before.has(id) && before.get(id) !== seen_at) throw new Conflict(twoApart)
          before.set(id, seen_at)
        }
        await pause(fleetDefaults.besideMs)
      }
    },
    live() {
      if (seen.get(me) !== undefined) {
        beat.run(me)
        return false
      }
      add.run(me, Number(alone))
      return true
    },
    living: () => new Set([me, ...alive.all(fleetDefaults.goneMs).map(({ id }) => id)]),
    bury: () => void forget.run(fleetDefaults.goneMs),
    leave: () => database.write(() => void remove.run(me)),
  }
}

const onlyOne = (me: string): Omit<Processes, 'me'> => ({
  arrive: () => Promise.resolve(),
  live: () => false,
  living: () => new Set([me]),
  bury: () => undefined,
  leave: () => Promise.resolve(),
})

const twoApart =
  'Another process works over this database, and one of the two has no REDIS_URL: neither would hear of the other. ' +
  'Give both the same REDIS_URL, or stop the other one.'

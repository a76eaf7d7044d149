import { once } from 'node:events'
import type { Owned, Ownership } from './contracts/fleet.ts'
import type { TenantCode } from './contracts/id.ts'

/** What one process at a time does for a tenant: it reads its documents, and removes what is past its days. */
export interface Chores {
  /** Looked at by the clock: false of a process that stood still. */
  mine(): boolean
  /** Leaves them to others. */
  close(): Promise<void>
}

/** Asks for them for as long as the tenant is open here. */
export function ownChores(ownership: Pick<Ownership, 'own'>, tenant: TenantCode): Chores {
  const stop = new AbortController()
  let owned: Owned | undefined

  async function ask(): Promise<void> {
    while (!stop.signal.aborted) {
      owned = await ownership.own(`chores of ${tenant}`, stop.signal)
      if (owned === undefined) return
      const over = AbortSignal.any([owned.lost, stop.signal])
      if (!over.aborted) await once(over, 'abort')
      await owned.release()
    }
  }

  const asking = ask()
  return {
    mine: () => owned?.holds() === true && !stop.signal.aborted,
    async close() {
      stop.abort()
      await asking
    },
  }
}

/** Of a process that leaves them to others. */
export const noChores: Chores = { mine: () => false, close: () => Promise.resolve() }

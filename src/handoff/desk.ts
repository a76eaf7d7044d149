import { defaultQueue } from '../contracts/handoff.ts'
import type { HandoffDesk, HandoffSettings, HandoffSettingsStore, HandoffStore } from '../contracts/handoff.ts'
import { Invalid } from '../contracts/errors.ts'
import { checkSettings } from './check.ts'
import { opensAt } from './hours.ts'

export interface DeskNeeds {
  readonly settings: HandoffSettingsStore
  readonly store: HandoffStore
  /** Decides and writes one step, and rings for what comes of it. */
  readonly move: HandoffDesk['move']
  /** Rings for those whose time may have come. */
  readonly ring: () => void
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** Where people and the tenant's systems move conversations. */
export function createDesk({ settings, store, move, ring, clock }: DeskNeeds): HandoffDesk {
  return {
    settings,
    async change(changed) {
      checkSettings(changed)
      await settings.write(changed)
      await store.reconsider()
      ring()
    },
    async queues() {
      const known = settings.read()
      const loads = await store.loads()
      const names = new Set([defaultQueue, ...known.queues.map(({ name }) => name), ...loads.map(({ queue }) => queue)])
      return [...names].map((queue) => {
        const load = loads.find((one) => one.queue === queue) ?? { queue, waiting: 0, taken: 0, oldestAt: undefined }
        const members = known.queues.find(({ name }) => name === queue)?.members
        return { ...load, members, ...openingOf(queue, known, clock()) }
      })
    },
    async move(id, event) {
      const queue = 'queue' in event ? event.queue : undefined
      const isKnown = queue === undefined || queue === defaultQueue || namesOf(settings.read()).has(queue)
      if (!isKnown)
        throw new Invalid(`There is no queue “${queue}”: the handoff settings name those there are.`, 'queue')
      await move(id, event)
    },
  }
}

function namesOf({ queues }: HandoffSettings): ReadonlySet<string> {
  return new Set(queues.map(({ name }) => name))
}

function openingOf(queue: string, { hours: ofAll, queues }: HandoffSettings, now: number) {
  const hours = queues.find(({ name }) => name === queue)?.hours ?? ofAll
  const opens = hours === undefined ? now : opensAt(hours, now)
  return { open: opens === now, opensAt: opens === now ? undefined : opens }
}

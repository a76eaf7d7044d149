import type { Load, Traffic } from './load.ts'
import { countBy } from './people.ts'
import type { Chat } from './script.ts'
import type { Telegram } from './telegram.ts'
import type { Verdict } from './verdict.ts'

/** What a simulation came to. */
export interface Report extends Verdict {
  readonly seed: number
  readonly ms: number
  readonly messages: number
  readonly acknowledged: number
  readonly duplicates: number
  readonly retries: number
  /** How often the gateway ended, by the moment. */
  readonly ends: Readonly<Record<string, number>>
  readonly faults: Readonly<Record<string, number>>
}

export interface Run {
  readonly seed: number
  /** By `performance.now()`. */
  readonly began: number
  readonly verdict: Verdict
  /** Before anybody judged. */
  readonly broken: readonly string[]
  readonly chats: readonly Chat[]
  readonly load: Load
  readonly traffic: Traffic
  readonly telegram: Telegram
  /** By what each end of a process came. */
  readonly ends: readonly string[]
}

export function reportOf({ seed, began, verdict, broken, chats, load, traffic, telegram, ends }: Run): Report {
  const updates = chats.flatMap(({ steps }) => steps.flat())
  return {
    ...verdict,
    broken: [...broken, ...traffic.refusals, ...verdict.broken],
    seed,
    ms: performance.now() - began,
    messages: updates.length,
    acknowledged: updates.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).length,
    duplicates: load.duplicates,
    retries: traffic.retries,
    ends: countBy(ends),
    faults: telegram.faults,
  }
}

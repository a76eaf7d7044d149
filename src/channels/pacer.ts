import { pacerDefaults } from '../config/defaults.ts'
import type { Pacer, Rate } from '../contracts/channel.ts'
import type { PacedRates } from '../contracts/fleet.ts'

/**
 * A chat's rate is always kept: it is known, and going over it costs a penalty. An account's is kept only after the
 * platform complained: what it really is depends on the account, and is often far more than what is written down. A
 * complaint about one chat is that chat's alone, until another chat's follows so soon that it must be the account's.
 *
 * `now` must never go backwards (milliseconds from any start).
 */
export function createPacer(
  { chatRate, groupRate = chatRate, accountRate }: PacedRates,
  now: () => number = () => performance.now(),
): Pacer {
  const chats = recentChats(pacerDefaults.chats / 2)
  let account = untouched
  let held = -Infinity
  let limited = -Infinity
  let complaint: Complaint | undefined

  function holdAccount(until: number): void {
    held = Math.max(held, until)
    limited = Math.max(limited, held + pacerDefaults.accountLimitMs)
  }

  return {
    delayFor(chat, group) {
      const at = now()
      const rate = group ? groupRate.value : chatRate.value
      const bucket = chats.get(chat) ?? untouched
      const delay = Math.max(wait(bucket, rate, at), held - at, at < limited ? wait(account, accountRate.value, at) : 0)
      if (delay > 0) return delay
      chats.set(chat, taken(bucket, rate, at))
      if (at < limited) account = taken(account, accountRate.value, at)
      return 0
    },

    tooMany(retryAfterMs, chat) {
      const at = now()
      const until = at + retryAfterMs
      if (chat === undefined) {
        holdAccount(until)
        return
      }
      const { fullAt, heldUntil } = chats.get(chat) ?? untouched
      chats.set(chat, { fullAt, heldUntil: Math.max(heldUntil, until) })
      const before = complaint
      complaint = { chat, at, until }
      if (before === undefined || before.chat === chat || at - before.at > pacerDefaults.secondChatMs) return
      // Of what is one limit, the two answers name the same moment; of two chats' own limits, the shorter wait is all
      // that the others pay for the mistake.
      holdAccount(Math.min(before.until, until))
    },
  }
}

/** The last time that the platform said "too many" about one chat. */
interface Complaint {
  readonly chat: string
  readonly at: number
  readonly until: number
}

interface RecentChats {
  get(chat: string): Bucket | undefined
  set(chat: string, bucket: Bucket): void
}

/**
 * Those used last, `generation` at least and twice as many at the most: when so many are young, those that were not used
 * since the last time are forgotten. Forgetting them one by one, a Map leaves a gap for each, and finding its oldest entry
 * means passing all of them.
 */
function recentChats(generation: number): RecentChats {
  let young = new Map<string, Bucket>()
  let old = new Map<string, Bucket>()
  return {
    get: (chat) => young.get(chat) ?? old.get(chat),
    set(chat, bucket) {
      young.set(chat, bucket)
      if (young.size < generation) return
      old = young
      young = new Map()
    },
  }
}

/** A token bucket as the one moment it will be full again (the generic cell rate algorithm). */
interface Bucket {
  readonly fullAt: number
  readonly heldUntil: number
}

const untouched: Bucket = { fullAt: -Infinity, heldUntil: -Infinity }

function interval({ perSecond }: Rate): number {
  return 1000 / perSecond
}

function wait({ fullAt, heldUntil }: Bucket, rate: Rate, at: number): number {
  return Math.max(0, fullAt - (rate.burst - 1) * interval(rate) - at, heldUntil - at)
}

function taken({ fullAt, heldUntil }: Bucket, rate: Rate, at: number): Bucket {
  return { fullAt: Math.max(fullAt, at) + interval(rate), heldUntil }
}

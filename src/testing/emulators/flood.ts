import { performance } from 'node:perf_hooks'

export interface FloodPlan {
  readonly chats: number
  /** Of each chat. */
  readonly messages: number
  readonly text: string
  /** Over all chats; as fast as they are taken, when absent. */
  readonly perSecond?: number
  /** Gives up after so long without a reply; 10 s by default. */
  readonly patienceMs?: number
}

export interface FloodResult {
  readonly said: number
  readonly replied: number
  readonly ms: number
  readonly repliesPerSecond: number
  /** From the word to its reply. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number }
}

export interface Flood {
  /** Many people say something, and wait to be answered once for each thing they said. */
  run(plan: FloodPlan, say: (chat: number, text: string) => void): Promise<FloodResult>
  /** A chat was sent a reply: the answer to the oldest thing said there that has none. */
  replied(chat: unknown): void
}

const firstChat = 10_000_000
const tickMs = 5

export function createFlood(): Flood {
  const waiting = new Map<unknown, number[]>()
  let latencies: number[] = []
  let lastAt = 0

  return {
    replied(chat) {
      const saidAt = waiting.get(chat)?.shift()
      if (saidAt === undefined) return
      lastAt = performance.now()
      latencies.push(lastAt - saidAt)
    },
    async run({ chats, messages, text, perSecond = Infinity, patienceMs = 10_000 }, say) {
      const startedAt = performance.now()
      const total = chats * messages
      waiting.clear()
      latencies = []
      lastAt = startedAt
      let said = 0
      while (latencies.length < total && performance.now() - lastAt < patienceMs) {
        const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond))
        for (const until = perSecond === Infinity ? total : due; said < until; said += 1) {
          const chat = firstChat + (said % chats)
          waiting.set(chat, [...(waiting.get(chat) ?? []), performance.now()])
          say(chat, `${text} ${said}`)
        }
        if (said < total) lastAt = performance.now()
        await new Promise((resolve) => setTimeout(resolve, tickMs))
      }
      const ms = lastAt - startedAt
      const sorted = latencies.sort((one, other) => one - other)
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
      return {
        said,
        replied: sorted.length,
        ms,
        repliesPerSecond: (sorted.length / ms) * 1000,
        latencyMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) },
      }
    },
  }
}

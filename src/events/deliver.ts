import { webhookDefaults } from '../config/defaults.ts'
import type { DueDelivery, Webhooks } from '../contracts/events.ts'
import type { Log } from '../contracts/log.ts'
import type { Hold } from '../contracts/ports.ts'
import { signed } from './sign.ts'

export interface DeliverKit {
  readonly webhooks: Webhooks
  /** For public addresses only; follows no redirect. */
  readonly fetch: typeof globalThis.fetch
  /** The secret of a webhook in the clear. */
  readonly unseal: (webhook: string, sealed: string) => string
  readonly clock: () => number
  /** At least 0 and below 1: jitter. */
  readonly random: () => number
  readonly log: Log
}

/** The place of a webhook's secret among what is sealed. */
export const secretPlace = (webhook: string): string => `webhook/${webhook}/secret`

/**
 * Delivers what is due, each until it is answered with 2xx: again after 5 seconds, then ever later, up to 10 hours, as the
 * specification proposes. A webhook that took nothing for days is disabled, and what waits for it stays.
 */
export function createDelivery({ webhooks, fetch, unseal, clock, random, log }: DeliverKit) {
  return async (hold: Hold): Promise<{ readonly againAfterMs: number } | undefined> => {
    const { deliveries, nextAt } = webhooks.due(clock(), webhookDefaults.atOnce)
    await Promise.all(deliveries.map((delivery) => attempt(delivery, hold)))
    if (!hold.holds()) return undefined
    if (deliveries.length === webhookDefaults.atOnce) return { againAfterMs: 0 }
    const next = webhooks.due(clock(), 1)
    if (next.deliveries.length > 0) return { againAfterMs: 1 }
    return nextAt === undefined ? undefined : { againAfterMs: Math.max(1, nextAt - clock()) }
  }

  async function attempt(delivery: DueDelivery, { holds, signal }: Hold): Promise<void> {
    if (!holds()) return
    const { status, error } = await post(delivery, signal)
    // What was cut off by a stop is no failure of theirs.
    if (signal.aborted && status === undefined) return
    if (error === undefined && status !== undefined) return webhooks.delivered(delivery, status)
    const delays = webhookDefaults.retriesMs
    const delay = delays[delivery.attempts]
    const nextAt = delay === undefined ? undefined : clock() + delay * (1 + webhookDefaults.jitter * random())
    await webhooks.failed(delivery, nextAt === undefined ? undefined : Math.round(nextAt), error ?? '', status)
    await disableLongFailing(delivery, status)
  }

  async function disableLongFailing({ webhook, url }: DueDelivery, status: number | undefined): Promise<void> {
    const { failingSince, enabled = false } = webhooks.find(webhook) ?? {}
    const isGone = status === 410
    const isLong = failingSince !== undefined && clock() - failingSince >= webhookDefaults.failingMs
    if (!enabled || (!isGone && !isLong)) return
    const reason = isGone ? 'It answers that it is gone (410).' : 'It took nothing for five days.'
    await webhooks.disable(webhook, reason)
    log.error({ webhook, host: new URL(url).host, reason }, 'A webhook was disabled.')
  }

  async function post(
    { webhook, event, url, payload, secrets }: DueDelivery,
    signal: AbortSignal,
  ): Promise<{ readonly status?: number; readonly error?: string }> {
    try {
      const plain = secrets.map((sealed) => unseal(webhook, sealed))
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'colloquy',
          ...signed(event, Math.floor(clock() / 1000), payload, plain),
        },
        body: payload,
        signal: AbortSignal.any([signal, AbortSignal.timeout(webhookDefaults.answerMs)]),
      })
      // What it says does not matter, and must not be read to its end.
      await response.body?.cancel()
      const { status } = response
      return response.ok ? { status } : { status, error: `It answers ${status}.` }
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error
      return { error: cause instanceof Error ? cause.message : String(cause) }
    }
  }
}

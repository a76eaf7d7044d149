import type { Delivery, Webhook } from './telegram-delivery.ts'
import { refuse } from './telegram-methods.ts'
import type { Payload } from './telegram-methods.ts'

type Way = (payload: Payload, delivery: Delivery) => unknown

/** The methods that say how updates come: pushed or polled, never both. */
export const ways: ReadonlyMap<string, Way> = new Map<string, Way>([
  ['setWebhook', (payload, delivery) => (delivery.setWebhook(webhookOf(payload)), true)],
  ['deleteWebhook', (_, delivery) => (delivery.setWebhook(undefined), true)],
  ['getWebhookInfo', (_, delivery) => stateOf(delivery)],
  ['getUpdates', poll],
])

function stateOf({ webhook, state }: Delivery): object {
  const { pending, lastError, lastErrorAt = 0 } = state()
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: pending,
    ...(lastError === undefined
      ? {}
      : { last_error_message: lastError, last_error_date: Math.floor(lastErrorAt / 1000) }),
    ...(webhook?.allowed && { allowed_updates: [...webhook.allowed] }),
  }
}

async function poll(payload: Payload, delivery: Delivery): Promise<unknown> {
  if (delivery.webhook) {
    refuse(
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      409,
    )
  }
  const number = (name: string, otherwise: number) => (typeof payload[name] === 'number' ? payload[name] : otherwise)
  const found = await delivery.poll(number('offset', 0), number('limit', 100), number('timeout', 0) * 1000)
  if (found !== 'replaced') return found
  return refuse(
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    409,
  )
}

function webhookOf({
  url,
  secret_token: secret,
  max_connections: connections,
  allowed_updates: allowed,
}: Payload): Webhook | undefined {
  if (typeof url !== 'string' || url === '') return undefined
  if (!URL.canParse(url)) refuse('bad webhook: invalid webhook URL specified')
  if (secret !== undefined && (typeof secret !== 'string' || !/^[\w-]{1,256}$/.test(secret)))
    refuse('secret token contains unallowed characters')
  return {
    url,
    secret,
    maxConnections: typeof connections === 'number' ? connections : 40,
    allowed: Array.isArray(allowed) ? new Set(allowed.map(String)) : undefined,
  }
}

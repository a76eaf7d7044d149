import { telegramDefaults } from '../../config/defaults.ts'
import type { ConnectContext, WebhookState } from '../../contracts/channel.ts'
import type { TelegramClient } from './client.ts'
import { asked } from './failure.ts'
import { allowedUpdates } from './parse.ts'
import type { Settings } from './settings.ts'

/** Opens no connection yet. What speaks to Telegram is loaded with the first channel that does: it is a fifth of our memory. */
export async function connect(given: Settings, { network }: ConnectContext): Promise<TelegramClient> {
  const { createClient } = await import('./client.ts')
  return createClient(given, network)
}

export async function disconnect({ transport }: TelegramClient): Promise<void> {
  await transport.close()
}

export async function register(
  { api }: TelegramClient,
  { url, secret }: { readonly url: string; readonly secret: string },
): Promise<WebhookState> {
  await asked(
    api.setWebhook({
      url,
      secret_token: secret,
      allowed_updates: allowedUpdates,
      max_connections: telegramDefaults.webhookConnections,
    }),
  )
  return { registered: true, url }
}

export async function inspect({ api }: TelegramClient): Promise<WebhookState> {
  const state = await asked(api.getWebhookInfo())
  return {
    registered: Boolean(state.url),
    ...(state.url ? { url: state.url } : {}),
    pending: state.pending_update_count,
    ...(state.last_error_message === undefined ? {} : { lastError: state.last_error_message }),
    ...(state.last_error_date === undefined ? {} : { lastErrorAt: state.last_error_date * 1000 }),
  }
}

/** What waits to be delivered is kept by Telegram: it comes by the next way that is opened. */
export async function unregister({ api }: TelegramClient): Promise<WebhookState> {
  await asked(api.deleteWebhook({ drop_pending_updates: false }))
  return { registered: false }
}

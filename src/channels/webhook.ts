import type { Adapter, WebhookState } from '../contracts/channel.ts'
import { Invalid, Refused, Unauthorized } from '../contracts/errors.ts'
import type { Configuration } from '../contracts/ports.ts'
import type { Channel } from '../contracts/tenant.ts'

export interface WebhookRequest {
  readonly action: 'register' | 'inspect' | 'remove'
  /** Where the platform shall call; with `register`. */
  readonly url?: string | undefined
}

export interface WebhookKit {
  readonly adapter: Adapter
  readonly client: unknown
  readonly configuration: Pick<Configuration, 'setWebhookSecret' | 'markChannel'>
  readonly newSecret: () => string
}

/**
 * Tells a platform where to call, asks it, or makes it forget. Throws Invalid where the platform has no such thing, and
 * Refused when it does not take our credentials: the caller's own are not in question.
 */
export async function changeWebhook(
  kit: WebhookKit,
  channel: Channel,
  { action, url }: WebhookRequest,
): Promise<WebhookState> {
  const { adapter, client, configuration } = kit
  if (adapter.register === undefined || adapter.inspect === undefined || adapter.unregister === undefined) {
    throw new Invalid(`${channel.platform} has no webhook to register.`, 'platform')
  }
  try {
    switch (action) {
      case 'inspect':
        return await adapter.inspect(client)
      case 'remove': {
        const state = await adapter.unregister(client)
        await configuration.setWebhookSecret(channel.id, '')
        return state
      }
      case 'register': {
        if (url === undefined) throw new Invalid('The URL to register is missing.', 'url')
        return await register(kit, channel, adapter.register.bind(adapter), url)
      }
    }
  } catch (error) {
    if (!(error instanceof Unauthorized)) throw error
    await configuration.markChannel(channel.id, 'unauthorized', error.message)
    throw new Refused(error.message, { cause: error })
  }
}

/** The secret is kept before the platform knows it: what it sends at once is recognised. Put back when it did not take it. */
async function register(
  { client, configuration, newSecret }: WebhookKit,
  { id, webhookSecret }: Channel,
  tell: NonNullable<Adapter['register']>,
  url: string,
): Promise<WebhookState> {
  const secret = newSecret()
  await configuration.setWebhookSecret(id, secret)
  try {
    return await tell(client, { url, secret })
  } catch (error) {
    await configuration.setWebhookSecret(id, webhookSecret)
    throw error
  }
}

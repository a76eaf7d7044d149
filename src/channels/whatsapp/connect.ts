import type { ConnectContext, WebhookState } from '../../contracts/channel.ts'
import { Refused } from '../../contracts/errors.ts'
import { object, optional, secret, text, url } from '../../contracts/shape.ts'
import type { Values } from '../../contracts/shape.ts'
import { objectIn, textIn } from '../json.ts'
import type { Graph } from './graph.ts'

/** https://developers.facebook.com/docs/graph-api/changelog: v26.0 of 2026-07-29 is the newest. */
const newestGraph = 'https://graph.facebook.com/v26.0'

export const settings = {
  phoneNumberId: text({
    title: 'Phone number ID',
    description: 'From WhatsApp Manager, API setup: digits, and not the number itself.',
    minLength: 1,
    maxLength: 100,
  }),
  accessToken: secret({ title: 'Access token', description: 'Of a system user, with whatsapp_business_messaging.' }),
  appSecret: secret({ title: 'App secret', description: 'From the app’s basic settings: it signs the webhooks.' }),
  verifyToken: secret({ title: 'Verify token', description: 'Any words; the app’s webhook is given the same.' }),
  graphUrl: optional(
    url({ title: 'Graph API', description: `With its version; ${newestGraph} by default. Change it for a proxy.` }),
  ),
  reopenTemplate: optional(
    object(
      {
        name: text({ title: 'Name', minLength: 1, maxLength: 512 }),
        language: text({
          title: 'Language',
          description: 'As in WhatsApp Manager: en_US.',
          minLength: 2,
          maxLength: 20,
        }),
      },
      {
        title: 'Template after 24 hours',
        description:
          'Carries a message to somebody who has not written for a day, when nothing else may: an approved template whose body has one variable.',
      },
    ),
  ),
}

export type Settings = Values<typeof settings>

export interface WhatsappClient {
  readonly settings: Settings
  readonly graph: Graph
}

/** Opens no connection yet. What speaks HTTP is loaded with the first channel that does. */
export async function connect(given: Settings, { network }: ConnectContext): Promise<WhatsappClient> {
  const { createGraph } = await import('./graph.ts')
  return { settings: given, graph: createGraph(given.graphUrl ?? newestGraph, given.accessToken, network) }
}

export async function disconnect({ graph }: WhatsappClient): Promise<void> {
  await graph.close()
}

/**
 * A number may be told a webhook of its own, before the app's: Meta verifies it at once with the verify token. Which
 * fields are sent is chosen in the app.
 *
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override
 */
export async function register(client: WhatsappClient, webhook: { readonly url: string }): Promise<WebhookState> {
  await override(client, webhook.url)
  return inspect(client)
}

export async function inspect({ settings: { phoneNumberId }, graph }: WhatsappClient): Promise<WebhookState> {
  const answer = await graph.get(`${encodeURIComponent(phoneNumberId)}?fields=webhook_configuration`, 'number')
  const configured = objectIn(answer, 'webhook_configuration')
  const own = textIn(configured, 'phone_number')
  const used = own ?? textIn(configured, 'whatsapp_business_account') ?? textIn(configured, 'application')
  return { registered: own !== undefined, ...(used === undefined ? {} : { url: used }) }
}

/** The number is called where its app says again. */
export async function unregister(client: WhatsappClient): Promise<WebhookState> {
  await override(client, '')
  return inspect(client)
}

async function override({ settings: given, graph }: WhatsappClient, to: string): Promise<void> {
  if (to !== '' && !to.startsWith('https://')) {
    throw new Refused('WhatsApp calls https addresses alone: give the gateway a public one (PUBLIC_URL).')
  }
  const configuration = { override_callback_uri: to, ...(to === '' ? {} : { verify_token: given.verifyToken }) }
  await graph.post(encodeURIComponent(given.phoneNumberId), { webhook_configuration: configuration }, 'number')
}

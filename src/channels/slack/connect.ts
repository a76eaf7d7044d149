import type { WebAPICallResult, WebClient } from '@slack/web-api'
import { slackDefaults } from '../../config/defaults.ts'
import type { ConnectContext } from '../../contracts/channel.ts'
import { Unauthorized } from '../../contracts/errors.ts'
import { list, number, optional, secret, text, url } from '../../contracts/shape.ts'
import type { Values } from '../../contracts/shape.ts'
import { integerIn } from '../json.ts'
import { asGatewayError, answerText, slackError } from './failure.ts'
import type { Transport } from './transport.ts'

export const settings = {
  botToken: secret({ title: 'Bot token', description: 'Of "OAuth & Permissions": xoxb-…' }),
  signingSecret: secret({
    title: 'Signing secret',
    description: 'Of "Basic Information": what Slack signs its requests with.',
  }),
  appToken: optional(
    secret({
      title: 'App-level token',
      description: 'xapp-…, with connections:write: Slack is listened to by Socket Mode.',
    }),
  ),
  apiUrl: optional(url({ title: 'Web API', description: 'https://slack.com/api/ by default.' })),
  clientId: optional(
    text({ title: 'Client ID', description: 'To install the app with one click, and to renew tokens.' }),
  ),
  clientSecret: optional(secret({ title: 'Client secret' })),
  refreshToken: optional(secret({ title: 'Refresh token', description: 'xoxe-1-…, when the app renews its tokens.' })),
  tokenExpiresAt: optional(
    number({
      title: 'End of the bot token',
      description: 'Milliseconds since 1970; kept by the gateway.',
      integer: true,
    }),
  ),
  prompts: optional(
    list(text({ minLength: 1 }), {
      title: 'Suggested prompts',
      description: 'Shown in new talks with the assistant; 4 at most.',
    }),
  ),
}

export type Settings = Values<typeof settings>

/** A reply that is being written where people can see it. */
export interface Draft {
  readonly channel: string
  readonly thread: string | undefined
  /** Slack's own stream shows it, which is open; otherwise edits of a message do. */
  native: boolean
  ts: string | undefined
  text: string
  /** How much of `text` is shown. */
  shown: number
  /** Not before, milliseconds since 1970. */
  nextAt: number
  /** One call after the other. */
  work: Promise<void>
}

/** Where the answer to a command goes that its person alone shall see. */
export interface Responder {
  readonly url: string
  readonly until: number
  left: number
}

export interface SlackClient {
  readonly transport: Transport
  readonly apiUrl: string
  readonly settings: Settings
  readonly context: ConnectContext
  /** What is used now: changed when tokens are renewed. */
  token: {
    readonly bot: string
    readonly refresh: string | undefined
    readonly expiresAt: number
    readonly web: WebClient
  }
  renewing: Promise<void> | undefined
  /** How long before its end the token is renewed, milliseconds. */
  readonly renewBeforeMs: number
  /** By the id of the message that they become. */
  readonly drafts: Map<string, Draft>
  /** By address. */
  readonly responders: Map<string, Responder>
}

export const defaultApiUrl = 'https://slack.com/api/'

/** Opens nothing yet: connections are made when there is something to say. */
export async function connect(settings: Settings, context: ConnectContext): Promise<SlackClient> {
  const { botToken, apiUrl = defaultApiUrl, refreshToken, tokenExpiresAt = Infinity } = settings
  // It becomes part of a header.
  if (!/^[\w.-]+$/.test(botToken))
    throw new Unauthorized('The bot token is not one of Slack’s: copy it again from "OAuth & Permissions".')
  // Loaded when a workspace is connected first: few gateways have one.
  const { createTransport } = await import('./transport.ts')
  const transport = createTransport(apiUrl, context.network)
  return {
    transport,
    apiUrl,
    settings,
    context,
    token: { bot: botToken, refresh: refreshToken, expiresAt: tokenExpiresAt, web: transport.client(botToken) },
    renewing: undefined,
    // Each process at a moment of its own: one renews, and the others hear of it before they would.
    renewBeforeMs: slackDefaults.rotateBeforeMs * (1 + Math.random()),
    drafts: new Map(),
    responders: new Map(),
  }
}

export async function disconnect({ transport }: SlackClient): Promise<void> {
  await transport.close()
}

/** A method with the bot's token, which is renewed when its time has come. Throws what Slack's client throws. */
export async function invoke(
  client: SlackClient,
  method: string,
  values: object,
  signal?: AbortSignal,
): Promise<WebAPICallResult> {
  if (client.token.expiresAt - Date.now() < client.renewBeforeMs) await renewed(client)
  const call = () => client.transport.within(signal, () => client.token.web.apiCall(method, { ...values }))
  try {
    return await call()
  } catch (error) {
    if (slackError(error) !== 'token_expired' || !canRenew(client)) throw error
    await renewed(client)
    return call()
  }
}

/** The same, in the gateway's words. */
export function ask(
  client: SlackClient,
  method: string,
  values: object,
  signal?: AbortSignal,
): Promise<WebAPICallResult> {
  return invoke(client, method, values, signal).catch((error: unknown) => {
    throw failure(client, method, error)
  })
}

export function failure({ settings, token }: SlackClient, method: string, error: unknown): Error {
  const secrets = [
    settings.botToken,
    settings.appToken,
    settings.clientSecret,
    settings.refreshToken,
    token.bot,
    token.refresh,
  ]
  return asGatewayError(
    error,
    method,
    secrets.filter((secret) => secret !== undefined),
  )
}

function canRenew({ token, settings }: SlackClient): boolean {
  return token.refresh !== undefined && settings.clientId !== undefined && settings.clientSecret !== undefined
}

/**
 * A refresh token works once: whoever needs a new token waits for the one exchange that is under way, and what it
 * brought is durable before it is used. https://docs.slack.dev/authentication/using-token-rotation
 */
async function renewed(client: SlackClient): Promise<void> {
  if (!canRenew(client)) return
  client.renewing ??= renew(client).finally(() => {
    client.renewing = undefined
  })
  await client.renewing
}

async function renew(client: SlackClient): Promise<void> {
  const { transport, settings, context, token } = client
  const method = 'oauth.v2.access'
  try {
    const answer = await transport.client(undefined).apiCall(method, {
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: token.refresh,
    })
    const changed = tokensIn(answer, Date.now())
    await context.changeSettings(changed)
    const { botToken, refreshToken = token.refresh, tokenExpiresAt = Infinity } = changed
    client.token = { bot: botToken, refresh: refreshToken, expiresAt: tokenExpiresAt, web: transport.client(botToken) }
    context.report(undefined)
  } catch (error) {
    const reason = failure(client, method, error)
    context.report(`The bot token could not be renewed. ${reason.message}`)
    throw reason
  }
}

/** What an exchange of codes or tokens gives, as settings. Throws Unauthorized when there is no token in it. */
export function tokensIn(answer: WebAPICallResult, now: number) {
  const botToken = answerText(answer, 'access_token')
  if (botToken === undefined) throw new Unauthorized('Slack gave no bot token: the app needs a scope for its bot.')
  const refreshToken = answerText(answer, 'refresh_token')
  const seconds = integerIn(answer, 'expires_in')
  return {
    botToken,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(seconds === undefined || seconds <= 0 ? {} : { tokenExpiresAt: now + seconds * 1000 }),
  }
}

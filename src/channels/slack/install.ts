import type { Install, Network } from '../../contracts/channel.ts'
import { Refused } from '../../contracts/errors.ts'
import { clip } from '../split.ts'
import { limits } from './abilities.ts'
import { defaultApiUrl, tokensIn } from './connect.ts'
import type { Settings, settings } from './connect.ts'
import { asGatewayError } from './failure.ts'

/** What the app asks for, and nothing that no part of it uses. https://docs.slack.dev/reference/scopes */
const scopes = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'reactions:read',
] as const

const events = [
  'app_mention',
  'app_uninstalled',
  'assistant_thread_started',
  'channel_id_changed',
  'channel_rename',
  'group_rename',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'reaction_removed',
  'tokens_revoked',
] as const

/** OAuth v2. https://docs.slack.dev/authentication/installing-with-oauth */
export const install: Install<typeof settings> = {
  begin({ clientId, apiUrl = defaultApiUrl }, { state, returnTo }) {
    if (clientId === undefined) throw new Refused('The client ID of the app is missing in the settings of the channel.')
    const address = new URL(apiUrl.replace(/\/api\/?$/, '').replace(/\/+$/, '') + '/oauth/v2/authorize')
    for (const [name, value] of Object.entries({
      client_id: clientId,
      scope: scopes.join(','),
      state,
      redirect_uri: returnTo,
    })) {
      address.searchParams.set(name, value)
    }
    return address.href
  },
  async complete(settings, { query, returnTo }, network) {
    const { code, error } = query
    if (code === undefined || code === '')
      throw new Refused(`Slack did not install the app: ${(error ?? 'no code').slice(0, 100)}.`)
    return exchanged(settings, code, returnTo, network)
  },
}

async function exchanged(
  { clientId, clientSecret, apiUrl = defaultApiUrl }: Settings,
  code: string,
  returnTo: string,
  network: Network | undefined,
) {
  if (clientId === undefined || clientSecret === undefined) {
    throw new Refused('The client ID and the client secret of the app are missing in the settings of the channel.')
  }
  const method = 'oauth.v2.access'
  const { createTransport } = await import('./transport.ts')
  const transport = createTransport(apiUrl, network)
  try {
    const values = { client_id: clientId, client_secret: clientSecret, code, redirect_uri: returnTo }
    return tokensIn(await transport.client(undefined).apiCall(method, values), Date.now())
  } catch (error) {
    const reason = asGatewayError(error, method, [clientSecret, code])
    throw new Refused(reason.message)
  } finally {
    await transport.close()
  }
}

/** What "Create an app from a manifest" takes. https://docs.slack.dev/reference/app-manifest */
export function manifest({
  receive,
  install,
  name,
}: {
  readonly receive: string
  readonly install: string
  readonly name: string
}): object {
  const display = name.toWellFormed().replaceAll(/\s+/g, ' ').trim() || 'Bot'
  const bot =
    display
      .toLowerCase()
      .replaceAll(/[^a-z0-9._-]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, limits.botName) || 'bot'
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: { name: clip(display, limits.appName) },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      assistant_view: { assistant_description: display },
      bot_user: { display_name: bot, always_online: true },
    },
    oauth_config: { redirect_urls: [install], scopes: { bot: [...scopes] } },
    settings: {
      event_subscriptions: { request_url: receive, bot_events: [...events] },
      interactivity: { is_enabled: true, request_url: receive },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  }
}

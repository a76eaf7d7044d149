import type { Payload, SlackHost } from './slack-methods.ts'

/** What people do, as Slack tells an app of it. https://docs.slack.dev/reference/events */

type Bot = SlackHost['bot']

/** Where something was done, by whom, and how it can be answered. */
interface Deed {
  readonly channel: string
  readonly user: string
  readonly response_url: string
  readonly trigger_id: string
}

/** As Slack writes what a person typed. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export function eventPayload({ team, app, user }: Bot, event: Payload, id: string): Payload {
  return {
    token: 'emulated',
    team_id: team,
    api_app_id: app,
    event,
    type: 'event_callback',
    event_id: id,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ enterprise_id: null, team_id: team, user_id: user, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  }
}

export function pressPayload({ team, app }: Bot, action: Payload, deed: Deed & { readonly message: Payload }): Payload {
  const { channel, user, message, response_url, trigger_id } = deed
  return {
    type: 'block_actions',
    user: { id: user, username: user.toLowerCase(), team_id: team },
    api_app_id: app,
    container: { type: 'message', message_ts: message['ts'], channel_id: channel, is_ephemeral: false },
    trigger_id,
    team: { id: team, domain: 'emulated' },
    channel: { id: channel, name: 'general' },
    message,
    response_url,
    actions: [{ ...action, block_id: 'emulated' }],
  }
}

export function commandPayload({ team, app }: Bot, command: string, text: string, deed: Deed): Payload {
  const { channel, user, response_url, trigger_id } = deed
  return {
    token: 'emulated',
    team_id: team,
    team_domain: 'emulated',
    channel_id: channel,
    channel_name: channel.startsWith('D') ? 'directmessage' : 'general',
    user_id: user,
    user_name: user.toLowerCase(),
    command,
    text,
    api_app_id: app,
    response_url,
    trigger_id,
  }
}

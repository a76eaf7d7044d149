import type { PlatformEvent } from '../../src/contracts/message.ts'
import type { CorpusRecord } from './corpus.ts'

export interface SlackRecord extends CorpusRecord {
  readonly wire: 'json' | 'form:payload' | 'form:raw' | 'form:fields'
}

type Json = Readonly<Record<string, unknown>>
export type ExpectedEvent = Partial<Record<string, unknown>> & { readonly kind: PlatformEvent['kind'] }
type Expect = (body: Json) => ExpectedEvent

/** What a recorded payload has to become. */
export function expectedOf({ kind, payload, wire }: SlackRecord): ExpectedEvent {
  const found = table.find(([begins]) => kind.startsWith(begins))
  if (found === undefined) throw new Error(`The table says nothing of ${kind}.`)
  return found[1](wire === 'form:raw' ? Object.fromEntries(new URLSearchParams(payload as string)) : (payload as Json))
}

const unsupported =
  (native?: string): Expect =>
  (body) => ({ kind: 'unsupported', native: native ?? inner(body)['type'] ?? body['type'] })

/** By how the record's kind begins; the first that fits counts. */
const table: readonly (readonly [string, Expect])[] = [
  // Written by a bot, whichever way it comes.
  ['event:app_mention[bot_message', unsupported('bot_message')],
  ['event:message[bot_message', unsupported('bot_message')],
  ['event:message[channel bot', unsupported('bot_message')],
  ['event:message[channel thread blocks bot', unsupported('bot_message')],
  ['event:message[im mention]', unsupported('bot_message')],
  // Samples that leave out what every message has.
  ['event:app_mention[ext_shared', unsupported('app_mention')],
  ['event:message[ext_shared]', unsupported('message')],
  ['event:message[ent nouser]', unsupported('message')],

  ['event:app_mention', (body) => ({ ...said(body), group: true, mentioned: true })],
  [
    'event:message[message_changed channel hidden]',
    (body) => ({ kind: 'edit', deleted: true, parts: [], id: fields(inner(body)['message'])['ts'] }),
  ],
  [
    'event:message[message_changed',
    (body) => {
      const message = fields(inner(body)['message'])
      return {
        kind: 'edit',
        id: message['ts'],
        parts: [{ type: 'text', text: message['text'] }],
        from: { id: message['user'] },
      }
    },
  ],
  [
    'event:message[message_deleted',
    (body) => ({ kind: 'edit', deleted: true, parts: [], id: inner(body)['deleted_ts'] }),
  ],
  ['event:message[channel_join', member('joined')],
  ['event:message[channel_leave', member('left')],
  [
    'event:message[file_share',
    (body) => ({
      ...said(body),
      parts: [
        { type: 'text', text: inner(body)['text'] },
        {
          type: 'image',
          mime: 'image/png',
          mediaId: fields((inner(body)['files'] as unknown[])[0])['url_private_download'],
        },
      ],
    }),
  ],
  [
    'event:message[attachments blocks link]',
    (body) => ({ ...said(body), parts: [{ type: 'text', text: 'https://example.com' }] }),
  ],
  [
    'event:message[blocks link]',
    (body) => ({ ...said(body), parts: [{ type: 'text', text: 'Check out https://example.com' }] }),
  ],
  [
    'event:message[mention]',
    (body) => ({ ...said(body), parts: [{ type: 'text', text: 'Hey @UOTHER123 check this out' }] }),
  ],
  [
    'event:message[blocks mention]',
    (body) => ({ ...said(body), group: true, parts: [{ type: 'text', text: '@U111' }] }),
  ],
  ['event:message[channel ent mention]', (body) => ({ ...said(body), mentioned: true })],
  [
    'event:message[channel blocks mention]',
    (body) => ({ ...said(body), mentioned: true, parts: [{ type: 'text', text: '1' }] }),
  ],
  ['event:message[im', (body) => ({ ...said(body), parts: [{ type: 'text', text: inner(body)['text'] }] })],
  ['event:message', (body) => ({ ...said(body), group: true, parts: [{ type: 'text', text: inner(body)['text'] }] })],

  ['event:reaction_added[ent]', reaction('added')],
  ['event:member_joined_channel', member('joined')],
  ['event:member_left_channel', (body) => (inner(body)['channel'] === '' ? unsupported()(body) : member('left')(body))],
  [
    'event:channel_rename',
    (body) => ({ kind: 'membership', change: 'renamed', address: { chat: fields(inner(body)['channel'])['id'] } }),
  ],
  [
    'event:assistant_thread_started',
    (body) => {
      const thread = fields(inner(body)['assistant_thread'])
      return {
        kind: 'membership',
        change: 'joined',
        address: { chat: thread['channel_id'], thread: thread['thread_ts'] },
        who: [{ id: thread['user_id'] }],
      }
    },
  ],
  [
    'event:tokens_revoked',
    (body) => ({ ...unsupported()(body), revoked: 'The bot token was revoked: install the app again.' }),
  ],
  [
    'event:app_uninstalled',
    (body) => ({ ...unsupported()(body), revoked: 'The app was removed from the workspace: install it again.' }),
  ],
  ['event:None', unsupported('event')],
  ['event:shared_channel_invite', unsupported()],
  ['event:', unsupported()],

  ['block_actions[button in:view', (body) => press(body, { chat: fields(body['user'])['id'] })],
  ['block_actions[button in:message thread]', (body) => press(body, { chat: 'C456', thread: '1234567890.000000' })],
  ['block_actions[button', (body) => press(body, { chat: fields(body['channel'])['id'] })],
  ['slash', (body) => ({ kind: 'command', ...commandOf(body) })],
  ['outgoing_webhook_form', unsupported('outgoing_webhook')],
  ...[
    'block_actions',
    'block_suggestion',
    'dialog_',
    'interactive_message',
    'message_action',
    'shortcut',
    'view_',
    'workflow_step',
  ].map((kind) => [kind, unsupported()] as const),
]

function inner(body: Json): Json {
  return fields(body['event'])
}

function fields(value: unknown): Json {
  return (value ?? {}) as Json
}

function said(body: Json): ExpectedEvent {
  const event = inner(body)
  const { channel, ts, user } = event as Readonly<Record<string, string>>
  const thread = event['thread_ts']
  const team = (body['team_id'] ?? '') as string
  return {
    kind: 'message',
    id: ts,
    from: { id: user },
    address: { chat: channel, ...(thread === undefined || thread === ts ? {} : { thread }) },
    keys: [
      ...(body['event_id'] === undefined ? [] : [`e:${body['event_id'] as string}`]),
      `m:${team}/${channel}/${ts}`,
    ],
  }
}

function member(change: 'joined' | 'left'): Expect {
  return (body) => ({
    kind: 'membership',
    change,
    address: { chat: inner(body)['channel'] },
    who: [{ id: inner(body)['user'] }],
    group: true,
  })
}

function reaction(how: 'added' | 'removed'): Expect {
  return (body) => ({
    kind: 'reaction',
    message: fields(inner(body)['item'])['ts'],
    address: { chat: fields(inner(body)['item'])['channel'] },
    from: { id: inner(body)['user'] },
    [how]: [inner(body)['reaction']],
  })
}

function press(body: Json, address: Json): ExpectedEvent {
  const [action] = body['actions'] as readonly Json[]
  const label = fields(action?.['text'])['text']
  return {
    kind: 'button',
    option: action?.['value'] ?? action?.['action_id'],
    ...(label === undefined ? {} : { label }),
    from: { id: fields(body['user'])['id'] },
    address,
  }
}

function commandOf(body: Json): Json {
  return {
    name: String(body['command']).slice(1),
    text: body['text'],
    address: { chat: body['channel_id'] },
    from: { id: body['user_id'], username: body['user_name'] },
    respondTo: body['response_url'],
    id: body['trigger_id'],
  }
}

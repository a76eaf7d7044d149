import type { PlatformEvent } from '../../src/contracts/message.ts'
import type { CorpusRecord } from './corpus.ts'

type Json = Readonly<Record<string, unknown>>

/** What a recorded update has to become: the kind of each event, and the facts that must not be lost. */
export type ExpectedEvent = Partial<Record<string, unknown>> & { readonly kind: PlatformEvent['kind'] }

type Expect = (body: Json, content: string) => readonly ExpectedEvent[]

/** By how the record's kind begins; the first that fits counts. */
const table: readonly (readonly [string, Expect])[] = [
  [
    'callback_query/',
    (query) => [{ kind: 'button', option: query['data'], acknowledge: query['id'], address: chatOf(query['message']) }],
  ],
  ['channel_post/text', said({ group: true })],
  [
    'deleted_business_messages',
    (body) =>
      (body['message_ids'] as number[]).map((id) => ({
        kind: 'edit',
        deleted: true,
        parts: [],
        id: String(id),
        address: { ...chatOf(body), via: body['business_connection_id'] },
      })),
  ],
  ['edited_message/location', (body) => [{ kind: 'edit', id: String(body['message_id']), parts: [place(body)] }]],
  [
    'edited_',
    (body) => [
      {
        kind: 'edit',
        id: String(body['message_id']),
        address: chatOf(body),
        parts: [{ type: 'text', text: body['text'] }],
        at: seconds(body['edit_date'] ?? body['date']),
      },
    ],
  ],
  ['message/audio+', media('document', 'document', { caption: 'Test Document Description' })],
  ['message/text[cmd.arg]', () => [{ kind: 'command', name: 'echo', text: 'hello!' }]],
  ['message/text[cmd]', () => [{ kind: 'command', name: 'start', text: '' }]],
  ['message/text', said()],
  [
    'message/contact',
    (body) => [
      {
        kind: 'message',
        parts: [
          {
            type: 'contact',
            name: fields(body['contact'])['first_name'],
            phones: [fields(body['contact'])['phone_number']],
            emails: [],
          },
        ],
      },
    ],
  ],
  ['message/document', media('document', 'document')],
  ['message/location', (body) => [{ kind: 'message', parts: [place(body)] }]],
  [
    'message/venue',
    (body) => [
      {
        kind: 'message',
        parts: [{ ...place(body), name: fields(body['venue'])['title'], address: fields(body['venue'])['address'] }],
      },
    ],
  ],
  [
    'message/photo',
    (body) => [
      {
        kind: 'message',
        parts: [{ type: 'image', mediaId: largest(body['photo'] as Json[])['file_id'], ...captionOf(body) }],
      },
    ],
  ],
  [
    'message/sticker',
    (body) => [
      {
        kind: 'message',
        parts: [{ type: 'sticker', mime: 'application/x-tgsticker', size: fields(body['sticker'])['file_size'] }],
      },
    ],
  ],
  ['message/video_note', media('video', 'video_note')],
  ['message/video_chat', unsupported],
  ['message/video', media('video', 'video')],
  ['message/voice', media('audio', 'voice')],
  [
    'message/left_chat_member[group]',
    (body) => [
      {
        kind: 'membership',
        change: 'left',
        who: [{ id: String(fields(body['left_chat_member'])['id']), isBot: true }],
      },
    ],
  ],
  [
    'message/migrate_from_chat_id',
    (body) => [
      {
        kind: 'membership',
        change: 'moved',
        address: { chat: String(body['migrate_from_chat_id']) },
        to: chatOf(body),
      },
    ],
  ],
  [
    'message/migrate_to_chat_id',
    (body) => [
      { kind: 'membership', change: 'moved', address: chatOf(body), to: { chat: String(body['migrate_to_chat_id']) } },
    ],
  ],
  [
    'message/new_chat_members',
    (body) => [
      {
        kind: 'membership',
        change: 'joined',
        who: (body['new_chat_members'] as Json[]).map(({ id }) => ({ id: String(id) })),
      },
    ],
  ],
  ['message/new_chat_title', () => [{ kind: 'membership', change: 'renamed' }]],
  ['message/nocontent[nofrom]', () => [{ kind: 'unsupported', native: 'message', address: { chat: '42' } }]],
  ['message/nocontent', () => [{ kind: 'unsupported', native: 'new_chat_member' }]],
  ['message/user_shared+', () => [{ kind: 'unsupported', native: 'user_shared' }]],
  ['message/', unsupported],
  [
    'message_reaction/',
    (body) => [
      { kind: 'reaction', message: String(body['message_id']), address: chatOf(body), at: seconds(body['date']) },
    ],
  ],
  ['multi_or_none', said()],
  ['my_chat_member/member>kicked', (body) => [{ kind: 'membership', change: 'blocked', address: chatOf(body) }]],
  ['unknown_update_type/message', () => [{ kind: 'unsupported', native: 'message' }]],
  ['unknown_update_type/', () => [{ kind: 'unsupported', native: 'something unknown to us' }]],
  ['channel_post/', unsupported],
  // Everything else carries its own name: `poll/regular`, `chat_member/creator>creator.private`.
  ['', (_, content) => [{ kind: 'unsupported', native: content }]],
]

/** The events that a record has to become, as subsets of them. */
export function expectedFrom({ kind, payload }: CorpusRecord): readonly ExpectedEvent[] {
  const update = fields(payload)
  const [family = '', content = family] = kind.split('[')[0]!.split('/')
  const body = fields(update[family] ?? update['message'])
  const [, expect] = table.find(([prefix]) => kind.startsWith(prefix))!
  const number = `u:${String(update['update_id'])}`
  const name = ['message', 'channel_post'].includes(family) ? content : family
  return expect(body, name).map((event) => ({ order: update['update_id'], ...event, keys: number }))
}

function unsupported(body: Json, content: string): readonly ExpectedEvent[] {
  return [{ kind: 'unsupported', native: content, address: chatOf(body) }]
}

function said(more: Json = {}): Expect {
  return (body) => {
    const replied = fields(body['reply_to_message'])['message_id'] as number | undefined
    return [
      {
        kind: 'message',
        id: String(body['message_id']),
        parts: [{ type: 'text', text: body['text'] }],
        address: {
          ...chatOf(body),
          ...(body['is_topic_message'] === true ? { thread: String(body['message_thread_id']) } : {}),
        },
        from: { id: String(fields(body['sender_chat'] ?? body['from'] ?? body['chat'])['id']) },
        at: seconds(body['date']),
        ...(replied === undefined ? {} : { replyTo: String(replied) }),
        ...more,
      },
    ]
  }
}

function media(type: string, name: string, more: Json = {}): Expect {
  return (body) => {
    const { file_id: mediaId, file_size: size, mime_type: mime } = fields(body[name])
    return [
      {
        kind: 'message',
        address: chatOf(body),
        parts: [{ type, mediaId, size, ...(mime === undefined ? {} : { mime }), ...captionOf(body), ...more }],
      },
    ]
  }
}

function captionOf(body: Json): Json {
  return typeof body['caption'] === 'string' ? { caption: body['caption'] } : {}
}

function place(body: Json): Json {
  const { latitude, longitude } = fields(body['location'])
  return { type: 'location', latitude, longitude }
}

function largest(sizes: readonly Json[]): Json {
  return [...sizes].sort(
    (one, other) => Number(other['width']) * Number(other['height']) - Number(one['width']) * Number(one['height']),
  )[0]!
}

function chatOf(body: unknown): { readonly chat: string } {
  return { chat: String(fields(fields(body)['chat'])['id']) }
}

function seconds(value: unknown): number {
  return Number(value) * 1000
}

function fields(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}

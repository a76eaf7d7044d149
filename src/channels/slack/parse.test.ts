import { describe, expect, test } from '@jest/globals'
import { eventOf, fixture, received } from './fixtures/read.ts'
import { slack } from './index.ts'

describe('what Slack delivers', () => {
  const place = { chat: 'D0ANA' }
  test.each([
    [
      'text',
      {
        kind: 'message',
        id: '1790000001.000019',
        parts: [{ type: 'text', text: 'Hello, where is my order?' }],
        address: place,
      },
    ],
    [
      'formatted',
      {
        parts: [
          {
            text: 'Is 1 < 2 & 3 at https://example.org/a?b=1&c=2, example.org, bo@example.org? @U0BO #general @here our site (https://example.org/long)',
          },
        ],
      },
    ],
    [
      'mention',
      {
        kind: 'message',
        group: true,
        mentioned: true,
        parts: [{ text: 'track 1234' }],
        address: { chat: 'C0GENERAL' },
      },
    ],
    ['mention-message', { kind: 'message', group: true, mentioned: true, parts: [{ text: 'track 1234' }] }],
    ['channel', { kind: 'message', group: true }],
    ['thread', { kind: 'message', address: { chat: 'C0GENERAL', thread: '1790000003.000039' } }],
    ['thread-of-bot', { kind: 'message', mentioned: true }],
    ['forwarded', { kind: 'message', parts: [{ type: 'text', text: 'The lamp is here' }] }],
    [
      'files',
      {
        parts: [
          { type: 'text', text: 'Broken lamp' },
          {
            type: 'image',
            mime: 'image/png',
            name: 'lamp.png',
            size: 42_706,
            mediaId: 'https://files.slack.com/files-pri/T0EXAMPLE-F0LAMP/download/lamp.png',
          },
          { type: 'audio', durationMs: 4100 },
          { type: 'document', mediaId: 'F0FAR' },
        ],
      },
    ],
    ['bot', { kind: 'unsupported', native: 'bot_message' }],
    ['edit', { kind: 'edit', id: '1790000001.000019', parts: [{ text: 'Hello, where is my parcel?' }] }],
    ['unfurl', { kind: 'unsupported', native: 'message_changed' }],
    [
      'deleted',
      { kind: 'edit', id: '1790000001.000019', deleted: true, parts: [], address: place, from: { id: 'U0ANA' } },
    ],
    ['tombstone', { kind: 'edit', id: '1790000003.000039', deleted: true, address: { chat: 'C0GENERAL' } }],
    [
      'reaction',
      { kind: 'reaction', message: '1790000008.000089', added: ['heart_eyes'], removed: [], address: place },
    ],
    ['reaction-removed', { kind: 'reaction', added: [], removed: ['heart_eyes'] }],
    [
      'joined',
      { kind: 'membership', change: 'joined', who: [{ id: 'U0BO' }], address: { chat: 'C0GENERAL' }, group: true },
    ],
    ['left', { kind: 'membership', change: 'left', who: [{ id: 'U0BO' }] }],
    ['renamed', { kind: 'membership', change: 'renamed', address: { chat: 'C0GENERAL' } }],
    ['moved', { kind: 'membership', change: 'moved', address: { chat: 'G0OLD' }, to: { chat: 'C0NEW' } }],
    ['assistant', { kind: 'membership', change: 'joined', address: { chat: 'D0ANA', thread: '1790000019.000199' } }],
    ['revoked', { kind: 'unsupported', native: 'tokens_revoked', revoked: expect.stringContaining('revoked') }],
    ['uninstalled', { kind: 'unsupported', native: 'app_uninstalled', revoked: expect.stringContaining('removed') }],
    ['pin', { kind: 'unsupported', native: 'pin_added', from: { id: 'U0ANA' } }],
    ['rate-limited', { kind: 'unsupported', native: 'app_rate_limited' }],
    [
      'button',
      {
        kind: 'button',
        option: 'yes',
        label: 'Yes',
        message: '1790000008.000089',
        address: place,
        from: { id: 'U0ANA', username: 'ana' },
      },
    ],
    ['button-in-thread', { kind: 'button', address: { chat: 'C0GENERAL', thread: '1790000003.000039' }, group: true }],
    [
      'button-ephemeral',
      {
        kind: 'button',
        option: 'no',
        respondTo: 'https://hooks.slack.com/actions/T0EXAMPLE/1/a',
        address: { chat: 'C0GENERAL' },
      },
    ],
    ['menu', { kind: 'button', option: 'l', label: 'Large' }],
    ['submission', { kind: 'unsupported', native: 'view_submission' }],
    ['shortcut', { kind: 'unsupported', native: 'shortcut' }],
    [
      'command',
      {
        kind: 'command',
        name: 'track',
        text: '1234 <now>',
        group: true,
        respondTo: 'https://hooks.slack.com/commands/T0EXAMPLE/1/c',
      },
    ],
  ])('%s', (name, expected) => {
    expect(eventOf(name)).toMatchObject(expected)
  })

  test("people's own tokens are not the bot's", () => {
    expect(eventOf('revoked-person')).not.toHaveProperty('revoked')
  })

  test('what Slack says twice has a key in common', () => {
    const shared = (one: string, other: string) => eventOf(one).keys.filter((key) => eventOf(other).keys.includes(key))
    expect(shared('mention', 'mention-message')).toEqual(['m:T0EXAMPLE/C0GENERAL/1790000003.000039'])
    expect(shared('joined', 'joined-message')).toHaveLength(1)
    expect(shared('text', 'edit')).toEqual([])
    expect(shared('edit', 'deleted')).toEqual([])
  })

  test('one message under eleven ids is one message', () => {
    const events = Array.from({ length: 11 }, (_, index) =>
      slack.parse({ ...fixture('text'), event_id: `Ev-${index}` })!,
    )
    expect(new Set(events.map(({ keys }) => keys[0])).size).toBe(11)
    expect(new Set(events.map(({ keys }) => keys[1]))).toEqual(new Set(['m:T0EXAMPLE/D0ANA/1790000001.000019']))
  })

  test('messages know their order, whatever the order they come in', () => {
    expect(eventOf('text')).toMatchObject({ order: 1_790_000_001_000_019, at: 1_790_000_001_000 })
  })

  test('several presses in one interaction are presses of their own', () => {
    const [action] = fixture('button')['actions'] as readonly object[]
    const two = { ...fixture('button'), actions: [action, { ...action, action_id: 'option-2', value: 'no' }] }
    const events = received(two).map((native) => slack.parse(native)!)
    expect(events).toMatchObject([{ option: 'yes' }, { option: 'no' }])
    expect(new Set(events.flatMap(({ keys }) => keys)).size).toBe(2)
  })

  test('a bare call by name is said all the same', () => {
    const bare = { ...fixture('mention'), event: { ...(fixture('mention')['event'] as object), text: '<@U0BOT>' } }
    expect(slack.parse(bare)).toMatchObject({ kind: 'message', parts: [{ type: 'text', text: '@U0BOT' }] })
  })
})

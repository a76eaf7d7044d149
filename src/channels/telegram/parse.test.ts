import { describe, expect, test } from '@jest/globals'
import type { Update } from 'grammy/types'
import { Unauthorized } from '../../contracts/errors.ts'
import type { Part } from '../../contracts/message.ts'
import { context, eventOf, eventsOf, fixture, received, request, settings } from './fixtures/read.ts'
import { telegram } from './index.ts'

describe('what Telegram delivers', () => {
  test.each([
    [
      'text',
      { kind: 'message', parts: [{ type: 'text', text: 'Hello, where is my order?' }], address: { chat: '7001' } },
    ],
    ['command', { kind: 'command', name: 'track', text: '1234 now' }],
    ['start', { kind: 'command', name: 'start', text: 'campaign_7' }],
    ['reply', { kind: 'message', replyTo: '90' }],
    ['photo', { parts: [{ type: 'image', mime: 'image/jpeg', caption: 'Broken lamp', size: 150_000 }] }],
    ['album-1', { album: '5550001', parts: [{ type: 'image', caption: 'Both sides' }] }],
    ['album-2', { album: '5550001', parts: [{ type: 'video', mime: 'video/mp4', durationMs: 3000 }] }],
    ['voice', { parts: [{ type: 'audio', mime: 'audio/ogg', durationMs: 4000 }] }],
    ['audio', { parts: [{ type: 'audio', mime: 'audio/mpeg', name: 'song.mp3' }] }],
    ['video-note', { parts: [{ type: 'video', mime: 'video/mp4' }] }],
    ['animation', { parts: [{ type: 'video', name: 'wave.mp4' }] }],
    [
      'document',
      { parts: [{ type: 'document', mime: 'application/pdf', name: 'invoice.pdf', caption: 'The invoice' }] },
    ],
    ['sticker', { parts: [{ type: 'sticker', mime: 'video/webm' }] }],
    ['location', { parts: [{ type: 'location', latitude: 38.7223, longitude: -9.1393 }] }],
    ['venue', { parts: [{ type: 'location', name: 'Corner shop', address: '1 Example Street' }] }],
    [
      'contact',
      {
        parts: [
          { type: 'contact', name: 'Bo Example', phones: ['+15550100', '+15550101'], emails: ['bo@example.org'] },
        ],
      },
    ],
    ['rich', { parts: [{ type: 'text', text: 'Title\nSome bold words\nFirst' }] }],
    ['dice', { kind: 'unsupported', native: 'dice', address: { chat: '7001' } }],
    ['group', { kind: 'message', group: true, mentioned: true }],
    ['group-reply', { kind: 'message', mentioned: true, replyTo: '91' }],
    ['topic', { kind: 'message', address: { chat: '-1005550002', thread: '12' } }],
    ['thread', { kind: 'message', address: { chat: '-1005550001' } }],
    ['anonymous', { kind: 'message', from: { id: '-1005550001', name: 'Test group' } }],
    ['direct-messages', { kind: 'message', address: { chat: '-1005550003', thread: 'direct:7002' } }],
    [
      'channel-post',
      { kind: 'message', from: { id: '-1005550003', name: 'Test channel', username: 'example_channel' } },
    ],
    ['edit', { kind: 'edit', parts: [{ type: 'text', text: 'Hello, where is my parcel?' }] }],
    ['business', { kind: 'message', address: { chat: '7001', via: 'bc_example' } }],
    ['business-owner', { kind: 'takeover', id: '140', address: { chat: '7001', via: 'bc_example' } }],
    ['button', { kind: 'button', option: 'yes', label: 'Yes', acknowledge: '4382000001', address: { chat: '7001' } }],
    ['button-inline', { kind: 'button', option: 'more', address: { chat: '7002' } }],
    ['reaction', { kind: 'reaction', message: '95', added: ['🔥', 'custom:5550', 'paid'], removed: ['👍'] }],
    ['joined', { kind: 'membership', change: 'joined', who: [{ id: '7002' }, { id: '900001', isBot: true }] }],
    ['left', { kind: 'membership', change: 'left', who: [{ id: '7002' }] }],
    ['promoted', { kind: 'unsupported', native: 'chat_member' }],
    ['blocked', { kind: 'membership', change: 'blocked', who: [{ id: '7001' }] }],
    ['unblocked', { kind: 'membership', change: 'unblocked' }],
    ['removed-from-group', { kind: 'membership', change: 'left', who: [{ id: '900001' }] }],
    ['moved-to', { kind: 'membership', change: 'moved', address: { chat: '-5550009' }, to: { chat: '-1005550009' } }],
    ['moved-from', { kind: 'membership', change: 'moved', address: { chat: '-5550009' }, to: { chat: '-1005550009' } }],
    ['poll', { kind: 'unsupported', native: 'poll' }],
    ['pre-checkout', { kind: 'unsupported', native: 'pre_checkout_query', from: { id: '7001' } }],
    ['payment', { kind: 'unsupported', native: 'successful_payment' }],
    ['unknown', { kind: 'unsupported', native: 'hologram', address: { chat: '7001' } }],
  ])('%s', (name, expected) => {
    expect(eventOf(name)).toMatchObject(expected)
  })

  test('every update has its number as key and order', () => {
    const update = fixture('text')
    expect(eventOf('text')).toMatchObject({ keys: [`u:${update.update_id}`], order: update.update_id })
  })

  test('the largest size of a photo counts, wherever it stands', () => {
    const [part] = (eventOf('photo') as { parts: readonly Part[] }).parts
    expect(part).toMatchObject({ mediaId: fixture('photo').message!.photo![1]!.file_id })
  })

  test('messages deleted together are events of their own', () => {
    const events = eventsOf(fixture('business-deleted'))
    expect(events).toMatchObject([
      { kind: 'edit', deleted: true, id: '101', parts: [], address: { chat: '7001', via: 'bc_example' } },
      { kind: 'edit', deleted: true, id: '102' },
    ])
    expect(new Set(events.flatMap(({ keys }) => keys)).size).toBe(2)
  })

  test('what Telegram says twice has a key in common', () => {
    const shared = (one: string, other: string) => eventOf(one).keys.filter((key) => eventOf(other).keys.includes(key))
    const joined = fixture('joined')
    const member = fixture('joined-member')
    member.chat_member!.date = joined.message!.date
    expect(eventsOf(member)[0]!.keys.some((key) => eventsOf(joined)[0]!.keys.includes(key))).toBe(true)
    expect(shared('moved-to', 'moved-from')).toHaveLength(1)
    expect(shared('text', 'photo')).toEqual([])
  })

  test('a command needs no entity, but no entity makes any slash one', () => {
    const said = (text: string, entities?: unknown) =>
      eventsOf({
        ...fixture('text'),
        message: { ...fixture('text').message, text, ...(entities === undefined ? {} : { entities }) },
      } as Update)[0]!
    expect(said('/help')).toMatchObject({ kind: 'command', name: 'help', text: '' })
    expect(said('/help\nme\nplease ')).toMatchObject({ kind: 'command', name: 'help', text: 'me\nplease' })
    expect(said('/usr/bin')).toMatchObject({ kind: 'message' })
    expect(said('and /help')).toMatchObject({ kind: 'message' })
    expect(said('/help', [])).toMatchObject({ kind: 'message' })
  })

  test('whoever has no sender is the chat', () => {
    const { from: _, ...message } = fixture('text').message!
    expect(eventsOf({ update_id: 1, message } as Update)[0]).toMatchObject({
      from: { id: '7001', name: 'Ana Example' },
    })
  })

  test('a bot is known as one', () => {
    const message = { ...fixture('text').message!, from: { ...fixture('text').message!.from, is_bot: true } }
    expect(eventsOf({ update_id: 1, message })[0]).toMatchObject({ kind: 'message', from: { isBot: true } })
  })

  test('of several kinds in one update the first counts', () => {
    const both = { ...fixture('edit'), ...fixture('text'), update_id: 5 }
    expect(eventsOf(both)).toMatchObject([{ kind: 'message', keys: ['u:5'] }])
  })

  test('without a registered secret, nobody may claim to know one', () => {
    const open = { ...context, webhookSecret: '' }
    const update = fixture('text')
    expect(telegram.webhook!({ ...request(update), headers: {} }, settings, open)).toHaveLength(1)
    expect(() => telegram.webhook!(request(update), settings, open)).toThrow(Unauthorized)
  })

  test('a body without an update_id is no update', () => {
    for (const body of [{ message: {} }, { update_id: 'one' }, { update_id: -1 }, { update_id: 1.5 }]) {
      expect(() => received(body)).toThrow('not an update')
    }
  })
})

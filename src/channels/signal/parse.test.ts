import { describe, expect, test } from '@jest/globals'
import type { MessageEvent } from '../../contracts/message.ts'
import { account, ann, ben, eventOf, eventsOf, fixture, group } from './fixtures/read.ts'
import { parse } from './parse.ts'
import { render } from './render.ts'

const annsChat = { chat: ann, alias: '+15550100001' }
const said = (text: string) => [{ type: 'text', text }]

describe('what people say', () => {
  test('is a message of the one who said it, by account id', () => {
    expect(eventOf('text')).toEqual({
      kind: 'message',
      keys: [`d:${ann}:1790000001000`],
      id: `${ann}:1790000001000`,
      address: annsChat,
      from: { id: ann, name: 'Ann' },
      at: 1790000001000,
      order: 1790000001020,
      parts: said('Hello there'),
    })
    expect(eventOf('no-number')).toMatchObject({ address: { chat: ben }, from: { id: ben } })
  })

  test.each([
    ['command', { kind: 'command', name: 'echo', text: 'one two' }],
    ['styled', { parts: said('bold') }],
    ['preview', { parts: said('https://example.org is nice') }],
    ['quote', { replyTo: `${account}:1789999990000` }],
    ['quote-other', { replyTo: `${ann}:1789999991000` }],
    ['story-reply', { replyTo: `${account}:1789999994000`, parts: said('Nice!') }],
    ['group', { address: { chat: group }, group: true, from: { id: ben } }],
    [
      'group-mention',
      { kind: 'message', mentioned: true, parts: said(`@${account} what about @+15550100001?`), group: true },
    ],
    ['group-quote', { mentioned: true, replyTo: `${account}:1789999993000` }],
    [
      'image',
      {
        parts: [
          { type: 'image', mime: 'image/jpeg', name: 'cat.jpg', mediaId: 'Q0FU.jpg', size: 4711, caption: 'Our cat' },
        ],
      },
    ],
    [
      'files',
      {
        parts: [
          { type: 'audio', mediaId: 'Vm9pY2U.aac' },
          { type: 'document', name: 'plan.pdf' },
          { type: 'video', caption: 'The film' },
        ],
      },
    ],
    ['long', { parts: said('The beginning') }],
    ['sticker', { parts: [{ type: 'sticker', mediaId: 'sticker:0123456789abcdef0123456789abcdef:7' }] }],
    [
      'contact',
      { parts: [{ type: 'contact', name: 'Cleo Example', phones: ['+15550100003'], emails: ['cleo@example.org'] }] },
    ],
    ['reaction', { kind: 'reaction', message: `${account}:1789999995000`, added: ['👍'], removed: [] }],
    [
      'reaction-removed',
      { kind: 'reaction', message: `${ann}:1789999996000`, added: [], removed: ['👍'], address: { chat: group } },
    ],
    ['edit', { kind: 'edit', id: `${ann}:1790000001000`, parts: said('Hello here') }],
    ['deleted', { kind: 'edit', id: `${ann}:1790000001000`, parts: [], deleted: true }],
    ['admin-deleted', { kind: 'edit', id: `${ben}:1790000008000`, deleted: true, address: { chat: group } }],
    ['group-update', { kind: 'membership', change: 'renamed', address: { chat: group } }],
    ['group-quit', { kind: 'membership', change: 'left', who: [{ id: ben }] }],
  ])('%s', (name, event) => expect(eventOf(name)).toMatchObject(event))

  test('to the account, whatever it is called there, is said to the account', () => {
    expect(eventOf('quote-unknown-self')).toMatchObject({ replyTo: `${account}:1789999992000` })
    const native = { ...fixture('group-mention'), account: 'another-name' }
    expect(parse(native)).not.toHaveProperty('mentioned')
    expect(parse({ ...native, self: '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b' })).toHaveProperty('mentioned', true)
  })

  test('in a group by whose id nobody would know one is answered there', () => {
    const envelope = { sourceUuid: ann, timestamp: 1, dataMessage: { message: 'x', groupInfo: { groupId: 'garden' } } }
    const event = parse({ envelope })
    expect(event).toMatchObject({ address: { chat: 'garden' }, group: true })
    const [call] = render([{ type: 'text', text: 'Hi' }], (event as MessageEvent).address)
    expect(call!.params).toEqual({ groupId: 'garden', message: 'Hi' })
  })

  test('reaches us in whatever a transport wraps it', () => {
    const told = fixture('text')
    expect(parse({ jsonrpc: '2.0', method: 'receive', params: told })).toEqual(parse(told))
    expect(parse({ jsonrpc: '2.0', method: 'receive', params: { subscription: 0, result: told } })).toEqual(parse(told))
  })
})

test('a tick is a receipt for each message that it is about', () => {
  expect(eventsOf('delivered')).toMatchObject([
    { kind: 'receipt', message: `${account}:1789999990000`, status: 'delivered', address: annsChat },
    { kind: 'receipt', message: `${account}:1789999995000`, status: 'delivered' },
  ])
  expect(eventsOf('read')).toMatchObject([{ status: 'read', message: `${account}:1789999990000` }])
  expect(eventsOf('viewed')).toMatchObject([{ status: 'read' }])
})

test('what is written with the account’s own phone is a person who takes over', () => {
  expect(eventOf('sent')).toMatchObject({
    kind: 'takeover',
    id: expect.stringMatching(`^\\${account}:`),
    address: annsChat,
    parts: said('A human here'),
  })
  expect(eventOf('sent-group')).toMatchObject({ kind: 'takeover', address: { chat: group }, group: true })
})

test.each([
  ['expiration', 'isExpirationUpdate'],
  ['payment', 'payment'],
  ['poll', 'pollCreate'],
  ['poll-vote', 'pollVote'],
  ['typing', 'typingMessage'],
  ['typing-group', 'typingMessage'],
  ['call', 'callMessage.offerMessage'],
  ['story', 'storyMessage'],
  ['sent-reaction', 'syncMessage.sentMessage.reaction'],
  ['sync-read', 'syncMessage.readMessages'],
  ['sync-contacts', 'syncMessage.CONTACTS_SYNC'],
  ['unreadable', 'ProtocolInvalidMessageException'],
  ['unknown', 'hologramMessage'],
  ['nothing-new', 'dataMessage'],
])('%s is kept under its own name', (name, native) =>
  expect(eventOf(name)).toMatchObject({ kind: 'unsupported', native }),
)

test('that somebody types or calls begins no conversation', () => {
  for (const name of ['typing', 'call', 'story', 'sync-contacts', 'unreadable']) {
    expect(eventOf(name)).not.toHaveProperty('address')
  }
})

test('what is no event is none', () => {
  for (const native of [{}, { envelope: null }, { account }]) expect(parse(native)).toBeUndefined()
})

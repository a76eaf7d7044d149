import { describe, expect, test } from '@jest/globals'
import { eventOf, fixture, names } from './fixtures/read.ts'
import { whatsappWeb } from './index.ts'

const person = { address: { chat: '15550100002@c.us' }, from: { id: '15550100002@c.us', name: 'Ada' } }
const inGroup = {
  address: { chat: '120363000000000001@g.us' },
  group: true,
  from: { id: '15550100003@c.us' },
}
const said = (text: string) => ({ kind: 'message', parts: [{ type: 'text', text }] })
const file = (name: string) => {
  const [message] = fixture(name).told as [{ id: { _serialized: string } }]
  return message.id._serialized
}

const expected: Readonly<Record<string, object>> = {
  text: { ...person, ...said('Hello there') },
  reply: { ...person, ...said('Yes, that one'), replyTo: '3EB0000000000000AA' },
  command: { ...person, kind: 'command', name: 'orders', text: 'track 1234' },
  group: { ...inGroup, ...said('just talking') },
  'group-mention': { ...inGroup, mentioned: true },
  'group-reply': { ...inGroup, mentioned: true, replyTo: '3EB0000000000000AB' },
  hidden: { address: { chat: '15550100004@c.us', alias: '70000000000001@lid' }, from: { id: '15550100004@c.us' } },
  'hidden-unknown': { address: { chat: '70000000000002@lid' }, from: { id: '70000000000002@lid' } },
  image: {
    parts: [{ type: 'image', mime: 'image/jpeg', mediaId: file('image'), caption: 'Holidays', size: 1234 }],
  },
  voice: {
    parts: [{ type: 'audio', mime: 'audio/ogg; codecs=opus', mediaId: file('voice'), size: 999, durationMs: 5000 }],
  },
  video: { parts: [{ type: 'video', mime: 'video/mp4', mediaId: file('video'), durationMs: 7000 }] },
  document: {
    parts: [{ type: 'document', mime: 'application/pdf', mediaId: file('document'), name: 'a.pdf', size: 5 }],
  },
  sticker: { parts: [{ type: 'sticker', mime: 'image/webp', mediaId: file('sticker') }] },
  location: {
    parts: [{ type: 'location', latitude: 52.5, longitude: 13.4, name: 'A café', address: 'Some street 1, Berlin' }],
  },
  contact: {
    parts: [{ type: 'contact', name: 'Ada Lovelace', phones: ['+1 555 010 0005'], emails: ['ada@example.org'] }],
  },
  contacts: { parts: [expect.objectContaining({ name: 'One' }), expect.objectContaining({ name: 'Two' })] },
  poll: { kind: 'unsupported', native: 'poll_creation' },
  button: { kind: 'button', option: 'yes', label: 'Yes', message: '3EB0000000000000AC' },
  list: { kind: 'button', option: 'size-l', label: 'Large' },
  status: { kind: 'unsupported', native: 'post:chat' },
  phone: { kind: 'takeover', address: person.address, parts: [{ type: 'text', text: 'I am here myself' }] },
  'phone-group': { kind: 'takeover', address: inGroup.address, group: true },
  'encrypted-notification': { kind: 'unsupported', native: 'e2e_notification' },
  ack: { kind: 'receipt', status: 'read', address: person.address },
  'ack-pending': { kind: 'unsupported', native: 'message_ack' },
  'ack-failed': { kind: 'receipt', status: 'failed', reason: 'WhatsApp could not send it.' },
  edit: { ...person, kind: 'edit', at: 1795000900123, parts: [{ type: 'text', text: 'Hello you' }] },
  'edit-decrypted': { kind: 'unsupported', native: 'message_edit' },
  revoked: { ...person, kind: 'edit', deleted: true, parts: [] },
  'revoked-key': { kind: 'edit', deleted: true, id: '3A0000000000000042' },
  ciphertext: { kind: 'unsupported', native: 'ciphertext' },
  'ciphertext-failed': { kind: 'unsupported', native: 'ciphertext_failed' },
  reaction: {
    kind: 'reaction',
    address: person.address,
    from: { id: '15550100002@c.us' },
    at: 1795000950500,
    message: '3EB0000000000000AD',
    added: ['👍'],
    removed: [],
  },
  'reaction-removed': { kind: 'reaction', added: [], removed: [''] },
  'reaction-own': { kind: 'unsupported', native: 'message_reaction' },
  vote: {
    kind: 'button',
    option: 'tea',
    label: 'Tea',
    message: '3EB0000000000000AE',
    from: { id: '15550100002@c.us' },
  },
  'vote-unknown': said('Tea'),
  'vote-withdrawn': { kind: 'unsupported', native: 'vote_update' },
  'vote-elsewhere': { kind: 'unsupported', native: 'vote_update' },
  joined: {
    ...inGroup,
    kind: 'membership',
    change: 'joined',
    who: [{ id: '15550100006@c.us' }, { id: '15550100007@c.us' }],
  },
  left: { ...inGroup, kind: 'membership', change: 'left', who: [{ id: '15550100003@c.us' }] },
  renamed: { ...inGroup, kind: 'membership', change: 'renamed' },
  described: { kind: 'unsupported', native: 'group_update' },
  'changed-number': {
    kind: 'membership',
    change: 'moved',
    address: { chat: '15550100008@c.us' },
    to: { chat: '15550100009@c.us' },
    who: [{ id: '15550100009@c.us' }],
  },
  'changed-number-in-group': { kind: 'unsupported', native: 'contact_changed' },
}

describe('what WhatsApp Web reports', () => {
  test.each(names)('%s', (name) => {
    expect(expected).toHaveProperty([name])
    expect(eventOf(name)).toMatchObject(expected[name]!)
  })

  test('in a group, just talking is no mention', () => {
    expect(eventOf('group')).not.toHaveProperty('mentioned')
  })

  test('the same message has a key in common under both ids of its chat', () => {
    const [message] = fixture('hidden').told as [{ _data: { id: object } }]
    const { _data: raw, ...read } = message
    const known = eventOf('hidden')
    const unknown = whatsappWeb.parse({ event: 'message', told: [{ ...read, _data: raw }] })!
    expect(known.keys).toEqual(expect.arrayContaining([...unknown.keys]))
  })

  test('what nobody has heard of is told by its name', () => {
    expect(whatsappWeb.parse({ event: 'toString', told: [] })).toMatchObject({
      kind: 'unsupported',
      native: 'toString',
    })
    expect(
      whatsappWeb.parse({ event: 'message', told: [{ id: { id: 'x', remote: '1@c.us' }, type: 'constructor' }] }),
    ).toMatchObject({
      kind: 'unsupported',
      native: 'constructor',
    })
  })

  test('what carries nothing is nothing', () => {
    expect(whatsappWeb.parse(null as unknown as object)).toBeUndefined()
    expect(whatsappWeb.parse([] as unknown as object)).toBeUndefined()
  })
})

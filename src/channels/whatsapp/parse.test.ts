import { describe, expect, test } from '@jest/globals'
import { Invalid, Unauthorized } from '../../contracts/errors.ts'
import { limits } from './abilities.ts'
import { eventOf, eventsOf, fixture, received, request, connectContext, settings } from './fixtures/read.ts'
import { whatsapp } from './index.ts'
import type { Native } from './receive.ts'

const kim = { address: { chat: '15550002222' }, from: { id: '15550002222', name: 'Kim Lee' } }

describe('a message', () => {
  test('is what was typed, with who, where and when', () => {
    expect(eventOf('text')).toEqual({
      kind: 'message',
      ...kim,
      keys: ['m:wamid.Fixture001'],
      id: 'wamid.Fixture001',
      at: 1_790_000_001_000,
      order: 1_790_000_001,
      parts: [{ type: 'text', text: 'Is the *shop* open?' }],
    })
  })

  test.each([
    ['reply', { replyTo: 'wamid.Fixture900' }],
    ['command', { kind: 'command', name: 'order', text: 'two teas' }],
    ['image', { parts: [{ type: 'image', mediaId: '2000000000000001', mime: 'image/jpeg', caption: 'The cup' }] }],
    ['voice', { parts: [{ type: 'audio', mime: 'audio/ogg; codecs=opus' }] }],
    ['video', { parts: [{ type: 'video', mime: 'video/mp4' }] }],
    ['document', { parts: [{ type: 'document', name: 'Invoice 7.pdf', caption: 'Please pay' }] }],
    ['sticker', { parts: [{ type: 'sticker', mime: 'image/webp' }] }],
    ['location', { parts: [{ type: 'location', latitude: 52.5162, name: 'The gate', address: 'Pariser Platz' }] }],
    [
      'contacts',
      { parts: [{ type: 'contact', name: 'Ada Example', phones: ['+1 555 000 3333'], emails: ['ada@example.org'] }] },
    ],
    ['form', { parts: [{ type: 'text', text: 'day: Monday\nguests: 3' }] }],
    ['order', { parts: [{ type: 'text', text: '2 × TEA (3.5 EUR)\nQuickly please' }] }],
    ['advertisement', { parts: [{ type: 'text', text: 'I saw your offer' }] }],
    ['button-reply', { kind: 'button', option: 'yes', label: 'Yes', message: 'wamid.Fixture900' }],
    ['list-reply', { kind: 'button', option: 'assam', label: 'Assam' }],
    ['template-button', { kind: 'button', option: 'stop-news', label: 'Stop' }],
    ['reaction', { kind: 'reaction', message: 'wamid.Fixture900', added: ['👍🏽'], removed: [] }],
    ['reaction-removed', { kind: 'reaction', added: [], removed: [''] }],
    ['edit', { kind: 'edit', id: 'wamid.Fixture900', parts: [{ type: 'text', text: 'three teas' }] }],
    ['revoke', { kind: 'edit', id: 'wamid.Fixture900', parts: [], deleted: true }],
    ['unsupported', { kind: 'unsupported', native: 'unsupported:131051' }],
    ['welcome', { kind: 'unsupported', native: 'request_welcome' }],
    ['call-permission', { kind: 'unsupported', native: 'interactive:call_permission_reply' }],
    ['identity', { kind: 'unsupported', native: 'system:customer_identity_changed' }],
  ])('may be a %s', (name, expected) => {
    expect(eventOf(name)).toMatchObject({ address: kim.address, ...expected })
  })

  test('that was forwarded answers nothing', () => {
    expect(eventOf('forwarded')).not.toHaveProperty('replyTo')
  })

  test('in a group is the group’s, said by one person, and meant for whom it answers', () => {
    expect(eventOf('group')).toMatchObject({
      address: { chat: 'group:Z3JvdXA6MQ==' },
      group: true,
      mentioned: true,
      from: kim.from,
    })
  })
})

describe('a person', () => {
  test('is known by the id that is the business’s own, and also by a number where there is one', () => {
    const from = { id: 'US.1000000000000001', name: 'Kim Lee', username: 'kim.lee' }
    expect(eventOf('both-ids')).toMatchObject({ from, address: { chat: from.id, alias: '15550002222' } })
    expect(eventOf('user-id')).toMatchObject({ from, address: { chat: from.id } })
    expect(eventOf('user-id').address).not.toHaveProperty('alias')
  })

  test.each([
    ['changed-number', '15550002222', { chat: 'US.1000000000000002', alias: '15550004444' }],
    ['changed-user-id', 'US.1000000000000003', { chat: 'US.1000000000000004' }],
    ['user-id-update', 'US.1000000000000005', { chat: 'US.1000000000000006', alias: '15550005555' }],
  ])('who %s moves', (name, from, to) => {
    expect(eventOf(name)).toMatchObject({
      kind: 'membership',
      change: 'moved',
      address: { chat: from },
      from: { id: from },
      to,
      who: [{ id: to.chat }],
      keys: expect.arrayContaining([`id:${from}:${to.chat}`]),
    })
  })

  test('joins a group', () => {
    expect(eventOf('group-participants')).toMatchObject({ change: 'joined', group: true, who: [{ id: '15550006666' }] })
  })
})

describe('a receipt', () => {
  test.each([
    ['sent', 'sent', '15550002222'],
    ['read', 'read', 'US.1000000000000001'],
    ['played', 'read', '15550002222'],
    ['failed', 'failed', '15550002222'],
    ['read-in-group', 'read', 'group:Z3JvdXA6MQ=='],
  ])('says %s', (name, status, chat) => {
    expect(eventOf(name)).toMatchObject({ kind: 'receipt', status, address: { chat } })
  })

  test('of a failure says why, and what to do', () => {
    expect(eventOf('failed')).toMatchObject({
      reason: expect.stringMatching(/131047, Re-engagement message: More than 24 hours have passed\..*template/),
    })
  })

  test('of a kind we do not know is kept', () => {
    expect(eventOf('warning')).toMatchObject({ kind: 'unsupported', native: 'status:warning' })
  })
})

test('what the owner wrote on the phone is a takeover', () => {
  expect(eventOf('echo')).toMatchObject({
    kind: 'takeover',
    address: kim.address,
    parts: [{ type: 'text', text: 'I will take it from here.' }],
  })
})

test.each([
  ['errors', 'messages:errors:130429'],
  ['preferences', 'user_preferences'],
  ['template-status', 'message_template_status_update:APPROVED'],
])('of %s an account is told, and it is kept', (name, native) => {
  expect(eventOf(name)).toMatchObject({ kind: 'unsupported', native })
})

describe('a webhook', () => {
  test('may hold many things, each of which happened by itself; another number’s are nobody’s here', () => {
    expect(eventsOf('batch').map(({ kind, keys }) => [kind, keys[0].slice(0, 2)])).toEqual([
      ['message', 'm:'],
      ['message', 'm:'],
      ['receipt', 's:'],
      ['unsupported', 'm:'],
    ])
    const foreign = eventsOf('batch')[3]!
    expect(foreign).toMatchObject({ native: 'foreign:messages' })
    expect(foreign).not.toHaveProperty('address')
  })

  test('that says something long after WhatsApp would have given up has a wrong clock', () => {
    const natives = whatsapp.webhook!(request(fixture('text')), settings, connectContext) as readonly Native[]
    const at = 1_790_000_001_000
    const arrived = (receivedAt: number) => whatsapp.parse({ ...natives[0]!, receivedAt })!.at
    expect(natives[0]!.receivedAt).toBeGreaterThan(0)
    expect(arrived(at + limits.redeliveryMs)).toBe(at)
    expect(arrived(at + limits.redeliveryMs + 1)).toBe(at + limits.redeliveryMs + 1)
  })

  test('is verified by the verify token', () => {
    const ask = (query: Record<string, string>) =>
      whatsapp.webhook!({ method: 'GET', headers: {}, query, body: Buffer.alloc(0) }, settings, connectContext)
    const query = { 'hub.mode': 'subscribe', 'hub.verify_token': settings.verifyToken, 'hub.challenge': '1158201444' }
    expect(ask(query)).toMatchObject({ status: 200, body: '1158201444' })
    expect(() => ask({ ...query, 'hub.verify_token': 'another' })).toThrow(Unauthorized)
    expect(() => ask({ ...query, 'hub.verify_token': '' })).toThrow(Unauthorized)
    expect(() => ask({ ...query, 'hub.mode': 'unsubscribe' })).toThrow(Invalid)
    expect(() => ask({})).toThrow(Invalid)
  })

  test('is signed over its bytes', () => {
    const good = request(fixture('text'))
    const spaced = { ...good, body: Buffer.concat([good.body, Buffer.from(' ')]) }
    expect(() => whatsapp.webhook!(spaced, settings, connectContext)).toThrow(Unauthorized)
    expect(() => whatsapp.webhook!({ ...good, headers: {} }, settings, connectContext)).toThrow(Unauthorized)
  })

  test('of any depth is read without falling over', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000)
    const raw = Buffer.from(`{"entry":[{"changes":[{"field":"new","value":{"deep":${deep}}}]}]}`)
    const [native] = whatsapp.webhook!(request(raw), settings, connectContext) as readonly Native[]
    expect(whatsapp.parse(native!)).toMatchObject({ kind: 'unsupported', native: 'new' })
  })

  test('with nothing in it is nothing', () => {
    expect(received({ object: 'whatsapp_business_account', entry: [] })).toEqual([])
  })
})

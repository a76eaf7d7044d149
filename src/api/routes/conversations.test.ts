import { describe, expect, test } from '@jest/globals'
import { startApi } from '../../../test/api/fakes.ts'
import type { DeadLetterId } from '../../contracts/id.ts'

const hello = [{ type: 'text', text: 'Hello' }]

async function withConversation() {
  const api = await startApi()
  const send = `/messages/send/tenants/acme/channels/telegram/tokens/${api.token}`
  await api.call('POST', send, { to: { address: '42' }, parts: hello })
  const { body } = await api.call('GET', '/api/v1/tenants/acme/conversations')
  return { ...api, send, id: body.items[0].id as string }
}

describe('sending', () => {
  test('to an address begins a conversation there, and to a conversation goes on with it', async () => {
    const { call, send, id } = await withConversation()
    const answer = await call('POST', send, { to: { conversationId: id }, parts: hello })
    expect([answer.status, answer.body]).toEqual([202, { messageId: expect.stringMatching(/^m_/), status: 'queued' }])
    expect((await call('GET', `/api/v1/conversations/${id}/messages`)).body.items).toHaveLength(2)
  })

  test('the same again makes no second message', async () => {
    const { call, send, id } = await withConversation()
    const message = { to: { conversationId: id }, parts: hello, idempotencyKey: 'order-7' }
    const first = await call('POST', send, message)
    expect((await call('POST', send, message)).body).toEqual(first.body)
    expect((await call('GET', `/api/v1/conversations/${id}/messages`)).body.items).toHaveLength(2)
  })

  test.each([
    [{ to: {} }, 'to'],
    [{ to: { address: '1', conversationId: '2' } }, 'to'],
    [{ to: { address: '' } }, 'to.address'],
    [{ parts: [] }, 'parts'],
    [{ parts: [{ type: 'text', text: '' }] }, 'parts.0.text'],
    [{ parts: [{ type: 'chosen', id: '1' }] }, 'parts.0.type'],
    [{ parts: [{ type: 'image', mime: 'image/png' }] }, 'parts.0.url'],
    [{ parts: [{ type: 'image', mime: 'image/png', url: 'file:///etc/passwd' }] }, 'parts.0.url'],
    [{ parts: [{ type: 'text', text: 'x', color: 'red' }] }, 'parts.0.color'],
    [{ parts: [{ type: 'choices', text: 'Which?', options: [] }] }, 'parts.0.options'],
    [{ idempotencyKey: 'x'.repeat(191) }, 'idempotencyKey'],
    [{ urgent: true }, 'urgent'],
  ])('says which field does not fit: %j', async (change, field) => {
    const { call, send } = await withConversation()
    const answer = await call('POST', send, { to: { address: '42' }, parts: hello, ...change })
    expect([answer.status, answer.body.error.field]).toEqual([400, field])
  })

  test('through a wrong token, or to another channel’s conversation, finds nothing', async () => {
    const { call, send, id, chatbot } = await withConversation()
    const wrong = await call('POST', `${send}x`, { to: { address: '42' }, parts: hello })
    expect(wrong.status).toBe(404)
    const { body: other } = await call('POST', '/api/v1/tenants/acme/channels', {
      platform: 'telegram',
      chatbotId: chatbot.id,
      name: 'Other',
      settings: { token: 't' },
    })
    const through = `/messages/send/tenants/acme/channels/telegram/tokens/${other.token}`
    expect((await call('POST', through, { to: { conversationId: id }, parts: hello })).status).toBe(404)
  })

  test('is over while the tenant is suspended or the channel disabled', async () => {
    const { call, send, channel } = await withConversation()
    await call('PUT', '/api/v1/tenants/acme', { state: 'suspended' })
    expect((await call('POST', send, { to: { address: '42' }, parts: hello })).status).toBe(409)
    expect((await call('GET', '/api/v1/tenants/acme/conversations')).status).toBe(200)
    await call('PUT', '/api/v1/tenants/acme', { state: 'active' })
    await call('PUT', `/api/v1/channels/${channel.id}`, { status: 'disabled' })
    expect((await call('POST', send, { to: { address: '42' }, parts: hello })).status).toBe(409)
  })
})

describe('a conversation', () => {
  test('is read with times a person can read', async () => {
    const { call, id, channel } = await withConversation()
    expect((await call('GET', `/api/v1/conversations/${id}`)).body).toEqual({
      id,
      channelId: channel.id,
      address: { chat: '42' },
      mode: 'normal',
      open: true,
      handoff: false,
      tags: [],
      contacts: [],
      state: 'bot',
      queue: null,
      assignee: null,
      lastSeq: expect.any(Number),
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    })
  })

  test('takes what an agent says', async () => {
    const { call, id } = await withConversation()
    const said = await call('POST', `/api/v1/conversations/${id}/messages`, {
      parts: [{ type: 'text', text: 'I am Ann.' }],
    })
    expect(said.status).toBe(202)
    const { body } = await call('GET', `/api/v1/conversations/${id}/messages`)
    expect(body.items.at(-1)).toMatchObject({
      id: said.body.messageId,
      conversationId: id,
      from: 'agent',
      parts: [{ type: 'text', text: 'I am Ann.' }],
    })
  })

  test('is read page by page', async () => {
    const { call, id } = await withConversation()
    await call('POST', `/api/v1/conversations/${id}/messages`, { parts: hello })
    const first = await call('GET', `/api/v1/conversations/${id}/messages?limit=1`)
    expect(first.body.items).toHaveLength(1)
    const second = await call('GET', `/api/v1/conversations/${id}/messages?limit=1&cursor=${first.body.nextCursor}`)
    expect(second.body.items[0].seq).toBeGreaterThan(first.body.items[0].seq)
    expect(second.body.nextCursor).toBeNull()
    expect((await call('GET', `/api/v1/conversations/${id}/messages?cursor=-1`)).body.error.field).toBe('cursor')
  })

  test('is handed over, handed back and ended', async () => {
    const { call, id } = await withConversation()
    const at = `/api/v1/conversations/${id}`
    expect((await call('PUT', `${at}/handoff`, { to: 'human' })).body.handoff).toBe(true)
    expect((await call('PUT', `${at}/handoff`, { to: 'bot' })).body.handoff).toBe(false)
    expect((await call('PUT', `${at}/handoff`, { to: 'cat' })).body.error.field).toBe('to')
    expect((await call('PUT', `${at}/end`)).body.open).toBe(false)
  })

  test('that is unknown is one answer on every route', async () => {
    const { call } = await withConversation()
    for (const [method, path, body] of [
      ['GET', ''],
      ['GET', '/messages'],
      ['POST', '/messages', { parts: hello }],
      ['PUT', '/end'],
      ['PUT', '/handoff', { to: 'bot' }],
    ] as const) {
      const answer = await call(method, `/api/v1/conversations/cv_unknown${path}`, body)
      expect([answer.status, answer.body.error.message]).toEqual([404, 'There is no such conversation.'])
    }
  })
})

describe('conversations', () => {
  test('are begun at an address, once', async () => {
    const { call, channel } = await startApi()
    const begin = () => call('POST', '/api/v1/conversations', { channelId: channel.id, address: '77' })
    const begun = await begin()
    expect([begun.status, begun.body]).toMatchObject([
      201,
      { channelId: channel.id, address: { chat: '77' }, open: true },
    ])
    const again = await begin()
    expect([again.status, again.body.id]).toEqual([200, begun.body.id])
    expect((await call('POST', '/api/v1/conversations', { channelId: 'ch_no', address: '7' })).status).toBe(404)
  })

  test('of a visitor are found in the tenant that is named', async () => {
    const { call, id } = await withConversation()
    const at = '/api/v1/conversations/visitor/42'
    expect((await call('GET', `${at}?tenantCode=acme`)).body.items).toMatchObject([{ id }])
    expect((await call('GET', at, undefined, { 'x-tenant-slug': 'acme' })).body.items).toMatchObject([{ id }])
    expect((await call('GET', '/api/v1/conversations/visitor/43?tenantCode=acme')).body.items).toEqual([])
    expect((await call('GET', at)).body.error.field).toBe('tenantCode')
    expect((await call('GET', `${at}?tenantCode=nobody`)).status).toBe(404)
  })

  test('tell of every message what became of it', async () => {
    const { call, id } = await withConversation()
    const { items } = (await call('GET', `/api/v1/conversations/${id}/messages`)).body
    expect(items[0].history).toEqual([{ status: 'sent', at: expect.stringMatching(/Z$/) }])
  })
})

describe('dead letters', () => {
  async function withDeadLetter() {
    const api = await startApi()
    const id = 'dl_acmee000000000000000' as DeadLetterId
    api.fakes.kept.get('acme')!.deadLetters.set(id, {
      id,
      side: 'inbox',
      conversation: undefined,
      reason: 'The handler failed five times.',
      at: '2026-01-02T03:04:05.000Z',
      content: [{ kind: 'message' }],
    })
    return { ...api, id }
  }

  test('are listed with their reasons', async () => {
    const { call, id } = await withDeadLetter()
    expect((await call('GET', '/api/v1/tenants/acme/dead-letters')).body.items).toEqual([
      {
        id,
        side: 'inbox',
        conversationId: null,
        reason: 'The handler failed five times.',
        at: '2026-01-02T03:04:05.000Z',
        content: [{ kind: 'message' }],
      },
    ])
  })

  test('are replayed once', async () => {
    const { call, id } = await withDeadLetter()
    const at = `/api/v1/tenants/acme/dead-letters/${id}/replay`
    const replayed = await call('POST', at)
    expect([replayed.status, replayed.body.replayedAt]).toEqual([200, expect.any(String)])
    expect((await call('POST', at)).status).toBe(409)
    expect((await call('POST', '/api/v1/tenants/acme/dead-letters/dl_other/replay')).status).toBe(404)
  })
})

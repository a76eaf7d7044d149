import { describe, expect, test } from '@jest/globals'
import { startApi } from '../../../test/api/fakes.ts'
import { Unauthorized } from '../../contracts/errors.ts'

describe('channels', () => {
  test('are made with a token that is shown once, and a URL for the platform', async () => {
    const { call, chatbot } = await startApi()
    const made = await call('POST', '/api/v1/tenants/acme/channels', {
      platform: 'telegram',
      chatbotId: chatbot.id,
      name: 'News',
      settings: { token: 'hush-hush', apiRoot: 'https://telegram.example' },
    })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      platform: 'telegram',
      status: 'active',
      settings: { apiRoot: 'https://telegram.example' },
    })
    expect(made.body.webhookUrl).toBe(
      `https://gateway.example/messages/receive/tenants/acme/channels/telegram/tokens/${made.body.token}`,
    )
    const read = await call('GET', `/api/v1/channels/${made.body.id}`)
    const listed = await call('GET', '/api/v1/tenants/acme/channels')
    expect(listed.body.items).toContainEqual(read.body)
    expect(made.text + read.text + listed.text).not.toContain('hush-hush')
    expect(read.text + listed.text).not.toContain(made.body.token)
    expect(listed.text).not.toMatch(/webhookSecret|tokenHashes/)
  })

  test.each([
    [{ platform: 'carrier-pigeon' }, 'platform'],
    [{ settings: {} }, 'settings.token'],
    [{ settings: ['token'] }, 'settings'],
    [{ chatbotId: 'bot_unknown' }, 'chatbotId'],
    [{ status: 'active' }, 'status'],
  ])('say which field does not fit: %j', async (change, field) => {
    const { call, chatbot } = await startApi()
    const body = { platform: 'telegram', chatbotId: chatbot.id, name: 'News', settings: { token: 't' }, ...change }
    const answer = await call('POST', '/api/v1/tenants/acme/channels', body)
    expect([answer.status, answer.body.error.field]).toEqual([400, field])
  })

  test('are changed and removed', async () => {
    const { call, channel } = await startApi()
    const at = `/api/v1/channels/${channel.id}`
    const changed = await call('PUT', at, { status: 'disabled', settings: { token: 'another' } })
    expect(changed.body).toMatchObject({ status: 'disabled', settings: { apiRoot: 'https://telegram.example' } })
    expect((await call('PUT', at, { status: 'unauthorized' })).status).toBe(400)
    expect((await call('DELETE', at)).status).toBe(204)
    expect((await call('GET', at)).status).toBe(404)
  })

  test('get a new token, and with it a new URL', async () => {
    const { call, channel, token } = await startApi()
    const { status, body } = await call('POST', `/api/v1/channels/${channel.id}/token`)
    expect(status).toBe(200)
    expect(body.token).not.toBe(token)
    expect(body.webhookUrl).toContain(body.token)
  })
})

describe('a channel’s webhook', () => {
  test('is registered with this gateway’s URL when no other is given', async () => {
    const { call, channel, token } = await startApi()
    const at = `/api/v1/channels/${channel.id}/webhook`
    expect((await call('POST', at)).body.url).toBe(
      `https://gateway.example/messages/receive/tenants/acme/channels/telegram/tokens/${token}`,
    )
    expect((await call('POST', at, { url: 'https://tunnel.example/x' })).body.url).toBe('https://tunnel.example/x')
    expect((await call('POST', at, { url: 'file:///etc/passwd' })).body.error.field).toBe('url')
  })

  test('is asked for and removed', async () => {
    const { call, channel } = await startApi()
    const at = `/api/v1/channels/${channel.id}/webhook`
    expect((await call('GET', at)).body).toEqual({ registered: true, lastErrorAt: '1970-01-01T00:00:00.000Z' })
    expect((await call('DELETE', at)).body).toMatchObject({ registered: false })
  })

  test('that the platform refuses is no fault of the caller’s key', async () => {
    const { call, channel, fakes } = await startApi()
    const { openById } = fakes.tenants
    Object.assign(fakes.tenants, {
      openById: async (id: string) => ({
        ...(await openById(id)),
        webhook: () => Promise.reject(new Unauthorized('Telegram refuses the token.')),
      }),
    })
    const answer = await call('POST', `/api/v1/channels/${channel.id}/webhook`)
    expect([answer.status, answer.body.error]).toEqual([
      422,
      expect.objectContaining({ code: 'E_REFUSED', message: 'Telegram refuses the token.' }),
    ])
  })
})

import { once } from 'node:events'
import { describe, expect, test } from '@jest/globals'
import { adminKey, startApi } from '../../../test/api/fakes.ts'
import type { PairStep } from '../../contracts/channel.ts'
import { Refused, Unauthorized } from '../../contracts/errors.ts'

async function* steps(...each: readonly PairStep[]): AsyncGenerator<PairStep> {
  yield* each
}

describe('pairing', () => {
  test('tells every step as an event', async () => {
    const { call, channel, fakes } = await startApi()
    fakes.platform.pair = (_client, { phone = '' }) =>
      steps({ step: 'code', code: phone }, { step: 'waiting', sentence: 'A\nB' }, { step: 'paired', account: '+1' })
    const { status, text, headers } = await call('POST', `/api/v1/channels/${channel.id}/pair`, { phone: '+491234567' })
    expect([status, headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8'])
    expect(text.replaceAll(':\n\n', '').split('\n\n')).toEqual([
      'event: code\ndata: {"step":"code","code":"+491234567"}',
      'event: waiting\ndata: {"step":"waiting","sentence":"A\\nB"}',
      'event: paired\ndata: {"step":"paired","account":"+1"}',
      '',
    ])
  })

  test('ends when the caller leaves, and is one at a time', async () => {
    const { server, call, channel, fakes } = await startApi()
    const ended = Promise.withResolvers<undefined>()
    fakes.platform.pair = async function* (_client, _how, signal) {
      yield { step: 'qr', text: 'picture' }
      await once(signal, 'abort')
      ended.resolve(undefined)
    }
    const at = `/api/v1/channels/${channel.id}/pair`
    const url = await server.listen({ port: 0, host: '127.0.0.1' })
    try {
      const leaving = new AbortController()
      const headers = { authorization: `Bearer ${adminKey}` }
      const answer = await fetch(`${url}${at}`, { method: 'POST', headers, signal: leaving.signal })
      const reader = answer.body!.getReader()
      let told = ''
      while (!told.includes('picture')) told += Buffer.from((await reader.read()).value ?? []).toString()
      expect((await call('POST', at)).status).toBe(409)
      leaving.abort()
      await ended.promise
    } finally {
      await server.close()
    }
  })

  test('does not hold up a server that stops', async () => {
    const { server, channel, fakes } = await startApi()
    fakes.platform.pair = async function* (_client, _how, signal) {
      yield { step: 'qr', text: 'picture' }
      await once(signal, 'abort')
    }
    const url = await server.listen({ port: 0, host: '127.0.0.1' })
    const headers = { authorization: `Bearer ${adminKey}` }
    const answer = await fetch(`${url}/api/v1/channels/${channel.id}/pair`, { method: 'POST', headers })
    const text = answer.text()
    await server.close()
    expect(await text).toContain('picture')
  })

  test('that breaks is told, and logged', async () => {
    const { call, channel, fakes } = await startApi()
    fakes.platform.pair = async function* () {
      yield { step: 'qr', text: 'picture' }
      throw new TypeError('undefined is not a phone')
    }
    const { text } = await call('POST', `/api/v1/channels/${channel.id}/pair`)
    expect(text).toContain('event: failed')
    expect(text).not.toContain('is not a phone')
    expect(fakes.logged).toContainEqual(expect.objectContaining({ message: 'A pairing failed.' }))
  })

  test('is refused where there is nothing to pair', async () => {
    const { call, channel } = await startApi()
    const at = `/api/v1/channels/${channel.id}/pair`
    expect((await call('POST', at)).body.error).toMatchObject({ code: 'E_INVALID', field: 'platform' })
    expect((await call('POST', at, { phone: 'mine' })).body.error.field).toBe('phone')
    expect((await call('POST', '/api/v1/channels/ch_unknown/pair')).status).toBe(404)
  })
})

describe('a manifest', () => {
  test('names this gateway’s addresses', async () => {
    const { call, channel, token, fakes } = await startApi()
    fakes.platform.manifest = (urls) => urls
    expect((await call('GET', `/api/v1/channels/${channel.id}/manifest`)).body).toEqual({
      receive: `https://gateway.example/messages/receive/tenants/acme/channels/telegram/tokens/${token}`,
      install: 'https://gateway.example/channels/install/callback',
      name: 'Support',
    })
  })

  test('is nothing that every platform takes', async () => {
    const { call, channel } = await startApi()
    const { status, body } = await call('GET', `/api/v1/channels/${channel.id}/manifest`)
    expect([status, body.error.message]).toEqual([400, 'telegram takes no manifest.'])
  })
})

describe('an installation', () => {
  async function withInstall() {
    const api = await startApi()
    api.fakes.platform.install = {
      begin: (_settings, { state, returnTo }) =>
        `https://platform.example/?${new URLSearchParams({ state, redirect_uri: returnTo }).toString()}`,
      complete: async (_settings, { query }) => {
        if (query['code'] !== 'good') throw new Refused(`The platform said ${query['error']}.`)
        return { token: 'installed', apiRoot: 'https://installed.example' }
      },
    }
    const begin = async () => {
      const { body } = await api.call('POST', `/api/v1/channels/${api.channel.id}/install`)
      return { url: new URL(body.url as string), expiresAt: body.expiresAt as string }
    }
    const comeBack = (query: Record<string, string>) => api.server.inject({ url: '/channels/install/callback', query })
    return { ...api, begin, comeBack }
  }

  test('sends the browser to the platform, and takes what it comes back with', async () => {
    const { begin, comeBack, call, channel } = await withInstall()
    const { url, expiresAt } = await begin()
    expect(url.searchParams.get('redirect_uri')).toBe('https://gateway.example/channels/install/callback')
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now())
    const page = await comeBack({ state: url.searchParams.get('state')!, code: 'good' })
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.body).toContain('The app is installed')
    expect(page.body).not.toContain('installed.example')
    const { body } = await call('GET', `/api/v1/channels/${channel.id}`)
    expect(body.settings).toEqual({ apiRoot: 'https://installed.example' })
  })

  test('shows what went wrong as text, whatever is in it', async () => {
    const { begin, comeBack } = await withInstall()
    const { url } = await begin()
    const error = '"><script>alert(1)</script>'
    const page = await comeBack({ state: url.searchParams.get('state')!, error })
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain('&lt;script&gt;')
    expect(page.body).not.toContain('<script')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  })

  test.each([
    {},
    { state: '' },
    { state: '<b>' },
    { state: 'ch_acmee00000000000.AAAA' },
    { state: 'ch_acmee00000000000' },
  ])('of a stranger says one thing: %j', async (query) => {
    const { comeBack, channel } = await withInstall()
    for (const state of [query.state, `${channel.id}.AQAA`]) {
      const page = await comeBack({ ...(state === undefined ? {} : { state }), code: 'good' })
      expect([page.statusCode, page.body]).toEqual([422, expect.stringContaining('not an installation that was begun')])
      expect(page.body).not.toContain('<b>')
    }
  })

  test('is not for a tenant that is suspended, nor where there is none', async () => {
    const { begin, comeBack, call, fakes, channel } = await withInstall()
    const state = (await begin()).url.searchParams.get('state')!
    await call('PUT', '/api/v1/tenants/acme', { state: 'suspended' })
    expect((await comeBack({ state, code: 'good' })).statusCode).toBe(422)
    delete fakes.platform.install
    expect((await call('POST', `/api/v1/channels/${channel.id}/install`)).body.error.field).toBe('platform')
  })
})

describe('trying a channel out', () => {
  test('without an address looks at the credentials, and says how', async () => {
    const { call, channel, fakes } = await startApi()
    const at = `/api/v1/channels/${channel.id}/test`
    const connected = await call('POST', at)
    expect([connected.status, connected.body]).toMatchObject([200, { checked: 'credentials', by: 'connected' }])
    fakes.platform.inspect = async () => ({ registered: true })
    expect((await call('POST', at)).body).toMatchObject({ checked: 'credentials', by: 'asked' })
    fakes.platform.inspect = () => Promise.reject(new Unauthorized('The token was revoked.'))
    expect((await call('POST', at)).body.error).toMatchObject({ code: 'E_REFUSED', message: 'The token was revoked.' })
    expect((await call('GET', `/api/v1/channels/${channel.id}`)).body.status).toBe('unauthorized')
  })

  test('with an address sends a message there', async () => {
    const { call, channel } = await startApi()
    const at = `/api/v1/channels/${channel.id}`
    const { status, body } = await call('POST', `${at}/test`, { address: '42' })
    expect([status, body]).toMatchObject([202, { checked: 'message', status: 'queued' }])
    const { items } = (await call('GET', `/api/v1/conversations/${body.conversationId}/messages`)).body
    expect(items).toMatchObject([
      { id: body.messageId, from: 'bot', parts: [{ type: 'text', text: 'This is a test of the channel Support.' }] },
    ])
    await call('PUT', at, { status: 'disabled' })
    expect((await call('POST', `${at}/test`, { address: '42' })).status).toBe(409)
    expect((await call('POST', `${at}/test`, { adress: '42' })).body.error.field).toBe('adress')
  })
})

describe('deliveries', () => {
  test('are listed with their errors, and without the channel’s secrets', async () => {
    const { call, channel, fakes } = await startApi()
    const entry = { at: 0, direction: 'out', kind: 'message', conversation: undefined } as const
    fakes.kept
      .get('acme')!
      .deliveries.push(
        { ...entry, status: 'failed', attempts: 2, error: 'No answer from /botsecret-bot-token/sendMessage.' },
        { ...entry, status: 'sent', latencyMs: 12 },
      )
    const at = `/api/v1/channels/${channel.id}/deliveries`
    const base = {
      at: '1970-01-01T00:00:00.000Z',
      direction: 'out',
      kind: 'message',
      conversationId: null,
      messageId: null,
    }
    expect((await call('GET', at)).body).toEqual({
      items: [
        { ...base, status: 'failed', latencyMs: null, attempts: 2, error: 'No answer from /bot…/sendMessage.' },
        { ...base, status: 'sent', latencyMs: 12 },
      ],
      nextCursor: null,
    })
    expect((await call('GET', `${at}?limit=1`)).body.items).toHaveLength(1)
    expect((await call('GET', `${at}?limit=1000`)).body.error.field).toBe('limit')
  })
})

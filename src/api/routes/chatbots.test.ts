import { describe, expect, test } from '@jest/globals'
import { startApi } from '../../../test/api/fakes.ts'

describe('chatbots', () => {
  test('are created, read, changed and removed', async () => {
    const { call } = await startApi()
    const made = await call('POST', '/api/v1/tenants/acme/chatbots', { name: 'Eve', languages: ['de', 'en-GB'] })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ name: 'Eve', languages: ['de', 'en-GB'], personality: {}, plugins: {} })
    expect(made.body.embedId).toMatch(/^cb_[a-z0-9]{12}$/)
    const at = `/api/v1/chatbots/${made.body.id}`
    expect((await call('PUT', at, { name: 'Eva' })).body.name).toBe('Eva')
    expect((await call('PUT', `${at}/personality`, { tone: 'dry' })).body.personality).toEqual({ tone: 'dry' })
    const placement = { position: 'bottom-left', pages: { include: ['/shop/*'] }, devices: ['desktop'] }
    expect((await call('PUT', `${at}/placement`, placement)).body.placement).toEqual(placement)
    const theme = { mode: 'dark', colors: { primary: '#115e59' }, words: { title: { de: 'Frag uns' } } }
    expect((await call('PUT', `${at}/theme`, theme)).body.theme).toEqual(theme)
    expect((await call('POST', `${at}/avatar`, { avatarId: null })).body.avatarId).toBeNull()
    expect((await call('POST', `${at}/avatar`, { avatarId: 'default' })).body.avatarId).toBe('default')
    expect((await call('POST', `${at}/avatar`, { avatarId: 'nobody' })).body.error.field).toBe('avatarId')
    expect((await call('GET', at)).body).toMatchObject({ name: 'Eva', personality: { tone: 'dry' } })
    expect((await call('DELETE', at)).status).toBe(204)
    expect((await call('GET', at)).status).toBe(404)
  })

  test('are listed by tenant', async () => {
    const { call, chatbot } = await startApi()
    expect((await call('GET', '/api/v1/tenants/acme/chatbots')).body).toEqual({
      items: [expect.objectContaining({ id: chatbot.id })],
      nextCursor: null,
    })
  })

  test('stay while channels use them', async () => {
    const { call, chatbot } = await startApi()
    expect((await call('DELETE', `/api/v1/chatbots/${chatbot.id}`)).status).toBe(409)
  })

  test.each([
    [{ name: 'Eve', languages: [] }, 'languages'],
    [{ name: 'Eve', languages: ['not a language'] }, 'languages.0'],
    [{ name: 'Eve', personality: 'dry' }, 'personality'],
    [{ name: 'Eve', embedId: 'cb_mine' }, 'embedId'],
  ])('say which field does not fit: %j', async (body, field) => {
    const { call } = await startApi()
    const answer = await call('POST', '/api/v1/tenants/acme/chatbots', body)
    expect([answer.status, answer.body.error.field]).toEqual([400, field])
  })

  const open = [{ days: ['mon'], from: '09:00', to: '18:00' }]
  test.each([
    ['personality', { mood: 'dry' }, 'mood'],
    ['personality', { tone: 'two\nlines' }, 'tone'],
    ['personality', { instructions: 'x'.repeat(8001) }, 'instructions'],
    ['personality', { greeting: {} }, 'greeting'],
    ['personality', { fallback: { say: '' } }, 'fallback.say'],
    ['personality', { ai: { temperature: 1 } }, 'ai.temperature'],
    ['placement', { position: 'top' }, 'position'],
    ['placement', { size: { width: 5 } }, 'size.width'],
    ['placement', { pages: { include: ['shop'] } }, 'pages.include.0'],
    ['placement', { delaySeconds: 601 }, 'delaySeconds'],
    ['placement', { scrollPercent: 101 }, 'scrollPercent'],
    ['placement', { devices: [] }, 'devices'],
    ['placement', { hours: { timeZone: 'Mars/Base', open } }, 'hours.timeZone'],
    ['placement', { hours: { timeZone: 'UTC', open: [{ ...open[0], from: '19:00' }] } }, 'hours.open.0'],
    ['theme', { colors: { primary: 'red' } }, 'colors.primary'],
    ['theme', { words: { slogan: 'x' } }, 'words.slogan'],
  ])('have a %s that fits, and not %j', async (aspect, body, field) => {
    const { call, chatbot } = await startApi()
    const answer = await call('PUT', `/api/v1/chatbots/${chatbot.id}/${aspect}`, body)
    expect([answer.status, answer.body.error.field]).toEqual([400, field])
  })

  test('of a malformed id are as unknown as any', async () => {
    const { call, channel } = await startApi()
    const ids = ['bot_acmee000000000000000', 'nonsense', '..%2f..', '__proto__', 'constructor', channel.id]
    const answers = await Promise.all(ids.map((id) => call('GET', `/api/v1/chatbots/${id}`)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.error.message}`))).toEqual(
      new Set(['404 There is no such chatbot.']),
    )
  })
})

describe('a chatbot’s plugin', () => {
  test('runs with its defaults until it is set', async () => {
    const { call, chatbot } = await startApi()
    const { body } = await call('GET', `/api/v1/chatbots/${chatbot.id}/plugins/orders`)
    expect(body).toMatchObject({ name: 'orders', enabled: true, settings: {}, secretsSet: [] })
    expect(body.schema.required).toEqual(['shop', 'key'])
  })

  test('keeps a secret that is left out, and never tells it', async () => {
    const { call, chatbot, fakes } = await startApi()
    const at = `/api/v1/chatbots/${chatbot.id}/plugins/orders`
    const set = await call('PUT', at, { settings: { shop: 'one', key: 'hush-hush' } })
    expect([set.status, set.body.settings, set.body.secretsSet]).toEqual([200, { shop: 'one' }, ['key']])
    const again = await call('PUT', at, { enabled: false, settings: { shop: 'two' } })
    expect(again.body).toMatchObject({ enabled: false, settings: { shop: 'two' }, secretsSet: ['key'] })
    const { body, text } = await call('GET', `/api/v1/chatbots/${chatbot.id}`)
    expect(body.plugins).toEqual({ orders: { enabled: false } })
    expect(set.text + again.text + text).not.toContain('hush-hush')
    const kept = fakes.kept.get('acme')!.chatbots.get(chatbot.id)!.plugins['orders']
    expect(kept).toEqual({ enabled: false, settings: { shop: 'two', key: 'hush-hush' } })
  })

  test.each([
    [{ settings: { key: 'k' } }, 'settings.shop'],
    [{ settings: { shop: 'one' } }, 'settings.key'],
    [{ settings: { shop: 5, key: 'k' } }, 'settings.shop'],
    [{ settings: { shop: 'one', key: 'k', color: 'red' } }, 'settings.color'],
    [{ settings: 'one' }, 'settings'],
    [{ enabled: 'yes' }, 'enabled'],
    [{ on: true }, 'on'],
    [{ enabled: true }, 'settings.shop'],
  ])('is not set to %j', async (body, field) => {
    const { call, chatbot } = await startApi()
    const answer = await call('PUT', `/api/v1/chatbots/${chatbot.id}/plugins/orders`, body)
    expect([answer.status, answer.body.error.field]).toEqual([400, field])
  })

  test('are what the plugin itself says they must be, too', async () => {
    const { call, chatbot } = await startApi()
    const body = { settings: { shop: 'nowhere', key: 'k' } }
    const answer = await call('PUT', `/api/v1/chatbots/${chatbot.id}/plugins/orders`, body)
    expect(answer.body.error).toMatchObject({ field: 'settings.shop', message: 'There is no such shop.' })
  })

  test('is listed with what a form needs', async () => {
    const { call } = await startApi()
    const { items } = (await call('GET', '/api/v1/plugins')).body
    expect(items).toMatchObject([
      { name: 'orders', intents: ['track'], schema: { properties: { key: { 'x-secret': true } } } },
    ])
  })

  test('must be installed', async () => {
    const { call, chatbot } = await startApi()
    for (const name of ['weather', '__proto__', 'toString']) {
      expect((await call('PUT', `/api/v1/chatbots/${chatbot.id}/plugins/${name}`, { enabled: true })).status).toBe(404)
    }
  })
})

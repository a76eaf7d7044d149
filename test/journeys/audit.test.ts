import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { AuditEntry } from '../../src/contracts/audit.ts'
import { openAudit } from '../../src/tenancy/audit.ts'
import { openDatabases } from '../parts/engine.ts'
import { addBot, apiOf, openApp } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

type Shown = Omit<AuditEntry, 'at' | 'tenant'>

let app: RunningApp

beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app.close())

const entries = async (query = '') => (await app.api<{ items: Shown[] }>('GET', `/audit${query}`)).items

test('every change is kept with who made it, what it was and what it became, and no secret', async () => {
  await app.api('POST', '/tenants', { code: 'acme', name: 'Acme' })
  const { id } = await app.api<{ id: string }>('POST', '/tenants/acme/chatbots', { name: 'Ada' })
  await app.api('PUT', `/chatbots/${id}/personality`, { tone: 'dry' })
  const settings = { token: '12345:a-very-secret-bot-token', apiRoot: 'http://127.0.0.1:9' }
  const channel = await app.api<{ id: string; token: string }>('POST', '/tenants/acme/channels', {
    platform: 'telegram',
    chatbotId: id,
    name: 'Support',
    settings,
  })
  const { key } = await app.api<{ key: string }>('POST', '/auth/api-keys', { name: 'Shop', tenantCode: 'acme' })
  await app.api('DELETE', `/channels/${channel.id}`)
  const [removed, made, connected, dry, begun, created] = await entries()
  expect(created).toMatchObject({ action: 'POST /api/v1/tenants', before: null, after: { code: 'acme' } })
  expect(begun).toMatchObject({ action: 'POST /api/v1/tenants/:tenantCode/chatbots', target: { tenantCode: 'acme' } })
  expect(dry).toMatchObject({
    actor: { kind: 'api-key', id: 'bootstrap' },
    address: '127.0.0.1',
    before: { personality: {} },
    after: { personality: { tone: 'dry' } },
  })
  expect(connected).toMatchObject({ after: { name: 'Support', token: '…', webhookUrl: '…' } })
  expect(made).toMatchObject({ after: { name: 'Shop', key: '…' } })
  expect(removed).toMatchObject({ before: { name: 'Support' }, action: 'DELETE /api/v1/channels/:id' })
  const text = JSON.stringify(await entries())
  for (const secret of [settings.token, channel.token, key]) expect(text).not.toContain(secret)
})

test('what was refused changed nothing, and reading is no change', async () => {
  const before = (await entries()).length
  await app.ask('POST', '/tenants', { code: 'acme', name: 'Again' })
  await app.ask('PUT', '/tenants/nobody', { name: 'x' })
  await app.ask('GET', '/tenants')
  expect((await entries()).length).toBe(before)
})

test('a tenant’s people see its own entries alone', async () => {
  await addBot(app, 'other', 'telegram', { token: '1:x', apiRoot: 'http://127.0.0.1:9' })
  const { key } = await app.api<{ key: string }>('POST', '/auth/api-keys', { name: 'Auditor', tenantCode: 'other' })
  const other = apiOf(app.url, key)
  const { items } = await other.api<{ items: Shown[] }>('GET', '/tenants/other/audit')
  expect(items.length).toBeGreaterThan(1)
  expect(JSON.stringify(items)).not.toContain('acme')
  expect((await other.ask('GET', '/tenants/acme/audit')).status).toBe(404)
  expect((await other.ask('GET', '/audit')).status).toBe(403)
})

test('the chain tells whether an entry was changed or taken out', async () => {
  const databases = await openDatabases(app.dataDir)
  try {
    const log = openAudit(databases.platform)
    const { entries: count, problem } = log.verify()
    expect([count > 5, problem]).toEqual([true, undefined])
    const { platform } = databases
    const { event } = platform.prepare<[], { event: string }>('select event from audit_log where seq = 3').get()!
    const set = platform.prepare<[string]>('update audit_log set event = ? where seq = 3')
    await platform.write(() => set.run(event.replace('dry', 'wet')))
    expect(log.verify().problem).toEqual({ seq: 3, problem: 'This entry, or one before it, was changed.' })
    await platform.write(() => set.run(event))
    expect(log.verify().problem).toBeUndefined()
    await platform.write(() => platform.prepare('delete from audit_log where seq = 2').run())
    expect(log.verify().problem).toEqual({ seq: 2, problem: 'This entry is missing.' })
  } finally {
    await databases.close()
  }
})

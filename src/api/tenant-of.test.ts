import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { startApi, type Answer } from '../../test/api/fakes.ts'
import { allPermissions } from '../auth/roles.ts'
import type { Caller, Grants } from '../contracts/accounts.ts'
import type { TenantCode } from '../contracts/id.ts'

/** Four tenants, of which `nobody` does not exist: what is said of `other` and of it must be the same. */
const tenants = ['acme', 'beta', 'other', 'nobody'] as const
type Name = (typeof tenants)[number]
interface Names {
  readonly key: string
  readonly embed: string
  readonly chatbot: string
  readonly channel: string
}

const grantsIn = (...codes: readonly string[]): Grants => ({
  scope: 'tenants',
  tenants: new Map(codes.map((code) => [code as TenantCode, allPermissions])),
})
const callers: Readonly<Record<string, Grants>> = {
  single: grantsIn('acme'),
  several: grantsIn('acme', 'beta'),
  platform: { scope: 'platform', permissions: allPermissions },
}

let api: Awaited<ReturnType<typeof startApi>>
const names = new Map<Name, Names>()
beforeAll(async () => {
  api = await startApi({
    publicUrl: () => 'https://gateway.example',
    authenticate: async (kind): Promise<Caller> => ({ kind: 'api-key', id: kind, name: kind, grants: callers[kind]! }),
  })
  for (const code of tenants.slice(0, 3)) {
    if (code !== 'acme') await api.fakes.tenants.directory.create({ code, name: code })
    const open = await api.fakes.tenants.open(code)
    const chatbot = await open.configuration.createChatbot({ name: 'Ada' })
    const { channel } = await open.configuration.createChannel({
      platform: 'web',
      chatbotId: chatbot.id,
      name: 'Web',
      settings: {},
    })
    await open.conversationAt(channel.id, { chat: 'visitor' })
    names.set(code, { key: open.tenant.key, embed: chatbot.embedId, chatbot: chatbot.id, channel: channel.id })
  }
  const known = names.get('other')!
  const unknown = (text: string) => text.replace(known.key, 'zz0zz')
  names.set('nobody', { key: 'zz0zz', embed: unknown(known.embed), chatbot: unknown(known.chatbot), channel: '' })
})

interface Asked {
  readonly caller: string
  readonly host?: Name | undefined
  readonly id?: Name | undefined
  readonly slug?: Name | undefined
  readonly embed?: Name | undefined
  readonly route: 'context' | 'query' | 'path' | 'id'
  readonly named: Name
}

const maybe = fc.option(fc.constantFrom(...tenants), { nil: undefined, freq: 2 })
const asked: fc.Arbitrary<Asked> = fc.record({
  caller: fc.constantFrom(...Object.keys(callers)),
  host: maybe,
  id: maybe,
  slug: maybe,
  embed: maybe,
  route: fc.constantFrom('context', 'query', 'path', 'id'),
  named: fc.constantFrom(...tenants),
})

function ask({ caller, host, id, slug, embed, route, named }: Asked): Promise<Answer> {
  const { chatbot } = names.get(named)!
  const url = {
    context: '/conversations/visitor/visitor',
    query: `/conversations/visitor/visitor?tenantCode=${named}`,
    path: `/tenants/${named}`,
    id: `/chatbots/${chatbot}`,
  }[route]
  return api.call('GET', `/api/v1${url}`, undefined, {
    authorization: `Bearer ${caller}`,
    host: host === undefined ? 'gateway.example' : `${host}.gateway.example:8443`,
    ...(id === undefined ? {} : { 'x-tenant-id': names.get(id)!.key }),
    ...(slug === undefined ? {} : { 'x-tenant-slug': slug }),
    ...(embed === undefined ? {} : { 'x-embed-id': names.get(embed)!.embed }),
  })
}

/** What must come of it: the tenant that is meant, or the status of the refusal. */
function expected({ caller, host, id, slug, embed, route, named }: Asked): Name | 400 | 404 {
  const claims = [host, id, slug, embed].filter((claim) => claim !== undefined)
  const { grants, sees } = {
    grants: callers[caller]!,
    sees: (name: Name) =>
      name !== 'nobody' && (caller === 'platform' || (name !== 'other' && (caller === 'several' || name === 'acme'))),
  }
  const isSingle = grants.scope === 'tenants' && grants.tenants.size === 1
  if (isSingle && claims.some((claim) => claim !== 'acme')) return 400
  const meant = route === 'context' ? (claims[0] ?? (isSingle ? 'acme' : undefined)) : named
  if (meant === undefined) return 400
  if (!sees(meant)) return 404
  return claims.every((claim) => claim === meant) ? meant : 400
}

/** Which tenant an answer is of. */
function tenantOf({ body }: Answer): Name | undefined {
  const text = JSON.stringify(body)
  return tenants.find((name) => text.includes(names.get(name)!.key))
}

const outcome = ({ status, body }: Answer): unknown => {
  const { requestId: _, ...error } = body.error
  return [status, error]
}

describe('whatever a request says of its tenant', () => {
  test('is one tenant that its caller sees, or nothing is done', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (request) => {
        const answer = await ask(request)
        const right = expected(request)
        if (typeof right === 'number')
          expect([answer.status, answer.body.error.code]).toEqual([right, right === 400 ? 'E_INVALID' : 'E_NOT_FOUND'])
        else expect([answer.status, tenantOf(answer)]).toEqual([200, right])
      }),
      { numRuns: 250 },
    )
  })

  test('never tells whether there is a tenant that its caller does not see', async () => {
    const instead = (name: Name | undefined) => (name === 'other' ? 'nobody' : name)
    await fc.assert(
      fc.asyncProperty(asked, async (request) => {
        fc.pre(request.caller !== 'platform' && Object.values(request).includes('other'))
        const { host, id, slug, embed, named } = request
        const unknown = {
          ...request,
          host: instead(host),
          id: instead(id),
          slug: instead(slug),
          embed: instead(embed),
          named: instead(named)!,
        }
        const [foreign, missing] = await Promise.all([ask(request), ask(unknown)])
        if (foreign.status === 200) expect(missing.status).toBe(200)
        else expect(outcome(foreign)).toEqual(outcome(missing))
      }),
      { numRuns: 150 },
    )
  })

  test.each([
    ['x-tenant-id', '', 'X-Tenant-Id'],
    ['x-tenant-id', "' or 1=1", 'X-Tenant-Id'],
    ['x-tenant-slug', '../acme', 'X-Tenant-Slug'],
    ['x-tenant-slug', 'ACME', 'X-Tenant-Slug'],
    ['x-embed-id', 'cb_', 'X-Embed-Id'],
    ['host', 'www.acme.gateway.example', 'Host'],
  ])('names none where it is no name: %s: %s', async (header, value, field) => {
    const said = (caller: string, url: string) =>
      api.call('GET', url, undefined, { authorization: `Bearer ${caller}`, [header]: value })
    const own = await said('single', '/api/v1/tenants/acme')
    expect([own.status, own.body.error.field]).toEqual([400, field])
    expect((await said('several', '/api/v1/conversations/visitor/visitor')).status).toBe(404)
  })

  test('is not looked for in a name that is not below the gateway’s own', async () => {
    for (const host of [
      'gateway.example',
      'acme.elsewhere.example',
      'betagateway.example',
      '127.0.0.1:3000',
      '[::1]',
    ]) {
      const headers = { authorization: 'Bearer single', host }
      expect((await api.call('GET', '/api/v1/tenants/acme', undefined, headers)).status).toBe(200)
    }
  })
})

import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Door, Entered, ProviderAnswer } from '../../auth/single-sign-on/index.ts'
import { signOnDefaults } from '../../config/defaults.ts'
import { GatewayError, NotFound, Unauthorized } from '../../contracts/errors.ts'
import { isTenantCode } from '../../contracts/id.ts'
import { browserSecret, giveBrowserSecret } from '../browser-secret.ts'
import { callerOf } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { limitStrangers } from '../rate-limits.ts'
import { byTenant, nothing, type Api } from '../schemas.ts'
import { sessionOf, shownSignIn, signedIn } from './auth.ts'

const tags = ['Signing in']
const config = { permission: 'public' } as const
const text = z.string().min(1).max(1000)
const exchange = z
  .strictObject({
    code: text.describe('Came to `/sign-in` behind `#code=`; good once, in the browser that began.'),
    password: text
      .exactOptional()
      .describe('Of an account that is to be linked, when `E_PASSWORD_NEEDED` asks for it.'),
    secondFactor: text.exactOptional().describe('Of that account, when `E_CODE_NEEDED` asks for it.'),
  })
  .meta({ examples: [{ code: 'cqo_sG9cN1wJ0nqYt0bq0mV8zE5rU2kX7aLhP3dF6iTgQyA' }] })
const form = z.object({
  SAMLResponse: z.string().min(1).max(signOnDefaults.responseLength),
  RelayState: z.string().max(1000).default(''),
})

/** From `/sign-in` to a tenant's identity provider and back. */
export async function signOnRoutes(api: Api, needs: ApiNeeds): Promise<void> {
  const { tenants, publicUrl, audit, log, auth, rates } = needs
  const { singleSignOn } = auth
  const onRequest = limitStrangers(rates, 'sign-on')
  takeForms(api)

  /** A tenant that is not, and one that has no single sign-on, look the same. */
  async function doorOf(code: string): Promise<Door> {
    const tenant = isTenantCode(code) ? await tenants.directory.find(code) : undefined
    if (tenant === undefined) throw new NotFound('There is no single sign-on here.')
    return tenant
  }

  /** People are sent to a page that says it; programs are told. */
  const toPage = (reply: FastifyReply, code: string, news: string) =>
    reply
      .header('cache-control', 'no-store')
      .redirect(`${publicUrl()}/sign-in?tenant=${encodeURIComponent(code)}#${news}`, 303)

  async function arrived(reply: FastifyReply, tenantCode: string, answer: ProviderAnswer) {
    const door = await doorOf(tenantCode)
    try {
      const code = await singleSignOn.arrive(door, answer)
      return await toPage(reply, door.code, `code=${code}`)
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      log.warn({ tenant: door.code, error }, 'A sign-in by single sign-on came to nothing.')
      return toPage(reply, door.code, `problem=${problemOf(error)}`)
    }
  }

  api.get('/api/v1/auth/sso/:tenantCode', {
    config,
    onRequest,
    schema: {
      tags,
      summary: 'Go to a tenant’s identity provider, in a browser',
      params: byTenant,
      response: { 303: nothing },
    },
    handler: async (request, reply) => {
      const { tenantCode } = request.params
      try {
        const door = await doorOf(tenantCode)
        const url = await singleSignOn.begin(door, giveBrowserSecret(request, reply, publicUrl()))
        return await reply.header('cache-control', 'no-store').redirect(url, 303)
      } catch (error) {
        if (!(error instanceof GatewayError) || !isBrowser(request)) throw error
        return toPage(reply, tenantCode, `problem=${problemOf(error)}`)
      }
    },
  })

  // For identity providers alone: what they send is theirs to know.
  api.get('/api/v1/auth/sso/:tenantCode/callback', {
    config,
    onRequest,
    schema: { hide: true, params: byTenant },
    handler: (request, reply) => {
      const search = new URL(request.url, 'http://callback').search
      const browser = browserSecret(request, publicUrl())
      return arrived(reply, request.params.tenantCode, { by: 'redirect', search, browser })
    },
  })
  api.post('/api/v1/auth/sso/:tenantCode/callback', {
    config,
    onRequest,
    schema: { hide: true, params: byTenant, body: form },
    handler: ({ params, body }, reply) =>
      arrived(reply, params.tenantCode, { by: 'post', response: body.SAMLResponse, state: body.RelayState }),
  })

  api.get('/api/v1/auth/sso/:tenantCode/metadata', {
    config,
    onRequest,
    schema: {
      tags,
      summary: 'What a SAML identity provider has to know of us, as XML',
      description: 'The same for a tenant that is not: it tells nothing of anybody.',
      params: byTenant,
      response: { 200: z.string().meta({ examples: ['<md:EntityDescriptor …'] }) },
    },
    handler: async (request, reply) => {
      const { tenantCode } = request.params
      if (!isTenantCode(tenantCode)) throw new NotFound('There is no single sign-on here.')
      return reply
        .type('application/samlmetadata+xml; charset=utf-8')
        .serializer((xml: string) => xml)
        .send(singleSignOn.metadataOf(tenantCode))
    },
  })

  api.post('/api/v1/auth/sso/exchange', {
    config,
    onRequest,
    schema: {
      tags,
      summary: 'Get tokens for what came back from the identity provider',
      description:
        'Only in the browser that began. `E_PASSWORD_NEEDED`: there is an account with the person’s address that is not the tenant’s alone; its password links it, this once.',
      body: exchange,
      response: { 200: signedIn },
    },
    handler: async (request, reply) => {
      const { code, password, secondFactor } = request.body
      const from = { address: request.ip, agent: request.headers['user-agent'] ?? '' }
      const browser = browserSecret(request, publicUrl())
      const entered = await singleSignOn.enter(code, browser, from, { password, code: secondFactor })
      await audit.add(enteredEvent(request, entered))
      void reply.header('cache-control', 'no-store')
      return shownSignIn(entered)
    },
  })
}

const leaving = z
  .object({ url: z.string().nullable().describe('Where the browser signs out at the identity provider too.') })
  .meta({ examples: [{ url: 'https://login.example.org/logout?client_id=colloquy' }, { url: null }] })

export function signOutRoute(api: Api, { auth: { singleSignOn } }: ApiNeeds): void {
  api.post('/auth/sso/logout', {
    config: { permission: 'known', audit: 'none' },
    schema: {
      tags,
      summary: 'End this session, and learn where to sign out of the identity provider',
      response: { 200: leaving },
    },
    handler: async (request) => ({ url: (await singleSignOn.leave(sessionOf(callerOf(request)))) ?? null }),
  })
}

function enteredEvent({ ip, id }: FastifyRequest, { user, tenant, provider, role, account }: Entered) {
  return {
    at: Date.now(),
    tenant,
    actor: { kind: 'user', id: user.id, name: user.name },
    action: 'sign-in single-sign-on',
    target: { user: user.id, protocol: provider.protocol, issuer: provider.issuer },
    address: ip,
    requestId: id,
    before: null,
    after: { role, account },
  }
}

function problemOf(error: GatewayError): 'gone' | 'refused' | 'none' | 'unavailable' {
  if (error instanceof NotFound) return 'none'
  if (error instanceof Unauthorized) return error.name === 'NotProved' ? 'refused' : 'gone'
  return 'unavailable'
}

const isBrowser = ({ headers }: FastifyRequest): boolean => (headers.accept ?? '').includes('text/html')

/** What browsers send by POST from another site. In this scope alone. */
function takeForms(api: Api): void {
  const options = { parseAs: 'string', bodyLimit: signOnDefaults.responseLength * 2 } as const
  api.addContentTypeParser<string>('application/x-www-form-urlencoded', options, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body))),
  )
}

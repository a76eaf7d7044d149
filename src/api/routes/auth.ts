import { z } from 'zod'
import type { SignedIn } from '../../auth/sessions.ts'
import type { Caller } from '../../contracts/accounts.ts'
import { Invalid } from '../../contracts/errors.ts'
import { Forbidden } from '../errors.ts'
import { example } from '../examples.ts'
import { callerOf } from '../guard.ts'
import { languageOf } from '../language-of.ts'
import type { ApiNeeds } from '../needs.ts'
import { limitStrangers } from '../rate-limits.ts'
import { iso, isoTime, name, nothing, wholeListOf, type Api } from '../schemas.ts'
import { missing } from '../tenant-of.ts'

const tags = ['Signing in']
const config = { permission: 'public' } as const
const text = z.string().min(1).max(1000)
const personExample = { id: example.user, email: 'ada@acme.example', name: 'Ada King' }
const person = z.object({ id: z.string(), email: z.string(), name: z.string() }).meta({ examples: [personExample] })
export const signedIn = z
  .object({
    accessToken: z.string().describe('For `Authorization: Bearer …`; good for some minutes.'),
    tokenType: z.literal('Bearer'),
    expiresAt: isoTime,
    refreshToken: z.string().describe('Good for one use at `/auth/refresh`; used twice, it ends the session.'),
    user: person,
  })
  .meta({
    examples: [
      {
        accessToken: 'eyJhbGciOiJIUzI1NiIs…',
        tokenType: 'Bearer',
        expiresAt: example.later,
        refreshToken: 'cqr_3h8f6d1s9a4k…',
        user: personExample,
      },
    ],
  })
const sessionAnswer = z
  .object({
    id: z.string(),
    address: z.string(),
    agent: z.string(),
    current: z.boolean(),
    createdAt: isoTime,
    usedAt: isoTime,
  })
  .meta({
    examples: [
      {
        id: example.session,
        address: '203.0.113.7',
        agent: 'Mozilla/5.0',
        current: true,
        createdAt: example.at,
        usedAt: example.later,
      },
    ],
  })

/** What brings somebody in who has no token yet. */
export function signInRoutes(api: Api, { auth, rates }: ApiNeeds): void {
  const onRequest = limitStrangers(rates, 'sign-in')
  api.post('/api/v1/auth/login', {
    config,
    onRequest,
    schema: {
      tags,
      summary: 'Sign in',
      description: 'With a second factor, `code` is asked for by the error `E_CODE_NEEDED`.',
      body: z
        .strictObject({ email: text, password: text, code: text.exactOptional() })
        .meta({ examples: [{ email: 'ada@acme.example', password: 'correct horse battery' }] }),
      response: { 200: signedIn },
    },
    handler: async ({ body, ip, headers }) =>
      shownSignIn(
        await auth.signIn.login(
          body.email,
          body.password,
          { address: ip, agent: headers['user-agent'] ?? '' },
          body.code,
        ),
      ),
  })

  api.post('/api/v1/auth/refresh', {
    config,
    onRequest,
    schema: {
      tags,
      summary: 'Get the next access token, and the next refresh token',
      body: z.strictObject({ refreshToken: text }).meta({ examples: [{ refreshToken: 'cqr_3h8f6d1s9a4k…' }] }),
      response: { 200: signedIn },
    },
    handler: async ({ body }) => shownSignIn(await auth.sessions.refresh(body.refreshToken)),
  })

  api.post('/api/v1/auth/password/forgot', {
    config,
    onRequest,
    schema: {
      tags,
      summary: 'Ask for a letter that lets one choose a new password',
      body: z.strictObject({ email: text }).meta({ examples: [{ email: 'ada@acme.example' }] }),
      response: { 202: z.object({ status: z.literal('accepted') }).meta({ examples: [{ status: 'accepted' }] }) },
    },
    handler: async (request, reply) => {
      await auth.signIn.forgot(request.body.email, languageOf(request))
      return reply.code(202).send({ status: 'accepted' as const })
    },
  })

  api.post('/api/v1/auth/password/reset', {
    config,
    onRequest,
    schema: {
      tags,
      summary: 'Choose a new password with the token of the letter; all sessions end',
      body: z
        .strictObject({ token: text, password: text })
        .meta({ examples: [{ token: 'the token of the letter', password: 'correct horse battery' }] }),
      response: { 204: nothing },
    },
    handler: async ({ body }, reply) => {
      await auth.signIn.reset(body.token, body.password)
      return reply.code(204).send()
    },
  })

  api.post('/api/v1/auth/invitations/accept', {
    config,
    onRequest,
    schema: {
      tags,
      summary: 'Join a tenant by an invitation',
      description: 'Who has an account with the invited address gives its password; who has none chooses one.',
      body: z.strictObject({ token: text, name, password: text }).meta({
        examples: [{ token: 'the token of the invitation', name: 'Ada King', password: 'correct horse battery' }],
      }),
      response: { 200: person },
    },
    handler: async (request) => {
      const { token, ...who } = request.body
      const { id, email, name } = await auth.team.accept(token, who, request.ip)
      await auth.verification.request(id, languageOf(request))
      return { id, email, name }
    },
  })
}

/** What who is signed in does about it. */
export function authRoutes(api: Api, { auth: { signIn, secondFactor, store } }: ApiNeeds): void {
  const userOf = (caller: Caller) => {
    ownSessionOf(caller)
    const user = store.user(caller.id)
    if (user === undefined) throw missing('account')
    return user
  }

  api.post('/auth/second-factor', {
    config: { permission: 'known' },
    schema: {
      tags,
      summary: 'Begin with a second factor: the secret for an authenticator app',
      response: {
        200: z.object({ secret: z.string(), url: z.string().describe('For a QR code.') }).meta({
          examples: [{ secret: 'JBSWY3DPEHPK3PXP', url: 'otpauth://totp/Colloquy:ada%40acme.example?secret=…' }],
        }),
      },
    },
    handler: (request) => secondFactor.begin(userOf(callerOf(request))),
  })

  api.post('/auth/second-factor/confirm', {
    config: { permission: 'known' },
    schema: {
      tags,
      summary: 'Show that the app has it: from now on it is asked for',
      body: z.strictObject({ code: text }).meta({ examples: [{ code: '492039' }] }),
      response: {
        200: z.object({ recoveryCodes: z.array(z.string()).readonly().describe('Shown this once.') }).meta({
          examples: [{ recoveryCodes: ['k3x9q-5t8w2', 'e6r9y-1u3i7'] }],
        }),
      },
    },
    handler: async (request) => ({
      recoveryCodes: await secondFactor.confirm(userOf(callerOf(request)), request.body.code),
    }),
  })

  api.delete('/auth/second-factor', {
    config: { permission: 'known' },
    schema: {
      tags,
      summary: 'Do without a second factor',
      querystring: z.object({ code: text.describe('A code of it, or a recovery code.') }),
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const user = userOf(callerOf(request))
      if (!(await secondFactor.check(user, request.query.code))) throw new Invalid('The code is wrong.', 'code')
      await secondFactor.remove(user)
      return reply.code(204).send()
    },
  })

  api.get('/auth/validate', {
    config: { permission: 'known' },
    schema: {
      tags,
      summary: 'Who is calling, and what they may do',
      response: {
        200: z
          .object({
            valid: z.literal(true),
            kind: z.enum(['user', 'api-key']),
            id: z.string(),
            name: z.string(),
            scope: z.enum(['platform', 'tenants']),
            permissions: z.array(z.string()).describe('Of the platform, for who administers it or part of it.'),
            tenants: z.array(z.object({ code: z.string(), permissions: z.array(z.string()) })),
          })
          .meta({
            examples: [
              {
                valid: true,
                kind: 'user',
                id: example.user,
                name: 'Ada King',
                scope: 'tenants',
                permissions: [],
                tenants: [{ code: example.tenantCode, permissions: ['chatbots:read', 'chatbots:write'] }],
              },
            ],
          }),
      },
    },
    handler: (request) => {
      const { kind, id, name, grants } = callerOf(request)
      const isPlatform = grants.scope === 'platform'
      return {
        valid: true as const,
        kind,
        id,
        name,
        scope: grants.scope,
        permissions: isPlatform ? [...grants.permissions] : [],
        tenants: isPlatform
          ? []
          : [...grants.tenants].map(([code, held]) => ({ code: code, permissions: [...held] as string[] })),
      }
    },
  })

  api.post('/auth/logout', {
    config: { permission: 'known', audit: 'none' },
    schema: { tags, summary: 'End this session: its tokens are worth nothing', response: { 204: nothing } },
    handler: async (request, reply) => {
      await signIn.logout(sessionOf(callerOf(request)))
      return reply.code(204).send()
    },
  })

  api.get('/auth/sessions', {
    config: { permission: 'known' },
    schema: {
      tags,
      summary: 'Where you are signed in',
      response: { 200: wholeListOf(sessionAnswer) },
    },
    handler: (request) => {
      const caller = callerOf(request)
      const session = sessionOf(caller)
      const items = signIn.sessions(caller.id, caller.via).map(({ id, address, agent, createdAt, usedAt }) => ({
        id,
        address,
        agent,
        current: id === session,
        createdAt: iso(createdAt),
        usedAt: iso(usedAt),
      }))
      return { items, nextCursor: null }
    },
  })

  api.delete('/auth/sessions/:id', {
    config: { permission: 'known' },
    schema: {
      tags,
      summary: 'Sign out somewhere else',
      params: z.object({ id: z.string() }),
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request)
      sessionOf(caller)
      if (!signIn.sessions(caller.id, caller.via).some(({ id }) => id === request.params.id)) throw missing('session')
      await signIn.logout(request.params.id)
      return reply.code(204).send()
    },
  })

  api.put('/auth/password', {
    config: { permission: 'known' },
    schema: {
      tags,
      summary: 'Change your password; all your other sessions end',
      body: z
        .strictObject({ current: text, password: text })
        .meta({ examples: [{ current: 'correct horse battery', password: 'staple the horse, correctly' }] }),
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request)
      const { current, password } = request.body
      await signIn.changePassword(caller.id, ownSessionOf(caller), current, password)
      return reply.code(204).send()
    },
  })
}

/** Throws Invalid for a key: it has no sessions and no password. */
export function sessionOf({ session }: Caller): string {
  if (session === undefined) throw new Invalid('This is for people who signed in, not for API keys.')
  return session
}

/** Throws Forbidden too: a tenant's identity provider has no say in how the account itself is signed in to. */
function ownSessionOf(caller: Caller): string {
  if (caller.via !== undefined)
    throw new Forbidden('You came by single sign-on: sign in by your password to change how you sign in.')
  return sessionOf(caller)
}

export function shownSignIn({ user: { id, email, name }, accessToken, expiresAt, refreshToken }: SignedIn) {
  return {
    accessToken,
    tokenType: 'Bearer' as const,
    expiresAt: iso(expiresAt),
    refreshToken,
    user: { id, email, name },
  }
}

import { z } from 'zod'
import { signOnDefaults } from '../../config/defaults.ts'
import { roles } from '../../contracts/accounts.ts'
import type { KeptSingleSignOn } from '../../contracts/single-sign-on.ts'
import type { Tenant } from '../../contracts/tenant.ts'
import type { ApiNeeds } from '../needs.ts'
import { byTenant, iso, isoTime, nothing, type Api } from '../schemas.ts'
import { missing, tenantRow } from '../tenant-of.ts'

const tags = ['Single sign-on']
const role = z.enum(roles)
const line = (length: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(length)
    .regex(/^\P{Cc}*$/u, 'This is one line without control characters.')
const url = line(2000).regex(/^https?:\/\//i, 'This must be an http or https URL.')
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'A domain looks like example.org, in ASCII.')

const rules = {
  allowedDomains: z.array(domain).min(1).max(signOnDefaults.domains).describe('What may stand after the @.'),
  defaultRole: role.nullable().exactOptional().describe('Of who is new; null: only whom `rolesFrom` names comes in.'),
  rolesFrom: z
    .strictObject({
      claim: line(300).describe('A claim of the ID token, or an attribute of the assertion.'),
      roles: z
        .record(line(300), role)
        .refine((map) => Object.keys(map).length <= signOnDefaults.roleValues, 'There are too many values.'),
    })
    .exactOptional()
    .describe('What its values make of people, at every sign-in; of several the most.'),
  required: z.boolean().exactOptional().describe('Passwords open nothing of this tenant, but for owners.'),
}
const oidc = {
  protocol: z.literal('oidc'),
  issuer: url,
  clientId: line(300),
  scopes: z.array(line(100)).max(signOnDefaults.scopes).exactOptional().describe('Beside openid: email and profile.'),
}
const saml = {
  protocol: z.literal('saml'),
  issuer: line(1000).describe('The provider’s entity id.'),
  entryPoint: url.describe('Where it takes requests by HTTP-Redirect.'),
  certificates: z.array(z.string().max(20_000)).min(1).max(signOnDefaults.certificates).describe('PEM or bare base64.'),
  audience: line(1000).exactOptional().describe('Whom its assertions are for: `metadataUrl` unless said.'),
  wantAssertionsSigned: z.boolean().exactOptional(),
  wantResponseSigned: z.boolean().exactOptional(),
  attributes: z
    .strictObject({ email: line(300).exactOptional(), name: line(300).exactOptional() })
    .exactOptional()
    .describe('Names of attributes; without `email` the NameID is the address.'),
}

const samlBody = z.strictObject({
  ...saml,
  metadata: z
    .string()
    .max(signOnDefaults.metadataLength)
    .exactOptional()
    .describe('The provider’s metadata as XML: says issuer, entryPoint and certificates.'),
  issuer: saml.issuer.exactOptional(),
  entryPoint: saml.entryPoint.exactOptional(),
  certificates: saml.certificates.exactOptional(),
  ...rules,
})
const oidcExample = {
  protocol: 'oidc' as const,
  issuer: 'https://login.example.org/realms/staff',
  clientId: 'colloquy',
  allowedDomains: ['example.org'],
  defaultRole: 'agent' as const,
  rolesFrom: { claim: 'groups', roles: { 'colloquy-admins': 'admin' as const } },
  required: true,
}
const body = z
  .discriminatedUnion('protocol', [
    z.strictObject({
      ...oidc,
      clientSecret: line(2000).exactOptional().describe('Write-only; without it the one that is kept.'),
      ...rules,
    }),
    samlBody,
  ])
  .meta({ examples: [{ ...oidcExample, clientSecret: 'a secret of the provider', required: false }] })

const shownRules = { ...rules, defaultRole: role.nullable(), required: z.boolean() }
const answer = z
  .object({
    signInUrl: z.string().describe('Where people sign in.'),
    callbackUrl: z.string().describe('The redirect URI, or the assertion consumer service.'),
    metadataUrl: z.string().describe('Our entity id, and our metadata, for SAML.'),
    settings: z
      .discriminatedUnion('protocol', [
        z.object({ ...oidc, scopes: z.array(z.string()).readonly(), hasSecret: z.boolean(), ...shownRules }),
        z.object({ ...saml, ...shownRules }),
      ])
      .nullable()
      .describe('null: there is none.'),
    changedAt: isoTime.nullable(),
    problem: z
      .object({ sentence: z.string(), at: isoTime })
      .nullable()
      .describe('Why the last sign-in that failed at the provider did.'),
  })
  .meta({
    examples: [
      {
        signInUrl: 'https://gateway.example/sign-in?tenant=acme',
        callbackUrl: 'https://gateway.example/api/v1/auth/sso/acme/callback',
        metadataUrl: 'https://gateway.example/api/v1/auth/sso/acme/metadata',
        settings: { ...oidcExample, scopes: ['email', 'profile'], hasSecret: true },
        changedAt: '2030-01-01T12:00:00.000Z',
        problem: null,
      },
    ],
  })

/** Whoever says who the identity provider is can be anybody in the tenant: it is the owners'. */
export function singleSignOnRoutes(api: Api, { tenants, publicUrl, auth: { singleSignOn } }: ApiNeeds): void {
  const shown = ({ code }: Tenant, kept: KeptSingleSignOn | undefined): z.infer<typeof answer> => {
    const { callback, entityId } = singleSignOn.placeOf(code)
    return {
      signInUrl: `${publicUrl()}/sign-in?tenant=${code}`,
      callbackUrl: callback,
      metadataUrl: entityId,
      settings: kept === undefined ? null : settingsOf(kept),
      changedAt: kept === undefined ? null : iso(kept.changedAt),
      problem: kept?.problem === undefined ? null : { ...kept.problem, at: iso(kept.problem.at) },
    }
  }

  api.get('/tenants/:tenantCode/single-sign-on', {
    config: { permission: 'accounts:read', shows: true },
    schema: {
      tags,
      summary: 'Read how a tenant’s people sign in by its identity provider, and what the provider has to know',
      params: byTenant,
      response: { 200: answer },
    },
    handler: async (request) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      return shown(tenant, singleSignOn.read(tenant.key))
    },
  })

  api.put('/tenants/:tenantCode/single-sign-on', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Let a tenant’s people sign in by its identity provider',
      description:
        'OpenID Connect or SAML 2.0. An OIDC provider is asked for its metadata at once. Whom another provider vouched for before is signed out.',
      params: byTenant,
      body,
      response: { 200: answer },
    },
    handler: async (request) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      return shown(tenant, await singleSignOn.change(tenant.key, singleSignOn.placeOf(tenant.code), request.body))
    },
  })

  api.delete('/tenants/:tenantCode/single-sign-on', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Do without single sign-on; whom the provider vouched for is signed out',
      params: byTenant,
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      if (singleSignOn.read(tenant.key) === undefined) throw missing('single sign-on')
      await singleSignOn.remove(tenant.key)
      return reply.code(204).send()
    },
  })
}

function settingsOf({ provider, rules: kept, sealedSecret }: KeptSingleSignOn) {
  const { allowedDomains, defaultRole = null, rolesFrom, required } = kept
  const shownRules = {
    allowedDomains: [...allowedDomains],
    defaultRole,
    required,
    ...(rolesFrom === undefined ? {} : { rolesFrom: { claim: rolesFrom.claim, roles: { ...rolesFrom.roles } } }),
  }
  if (provider.protocol === 'oidc') return { ...provider, hasSecret: sealedSecret !== undefined, ...shownRules }
  return { ...provider, certificates: [...provider.certificates], ...shownRules }
}

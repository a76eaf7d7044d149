import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { selfSigned } from './certificate.ts'

/** What is used of it. Its own types bring those of a browser's page with them, for all files of the project. */
interface Samlify {
  readonly Constants: { readonly namespace: { readonly binding: { readonly redirect: string } } }
  setSchemaValidator(validator: { validate(xml: string): Promise<string> }): void
  ServiceProvider(options: { readonly metadata: string }): SamlParty
  IdentityProvider(options: Readonly<Record<string, unknown>>): {
    getMetadata(): string
    parseLoginRequest(party: SamlParty, binding: 'redirect', request: { readonly query: object }): Promise<object>
    createLoginResponse(
      party: SamlParty,
      request: object,
      binding: 'post',
      user: { readonly email: string },
    ): Promise<{ readonly context: string }>
  }
}
interface SamlParty {
  readonly entityMeta: { getAssertionConsumerService(binding: 'post'): string }
}
const require = createRequire(import.meta.url)

export interface RunningProvider {
  readonly url: string
  close(): Promise<void>
}

async function listening(server: Server): Promise<RunningProvider> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An OpenID provider that believes everybody to be who they say they are; whoever is `…+new@…` has no verified address. */
export async function openOidcProvider(client: {
  readonly id: string
  readonly secret: string
  readonly redirectUri: string
  readonly backTo: string
}): Promise<RunningProvider> {
  const server = createServer()
  const running = await listening(server)
  const provider = new Provider(running.url, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
        post_logout_redirect_uris: [client.backTo],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        email: sub,
        email_verified: !sub.includes('+new@'),
        name: sub.split('@')[0]?.toUpperCase() ?? sub,
        groups: sub.startsWith('boss') ? ['staff', 'bosses'] : ['staff'],
      }),
    }),
    cookies: { keys: ['a key of tests'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  return running
}

export interface SamlProvider extends RunningProvider {
  readonly metadata: string
}

/** A SAML provider where `email` is signed in already: a page with one button. */
export async function openSamlProvider(email: string, metadataOfParty: () => Promise<string>): Promise<SamlProvider> {
  const { privateKey, certificate } = selfSigned()
  const samlify = require('samlify') as Samlify // as above
  // What it checks of requests is not what is tested here.
  samlify.setSchemaValidator({ validate: () => Promise.resolve('valid') })
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  const running = await listening(server)
  const provider = samlify.IdentityProvider({
    entityID: `${running.url}/metadata`,
    signingCert: certificate,
    privateKey,
    wantAuthnRequestsSigned: false,
    requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    nameIDFormat: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
    singleLogoutService: [{ Binding: samlify.Constants.namespace.binding.redirect, Location: `${running.url}/slo` }],
    singleSignOnService: [{ Binding: samlify.Constants.namespace.binding.redirect, Location: `${running.url}/sso` }],
  })

  async function answer({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams } = new URL(url, running.url)
    const party = samlify.ServiceProvider({ metadata: await metadataOfParty() })
    const query = { SAMLRequest: searchParams.get('SAMLRequest') ?? '' }
    const asked = await provider.parseLoginRequest(party, 'redirect', { query })
    const { context } = await provider.createLoginResponse(party, asked, 'post', { email })
    const target = party.entityMeta.getAssertionConsumerService('post')
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Provider</title>
      <form method="post" action="${target}">
      <input type="hidden" name="SAMLResponse" value="${context}">
      <input type="hidden" name="RelayState" value="${searchParams.get('RelayState') ?? ''}">
      <button>Go on as ${email}</button></form>`)
  }

  return { ...running, metadata: provider.getMetadata() }
}

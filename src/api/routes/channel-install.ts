import { z } from 'zod'
import { GatewayError, NotFound, Refused } from '../../contracts/errors.ts'
import { tenantKeyOf } from '../../contracts/id.ts'
import { escape } from '../html.ts'
import { answerOf } from '../errors.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { anyObject, byId, iso, isoTime, type Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { channelOf, receiveUrls } from './channels.ts'

const tags = ['Channels']
const callback = '/channels/install/callback'

/** How an operator gets an app onto a platform, and the app into their workspace. */
export function channelInstallRoutes(api: Api, { tenants, publicUrl }: ApiNeeds): void {
  const receiveUrl = receiveUrls(publicUrl)

  api.get('/channels/:id/manifest', {
    // The receive token is in it.
    config: { permission: 'channels:write' },
    schema: {
      tags,
      summary: 'Make the manifest that the platform makes an app from',
      params: byId,
      response: {
        200: anyObject.meta({
          examples: [{ display_information: { name: 'Ada' }, settings: { socket_mode_enabled: false } }],
        }),
      },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      const channel = channelOf(open, request.params.id)
      const receive = receiveUrl(open, channel, await open.configuration.tokenOf(channel.id))
      // What an adapter makes is JSON; the schema asks for nothing more.
      return open.manifest(channel.id, { receive, install: `${publicUrl()}${callback}` }) as Record<string, unknown>
    },
  })

  api.post('/channels/:id/install', {
    config: { permission: 'channels:write' },
    schema: {
      tags,
      summary: 'Begin to install the app by the platform’s own page',
      description: 'Open `url` in a browser before it expires. What the platform answers becomes part of the settings.',
      params: byId,
      response: {
        200: z.object({ url: z.string(), expiresAt: isoTime }).meta({
          examples: [{ url: 'https://slack.com/oauth/v2/authorize?client_id=…&state=…', expiresAt: example.later }],
        }),
      },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      const { id } = channelOf(open, request.params.id)
      const { url, expiresAt } = open.install(id, `${publicUrl()}${callback}`)
      return { url, expiresAt: iso(expiresAt) }
    },
  })
}

const answer = z.record(z.string().max(100), z.union([z.string(), z.array(z.string())]))

/** Where the browser comes back to; `state` says for which channel, and proves that it was begun here. */
export function installedRoutes(api: Api, { tenants, publicUrl, log }: ApiNeeds): void {
  api.get(callback, {
    config: { permission: 'public' },
    // For browsers, which are shown errors as pages too.
    schema: { hide: true, querystring: answer },
    handler: async (request, reply) => {
      const query = Object.fromEntries(Object.entries(request.query).map(([name, value]) => [name, [value].flat()[0]]))
      const ended = await installed(tenants, query, `${publicUrl()}${callback}`).then(
        ({ platform }) => ({ status: 200, message: `The ${platform} channel is connected. You can close this page.` }),
        (error: unknown) => {
          if (!(error instanceof GatewayError)) log.error({ error, requestId: request.id }, 'An installation failed.')
          return answerOf(error)
        },
      )
      reply.code(ended.status).header('cache-control', 'no-store').type('text/html; charset=utf-8').serializer(String)
      return page(ended.status === 200 ? 'The app is installed' : 'The app is not installed', ended.message)
    },
  })
}

async function installed(
  tenants: ApiNeeds['tenants'],
  query: Readonly<Record<string, string | undefined>>,
  returnTo: string,
) {
  const state = query['state'] ?? ''
  const unknown = new Refused('This is not an installation that was begun here.')
  if (tenantKeyOf(state.split('.', 1)[0] ?? '') === undefined) throw unknown
  try {
    const open = await tenants.openById(state.split('.', 1)[0] ?? '')
    if (open.tenant.state !== 'active') throw unknown
    return await open.installed({ state, query, returnTo })
  } catch (error) {
    // One answer: whether there is such a channel is nobody's business.
    throw error instanceof NotFound ? unknown : error
  }
}

function page(title: string, sentence: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif } main { max-width: 40rem; margin: 20vh auto 0; padding: 1rem }</style>
</head>
<body><main><h1>${escape(title)}</h1><p>${escape(sentence)}</p></main></body>
</html>
`
}

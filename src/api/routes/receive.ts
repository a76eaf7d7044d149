import type { FastifyPluginCallback, FastifyRequest } from 'fastify'
import { ingestDefaults } from '../../config/defaults.ts'
import type { RawRequest } from '../../contracts/channel.ts'
import type { ReceiveDoor } from '../../contracts/ports.ts'

interface Route {
  Params: { readonly tenantCode: string; readonly platform: string; readonly token: string }
  Querystring: Readonly<Record<string, string | readonly string[] | undefined>>
  Body: Buffer | undefined
}

const noBody = Buffer.alloc(0)

/**
 * Where platforms call: the road's first step, and the one route whose cost is counted. Nothing runs here but the
 * router, the body's bytes and the door: no hook, no schema, no log line. It is registered beside the administrative
 * routes, never below them, so that what they hook in is not inherited.
 */
export function receiveRoutes(door: ReceiveDoor): FastifyPluginCallback {
  return (server, _options, done) => {
    server.removeAllContentTypeParsers()
    // Signatures are over bytes, whatever the sender says they are.
    server.addContentTypeParser<Buffer>(
      '*',
      { parseAs: 'buffer', bodyLimit: ingestDefaults.bodyBytes },
      (_request, body, taken) => taken(null, body),
    )
    server.route<Route>({
      method: ['POST', 'GET'],
      url: '/messages/receive/tenants/:tenantCode/channels/:platform/tokens/:token',
      exposeHeadRoute: false,
      config: { permission: 'public' },
      schema: {
        tags: ['Messages'],
        summary: 'Where a platform calls with what was said',
        description:
          'Answers 200 only when what was received is durable. 401: the signature is wrong. 404: unknown tenant, platform or token. 503 with Retry-After: it cannot be kept now.',
      },
      handler: async (request, reply) => {
        const { tenantCode, platform, token } = request.params
        const { status, headers, body } = await door.receive(tenantCode, platform, token, raw(request), request.ip)
        reply.code(status)
        if (headers !== undefined) reply.headers(headers)
        return body
      },
    })
    done()
  }
}

function raw({ method, headers, query, body }: FastifyRequest<Route>): RawRequest {
  return {
    method: method as RawRequest['method'], // the route takes no other
    // Node's names are lower-case already, and only `set-cookie`, which no request has, would be a list.
    headers: headers as RawRequest['headers'],
    query: singly(query),
    body: body ?? noBody,
  }
}

/** Of a name that comes twice, the first. */
function singly(query: Route['Querystring']): RawRequest['query'] {
  for (const name in query) {
    if (typeof query[name] === 'object') {
      return Object.fromEntries(
        Object.entries(query).map(([key, value]) => [key, typeof value === 'object' ? value[0] : value]),
      )
    }
  }
  return query as RawRequest['query'] // no list in it
}

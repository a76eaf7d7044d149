import type { FastifyRequest } from 'fastify'
import type { Api } from './schemas.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of a route that reads: what it answers is what a change of it, or of something below it, is told by. */
    shows?: boolean
  }
}

/** What a request changes, as its caller would be shown it now: the answer's text; undefined where there is nothing to see. */
export type Look = (request: FastifyRequest) => Promise<string | undefined>

/** Collects the routes that show something, of those registered after it. */
export function collectShowing(api: Api): Look {
  const shown = new Set<string>()
  api.addHook('onRoute', ({ method, url, config }) => {
    if (method === 'GET' && config?.shows === true) shown.add(url)
  })
  return async (request) => {
    const url = placeOf(request, shown)
    if (url === undefined) return undefined
    const { authorization, 'x-api-key': key } = request.headers
    const headers = { ...(authorization && { authorization }), ...(typeof key === 'string' && { 'x-api-key': key }) }
    const answer = await api.inject({ method: 'GET', url, headers })
    return answer.statusCode === 200 ? answer.body : undefined
  }
}

/** Where the thing itself can be read that the route changes: at its own address, or at the nearest one above. */
function placeOf({ url, routeOptions }: FastifyRequest, shown: ReadonlySet<string>): string | undefined {
  const pattern = (routeOptions.url ?? '').split('/')
  const path = (url.split('?')[0] ?? '').split('/')
  for (let length = pattern.length; length > 0; length--) {
    if (shown.has(pattern.slice(0, length).join('/'))) return path.slice(0, length).join('/')
  }
  return undefined
}

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

/** What there is to see of what requests change. */
export interface Showing {
  readonly look: Look
  /** Whether there is a route that would show it. */
  readonly isShown: (request: FastifyRequest) => boolean
}

/** Who asks when we look ourselves: no address of a connection, so nobody outside can be taken for us. */
const ourselves = 'colloquy'

/** Whether it is a look of ours, within a request that was counted already. */
export function isLook({ socket }: FastifyRequest): boolean {
  return socket.remoteAddress === ourselves
}

/** Collects the routes that show something, of those registered after it. */
export function collectShowing(api: Api): Showing {
  const shown = new Set<string>()
  api.addHook('onRoute', ({ method, url, config }) => {
    if (method === 'GET' && config?.shows === true) shown.add(url)
  })
  return {
    isShown: (request) => placeOf(request, shown) !== undefined,
    async look(request) {
      const url = placeOf(request, shown)
      if (url === undefined) return undefined
      const { authorization, 'x-api-key': key } = request.headers
      const headers = { ...(authorization && { authorization }), ...(typeof key === 'string' && { 'x-api-key': key }) }
      const answer = await api.inject({ method: 'GET', url, headers, remoteAddress: ourselves })
      return answer.statusCode === 200 ? answer.body : undefined
    },
  }
}

/** The pattern of a route that is among the shown: the one itself, or the nearest above. Pure. */
export function shownAt(pattern: string, shown: ReadonlySet<string>): string | undefined {
  const steps = pattern.split('/')
  for (let length = steps.length; length > 0; length--) {
    const above = steps.slice(0, length).join('/')
    if (shown.has(above)) return above
  }
  return undefined
}

/** Where the thing itself can be read that the route changes: at its own address, or at the nearest one above. */
function placeOf({ url, routeOptions }: FastifyRequest, shown: ReadonlySet<string>): string | undefined {
  const pattern = shownAt(routeOptions.url ?? '', shown)
  const path = (url.split('?')[0] ?? '').split('/')
  return pattern && path.slice(0, pattern.split('/').length).join('/')
}

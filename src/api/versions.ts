import { hash } from 'node:crypto'
import { Invalid } from '../contracts/errors.ts'
import { Outdated } from './errors.ts'
import type { Api } from './schemas.ts'
import type { Showing } from './showing.ts'

const etagOf = (payload: string): string => `"${hash('sha256', payload, 'base64url').slice(0, 27)}"`

/** Whether a header's list names this version. */
function names(header: string, etag: string): boolean {
  return header.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim()))
}

/**
 * Versions of what can be shown: an ETag with it, `If-None-Match` for who has it, and `If-Match` for who changes it and
 * would not write over another's change.
 */
export function versionThings(api: Api, { look, isShown }: Showing): void {
  api.addHook('preHandler', async (request) => {
    const expected = request.headers['if-match']
    if (expected === undefined || (request.method !== 'PUT' && request.method !== 'DELETE')) return
    // Not to be passed over: whoever sends it counts on it.
    if (!isShown(request)) throw new Invalid('What this changes has no version: leave If-Match out.', 'If-Match')
    const shown = await look(request)
    if (shown === undefined || !names(expected, etagOf(shown)))
      throw new Outdated('Somebody changed this meanwhile: read it again.')
  })

  api.addHook('onSend', async (request, reply, payload) => {
    const { config } = request.routeOptions
    if (config.shows !== true || reply.statusCode !== 200 || typeof payload !== 'string') return payload
    const etag = etagOf(payload)
    void reply.header('etag', etag)
    const known = request.headers['if-none-match']
    if (known === undefined || !names(known, etag)) return payload
    void reply.code(304).removeHeader('content-length')
    return null
  })
}

import { hash } from 'node:crypto'
import { Outdated } from './errors.ts'
import type { Api } from './schemas.ts'
import type { Look } from './showing.ts'

const etagOf = (payload: string): string => `"${hash('sha256', payload, 'base64url').slice(0, 27)}"`

/** Whether a header's list names this version. */
function names(header: string, etag: string): boolean {
  return header.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim()))
}

/**
 * Versions of what can be shown: an ETag with it, `If-None-Match` for who has it, and `If-Match` for who changes it and
 * would not write over another's change.
 */
export function versionThings(api: Api, look: Look): void {
  api.addHook('preHandler', async (request) => {
    const expected = request.headers['if-match']
    if (expected === undefined || (request.method !== 'PUT' && request.method !== 'DELETE')) return
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

import { Readable } from 'node:stream'
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { KeptMedia, MediaDoor } from '../../contracts/ports.ts'
import { rangeIn } from '../ranges.ts'
import { missing } from '../tenant-of.ts'

interface Route {
  Params: { readonly id: string }
  Querystring: { readonly exp?: string | readonly string[]; readonly sig?: string | readonly string[] }
}

/**
 * Media by signed URL: for everyone who was given one, from widgets on strangers' pages too. What a file was sent as is
 * nobody's promise, so no browser guesses at it, runs it, or opens in a window what could be run.
 */
export function mediaRoutes(door: MediaDoor): FastifyPluginCallback {
  return (server, _options, done) => {
    server.route<Route>({
      method: 'GET',
      url: '/media/:id',
      exposeHeadRoute: true,
      config: { permission: 'public' },
      schema: {
        tags: ['Media'],
        summary: 'What somebody sent, by the signed URL of a part',
        description:
          'Takes ranges. 404 for whatever is wrong with the URL: its id, its signature, its time. A list of messages has fresh URLs.',
      },
      handler: async (request, reply) => {
        const { exp, sig } = request.query
        const signed = typeof exp === 'string' && typeof sig === 'string'
        const media = signed ? await door.open({ id: request.params.id, expires: exp, signature: sig }) : undefined
        if (media === undefined) throw missing('media')
        return answer(request, reply, media)
      },
    })
    done()
  }
}

function answer(request: FastifyRequest<Route>, reply: FastifyReply, media: KeptMedia) {
  const { size, mime } = media
  // An id stands for its content.
  const tag = `"${request.params.id}"`
  reply.headers({
    etag: tag,
    'accept-ranges': 'bytes',
    // Not shared: whoever has no URL any more finds it in no proxy.
    'cache-control': 'private, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  reply.headers({ 'content-type': mime, 'content-disposition': disposition(media) })
  const wanted = request.headers['if-range'] ?? tag
  const range = wanted === tag ? rangeIn(request.headers.range, size) : undefined
  if (range === 'none') return reply.code(416).header('content-range', `bytes */${size}`).send()
  const { start, end } = range ?? { start: 0, end: size }
  if (range !== undefined) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${size}`)
  reply.header('content-length', end - start)
  return reply.send(Readable.from(request.method === 'HEAD' ? [] : media.read(start, end)))
}

/** Types that a browser shows and cannot run; what is none of them is saved. */
const shown = /^(?:image\/(?!svg)[\w.+-]+|audio\/[\w.+-]+|video\/[\w.+-]+)$/

function disposition({ mime, name }: KeptMedia): string {
  const how = shown.test(mime) ? 'inline' : 'attachment'
  if (name === undefined) return how
  // The first for old browsers, the second for all others. https://www.rfc-editor.org/rfc/rfc6266
  const ascii = name.replaceAll(/[^\w. -]/g, '_')
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, escaped)}`
}

const escaped = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

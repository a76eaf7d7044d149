import { Readable } from 'node:stream'
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { AvatarFile, AvatarFileDoor } from '../../contracts/ports.ts'
import { encodingFor, Packed } from '../packed.ts'
import { rangeIn } from '../ranges.ts'
import { missing } from '../tenant-of.ts'

interface Route {
  Params: { readonly '*': string }
}

/**
 * Models and their pictures, for every page: whoever knows the hash of a content has been shown it. Takes ranges, and is
 * packed for whoever takes that.
 */
export function avatarFileRoutes(door: AvatarFileDoor): FastifyPluginCallback {
  const packed = new Packed()
  return (server, _options, done) => {
    server.route<Route>({
      method: 'GET',
      url: '/avatars/files/*',
      exposeHeadRoute: true,
      config: { permission: 'public' },
      schema: { hide: true },
      handler: async (request, reply) => {
        const path = request.params['*']
        const file = await door.open(path)
        if (file === undefined) throw missing('file')
        return answer(request, reply, path, file, packed)
      },
    })
    done()
  }
}

async function answer(
  request: FastifyRequest<Route>,
  reply: FastifyReply,
  path: string,
  file: AvatarFile,
  packed: Packed,
) {
  const { headers, method } = request
  const isModel = file.mime.startsWith('model/')
  // A part of a file is a part of what it is, not of what it was packed to.
  const encoding = isModel && headers.range === undefined ? encodingFor(headers['accept-encoding']) : undefined
  const tag = `"${path}${encoding === undefined ? '' : `;${encoding}`}"`
  reply.headers({
    etag: tag,
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    ...(isModel ? { vary: 'accept-encoding' } : {}),
  })
  if (headers['if-none-match'] === tag) return reply.code(304).send()
  reply.header('content-type', file.mime)
  if (encoding !== undefined) {
    const bytes = await packed.get(path, encoding, file)
    reply.headers({ 'content-encoding': encoding, 'content-length': bytes.length })
    return reply.send(method === 'HEAD' ? Readable.from([]) : bytes)
  }
  const wanted = headers['if-range'] ?? tag
  const range = wanted === tag ? rangeIn(headers.range, file.size) : undefined
  if (range === 'none') return reply.code(416).header('content-range', `bytes */${file.size}`).send()
  const { start, end } = range ?? { start: 0, end: file.size }
  if (range !== undefined) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${file.size}`)
  reply.header('content-length', end - start)
  return reply.send(Readable.from(method === 'HEAD' ? [] : file.read(start, end)))
}

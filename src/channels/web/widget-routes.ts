import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../contracts/errors.ts'
import type { WebDoor } from '../../contracts/ports.ts'
import { webDefaults } from '../../config/defaults.ts'
import { framersOf, launcherOf, openEmbed, publicOf } from './embed.ts'
import { type Widget, readWidget, sendFile } from './widget.ts'

/**
 * The panel's own policy: no website can loosen or tighten it. Nothing inline; the model of an avatar is unpacked by
 * WebAssembly and its pictures are read from memory (`blob:`), and a bot shows pictures, sounds and films of the web.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self' blob:",
  "worker-src 'self' blob:",
  "img-src 'self' https: http: data: blob:",
  "media-src 'self' https: http: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
]

/** Of all that a frame may be lent, the panel uses the microphone. */
const permissionsPolicy = 'camera=(), display-capture=(), geolocation=(), microphone=(self), payment=(), usb=()'

const immutable = 'public, max-age=31536000, immutable'

const tagPattern = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/

/** What `npm run widget` built: the loader, the panel's page, and its files. Gives what throws NotFound where nothing was. */
export function registerWidgetRoutes(server: FastifyInstance, door: WebDoor): () => Widget {
  const widget = readWidget()
  const built = (): Widget => {
    if (widget === undefined) throw new NotFound('The widget was not built: `npm run widget` does that.')
    return widget
  }

  server.get('/widget.js', { schema: { hide: true } }, async (request, reply) => {
    reply.header('cache-control', `public, max-age=${webDefaults.widgetCacheSeconds}`)
    return sendFile(request, reply, built().loader)
  })

  server.get<{ Params: { hash: string } }>(
    '/widget/:hash/widget.js',
    { schema: { hide: true } },
    async (request, reply) => {
      const { loader } = built()
      if (request.params.hash !== loader.hash) throw new NotFound('There is no such version of the widget.')
      reply.header('cache-control', immutable)
      return sendFile(request, reply, loader)
    },
  )

  server.get<{ Params: { embedId: string }; Querystring: { language?: unknown } }>(
    '/embed/:embedId/config.js',
    { schema: { hide: true } },
    async (request, reply) => {
      reply.header('access-control-allow-origin', '*').header('x-content-type-options', 'nosniff')
      const { chatbot } = await openEmbed(door, request.params.embedId)
      const { language } = request.query
      const tag = typeof language === 'string' && tagPattern.test(language) ? language : chatbot.languages[0]
      return reply
        .header('cache-control', `public, max-age=${webDefaults.configCacheSeconds}`)
        .header('cross-origin-resource-policy', 'cross-origin')
        .type('text/javascript; charset=utf-8')
        .send(`export default ${JSON.stringify(launcherOf(chatbot, tag))}`)
    },
  )

  server.get<{ Params: { embedId: string } }>(
    '/embed/:embedId/panel',
    { schema: { hide: true } },
    async (request, reply) => {
      const web = await openEmbed(door, request.params.embedId)
      return reply
        .header(
          'content-security-policy',
          [...contentSecurityPolicy, `frame-ancestors ${framersOf(web.channel).join(' ')}`].join('; '),
        )
        .header('permissions-policy', permissionsPolicy)
        .header('referrer-policy', 'no-referrer')
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(built().page(await publicOf(door, web)))
    },
  )

  server.get<{ Params: { file: string } }>(
    '/widget/files/:file',
    { schema: { hide: true } },
    async (request, reply) => {
      const file = built().files.get(request.params.file)
      if (file === undefined) throw new NotFound('There is no such file.')
      reply.header('cache-control', immutable)
      return sendFile(request, reply, file)
    },
  )

  return built
}

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { byLanguage, defaultAvatar } from '../../contracts/appearance.ts'
import type { Placement, Theme } from '../../contracts/appearance.ts'
import { NotFound } from '../../contracts/errors.ts'
import type { ByLanguage } from '../../contracts/intent.ts'
import type { WebDoor } from '../../contracts/ports.ts'
import type { Channel, Chatbot } from '../../contracts/tenant.ts'
import { textIn } from '../../contracts/words.ts'
import { webDefaults } from '../../config/defaults.ts'

export interface WebRouteOptions {
  /** The embed id of the demo tenant's chatbot; undefined where there is no demo. */
  readonly demoEmbedId: () => string | undefined
}

interface Asset {
  readonly type: string
  readonly body: Buffer
}

/** What of a chatbot everyone may know. Its personality holds instructions, and is nobody's business. */
interface EmbedConfig {
  readonly embedId: string
  readonly name: string
  readonly languages: readonly string[]
  /** What is shown before anything was said, in the chatbot's first language. */
  readonly welcome: string | null
  /** The same by language. */
  readonly greeting: ByLanguage | null
  readonly placement: Placement
  readonly theme: Theme
  /** null: none. */
  readonly avatar: { readonly id: string } | null
}

const embedIdPattern = /^cb_[\w-]{12}$/

/** Nothing inline and nothing from elsewhere, except what a bot shows: pictures, sounds and films of the web. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' https: http:",
  'media-src https: http:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
]

/** The chat's page with its files, what a website loads, and what it may ask about a chatbot. Errors are thrown for the server to answer. */
export function registerWebRoutes(server: FastifyInstance, door: WebDoor, { demoEmbedId }: WebRouteOptions): void {
  const page = readFileSync(new URL('page/index.html', import.meta.url), 'utf8')
  const assets = readAssets()
  // Part of the path, so that the files may name each other and be kept by browsers for ever.
  const version = versionOf(assets)
  const widget = readWidget()
  const pageOf = (embedId: string) => page.replaceAll('{{version}}', version).replaceAll('{{embedId}}', embedId)

  server.get('/demo', { schema: { hide: true } }, async (_request, reply) => {
    const embedId = demoEmbedId()
    if (embedId === undefined || !embedIdPattern.test(embedId)) throw new NotFound('There is no demo here.')
    reply.header('cache-control', 'no-cache')
    return secured(reply).type('text/html; charset=utf-8').send(pageOf(embedId))
  })

  server.get('/widget.js', { schema: { hide: true } }, async (request, reply) => {
    reply.header('cache-control', `public, max-age=${webDefaults.widgetCacheSeconds}`).header('etag', widget.etag)
    reply.header('access-control-allow-origin', '*').header('x-content-type-options', 'nosniff')
    if (request.headers['if-none-match'] === widget.etag) return reply.code(304).send()
    return reply.type(widget.type).send(widget.body)
  })

  server.get<{ Params: { embedId: string } }>(
    '/embed/:embedId',
    { schema: { hide: true } },
    async ({ params: { embedId } }, reply) => {
      const web = embedIdPattern.test(embedId) ? await door.open(embedId) : undefined
      if (web === undefined) throw new NotFound('There is no chat with this embed id.')
      reply.header('cache-control', 'no-cache')
      return secured(reply, framersOf(web.channel)).type('text/html; charset=utf-8').send(pageOf(embedId))
    },
  )

  server.get<{ Params: { version: string; file: string } }>(
    '/demo/:version/:file',
    { schema: { hide: true } },
    async (request, reply) => {
      const asset = request.params.version === version ? assets.get(request.params.file) : undefined
      if (asset === undefined) throw new NotFound('There is no such file.')
      reply.header('cache-control', 'public, max-age=31536000, immutable')
      return secured(reply).type(asset.type).send(asset.body)
    },
  )

  server.get<{ Params: { embedId: string } }>(
    '/embed/:embedId/config',
    {
      config: { permission: 'public' },
      schema: { tags: ['Websites'], summary: 'What a website may know of its chatbot' },
    },
    async (request, reply): Promise<EmbedConfig> => {
      const { embedId } = request.params
      const web = embedIdPattern.test(embedId) ? await door.open(embedId) : undefined
      // Open to every website before the answer is known: an error must be readable there, too.
      reply.header('access-control-allow-origin', '*')
      if (web === undefined) throw new NotFound('There is no chat with this embed id.')
      reply.header('cache-control', `public, max-age=${webDefaults.configCacheSeconds}`)
      return publicOf(web.chatbot)
    },
  )
}

function publicOf({ embedId, name, languages, personality, placement, theme = {}, ...more }: Chatbot): EmbedConfig {
  const greeting = personality.greeting === undefined ? null : byLanguage(personality.greeting, languages)
  const welcome = greeting === null ? null : textIn(greeting, languages[0])
  const { avatarId = defaultAvatar } = more
  const avatar = avatarId === null ? null : { id: avatarId }
  return { embedId, name: personality.name ?? name, languages, welcome, greeting, placement, theme, avatar }
}

/** The websites that may show the chat in a frame: those that may open it. What could end the directive is left out. */
function framersOf({ settings }: Channel): readonly string[] {
  const allowed: unknown = settings['allowedOrigins']
  const origins = (Array.isArray(allowed) ? allowed : []).map((one) =>
    one === '*' ? '*' : (URL.parse(String(one))?.origin ?? ''),
  )
  return ["'self'", ...origins.filter((origin) => /^(?:\*|https?:\/\/[\w.[\]:-]+)$/.test(origin))]
}

/** `framers`: who may show it in a frame; nobody, where it is not said. */
function secured(reply: FastifyReply, framers: readonly string[] = ["'none'"]): FastifyReply {
  return reply
    .header('content-security-policy', [...contentSecurityPolicy, `frame-ancestors ${framers.join(' ')}`].join('; '))
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
}

function readWidget(): Asset & { readonly etag: string } {
  const body = readFileSync(new URL('page/widget.js', import.meta.url))
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
  return { type: 'text/javascript; charset=utf-8', body, etag }
}

function readAssets(): ReadonlyMap<string, Asset> {
  const own = (file: string, type: string) =>
    [file, { type, body: readFileSync(new URL(`page/${file}`, import.meta.url)) }] as const
  const script = 'text/javascript; charset=utf-8'
  return new Map([
    own('chat.js', script),
    own('connection.js', script),
    own('markdown.js', script),
    own('parts.js', script),
    own('transcript.js', script),
    own('chat.css', 'text/css; charset=utf-8'),
    own('icon.svg', 'image/svg+xml'),
    ['socket.io.js', { type: script, body: readFileSync(clientScript()) }],
  ])
}

/** Beside the build that the package shows to importers lies the one for a `<script>` in a page. */
function clientScript(): URL {
  const manifest = createRequire(import.meta.url).resolve('socket.io-client/package.json')
  return new URL('dist/socket.io.min.js', `file://${manifest}`)
}

function versionOf(assets: ReadonlyMap<string, Asset>): string {
  const hash = createHash('sha256')
  for (const [file, { body }] of assets) hash.update(file).update(body)
  return hash.digest('hex').slice(0, 16)
}

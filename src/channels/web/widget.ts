import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EmbedConfig } from '../../contracts/wire.ts'

/** What `npm run widget` makes of `widget/`; in production what the image brought. */
const built = new URL('../../../widget/dist/', import.meta.url)

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  webp: 'image/webp',
  woff2: 'font/woff2',
}

/** A file, with what was shrunk when it was built. */
interface WidgetFile {
  readonly type: string
  readonly body: Buffer
  readonly shrunk: readonly { readonly encoding: 'br' | 'gzip'; readonly body: Buffer }[]
  /** Of the content: 16 hex digits, and all of it as a website's `integrity` has it. */
  readonly hash: string
  readonly integrity: string
}

export interface Widget {
  /** What a website loads. */
  readonly loader: WidgetFile
  /** The panel's files by name; there is a hash in each. */
  readonly files: ReadonlyMap<string, WidgetFile>
  /** The panel's page for one chatbot. */
  page(config: EmbedConfig): string
  /** A page with everything that the panel can look like, with the avatar of one chatbot. */
  states(config: EmbedConfig): string
  /** A website with the chatbot on it. */
  demo(config: EmbedConfig): string
}

/** What a website loads; undefined where it was not built. */
export function readLoader(folder = built): WidgetFile | undefined {
  return existsSync(new URL('stamp', folder)) ? readFile(new URL('widget.js', folder)) : undefined
}

/** undefined where it was not built: the gateway works without, and its routes say so. */
export function readWidget(folder = built): Widget | undefined {
  const loader = readLoader(folder)
  if (loader === undefined) return undefined
  const names = readdirSync(new URL('files/', folder)).filter((name) => !/\.(?:br|gz)$/.test(name))
  return {
    loader,
    files: new Map(names.map((name) => [name, readFile(new URL(`files/${name}`, folder))])),
    page: pageFor(new URL('panel.html', folder)),
    states: pageFor(new URL('states.html', folder)),
    demo: websiteWith(new URL('demo.html', folder)),
  }
}

function pageFor(url: URL): (config: EmbedConfig) => string {
  const page = readFileSync(url, 'utf8')
  const [before, after] = page.split(/(?<=<script id="config" type="application\/json">)[^<]*/, 2)
  if (before === undefined || after === undefined) throw new Error('The page has no place for its chatbot.')
  // What a tenant wrote cannot end the element it stands in.
  return (config) => `${before}${JSON.stringify(config).replaceAll('<', String.raw`\u003c`)}${after}`
}

/** The snippet names the chatbot, as on every website. */
function websiteWith(url: URL): (config: EmbedConfig) => string {
  const page = readFileSync(url, 'utf8')
  return ({ embedId }) => page.replaceAll('{{embedId}}', embedId)
}

function readFile(url: URL): WidgetFile {
  const body = readFileSync(url)
  const ending = url.pathname.slice(url.pathname.lastIndexOf('.') + 1)
  const shrunk = [['br', 'br'] as const, ['gz', 'gzip'] as const].flatMap(([suffix, encoding]) => {
    const beside = new URL(`${url.href}.${suffix}`)
    return existsSync(beside) ? [{ encoding, body: readFileSync(beside) }] : []
  })
  return {
    type: types[ending] ?? 'application/octet-stream',
    body,
    shrunk,
    hash: createHash('sha256').update(body).digest('hex').slice(0, 16),
    integrity: `sha384-${createHash('sha384').update(body).digest('base64')}`,
  }
}

/** In the smallest form that the client reads, and for every website: there is nothing in it but what everyone may have. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: WidgetFile): FastifyReply {
  const etag = `"${file.hash}"`
  reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
  reply.header('x-content-type-options', 'nosniff').header('vary', 'accept-encoding').header('etag', etag)
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  const accepted = request.headers['accept-encoding'] ?? ''
  const shrunk = file.shrunk.find(({ encoding }) => accepted.split(/[,;\s]+/).includes(encoding))
  if (shrunk !== undefined) reply.header('content-encoding', shrunk.encoding)
  return reply.type(file.type).send(shrunk?.body ?? file.body)
}

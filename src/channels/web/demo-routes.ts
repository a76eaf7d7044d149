import type { FastifyInstance, FastifyReply } from 'fastify'
import { NotFound } from '../../contracts/errors.ts'
import type { WebDoor } from '../../contracts/ports.ts'
import { openEmbed, publicOf } from './embed.ts'
import type { Widget } from './widget.ts'

/** Nothing inline and nothing from elsewhere: a website as strict as any that shows the chat. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "img-src 'self' data: https:",
  "media-src 'self' https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
].join('; ')

/** A website with the demo tenant's chat on it, and a page with everything that the chat can look like. */
export function registerDemo(
  server: FastifyInstance,
  door: WebDoor,
  built: () => Widget,
  demoEmbedId: () => string | undefined,
): void {
  const demo = async () => {
    const embedId = demoEmbedId()
    if (embedId === undefined) throw new NotFound('There is no demo here.')
    return publicOf(door, await openEmbed(door, embedId))
  }

  server.get('/demo', { schema: { hide: true } }, async (_request, reply) => answer(reply, built().demo(await demo())))
  server.get('/demo/states', { schema: { hide: true } }, async (_request, reply) =>
    answer(reply, built().states(await demo())),
  )
}

function answer(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .header('content-security-policy', contentSecurityPolicy)
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(page)
}

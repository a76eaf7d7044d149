import { finished } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { webDefaults } from '../../config/defaults.ts'
import { Invalid, Refused, Unauthorized } from '../../contracts/errors.ts'
import type { Rates } from '../../contracts/fleet.ts'
import type { WebChannel, WebDoor } from '../../contracts/ports.ts'
import type { WireUpload } from '../../contracts/wire.ts'
import { openEmbed } from './embed.ts'
import { headcount, visitorBuckets } from './limits.ts'
import { TooFast } from './refusals.ts'
import type { Where } from './rooms.ts'

interface Route {
  Params: { readonly embedId: string }
}

/**
 * A visitor's files, one a request, as they are: the body is the file. They are the visitor's alone until they are said
 * in a message, and nobody's when they never are.
 */
export function registerUploads(server: FastifyInstance, door: WebDoor, rates: Rates): void {
  const rateOf = visitorBuckets(rates, 'uploads', webDefaults.uploadRate)
  const seats = headcount()

  void server.register((within, _options, done) => {
    // Read by whoever keeps it, piece by piece.
    within.removeAllContentTypeParsers()
    within.addContentTypeParser('*', (_request, body, parsed) => {
      parsed(null, body)
    })
    within.post<Route>(
      '/embed/:embedId/media',
      { schema: { hide: true }, bodyLimit: webDefaults.uploadBytes },
      async (request, reply) => {
        const web = await openEmbed(door, request.params.embedId)
        const visitor = await visitorOf(door, web, request.headers.authorization)
        const mime = mimeOf(request)
        const leave = admit({ channel: web.channel.id, visitor })
        try {
          const body = request.body as Readable // what the parser above leaves it
          const name = nameOf(request)
          const file = { mime, ...(name === undefined ? {} : { name }), body: atMost(body, webDefaults.uploadBytes) }
          const upload = await door.keepUpload(web, visitor, file)
          const kept = await door.uploaded(web, visitor, upload)
          if (kept === undefined) throw new Refused('The file could not be kept.')
          const { id: _, ...shown } = kept
          const answer: WireUpload = { ...shown, upload }
          return await reply.code(201).send(answer)
        } finally {
          leave()
        }
      },
    )
    done()
  })

  function admit(where: Where): () => void {
    const waitMs = rateOf(where).take()
    const visitor = `${where.channel}:${where.visitor}`
    const leave = waitMs > 0 ? undefined : seats.enter(visitor, webDefaults.uploadsAtOnce)
    if (leave === undefined)
      throw new TooFast('These are many files at once. Please wait a moment.', waitMs || webDefaults.retryAfterMs)
    return leave
  }
}

async function visitorOf(door: WebDoor, web: WebChannel, authorization: string | undefined): Promise<string> {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
  const fits = token !== undefined && token.length <= webDefaults.tokenLength
  if (!fits) throw new Unauthorized('Send the visitor token of the chat, or the identity, as a bearer token.')
  // Throws Unauthorized for what is neither.
  return (await door.verifyVisitor(web, token)) ?? (await door.identify(web, token)).id
}

function mimeOf({ headers }: FastifyRequest): string {
  const mime = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const fits = webDefaults.uploadTypes.some((type) =>
    type.endsWith('/*') ? mime.startsWith(type.slice(0, -1)) : mime === type,
  )
  // A drawing may hold a script: it is shown to nobody as a page.
  if (!fits || mime === 'image/svg+xml') throw new Invalid('Files of this kind are not taken here.', 'content-type')
  return mime
}

function nameOf({ headers }: FastifyRequest): string | undefined {
  const given = headers['x-file-name']
  if (typeof given !== 'string' || given === '') return undefined
  try {
    return decodeURIComponent(given).toWellFormed()
  } catch {
    throw new Invalid('The name of the file is percent-encoded UTF-8.', 'x-file-name')
  }
}

/** A request may not say how long it is. Throws Refused at the first byte too many. */
async function* atMost(body: Readable, limit: number): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const piece of body) {
    const bytes = piece as Buffer // a stream of bytes, to which nobody gave an encoding
    size += bytes.length
    if (size > limit) {
      body.resume()
      await finished(body).catch(() => undefined)
      throw new Refused(`The file is larger than ${limit} bytes.`)
    }
    yield bytes
  }
}

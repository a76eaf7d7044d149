import { Readable } from 'node:stream'
import type { FastifyPluginCallback } from 'fastify'
import { z } from 'zod'
import type { ContactId } from '../../contracts/id.ts'
import type { Export, ExportDoor } from '../../contracts/rights.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { rangeIn } from '../ranges.ts'
import { byId, byTenant, iso, isoTime, nothing, pageOf, paging, type Api } from '../schemas.ts'
import { missing, tenantByCode, tenantById } from '../tenant-of.ts'

const tags = ['Privacy']
const exportAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(['contact', 'tenant']),
    state: z
      .enum(['running', 'ready', 'failed', 'gone'])
      .describe('gone: expired, removed, or somebody in it was erased.'),
    bytes: z.int().exactOptional(),
    sha256: z.string().exactOptional().describe('Of the archive, hex.'),
    error: z.string().exactOptional(),
    at: isoTime,
    expiresAt: isoTime.exactOptional(),
    url: z
      .string()
      .exactOptional()
      .describe(
        'Whoever has it may load the archive until it expires. It takes ranges: a load that broke off goes on.',
      ),
  })
  .meta({
    examples: [
      {
        id: example.export,
        kind: 'contact',
        state: 'ready',
        bytes: 48_213,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        at: example.at,
        expiresAt: '2026-11-21T09:30:02.000Z',
        url: `https://gateway.example/exports/${example.export}/file?exp=1795253402&sig=PyC9…`,
      },
    ],
  })
const description =
  'A ZIP archive with JSON Lines and media, described in docs/reference/export.md. Ask for the export until it is ready.'

/** Copies: of everything that is kept of a person, or of a whole tenant. */
export function exportRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.post('/contacts/:id/export', {
    config: { permission: 'privacy:write' },
    schema: {
      tags,
      summary: 'Make a copy of everything that is kept of a person',
      description,
      params: byId,
      response: { 202: exportAnswer },
    },
    handler: async (request, reply) => {
      const { rights } = await tenantById(tenants, request, request.params.id, 'contact')
      return reply.code(202).send(shown(await rights.export(request.params.id as ContactId))) // throws NotFound for anything else
    },
  })

  api.post('/tenants/:tenantCode/export', {
    config: { permission: 'privacy:write' },
    schema: {
      tags,
      summary: 'Make a copy of everything that a tenant has, without secrets',
      description,
      params: byTenant,
      response: { 202: exportAnswer },
    },
    handler: async (request, reply) => {
      const { rights } = await tenantByCode(tenants, request, request.params.tenantCode)
      return reply.code(202).send(shown(await rights.export('tenant')))
    },
  })

  api.get('/tenants/:tenantCode/exports', {
    config: { permission: 'privacy:write' },
    schema: {
      tags,
      summary: 'List copies, the newest first',
      params: byTenant,
      querystring: paging,
      response: { 200: pageOf(exportAnswer) },
    },
    handler: async (request) => {
      const { rights } = await tenantByCode(tenants, request, request.params.tenantCode)
      const { items, nextCursor } = rights.exports(request.query.limit, request.query.cursor)
      return { items: items.map(shown), nextCursor }
    },
  })

  // Whoever may read it may load everything: so it takes the permission to make one.
  api.get('/exports/:id', {
    config: { permission: 'privacy:write' },
    schema: { tags, summary: 'Read whether a copy is ready, and where', params: byId, response: { 200: exportAnswer } },
    handler: async (request) => {
      const { rights } = await tenantById(tenants, request, request.params.id, 'export')
      const made = rights.exported(request.params.id)
      if (made === undefined) throw missing('export')
      return shown(made)
    },
  })

  api.delete('/exports/:id', {
    config: { permission: 'privacy:write' },
    schema: { tags, summary: 'Remove a copy before it expires', params: byId, response: { 204: nothing } },
    handler: async (request, reply) => {
      const { rights } = await tenantById(tenants, request, request.params.id, 'export')
      await rights.removeExport(request.params.id)
      return reply.code(204).send()
    },
  })
}

interface Route {
  Params: { readonly id: string }
  Querystring: { readonly exp?: string | readonly string[]; readonly sig?: string | readonly string[] }
}

/** The archive by its signed URL: for whoever was given it. */
export function exportFileRoutes(door: ExportDoor): FastifyPluginCallback {
  return (server, _options, done) => {
    server.route<Route>({
      method: 'GET',
      url: '/exports/:id/file',
      exposeHeadRoute: true,
      config: { permission: 'public' },
      schema: {
        tags,
        summary: 'Load a copy by its signed URL',
        description: 'Takes ranges. 404 for whatever is wrong with the URL: its id, its signature, its time.',
      },
      handler: async (request, reply) => {
        const { exp, sig } = request.query
        const signed = typeof exp === 'string' && typeof sig === 'string'
        const archive = signed ? await door.open({ id: request.params.id, expires: exp, signature: sig }) : undefined
        if (archive === undefined) throw missing('export')
        const { size } = archive
        reply.headers({
          etag: `"${request.params.id}"`,
          'accept-ranges': 'bytes',
          'cache-control': 'private, no-store',
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="${archive.name ?? 'export.zip'}"`,
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
        })
        const range = rangeIn(request.headers.range, size)
        if (range === 'none') return reply.code(416).header('content-range', `bytes */${size}`).send()
        const { start, end } = range ?? { start: 0, end: size }
        if (range !== undefined) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${size}`)
        reply.header('content-length', end - start)
        return reply.send(Readable.from(request.method === 'HEAD' ? [] : archive.read(start, end)))
      },
    })
    done()
  }
}

function shown({ at, expiresAt, ...made }: Export) {
  return { ...made, at: iso(at), ...(expiresAt === undefined ? {} : { expiresAt: iso(expiresAt) }) }
}

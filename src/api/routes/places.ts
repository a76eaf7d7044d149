import { z } from 'zod'
import type { MoveView } from '../../contracts/places.ts'
import { ofThePlatform } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { byTenant, iso, isoTime, nothing, type Api } from '../schemas.ts'
import { missing, tenantRow } from '../tenant-of.ts'

const tags = ['Tenants']

const placeAnswer = z
  .object({ name: z.string(), folder: z.string(), tenants: z.number().int() })
  .meta({ examples: [{ name: 'fast-disk', folder: '/mnt/fast/colloquy', tenants: 12 }] })

const placeList = z.object({ items: z.array(placeAnswer).readonly(), nextCursor: z.null() }).meta({
  examples: [
    {
      items: [
        { name: 'main', folder: '/srv/colloquy/data', tenants: 40 },
        { name: 'fast-disk', folder: '/mnt/fast/colloquy', tenants: 12 },
      ],
      nextCursor: null,
    },
  ],
})

const moved = {
  from: 'main',
  to: 'fast-disk',
  phase: 'switched' as const,
  startedAt: '2026-11-20T09:30:00.000Z',
  endedAt: '2026-11-20T09:30:04.000Z',
  report: { tables: 48, rows: 120_345, files: 210, bytes: 98_304_000, pauseMs: 38 },
}

const moveAnswer = z
  .object({
    from: z.string(),
    to: z.string(),
    phase: z
      .enum(['copying', 'switched', 'done', 'failed'])
      .describe('switched: it works there, and what it left behind is kept for a day. failed: it is where it was.'),
    startedAt: isoTime,
    endedAt: isoTime.exactOptional(),
    problem: z.string().exactOptional(),
    report: z
      .object({
        tables: z.number().int(),
        rows: z.number().int(),
        files: z.number().int(),
        bytes: z.number().int(),
        pauseMs: z.number().int(),
      })
      .exactOptional(),
  })
  .meta({ examples: [moved] })

/** Where tenants are, and how they get elsewhere: for who administers the platform. */
export function placeRoutes(api: Api, { tenants, places, moves }: ApiNeeds): void {
  api.get('/places', {
    config: { permission: 'tenants:write' },
    schema: { tags, summary: 'List the places where tenants may be', response: { 200: placeList } },
    handler: async (request) => {
      ofThePlatform(request)
      return { items: places.list(), nextCursor: null }
    },
  })

  api.post('/places', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Register a folder on another volume as a place for tenants',
      body: z
        .strictObject({
          name: z.string().describe('2 to 40 lower-case letters, digits and hyphens.'),
          folder: z.string().max(1000).describe('An absolute path on the server’s machine.'),
        })
        .meta({ examples: [{ name: 'fast-disk', folder: '/mnt/fast/colloquy' }] }),
      response: { 201: placeAnswer },
    },
    handler: async (request, reply) => {
      ofThePlatform(request)
      return reply.code(201).send(await places.add(request.body.name, request.body.folder))
    },
  })

  api.delete('/places/:place', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Forget a place where no tenant is',
      params: z.object({ place: z.string() }),
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      ofThePlatform(request)
      await places.remove(request.params.place)
      return reply.code(204).send()
    },
  })

  api.post('/tenants/:tenantCode/move', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Move a tenant to another place while it works',
      description:
        'It is copied and compared while it works; then nobody is let in for some milliseconds. Asks for nothing twice: read how it goes.',
      params: byTenant,
      body: z
        .strictObject({ to: z.string().describe('The name of a place; `main` is DATA_DIR.') })
        .meta({ examples: [{ to: 'fast-disk' }] }),
      response: { 202: moveAnswer },
    },
    handler: async (request, reply) => {
      const { code } = await tenantRow(tenants, request, request.params.tenantCode)
      ofThePlatform(request)
      return reply.code(202).send(shown(await moves.begin(code, request.body.to)))
    },
  })

  api.get('/tenants/:tenantCode/move', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Read how the last move of a tenant goes',
      params: byTenant,
      response: { 200: moveAnswer },
    },
    handler: async (request) => {
      const { code } = await tenantRow(tenants, request, request.params.tenantCode)
      ofThePlatform(request)
      const move = moves.of(code)
      if (move === undefined) throw missing('move')
      return shown(move)
    },
  })

  api.delete('/tenants/:tenantCode/move', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Take a move back',
      description: 'One that is under way is called off. After one the tenant is moved back, with what happened since.',
      params: byTenant,
      response: { 202: moveAnswer },
    },
    handler: async (request, reply) => {
      const { code } = await tenantRow(tenants, request, request.params.tenantCode)
      ofThePlatform(request)
      return reply.code(202).send(shown(await moves.rollback(code)))
    },
  })
}

function shown({ startedAt, endedAt, ...move }: MoveView) {
  return { ...move, startedAt: iso(startedAt), ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }) }
}

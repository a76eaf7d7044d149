import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { apiDefaults, planNames } from '../config/defaults.ts'

/** Fastify whose routes are typed by their zod schemas. */
export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** What a person calls something: one line. */
export const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'A name is one line without control characters.')

/** Whatever its owner likes to keep in it. */
export const anyObject = z.record(z.string(), z.unknown())

export const isoTime = z.string().meta({ format: 'date-time' })

/** Milliseconds since 1970 as the outside sees it. */
export function iso(ms: number): string {
  return new Date(ms).toISOString()
}

/** An answer without a body. */
export const nothing = z.undefined().describe('Done; there is nothing to say.')

export const plan = z.enum(planNames).describe('What a tenant may use.')

export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(apiDefaults.pageSizeMax).default(apiDefaults.pageSize),
  cursor: z.string().max(500).exactOptional().describe('`nextCursor` of the page before.'),
})

/** A page of a list; its example is that of an item. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z
    .object({
      items: z.array(item).readonly(),
      nextCursor: z.string().nullable().describe('null: this is the last page.'),
    })
    .meta({ examples: [{ items: item.meta()?.examples ?? [], nextCursor: null }] })
}

/** A list that is short enough to be one page. */
export function wholeListOf<Item extends z.ZodType>(item: Item) {
  return z
    .object({ items: z.array(item).readonly(), nextCursor: z.null() })
    .meta({ examples: [{ items: item.meta()?.examples ?? [], nextCursor: null }] })
}

export const byTenant = z.object({ tenantCode: z.string() })
export const byId = z.object({ id: z.string() })

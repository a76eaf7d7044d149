import { createRequire } from 'node:module'
import fastifySwagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'

const errorSchema = z.object({
  error: z.object({
    code: z.string().describe('Never changes: what a program may look at.'),
    message: z.string().describe('A sentence for a person.'),
    field: z.string().optional().describe('What does not fit, as a path.'),
    requestId: z.string(),
  }),
})

export interface OpenApiDocument {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly components: Readonly<Record<string, object>>
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

export interface Operation {
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly description?: string
  /** What the caller must hold; `public`: nothing, `known`: a key or token of any kind. */
  readonly 'x-permission'?: string
  /** Empty: for everyone. */
  readonly security?: readonly object[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly schema?: object
    readonly description?: string
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
  readonly responses: Readonly<Record<string, unknown>>
}

/** Collects every route that is registered after it; costs nothing until the document is asked for. */
export function collectRoutes(server: FastifyInstance): void {
  void server.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Colloquy',
        version: ownVersion(),
        description: 'A self-hosted, multi-tenant bot gateway. Ids are opaque; times are ISO 8601 UTC.',
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          apiKey: { type: 'apiKey', name: 'X-API-Key', in: 'header' },
        },
      },
      security: [{ bearer: [] }, { apiKey: [] }],
    },
    transform: ({ route, ...document }) => {
      const { schema, url } = jsonSchemaTransform({ route, ...document })
      const permission = route.config?.permission
      const open = permission === 'public' ? { security: [] } : {}
      return { schema: { ...schema, ...open, ...(permission && { 'x-permission': permission }) }, url }
    },
  })
}

/** The document, made from the routes on the first call. */
export function openApiDocument(server: Pick<FastifyInstance, 'swagger'>): OpenApiDocument {
  const document = server.swagger() as unknown as OpenApiDocument // the parts of OpenAPI 3.1 that we make ourselves
  const error = {
    description: 'An error',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  }
  const paths = Object.entries(document.paths).map(([path, operations]) => {
    const failing = Object.entries(operations).map(([method, operation]) => {
      return [method, { ...operation, responses: { ...operation.responses, default: error } }] as const
    })
    return [path, Object.fromEntries(failing)] as const
  })
  const components = { ...document.components, schemas: { Error: z.toJSONSchema(errorSchema) } }
  return { ...document, components, paths: Object.fromEntries(paths) }
}

function ownVersion(): string {
  const { version } = createRequire(import.meta.url)('../../package.json') as { version: string } // ours
  return version
}

import { createRequire } from 'node:module'
import fastifySwagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { apiDefaults } from '../config/defaults.ts'
import { parameterExample } from './examples.ts'
import { errorComponents, failuresOf } from './openapi-errors.ts'
import { shownAt } from './showing.ts'

export interface OpenApiDocument {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly components: Readonly<Record<string, object>>
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

export interface Operation {
  readonly operationId?: string
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly description?: string
  /** What the caller must hold; `public`: nothing, `known`: a key or token of any kind. */
  readonly 'x-permission'?: string
  /** Of what has a version: its answer is an ETag's. Not in the document that is given out. */
  readonly 'x-shows'?: boolean
  /** Empty: for everyone. */
  readonly security?: readonly object[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> }
  readonly responses: Readonly<Record<string, Answer>>
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: object
  readonly example?: unknown
  readonly description?: string
}

/** Errors are references to the components. */
export interface Answer {
  readonly $ref?: string
  readonly description?: string
  readonly headers?: Readonly<Record<string, object>>
  readonly content?: Readonly<Record<string, MediaType>>
}

export interface MediaType {
  readonly schema: object
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

/** One or several: the document has a word for each. */
export function examplesOf({ example, examples = {} }: MediaType): readonly unknown[] {
  return [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)]
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
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input)
      const { permission, shows } = input.route.config ?? {}
      const open = permission === 'public' ? { security: [] } : {}
      const marks = { ...(permission && { 'x-permission': permission }), ...(shows && { 'x-shows': true }) }
      return { schema: { ...told(schema), ...open, ...marks }, url }
    },
  })
}

/** What is answered where that is no JSON. Some routes have no schema at all, whatever the types say. */
function told(schema: FastifySchema | undefined): FastifySchema {
  if (schema === undefined) return {}
  const { response, produces } = schema as FastifySchema & { readonly produces?: readonly string[] } // of the swagger plugin
  const [type] = produces ?? []
  if (type === undefined || response !== undefined) return schema
  return { ...schema, response: { 200: { description: 'Text', content: { [type]: { schema: { type: 'string' } } } } } }
}

/** The document, made from the routes on the first call. */
export function openApiDocument(server: Pick<FastifyInstance, 'swagger'>): OpenApiDocument {
  const document = server.swagger() as unknown as OpenApiDocument // the parts of OpenAPI 3.1 that we make ourselves
  const showing = Object.entries(document.paths).filter(([, { get }]) => get?.['x-shows'] === true)
  const shown = new Set(showing.map(([path]) => path))
  const paths = Object.entries(document.paths).map(([path, operations]) => {
    const whole = Object.entries(operations).map(
      ([method, one]) =>
        [method, completed({ method, path, operation: one, versioned: shownAt(path, shown) })] as const,
    )
    return [path, Object.fromEntries(whole)] as const
  })
  const components = { ...document.components, ...errorComponents() }
  return { ...document, components, paths: Object.fromEntries(paths) }
}

interface Bare {
  readonly method: string
  readonly path: string
  readonly operation: Operation
  /** Where what it changes is shown with an ETag. */
  readonly versioned: string | undefined
}

/** With what all operations of its kind have: a name, the headers they look at, and how they fail. */
function completed({
  method,
  path,
  operation: { 'x-shows': shows = false, ...operation },
  versioned,
}: Bare): Operation {
  const permission = operation['x-permission']
  const changes = method === 'put' || method === 'delete' ? versioned : undefined
  const isRepeatable = method === 'post' && permission !== 'public' && !isStream(operation)
  const headers = [
    ...(isRepeatable ? [repeating] : []),
    ...(changes === undefined ? [] : [matching(changes)]),
    ...(shows ? [knowing] : []),
  ]
  const takesBody = operation.requestBody !== undefined
  const failures = failuresOf({ method, path, permission, takesBody, isVersioned: changes !== undefined })
  const parameters = [...(operation.parameters ?? []).map((one) => withExample(path, one)), ...headers]
  return {
    operationId: operationId(method, path),
    ...operation,
    ...(parameters.length === 0 ? {} : { parameters }),
    responses: { ...(shows ? withVersion(operation.responses) : operation.responses), ...failures },
  }
}

function withExample(path: string, parameter: Parameter): Parameter {
  const example = parameterExample(path, parameter.name)
  return parameter.in === 'header' || example === undefined ? parameter : { ...parameter, example }
}

/** `put /api/v1/chatbots/{id}/personality` is `putChatbotsByIdPersonality`. */
function operationId(method: string, path: string): string {
  const steps = path
    .replace('/api/v1', '')
    .replaceAll('{', 'by-')
    .split(/[^A-Za-z0-9]+/)
  return method + steps.map((step) => step.charAt(0).toUpperCase() + step.slice(1)).join('')
}

const header = (name: string, description: string, maxLength: number) => ({
  name,
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength },
  description,
})

const repeating = header(
  'Idempotency-Key',
  'Sent again with the same key, the request is answered as it was, and does nothing.',
  apiDefaults.idempotencyKeyLength,
)

const matching = (path: string) =>
  header('If-Match', `The ETag that \`GET ${path}\` gave: 412 when somebody changed it since.`, 200)

const knowing = header('If-None-Match', 'The ETag of what you have: 304 while it is the same.', 200)

/** A stream is not kept, so it cannot be given twice. */
function isStream({ responses }: Operation): boolean {
  return Object.values(responses).some(({ content = {} }) => 'text/event-stream' in content)
}

function withVersion(responses: Operation['responses']): Operation['responses'] {
  const etag = { description: 'Its version, for `If-Match` and `If-None-Match`.', schema: { type: 'string' } }
  return {
    ...responses,
    200: { ...responses['200'], headers: { ETag: etag } },
    304: { description: 'It is what `If-None-Match` names.' },
  }
}

function ownVersion(): string {
  const { version } = createRequire(import.meta.url)('../../package.json') as { version: string } // ours
  return version
}

import { docsPage, docsPolicy } from '../docs-page.ts'
import { openApiDocument, type OpenApiDocument } from '../openapi.ts'
import type { Api } from '../schemas.ts'

const config = { permission: 'public' } as const
const schema = { hide: true } as const

/** The reference, made of the routes themselves: for programs and for readers. Nothing is made before it is asked for. */
export function referenceRoutes(api: Api): void {
  let document: OpenApiDocument | undefined
  let page: string | undefined

  api.get('/api/v1/openapi.json', {
    config,
    schema,
    handler: (_request, reply) => reply.send((document ??= openApiDocument(api))),
  })

  api.get('/docs', {
    config,
    schema,
    handler: (_request, reply) =>
      reply
        .header('content-security-policy', docsPolicy)
        .type('text/html; charset=utf-8')
        .send((page ??= docsPage((document ??= openApiDocument(api))))),
  })
}

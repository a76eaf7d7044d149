import openapiTypescript, { astToString } from 'openapi-typescript'
import type { OpenAPI3 } from 'openapi-typescript'
import type { OpenApiDocument } from '../src/api/openapi.ts'
import { brunoFiles } from './bruno.ts'

/** What is made of the API's document: by path, the whole text of each file. Pure. */
export async function clientFiles(document: OpenApiDocument): Promise<ReadonlyMap<string, string>> {
  const ast = await openapiTypescript(lean(document) as unknown as OpenAPI3, { immutable: true }) // the same thing by another name
  const types = `// Made from the API's document by \`npm run client\`.\n\n${astToString(ast)}`
  return new Map([['src/client/api-types.ts', types], ...brunoFiles(document)])
}

/** Without what the types do not need: how it fails is one class of the client's, and its headers are its own affair. */
function lean(document: OpenApiDocument): OpenApiDocument {
  const paths = Object.entries(document.paths).map(([path, operations]) => {
    const each = Object.entries(operations).map(([method, { operationId: _, parameters = [], responses, ...rest }]) => {
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'))
      const said = parameters.filter((one) => one.in !== 'header')
      return [method, { ...rest, parameters: said, responses: Object.fromEntries(good) }] as const
    })
    return [path, Object.fromEntries(each)] as const
  })
  return { ...document, components: {}, paths: Object.fromEntries(paths) }
}

import { examplesOf } from '../src/api/openapi.ts'
import type { OpenApiDocument, Operation } from '../src/api/openapi.ts'

/** A collection for Bruno, a file for each operation, in a folder for each tag. Pure. */
export function brunoFiles(document: OpenApiDocument): readonly (readonly [path: string, text: string])[] {
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
  )
  const requests = routes.map((route, place): readonly [string, string] => {
    const { operationId = '', tags = ['Other'] } = route.operation
    return [`bruno/${tags[0] ?? 'Other'}/${operationId}.bru`, request(route, place + 1)]
  })
  return [
    [
      'bruno/bruno.json',
      `${JSON.stringify({ version: '1', name: document.info.title, type: 'collection' }, null, 2)}\n`,
    ],
    ['bruno/collection.bru', block('auth', ['mode: bearer']) + '\n' + block('auth:bearer', ['token: {{key}}'])],
    [
      'bruno/environments/local.bru',
      block('vars', ['url: http://localhost:3000']) + '\n' + 'vars:secret [\n  key\n]\n',
    ],
    ...requests,
  ]
}

interface Route {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

function request({ path, method, operation }: Route, seq: number): string {
  const { summary = '', description, parameters = [], requestBody, security } = operation
  const [example] = Object.values(requestBody?.content ?? {}).flatMap(examplesOf)
  const auth = security?.length === 0 ? 'none' : 'inherit'
  const places = parameters.filter((one) => one.in === 'path')
  const queries = parameters.filter((one) => one.in === 'query')
  const heading = [`url: {{url}}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`]
  return [
    block('meta', [`name: ${summary.replaceAll('\n', ' ')}`, 'type: http', `seq: ${seq}`]),
    block(method, [...heading, `body: ${example === undefined ? 'none' : 'json'}`, `auth: ${auth}`]),
    ...(queries.length === 0
      ? []
      : [
          block(
            'params:query',
            queries.map(({ name }) => `~${name}: `),
          ),
        ]),
    ...(places.length === 0
      ? []
      : [
          block(
            'params:path',
            places.map(({ name, example: one }) => `${name}: ${typeof one === 'string' ? one : ''}`),
          ),
        ]),
    ...(example === undefined ? [] : [block('body:json', JSON.stringify(example, null, 2).split('\n'))]),
    ...(description === undefined ? [] : [block('docs', description.split('\n'))]),
  ].join('\n')
}

const block = (name: string, lines: readonly string[]): string =>
  `${name} {\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n}\n`

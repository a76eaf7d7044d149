import { beforeAll, describe, expect, test } from '@jest/globals'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { startApi, type Answer } from '../../test/api/fakes.ts'
import { examplesOf } from './openapi.ts'
import type { MediaType, OpenApiDocument } from './openapi.ts'

let api: Awaited<ReturnType<typeof startApi>>
let document: OpenApiDocument
beforeAll(async () => {
  api = await startApi()
  document = (await api.call('GET', '/api/v1/openapi.json', undefined, { authorization: '' })).body
})

interface Documented {
  readonly method: string
  readonly path: string
  readonly isPublic: boolean
}

function documented(): readonly Documented[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      isPublic: operation.security?.length === 0,
    })),
  )
}

/** The document's path with something in the place of each parameter. */
function filled(path: string, value: string): string {
  return path.replaceAll(/\{\w+\}/g, encodeURIComponent(value))
}

describe('the OpenAPI document', () => {
  test('is of version 3.1 and names every route of the contract that exists', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(documented().map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([
        'POST /messages/receive/tenants/{tenantCode}/channels/{platform}/tokens/{token}',
        'POST /messages/send/tenants/{tenantCode}/channels/{platform}/tokens/{token}',
        'POST /api/v1/tenants',
        'POST /api/v1/tenants/{tenantCode}/provision',
        'PUT /api/v1/chatbots/{id}/personality',
        'PUT /api/v1/chatbots/{id}/plugins/{name}',
        'POST /api/v1/channels/{id}/webhook',
        'POST /api/v1/channels/{id}/token',
        'PUT /api/v1/conversations/{id}/handoff',
        'POST /api/v1/tenants/{tenantCode}/dead-letters/{id}/replay',
        'GET /health/ready',
        'GET /metrics',
      ]),
    )
  })

  test('says of every operation what it is for, what it answers, and how it fails', () => {
    for (const operations of Object.values(document.paths)) {
      for (const operation of Object.values(operations)) {
        expect(operation.summary).toMatch(/^[A-Z]/)
        expect(operation.tags).toHaveLength(1)
        expect(operation.responses).toHaveProperty('default')
      }
    }
  })

  test('is one: the schema of OpenAPI 3.1 says so', async () => {
    const validator = new Validator()
    expect(await validator.validate(JSON.parse(JSON.stringify(document)))).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  test('leads to no reference that is not in it', () => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)
    for (const [, path = ''] of references) expect(document).toHaveProperty(path.split('/'))
  })
})

describe('the examples', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })

  /** Of what is JSON, with the place it stands in. */
  function contents(): readonly (readonly [place: string, content: MediaType])[] {
    return Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { requestBody, responses }]) => {
        const good = Object.entries(responses).filter(([status]) => status.startsWith('2'))
        const answers = good.map(([status, { content }]) => [status, content?.['application/json']] as const)
        return [['body', requestBody?.content['application/json']] as const, ...answers].flatMap(([what, content]) =>
          content === undefined ? [] : [[`${method} ${path} ${what}`, content] as const],
        )
      }),
    )
  }

  test('are there for every body and every answer, and are what their schemas say', () => {
    const wrong = contents().flatMap(([place, content]) => {
      const examples = examplesOf(content)
      const validate = ajv.compile(content.schema)
      if (examples.length === 0) return [`${place}: there is no example.`]
      return examples.flatMap((one) => (validate(one) ? [] : [`${place}: ${ajv.errorsText(validate.errors)}`]))
    })
    expect(wrong).toEqual([])
  })

  test('stand in every path', () => {
    const nameless = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { parameters = [] }]) =>
        parameters
          .filter((one) => one.in === 'path' && one.example === undefined)
          .map(({ name }) => `${method} ${path}: ${name}. Give it one in api/examples.ts.`),
      ),
    )
    expect(nameless).toEqual([])
  })
})

describe('every documented route', () => {
  test('answers 401 without a key, unless it says that it is for everyone', async () => {
    const answers = await Promise.all(
      documented().map(async ({ method, path, isPublic }) => {
        const { status } = await api.call(method, filled(path, 'acme'), undefined, { authorization: '' })
        return [`${method} ${path}`, isPublic ? 'public' : status] as const
      }),
    )
    const guarded = answers.filter(([, status]) => status !== 'public')
    expect(guarded.length).toBeGreaterThan(20)
    expect(guarded.filter(([, status]) => status !== 401)).toEqual([])
  })

  const bodies: readonly unknown[] = [
    undefined,
    {},
    [[]],
    { a: 1, constructor: 2, toString: null },
    { code: {}, name: [], settings: 1, parts: 'x', to: null, url: 7, enabled: {}, personality: [] },
  ]
  const values = ['acme', 'x', '__proto__', '..', '\u0000', '🦊', "' or 1=1 --", 'bot_aaaaa000000000000000', '\r\nx: y']

  // Each route meets every body and every value, and not each with each: that would be thousands of requests.
  test('answers nonsense without falling over', async () => {
    for (const [round, value] of values.entries()) {
      for (const [place, { method, path }] of documented().entries()) {
        const body = method === 'GET' ? undefined : bodies[(round + place) % bodies.length]
        const answer = await api.call(method, `${filled(path, value)}?limit=x&cursor=%00`, body)
        expect([method, path, value, answer.status < 500]).toEqual([method, path, value, true])
        if (answer.status >= 400) expectErrorForm(answer)
      }
    }
    expect(Object.keys({})).toEqual([])
  })
})

function expectErrorForm({ body }: Answer): void {
  expect(body).toEqual({
    error: expect.objectContaining({
      code: expect.stringMatching(/^E_[A-Z_]+$/),
      message: expect.stringMatching(/\.$/),
      requestId: expect.any(String),
    }),
  })
}

import { Ajv2020 } from 'ajv/dist/2020.js'
import { example } from '../../src/api/examples.ts'
import { examplesOf } from '../../src/api/openapi.ts'
import type { OpenApiDocument, Operation } from '../../src/api/openapi.ts'

/** The API as its own document tells it, for tests that walk all of it. */

export interface Documented {
  /** `PUT /api/v1/chatbots/{id}` */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly operation: Operation
  readonly permission: string
  /** What may be sent, by example; undefined: nothing. */
  readonly body: unknown
  readonly pathParameters: readonly string[]
}

export function operationsOf(document: OpenApiDocument): readonly Documented[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const content = operation.requestBody?.content['application/json']
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        operation,
        permission: operation['x-permission'] ?? '',
        body: content === undefined ? undefined : examplesOf(content)[0],
        pathParameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!),
      }
    }),
  )
}

/** What an example stands for: `bot_…` in it is some chatbot. */
export const placeholders: ReadonlySet<string> = new Set(
  Object.entries(example).flatMap(([name, value]) => (name === 'at' || name === 'later' ? [] : [value])),
)

/** The operations that make what a placeholder stands for. */
export function makersOf(operations: readonly Documented[]): ReadonlyMap<string, Documented> {
  const makers = new Map<string, Documented>()
  for (const one of operations.filter(({ name }) => name.startsWith('POST /api/v1'))) {
    for (const made of Object.values(answerExample(one) ?? {})) {
      if (typeof made !== 'string' || !placeholders.has(made) || JSON.stringify(one.body ?? '').includes(made)) continue
      if (one.operation.parameters?.some((parameter) => parameter.example === made) === true) continue
      if (!makers.has(made)) makers.set(made, one)
    }
  }
  return makers
}

function answerExample({ operation }: Documented): Readonly<Record<string, unknown>> | undefined {
  const content = operation.responses['201']?.content ?? operation.responses['202']?.content
  const json = content?.['application/json']
  return json === undefined ? undefined : (examplesOf(json)[0] as Readonly<Record<string, unknown>>) // of an object
}

/** Where in what was made the placeholder's thing is. */
export function nameIn(maker: Documented, placeholder: string): string {
  const [name] = Object.entries(answerExample(maker) ?? {}).find(([, value]) => value === placeholder) ?? []
  return name!
}

/** With what the placeholders stand for in their places, wherever they are. */
export function substituted(value: unknown, things: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return things.get(value) ?? value
  if (Array.isArray(value)) return value.map((item) => substituted(item, things))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, substituted(inner, things)]))
}

const ajv = new Ajv2020({ strict: false, validateFormats: false })

/** What does not fit the answer that the document promises; undefined when it fits. */
export function misfit({ operation }: Documented, status: number, type: string, text: string): string | undefined {
  const promised = operation.responses[String(status)]
  if (promised === undefined) return `${status} is not promised`
  const content = promised.content?.['application/json']
  if (content === undefined) return undefined
  if (!type.startsWith('application/json')) return `it is ${type}`
  const validate = ajv.compile(content.schema)
  return validate(JSON.parse(text)) ? undefined : ajv.errorsText(validate.errors)
}

import { anchor, escape, prose } from './html.ts'
import { examplesOf } from './openapi.ts'
import type { Answer, MediaType, Operation, Parameter } from './openapi.ts'
import { failures } from './openapi-errors.ts'

/** An operation where the document has it. */
export interface Documented {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

/** What a reader is told of a schema. Everything else is in the whole of it. */
interface SchemaView {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: SchemaView
  readonly anyOf?: readonly SchemaView[]
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: unknown
  readonly description?: string
  readonly properties?: Readonly<Record<string, SchemaView>>
  readonly required?: readonly string[]
}

/** One operation, closed until it is looked for. Pure. */
export function operationBlock(one: Documented): string {
  const { path, method, operation } = one
  const { operationId = '', summary = '', description, parameters = [], responses } = operation
  const bodies = Object.entries(operation.requestBody?.content ?? {})
  const answers = Object.entries(responses).filter(([status]) => status < '4')
  return `<details>
<summary><span class="method ${method}">${escape(method.toUpperCase())}</span> <code>${pathText(path)}</code> <span class="what">${escape(summary)}</span></summary>
<div class="operation" id="${anchor(operationId)}">
${description === undefined ? '' : `<p>${prose(description)}</p>`}
<p class="facts">${permissionText(operation['x-permission'])} · <a href="#${anchor(operationId)}">link</a></p>
${fieldTable('Parameters', parameters.map(parameterRow))}
${bodies.map(([, { schema }]) => bodyTable(schema as SchemaView)).join('')}
<h3>Request</h3>
<pre tabindex="0">${escape(curlOf(one))}</pre>
${answers.map(([status, answer]) => answerBlock(status, answer)).join('')}
${bodies.map(([type, { schema }]) => wholeSchema(`Schema of the body, ${type}`, schema)).join('')}
${answers.flatMap(([status, answer]) => Object.values(answer.content ?? {}).map(({ schema }) => wholeSchema(`Schema of the answer ${status}`, schema))).join('')}
${errorList(responses)}
</div>
</details>`
}

function pathText(path: string): string {
  return escape(path).replaceAll(/\{\w+\}/g, '<i>$&</i>')
}

function permissionText(permission = 'public'): string {
  if (permission === 'public') return 'For everyone, without a key'
  return permission === 'known' ? 'For everyone with a key' : `Permission <code>${escape(permission)}</code>`
}

function fieldTable(title: string, rows: readonly string[]): string {
  if (rows.length === 0) return ''
  return `<h3>${title}</h3><div class="wide"><table><tbody>${rows.join('')}</tbody></table></div>`
}

function row(name: string, placeCell: string, isRequired: boolean, schema: SchemaView, description = ''): string {
  const need = isRequired ? ' <b class="required">required</b>' : ''
  const rest = schema.default === undefined ? '' : ` Left out: <code>${escape(JSON.stringify(schema.default))}</code>.`
  return `<tr><th scope="row"><code>${escape(name)}</code>${need}</th>${placeCell}<td>${typeText(schema)}</td><td>${prose(description)}${rest}</td></tr>`
}

function parameterRow({ name, in: place, required = false, schema = {}, description }: Parameter): string {
  return row(name, `<td>${escape(place)}</td>`, required, schema, description ?? (schema as SchemaView).description)
}

/** The fields of an object, or of the objects of which it is one. */
function bodyTable(schema: SchemaView): string {
  const kinds = schema.properties === undefined ? (schema.anyOf ?? []) : [schema]
  const tables = kinds.map(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([name, one]) => row(name, '', required.includes(name), one, one.description)),
  )
  return tables.map((rows, index) => fieldTable(index === 0 ? 'Body' : 'Or', rows)).join('')
}

function typeText(schema: SchemaView): string {
  const { enum: values, const: only, anyOf, items, type, minimum, maximum } = schema
  if (values !== undefined) return values.map((value) => `<code>${escape(plain(value))}</code>`).join(' | ')
  if (only !== undefined) return `<code>${escape(plain(only))}</code>`
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeText))].join(' | ')
  if (items !== undefined) return `list of ${typeText(items)}`
  const bounds = [
    ...(minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? [] : [`from ${minimum}`]),
    ...(maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? [] : [`to ${maximum}`]),
  ]
  return [escape([type ?? 'anything'].flat().join(' | ')), ...bounds].join(' ')
}

/** A word as it is, and everything else as JSON. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** As a shell takes it; with the first example of everything that has to be there. */
function curlOf({ path, method, operation }: Documented): string {
  const { parameters = [], requestBody, responses } = operation
  const placed = parameters
    .filter((one) => one.in === 'path')
    .reduce((whole, { name, example }) => whole.replace(`{${name}}`, encodeURIComponent(plain(example ?? name))), path)
  const query = parameters
    .filter((one) => one.in === 'query' && one.required === true)
    .map(({ name, example }) => `${name}=${encodeURIComponent(plain(example ?? '…'))}`)
  const url = `"$COLLOQUY${placed}${query.length === 0 ? '' : `?${query.join('&')}`}"`
  const [body] = Object.values(requestBody?.content ?? {}).flatMap(examplesOf)
  const isStream = Object.values(responses).some(({ content = {} }) => 'text/event-stream' in content)
  const flags = `${isStream ? ' -N' : ''}${method === 'get' ? '' : ` -X ${method.toUpperCase()}`}`
  const lines = [
    `curl${flags} ${url}`,
    ...(operation['x-permission'] === 'public' ? [] : ['-H "Authorization: Bearer $KEY"']),
    ...(body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body, undefined, 2))}`]),
  ]
  return lines.join(' \\\n  ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

function answerBlock(status: string, { description, content = {} }: Answer): string {
  const types = Object.entries(content)
  const title = `<h3>Answer <span class="status">${escape(status)}</span>${types.map(([type]) => ` <small>${escape(type)}</small>`).join('')}</h3>`
  const shown = types.flatMap(([, media]) => exampleBlock(media))
  const said = description === undefined || description === 'Default Response' ? '' : `<p>${prose(description)}</p>`
  return shown.length > 0 ? title + shown.join('') : title + said
}

function exampleBlock(media: MediaType): readonly string[] {
  return examplesOf(media)
    .slice(0, 1)
    .map((one) => `<pre tabindex="0">${escape(JSON.stringify(one, undefined, 2))}</pre>`)
}

function wholeSchema(title: string, schema: object): string {
  return `<details class="schema"><summary>${escape(title)}</summary><pre tabindex="0">${escape(JSON.stringify(schema, undefined, 2))}</pre></details>`
}

function errorList(responses: Operation['responses']): string {
  const each = Object.entries(failures).filter(([status]) => status in responses)
  if (each.length === 0) return ''
  const links = each.map(
    ([status, { code }]) => `<li><a href="#error-${status}">${status} <code>${code}</code></a></li>`,
  )
  return `<h3>Errors</h3><ul class="errors">${links.join('')}</ul>`
}

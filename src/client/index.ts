import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { paths } from './api-types.ts'
import { send } from './send.ts'
import { openSession } from './session.ts'
import type { Credentials } from './session.ts'
import type { AnswerOf, Extras, Given, ItemOf, ListPath, Method, PathOf } from './types.ts'

export { ApiError } from './errors.ts'
export type { Credentials, Tokens } from './session.ts'
export type { AnswerOf, Extras, GivenTo, ItemOf, ListPath, PathOf } from './types.ts'

/**
 * The API of a gateway, typed by its own document.
 *
 * ```ts
 * const client = createClient({ url: 'https://bots.example.org', key: process.env.COLLOQUY_KEY })
 * const chatbot = await client.post('/api/v1/tenants/{tenantCode}/chatbots', {
 *   path: { tenantCode: 'acme' },
 *   body: { name: 'Ada' },
 * })
 * for await (const one of client.each('/api/v1/tenants/{tenantCode}/conversations', { path: { tenantCode: 'acme' } }))
 *   console.log(one.id)
 * ```
 *
 * Every method throws ApiError when the gateway says no. 429 and 503 are tried again when the gateway says so, and a
 * POST carries an idempotency key, so that it is done once.
 */
export interface Client {
  get<Path extends PathOf<'get'>>(path: Path, ...given: Given<Path, 'get'>): Promise<AnswerOf<Path, 'get'>>
  post<Path extends PathOf<'post'>>(path: Path, ...given: Given<Path, 'post'>): Promise<AnswerOf<Path, 'post'>>
  put<Path extends PathOf<'put'>>(path: Path, ...given: Given<Path, 'put'>): Promise<AnswerOf<Path, 'put'>>
  delete<Path extends PathOf<'delete'>>(path: Path, ...given: Given<Path, 'delete'>): Promise<AnswerOf<Path, 'delete'>>
  /** All items of a list, page after page, asked for as they are taken. */
  each<Path extends ListPath>(path: Path, ...given: Given<Path, 'get'>): AsyncGenerator<ItemOf<Path>, void, undefined>
}

export type ClientOptions = Credentials & {
  /** Where the gateway is, without `/api/v1`. */
  readonly url: string
  /** Another way to send. */
  readonly fetch?: typeof fetch
  /** Another way to wait, so many milliseconds. */
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>
}

/** With `key`, an API key; with `tokens`, a person who signed in, whose tokens are renewed; without, for public paths. */
export function createClient(options: ClientOptions): Client {
  const url = options.url.replace(/\/+$/, '')
  const { fetch: fetchIt = fetch, wait = pause } = options
  const sending = { url, session: openSession(options, url, fetchIt), fetch: fetchIt, wait }

  const ask =
    (method: Method) =>
    async (path: string, given: Parts & Extras = {}) =>
      send(outgoing(method, path, given), sending)
  async function* each(path: string, given: Parts & Extras = {}): AsyncGenerator<unknown, void, undefined> {
    let cursor: string | null = null
    do {
      const query: Values = { ...given.query, ...(cursor !== null && { cursor }) }
      const page = (await ask('get')(path, { ...given, query })) as Page // a list, as the path's type says
      yield* page.items
      cursor = page.nextCursor
    } while (cursor !== null)
  }
  // The document's types say what goes in and comes out; at run time all of it is the same.
  return { get: ask('get'), post: ask('post'), put: ask('put'), delete: ask('delete'), each } as Client
}

type Values = Readonly<Record<string, unknown>>

interface Parts {
  readonly path?: Values
  readonly query?: Values
  readonly body?: unknown
}

interface Page {
  readonly items: readonly unknown[]
  readonly nextCursor: string | null
}

function outgoing(method: Method, path: string, { path: places = {}, query = {}, body, ...extras }: Parts & Extras) {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asText(places[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, asText(value))
  const { idempotencyKey = method === 'post' ? randomUUID() : undefined, ifMatch, signal } = extras
  return {
    method: method.toUpperCase(),
    path: search.size === 0 ? filled : `${filled}?${search.toString()}`,
    body,
    headers: {
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    signal,
  }
}

/** Texts and numbers, which is all that paths and queries have. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal })
}

/** What the document says of every path, for who wants the types alone. */
export type ApiPaths = paths

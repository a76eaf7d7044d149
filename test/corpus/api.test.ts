import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { createLog } from '../../src/telemetry/log.ts'
import { adminKey, startApi } from '../api/fakes.ts'

const folder = join(process.env['CORPUS_DIR'] ?? '../shared/corpus', 'nasty')
const isThere = existsSync(folder)
if (!isThere) {
  if (process.env['CI'] === 'true') throw new Error(`CI needs the corpus, and ${folder} is not there.`)
  console.warn(`The API is not tried with hostile strings: ${folder} is not there (CORPUS_DIR).`)
}

function lines<Row>(file: string): readonly Row[] {
  const text = readFileSync(join(folder, file), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
}

;(isThere ? describe : describe.skip)('hostile input', () => {
  let api: Awaited<ReturnType<typeof startApi>>
  const logged: string[] = []
  let routes: readonly { readonly method: string; readonly path: string }[]
  beforeAll(async () => {
    api = await startApi({ log: createLog('debug', { write: (line) => void logged.push(line) }) })
    const { body } = await api.call('GET', '/api/v1/openapi.json')
    routes = Object.entries<object>(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
    )
  })

  /** The route's path with things in it that exist where they can, so that what follows them is reached. */
  const reaching = (path: string) =>
    path
      .replace('/chatbots/{id}', `/chatbots/${api.chatbot.id}`)
      .replace('/channels/{id}', `/channels/${api.channel.id}`)
      .replace('{tenantCode}', 'acme')
      .replace('{platform}', 'telegram')
      .replace('{token}', api.token)
      .replace('{name}', 'orders')
      .replaceAll(/\{\w+\}/g, 'unknown')

  // Each from another address: what strangers may do a minute is not what is asked here.
  let requests = 0
  async function send(method: string, url: string, payload: Buffer | string) {
    requests++
    const answer = await api.server.inject({
      remoteAddress: `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`,
      method: method as 'POST',
      url,
      payload,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` },
    })
    expect([method, url, String(payload).slice(0, 200), answer.statusCode < 500]).toEqual([
      method,
      url,
      String(payload).slice(0, 200),
      true,
    ])
    return answer
  }

  /** Every route meets one in so many, each another one: all of them at all routes would take minutes. */
  const inTurn = 8
  const turnOf = <Route>(all: readonly Route[], index: number) =>
    all.filter((_, place) => (place + index) % inTurn === 0)

  const writing = () =>
    routes.filter(({ method, path }) => ['POST', 'PUT'].includes(method) && !path.includes('receive'))

  test('every file of the JSON test suite is refused or understood by every route that takes a body', async () => {
    const files = lines<{ expect: string; b64: string }>('json_test_suite.jsonl')
    for (const [index, { expect: verdict, b64 }] of files.entries()) {
      const bytes = Buffer.from(b64, 'base64')
      for (const { method, path } of turnOf(writing(), index)) {
        const answer = await send(method, reaching(path), bytes)
        if (verdict === 'reject' && bytes.length > 0 && !path.match(/provision|token|webhook|end$|replay/)) {
          expect([path, b64, answer.statusCode]).toEqual([path, b64, 400])
        }
      }
    }
  })

  test('nobody reaches a prototype', async () => {
    for (const { s } of lines<{ s: string }>('prototype_pollution.jsonl')) {
      for (const { method, path } of writing()) await send(method, reaching(path), s)
      for (const { method, path } of writing())
        await send(method, reaching(path), `{"settings":${s},"personality":${s}}`)
    }
    for (const name of ['x', 'bar', 'foo', 'polluted', 'isAdmin'])
      expect(({} as Record<string, unknown>)[name]).toBeUndefined()
  })

  test('naughty strings are values like others in every field, path and query', async () => {
    for (const [index, { s }] of lines<{ s: string }>('naughty_strings.jsonl').entries()) {
      const body = JSON.stringify({
        code: s,
        name: s,
        platform: s,
        chatbotId: s,
        settings: { token: s },
        url: s,
        to: s,
      })
      for (const { method, path } of turnOf(routes, index)) {
        const query = `?limit=${encodeURIComponent(s)}&cursor=${encodeURIComponent(s)}`
        await send(method, path.replaceAll(/\{\w+\}/g, encodeURIComponent(s)) + query, method === 'GET' ? '' : body)
      }
      const named = await send(
        'POST',
        '/api/v1/tenants/acme/chatbots',
        JSON.stringify({ name: s, personality: { [s]: s } }),
      )
      if (named.statusCode === 201) expect(named.json().name).toBe(s.trim())
      const said = { to: { address: s }, parts: [{ type: 'text', text: s }], idempotencyKey: s }
      await send(
        'POST',
        reaching('/messages/send/tenants/{tenantCode}/channels/{platform}/tokens/{token}'),
        JSON.stringify(said),
      )
    }
  }, 60_000)

  test('no path leads out of what it names', async () => {
    for (const { s } of lines<{ s: string }>('path_traversal_names.jsonl')) {
      for (const name of [encodeURIComponent(s), encodeURI(s)]) {
        const answer = await send('GET', `/api/v1/tenants/${name}`, '')
        expect([s, answer.statusCode]).toEqual([s, 404])
      }
    }
  })

  test('each line of the log is one line, with nothing in it that a terminal obeys', () => {
    expect(logged.length).toBeGreaterThan(1000)
    // Line breaks, escapes, and what turns the direction of writing.
    const obeyed = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
    expect(logged.filter((line) => obeyed.test(line.replace(/\n$/, '')))).toEqual([])
  })
})

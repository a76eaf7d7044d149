import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { substituted, type Documented } from '../api/document.ts'
import { exampleOf, openWorld, type World } from '../api/world.ts'
import { readCorpus } from './corpus.ts'

interface Hostile {
  readonly s: string
}
const files = ['naughty_strings', 'path_traversal_names', 'xss_dompurify', 'prototype_pollution']
const hostile = files.flatMap((name) => readCorpus<Hostile>(`nasty/${name}.jsonl`) ?? []).map(({ s }) => s)
const suite = readCorpus<{ readonly b64: string }>('nasty/json_test_suite.jsonl') ?? []
const isThere = hostile.length > 0

/** What no field takes, or hardly one: each is another type, or at the end of its own. */
const strangers: readonly unknown[] = [
  null,
  true,
  -1,
  Number.MAX_VALUE,
  [],
  {},
  [[[]]],
  '',
  '\u0000',
  '\ud800',
  'x'.repeat(20_000),
  { toString: 'x', length: -1 },
]

type Path = readonly (string | number)[]

/** Every place in a value that holds no other place. */
function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]))
}

function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by
  const copy: unknown = structuredClone(value)
  const inner: unknown = Reflect.get(copy as object, first) // the path leads through it
  Reflect.set(copy as object, first, replaced(inner, rest, by))
  return copy
}

;(isThere ? describe : describe.skip)('the gateway with all its parts', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  }, 60_000)
  afterAll(() => world.close())

  /** Of one operation: more would be more than a caller may send in a minute. */
  const placesOfOne = 6

  const reached = (one: Documented) =>
    one.pathParameters.reduce((path, name) => {
      const placeholder = exampleOf(one, name) ?? ''
      return path.replace(`{${name}}`, encodeURIComponent(world.left.things.get(placeholder) ?? placeholder))
    }, one.path)

  /** What it answered, when that is our fault, or when it was not asked at all. 502 and 503 are what others did not answer. */
  async function fault(one: Documented, body: string | Buffer, path = reached(one)): Promise<unknown> {
    const { authorization } = one.permission === 'known' ? world.left.person : world.left.owner
    const answer = await fetch(world.app.url + path, {
      method: one.method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(one.method === 'GET' ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    })
    const text = await answer.text()
    const isWrong = answer.status === 500 || (answer.status === 429 && one.permission !== 'public')
    return isWrong ? [one.name, String(body).slice(0, 200), path, text] : undefined
  }

  async function faults(tries: readonly (() => Promise<unknown>)[]): Promise<readonly unknown[]> {
    const found: unknown[] = []
    for (let at = 0; at < tries.length; at += 4)
      found.push(...(await Promise.all(tries.slice(at, at + 4).map((go) => go()))))
    return found.filter((one) => one !== undefined)
  }

  test('takes or refuses whatever stands in any field of any body', async () => {
    let turn = 0
    const tries = world.operations.flatMap((one) => {
      // What is for everyone is tried by itself; here it would be refused for its number.
      if (one.body === undefined || one.method === 'DELETE' || one.permission === 'public') return []
      const body = substituted(one.body, world.left.things)
      return leaves(body)
        .slice(0, placesOfOne)
        .flatMap((path) => {
          const odd = [0, 1].flatMap(() => {
            turn += 1
            return [hostile[(turn * 7) % hostile.length], strangers[turn % strangers.length]]
          })
          return odd.map((by) => () => fault(one, JSON.stringify(replaced(body, path, by))))
        })
    })
    expect(tries.length).toBeGreaterThan(400)
    expect(await faults(tries)).toEqual([])
  }, 30_000)

  test('takes or refuses whatever stands in any address', async () => {
    let turn = 0
    const tries = world.operations
      .filter(({ method }) => method === 'GET')
      .flatMap((one) => {
        const odd = () => encodeURIComponent((hostile[(turn += 1) % hostile.length] ?? '').toWellFormed())
        const inPath = one.pathParameters.map((name) => one.path.replace(`{${name}}`, odd()).replaceAll(/[{}]/g, ''))
        const names = (one.operation.parameters ?? []).filter((parameter) => parameter.in === 'query')
        const inQuery = names.map(({ name }) => `${reached(one)}?${name}=${odd()}&${name}=${odd()}`)
        return [...inPath, ...inQuery].map((path) => () => fault(one, '', path))
      })
    expect(tries.length).toBeGreaterThan(100)
    expect(await faults(tries)).toEqual([])
  }, 30_000)

  test('takes or refuses every file of the JSON test suite', async () => {
    const writing = world.operations.filter(({ method, body }) => method !== 'GET' && body !== undefined)
    const tries = suite.flatMap(({ b64 }, index) => {
      const bytes = Buffer.from(b64, 'base64')
      return [0, 1].map((which) => () => fault(writing[(index * 2 + which) % writing.length]!, bytes))
    })
    expect(await faults(tries)).toEqual([])
  }, 30_000)

  test('is what it was: no prototype was reached, and everyone is served', async () => {
    for (const name of ['x', 'bar', 'foo', 'polluted', 'isAdmin'])
      expect(({} as Record<string, unknown>)[name]).toBeUndefined()
    expect((await fetch(`${world.app.url}/health/ready`)).status).toBe(200)
  })
})

import { describe, expect, test } from '@jest/globals'
import { ask, choice, definePlugin, email, number, say, text, url, yesNo } from '../sdk.ts'
import { fakeHttp, fakeSchedules, fakeStore, sampleOf } from './fakes.ts'
import { testPlugin } from './plugin.ts'
import { seededRandom } from './random.ts'

testPlugin(
  definePlugin({
    name: 'well-made',
    needs: ['http', 'store', 'schedule'],
    settings: { shop: url(), limit: { ...number(), default: 3 } },
    intents: {
      order: {
        examples: ['I want a pizza', 'a pizza for {guest}'],
        slots: { guest: text({ ask: 'For whom?' }), count: number({ ask: 'How many?', minimum: 2 }) },
        async *handle({ slots, http, settings, store, schedule, now, random }) {
          const size = yield* ask('What size?', choice('small', 'large'))
          yield say('One moment…')
          const { id } = await http.json(`${settings.shop}/orders`, {
            method: 'POST',
            body: slots,
            expect: { id: text() },
          })
          store.contact.set('last', id)
          schedule.at('feedback', now() + 1000, { id })
          const mail = yield* ask('Where to?', email())
          const known = await Promise.all([http.json(settings.shop), store.contact.get('last', text())])
          const sure = yield* ask('Sure?', yesNo(), { back: true })
          const code = yield* ask('What is the code?', text({ pattern: '^X-\\d{9}$' }))
          return `${size} ${mail} ${known[1] ?? ''} ${sure} ${code} ${random()}`
        },
      },
    },
    commands: { hello: { handle: () => 'Hello.' } },
    due: { feedback: { payload: { id: text() }, handle: ({ payload }) => `How was ${payload.id}?` } },
  }),
  { answers: { 'What is the code?': 'X-123456789' } },
)

describe('samples', () => {
  test('fit what they are samples of', () => {
    expect(
      sampleOf({ a: email(), b: url(), c: number({ minimum: 7, integer: true }), d: choice('x', 'y'), e: yesNo() }),
    ).toEqual({
      a: 'ada@mail.example',
      b: 'https://shop.example',
      c: 7,
      d: 'x',
      e: true,
    })
    expect(() => sampleOf(text({ pattern: '^beyond guessing$' }))).toThrow('No sample value fits')
  })
})

describe('fakes keep the promises of what they stand for', () => {
  test('the store', async () => {
    const store = fakeStore()
    const write = { plugin: 'a', scope: 'contact:1', key: 'k', value: { list: [1] } }
    store.apply([write, { ...write, plugin: 'b', value: 2 }, { ...write, key: 'l', value: 3 }])
    expect(await store.get('a', 'contact:1', 'k')).toEqual({ list: [1] })
    expect(await store.get('a', 'contact:2', 'k')).toBeUndefined()
    expect(await store.keys('a', 'contact:1', '')).toEqual(['k', 'l'])
    store.apply([{ ...write, value: undefined }])
    expect(await store.keys('a', 'contact:1', '')).toEqual(['l'])
  })

  test('the schedules', () => {
    const schedules = fakeSchedules()
    const add = (id: string, dueAt: number) => ({
      change: 'add' as const,
      id: id as never,
      plugin: 'a',
      name: 'n',
      dueAt,
      payload: {},
    })
    schedules.apply([add('late', 20), add('early', 10)])
    expect(() => schedules.apply([add('late', 30)])).toThrow('added twice')
    expect(schedules.next(5)).toBeUndefined()
    expect(schedules.next(30)?.id).toBe('early')
    expect(schedules.next(30)?.id).toBe('late')
    expect(schedules.next(30)).toBeUndefined()
  })

  test('HTTP answers the newest that was given for a URL', async () => {
    const http = fakeHttp()
    const call = {
      method: 'GET',
      headers: {},
      body: undefined,
      idempotencyKey: 'k',
      signal: new AbortController().signal,
    } as const
    http.answer('GET', 'https://a.example/*', { body: 1 })
    http.answer('GET', 'https://a.example/b', { body: 2 })
    const get = (url_: string) => http.json({ ...call, url: url_, expect: undefined })
    expect([
      await get('https://a.example/b'),
      await get('https://a.example/c'),
      await get('https://b.example'),
    ]).toEqual([2, 1, {}])
    expect(http.calls).toHaveLength(3)
  })
})

test('a seed gives the same numbers again', () => {
  const numbers = (seed: number) => Array.from({ length: 5 }, seededRandom(seed))
  expect(numbers(42)).toEqual(numbers(42))
  expect(numbers(42)).not.toEqual(numbers(43))
  for (const value of numbers(7)) expect(value >= 0 && value < 1).toBe(true)
})

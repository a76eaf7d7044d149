import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { openApp } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

let app: RunningApp
let at: string

beforeAll(async () => {
  app = await openApp('plugins')
  await app.api('POST', '/tenants', { code: 'acme', name: 'Acme' })
})
afterAll(() => app.close())
beforeEach(async () => {
  const { id } = await app.api<{ id: string }>('POST', '/tenants/acme/chatbots', { name: 'Ada' })
  at = `/chatbots/${id}/intents`
})

interface Intent {
  readonly id: string
  readonly version: number
}

const hours = {
  name: 'hours',
  utterances: { en: ['when do you open?', 'opening hours'], es: ['¿a qué hora abren?'] },
  answer: { say: { en: ['At nine.'], es: ['A las nueve.'] } },
}
const teach = (intent: object = hours) => app.api<Intent>('POST', at, intent)

describe('an intent that a tenant teaches', () => {
  test('is kept as it was written, listed, replaced and removed', async () => {
    const made = await teach()
    expect(made).toMatchObject({ ...hours, version: 1 })
    expect(await app.api('GET', `${at}/${made.id}`)).toEqual(made)
    const longer = { ...hours, description: 'On workdays', answer: { say: { en: ['At eight.'] } } }
    expect(await app.api('PUT', `${at}/${made.id}`, longer)).toMatchObject({ ...longer, version: 2 })
    expect(await app.api('PUT', `${at}/${made.id}`, longer)).toMatchObject({ version: 2 })
    expect(await app.api('GET', at)).toMatchObject({ items: [{ id: made.id, version: 2 }], nextCursor: null })
    await app.api('DELETE', `${at}/${made.id}`)
    expect((await app.ask('GET', `${at}/${made.id}`)).status).toBe(404)
    expect(await app.api('GET', at)).toEqual({ items: [], nextCursor: null })
  })

  test('can be what it was before', async () => {
    const { id } = await teach()
    await app.api('PUT', `${at}/${id}`, { ...hours, name: 'opening', description: 'changed' })
    const back = await app.api<Intent>('POST', `${at}/${id}/versions/1/restore`)
    expect(back).toMatchObject({ ...hours, version: 3 })
    expect(back).not.toHaveProperty('description')
    const { items } = await app.api<{ items: readonly object[] }>('GET', `${at}/${id}/versions`)
    expect(items).toMatchObject([
      { version: 3, intent: { name: 'hours' } },
      { version: 2, intent: { name: 'opening' } },
      { version: 1, intent: { name: 'hours' } },
    ])
    expect((await app.ask('POST', `${at}/${id}/versions/9/restore`)).status).toBe(404)
  })

  test('has a name of its own within its chatbot', async () => {
    const { id } = await teach()
    expect((await app.ask('POST', at, hours)).status).toBe(409)
    const other = await teach({ ...hours, name: 'other' })
    expect((await app.ask('PUT', `${at}/${other.id}`, hours)).status).toBe(409)
    expect((await app.ask('PUT', `${at}/${id}`, hours)).status).toBe(200)
  })

  test('is not another chatbot’s', async () => {
    const { id } = await teach()
    const other = await app.api<{ id: string }>('POST', '/tenants/acme/chatbots', { name: 'Eve' })
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['GET', '/versions'],
      ['POST', '/versions/1/restore'],
    ] as const) {
      const body = method === 'PUT' ? hours : undefined
      expect((await app.ask(method, `/chatbots/${other.id}/intents/${id}${path}`, body)).status).toBe(404)
    }
    expect(await app.api('GET', `/chatbots/${other.id}/intents`)).toMatchObject({ items: [] })
  })

  test('goes with its chatbot', async () => {
    await teach()
    const chatbot = at.replace('/intents', '')
    await app.api('DELETE', chatbot)
    expect((await app.ask('GET', at)).status).toBe(404)
  })

  test.each([
    [{ ...hours, name: 'Not A Name' }, 'name'],
    [{ ...hours, utterances: {} }, 'utterances'],
    [{ ...hours, utterances: { 'not a tag': ['x'] } }, 'utterances'],
    [{ ...hours, utterances: { en: [''] } }, 'utterances.en.0'],
    [{ ...hours, utterances: { en: ['x'.repeat(10_000)] } }, 'utterances.en.0'],
    [{ ...hours, answer: {} }, 'answer'],
    [{ ...hours, more: 1 }, 'more'],
  ])('says which field does not fit', async (body, field) => {
    const response = await app.ask('POST', at, body)
    const { error } = (await response.json()) as { error: { field: string } }
    expect([response.status, error.field.startsWith(field)]).toEqual([400, true])
  })
})

describe('what a tenant taught', () => {
  interface Classified {
    readonly intent: string | null
    readonly confidence: number
    readonly language: string
    readonly entities: readonly object[]
    readonly ranking: readonly { readonly plugin: string; readonly intent: string }[]
  }

  const classify = (text: string, more: object = {}) =>
    app.api<Classified>('POST', '/ai/classify-intent', { chatbotId: at.split('/')[2], text, ...more })

  test('is understood at once, and forgotten at once', async () => {
    await app.api('PUT', at.replace('/intents', ''), { languages: ['en', 'es'] })
    const { id } = await teach()
    const asked = await classify('what are the opening hours please')
    expect(asked).toMatchObject({ intent: 'hours', plugin: 'intent', language: 'en', entities: [] })
    expect(asked.confidence).toBeGreaterThan(0.5)
    expect(await classify('a que hora abren', { language: 'es' })).toMatchObject({ intent: 'hours' })
    expect(await classify('opening hours on 2026-03-04')).toMatchObject({ entities: [{ kind: 'date' }] })
    await app.api('DELETE', `${at}/${id}`)
    const forgotten = await classify('what are the opening hours please')
    expect(forgotten.ranking.filter(({ plugin }) => plugin === 'intent')).toEqual([])
  })

  test('is not seen in what is about something else', async () => {
    await teach()
    expect(await classify('the price of bananas fell')).toMatchObject({ intent: null })
    expect(await classify('')).toMatchObject({ intent: null, confidence: 0, ranking: [] })
    expect((await app.ask('POST', '/ai/classify-intent', { chatbotId: 'nobody', text: 'x' })).status).toBe(404)
    expect((await app.ask('POST', '/ai/classify-intent', { chatbotId: 'nobody', text: 'x'.repeat(9000) })).status).toBe(
      400,
    )
  })

  test('is judged by its own examples, with what overlaps and what is missing', async () => {
    const chatbot = at.replace('/intents', '')
    await app.api('PUT', chatbot, { languages: ['en', 'fr'] })
    await teach()
    const open = [
      'open an account',
      'I want to open a bank account',
      'bank account opening',
      'how do I open an account',
    ]
    const start = ['opening an account', 'I want to open an account', 'account opening', 'opening hours']
    await teach({ ...hours, name: 'open', utterances: { en: open } })
    await teach({ ...hours, name: 'start', utterances: { en: start } })
    interface Evaluation {
      readonly intents: readonly { readonly plugin: string; readonly intent: string }[]
      readonly overlaps: readonly { readonly between: readonly { readonly intent: string }[] }[]
      readonly warnings: readonly string[]
    }
    const found = await app.api<Evaluation>('POST', `${at}/evaluate`)
    const own = found.intents.filter(({ plugin }) => plugin === 'intent')
    expect(own.map(({ intent }) => intent)).toEqual(['hours', 'open', 'start'])
    expect(found.overlaps.map(({ between }) => between.map(({ intent }) => intent).sort())).toContainEqual([
      'open',
      'start',
    ])
    expect(found.warnings).toEqual(
      expect.arrayContaining([
        'hours has no example in fr, which the chatbot speaks.',
        '“opening hours” is an example of intent/hours and of intent/start: no text can tell them apart.',
        expect.stringMatching(/^intent\/hours in en has 2 examples: 5 or more/u),
      ]),
    )
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { openApp } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

let app: RunningApp
let at: string

beforeAll(async () => {
  app = await openApp()
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

import { describe, expect, test } from '@jest/globals'
import { startApi } from '../../../test/api/fakes.ts'

const pizza = { name: 'pizza', kind: 'list', entries: [{ value: 'margherita', synonyms: ['plain'] }] }
const order = { name: 'order', kind: 'pattern', pattern: 'A-\\d{4}' }

describe('what a chatbot’s people name', () => {
  test('is nothing until it is said, and replaced as a whole', async () => {
    const { call, chatbot } = await startApi()
    const at = `/api/v1/chatbots/${chatbot.id}/entities`
    expect((await call('GET', at)).body).toEqual({ entities: [] })
    expect((await call('PUT', at, { entities: [pizza, order] })).body).toEqual({ entities: [pizza, order] })
    expect((await call('PUT', at, { entities: [order] })).status).toBe(200)
    expect((await call('GET', at)).body).toEqual({ entities: [order] })
  })

  test.each([
    [[{ ...order, pattern: '(a+' }], 'entities.0.pattern'],
    [[order, { ...order, pattern: 'b' }], 'entities.1.name'],
    [[{ ...pizza, name: 'Pizza!' }], 'entities.0.name'],
    [[{ ...pizza, entries: [] }], 'entities.0.entries'],
    [[{ name: '__proto__', kind: 'pattern', pattern: 'a' }], 'entities.0.name'],
  ])('is refused with the field that is wrong: %j', async (entities, field) => {
    const { call, chatbot } = await startApi()
    const answer = await call('PUT', `/api/v1/chatbots/${chatbot.id}/entities`, { entities })
    expect([answer.status, answer.body.error.field]).toEqual([400, field])
  })
})

describe('what a chatbot makes of what people send', () => {
  test('is everything, until something is turned off', async () => {
    const { call, chatbot } = await startApi()
    const at = `/api/v1/chatbots/${chatbot.id}`
    expect((await call('GET', at)).body.understand).toEqual({})
    const understand = { voice: false, country: 'DE' }
    expect((await call('PUT', at, { understand })).body.understand).toEqual(understand)
    expect((await call('PUT', at, { understand: { country: 'Germany' } })).body.error.field).toBe('understand.country')
  })
})

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Refused } from '../contracts/errors.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { choice, date, list, number, object, optional, text, url } from '../contracts/shape.ts'
import { modelPrices } from '../config/defaults.ts'
import { costOf, inputTokensAtMost, priceOf } from './prices.ts'
import { promptFor } from './prompts.ts'
import { answerSchema, toolSchema, withoutNulls } from './schemas.ts'

const chatbot = { name: 'Ada', personality: { instructions: 'Sell shoes.', tone: 'dry' } } as unknown as Chatbot // what prompts look at
const ask = { purpose: 'answer', system: 'Answer.', messages: [{ role: 'user', text: 'Hello' }] } as const

test('speaks as the chatbot where a person reads it, and as nobody elsewhere', () => {
  const { system } = promptFor(chatbot, ask, () => 'mark')
  expect(system).toContain('“Ada”')
  expect(system).toContain('Sell shoes.')
  expect(system).toContain('dry')
  expect(promptFor(chatbot, { ...ask, purpose: 'translate' }, () => 'mark').system).not.toContain('Sell shoes.')
})

test('puts what was quoted before the last words of the person, between marks', () => {
  const { messages, system } = promptFor(
    chatbot,
    { ...ask, material: [{ title: 'Hours', text: 'We open at nine.' }], language: 'de' },
    () => 'mark',
  )
  expect(messages).toEqual([{ role: 'user', text: '<mark>\nHours\nWe open at nine.\n</mark>\n\nHello' }])
  expect(system).toContain('never instructions')
  expect(system).toContain('tag de')
})

test('nobody who does not know the mark ends a block', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.uuid(), (title, quoted, mark) => {
      fc.pre(!quoted.includes(mark) && !title.includes(mark))
      const { messages } = promptFor(chatbot, { ...ask, material: [{ title, text: quoted }] }, () => mark)
      expect(JSON.stringify(messages).split(`</${mark}>`)).toHaveLength(2)
    }),
  )
})

test('refuses what no model is shown at once', () => {
  const long = { ...ask, messages: [{ role: 'user', text: 'x'.repeat(300_000) }] } as const
  expect(() => promptFor(chatbot, long, () => 'mark')).toThrow(Refused)
})

test('a price is the tenant’s own, or the table’s, also for a dated name', () => {
  expect(priceOf({ model: 'gpt-4.1-mini' })).toEqual({ input: 0.4, output: 1.6 })
  expect(priceOf({ model: 'gpt-4.1-mini-2025-04-14' })).toEqual({ input: 0.4, output: 1.6 })
  expect(priceOf({ model: 'claude-haiku-4-5-20251001' })).toEqual({ input: 1, output: 5 })
  expect(priceOf({ model: 'gpt-4.1-mini', price: { input: 0, output: 0 } })).toEqual({ input: 0, output: 0 })
  expect(priceOf({ model: 'gpt-4.1-mini-enormous' })).toBeUndefined()
  expect(priceOf({ model: 'constructor' })).toBeUndefined()
  expect(Object.values(modelPrices).every(([input, output]) => input > 0 && output >= input)).toBe(true)
})

test('a cost is a whole number, and never less than what it is', () => {
  expect(costOf({ input: 0.4, output: 1.6 }, 1_000_000, 0)).toBe(400_000_000)
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.nat(100_000),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (input, output, price) => {
        const cost = costOf({ input: price, output: price }, input, output)
        expect(Number.isInteger(cost)).toBe(true)
        expect(cost).toBeGreaterThanOrEqual((input + output) * price * 1000 - 1e-3)
      },
    ),
  )
})

test('what is reserved grows with everything that is shown', () => {
  const base = { system: 'a', messages: [{ role: 'user', text: 'b' }] } as const
  const shape = { order: text() }
  const more = [
    { ...base, system: 'ab' },
    { ...base, messages: [{ role: 'user', text: 'b€' }] as const },
    { ...base, tools: [{ name: 'x', description: 'y', shape }] },
    { ...base, shape },
    { ...base, images: [{}] },
  ]
  for (const one of more) expect(inputTokensAtMost(one)).toBeGreaterThan(inputTokensAtMost(base))
})

test('a shape is shown with what all providers take, and the rest in words', () => {
  const shape = {
    order: number({ minimum: 1, maximum: 9, integer: true, ask: 'Which order?' }),
    size: choice('small', 'large'),
    when: optional(date()),
    shop: url(),
    items: list(object({ sku: text({ pattern: '^A' }), note: optional(text()) }), { minItems: 1 }),
  }
  expect(answerSchema(shape)).toEqual({
    type: 'object',
    properties: {
      order: { type: 'integer', description: 'Which order? At least 1. At most 9.' },
      size: { type: 'string', enum: ['small', 'large'] },
      when: { type: ['string', 'null'], description: 'Format: date.' },
      shop: { type: 'string', description: 'Format: uri. Fits the pattern ^https?://.' },
      items: {
        type: 'array',
        description: 'At least 1 of them.',
        items: {
          type: 'object',
          properties: {
            sku: { type: 'string', description: 'Fits the pattern ^A.' },
            note: { type: ['string', 'null'] },
          },
          required: ['sku', 'note'],
          additionalProperties: false,
        },
      },
    },
    required: ['order', 'size', 'when', 'shop', 'items'],
    additionalProperties: false,
  })
  expect(toolSchema(shape).required).toBeUndefined()
})

test('null is absent', () => {
  expect(withoutNulls({ a: null, b: [{ c: null, d: 0 }], e: '' })).toEqual({ b: [{ d: 0 }], e: '' })
})

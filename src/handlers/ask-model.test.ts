import { describe, expect, test } from '@jest/globals'
import { Busy, OverLimit } from '../contracts/errors.ts'
import { definePlugin } from '../contracts/plugin.ts'
import { choice, number, optional, text } from '../contracts/shape.ts'
import type { FakeModelAnswer } from '../testing/fake-models.ts'
import { Rehearsal } from '../testing/rehearsal.ts'
import type { Heard } from '../testing/rehearsal.ts'

const pizzeria = definePlugin({
  name: 'pizza',
  needs: ['http'],
  intents: {
    order: {
      description: 'Orders a pizza.',
      examples: ['I would like a pizza', 'order a {size} pizza'],
      slots: {
        size: choice('small', 'large'),
        count: number({ ask: 'How many?', integer: true, minimum: 1, maximum: 9 }),
        note: optional(text()),
      },
      async handle({ slots, http }) {
        await http.json('https://kitchen.example/orders', { method: 'POST', body: slots })
        return `${slots.count} × ${slots.size}${slots.note === undefined ? '' : ` (${slots.note})`}`
      },
    },
  },
})
const secret = definePlugin({
  name: 'secret',
  intents: { open: { examples: ['open sesame'], handle: () => 'Opened.' } },
})
const last = definePlugin({ name: 'fallback', fallback: () => 'Pardon?' })

function rehearse(...answers: readonly (string | FakeModelAnswer)[]) {
  const rehearsal = new Rehearsal({ plugins: [pizzeria, last] })
  const left = [...answers]
  rehearsal.models.act()
  rehearsal.models.answer('*', () => {
    const next = left.shift() ?? { text: '' }
    return typeof next === 'string' ? { text: next } : next
  })
  return rehearsal
}

const words = ({ messages }: Heard) => messages.flat().map((part) => ('text' in part ? part.text : part.type))
const order = (input: Readonly<Record<string, unknown>>): FakeModelAnswer => ({
  calls: [{ tool: 'pizza__order', input }],
})
const odd = 'my belly rumbles, two of the big round ones'

describe('where nobody understands for sure', () => {
  test('a model chooses an intent, which runs with what was said', async () => {
    const rehearsal = rehearse(order({ size: 'large', count: 2 }))
    const heard = await rehearsal.say(odd)
    expect(words(heard)).toEqual(['2 × large'])
    expect(heard.by).toBe('pizza intent:order')
    expect(rehearsal.models.requests[0]?.tools?.map(({ name }) => name)).toEqual(['pizza__order', 'nothing_fits'])
  })

  test('what the model made up and does not fit is asked for', async () => {
    const rehearsal = rehearse(order({ size: 'enormous', count: 2000, admin: true, __proto__: { note: 'x' } }))
    expect(words(await rehearsal.say('feed me'))).toEqual(['What is the size?'])
    expect(words(await rehearsal.say('large'))).toEqual(['How many?'])
    expect(words(await rehearsal.say('3'))).toEqual(['3 × large'])
    expect(rehearsal.models.requests).toHaveLength(1)
  })

  test('a model answers in words', async () => {
    const heard = await rehearse('The sky is blue.').say(odd)
    expect(words(heard)).toEqual(['The sky is blue.'])
    expect(heard.by).toBe('colloquy model')
  })

  test('what the model says before it chooses is said before', async () => {
    const heard = await rehearse({ text: 'Good choice!', ...order({ size: 'small', count: 1 }) }).say(odd)
    expect(words(heard)).toEqual(['Good choice!', '1 × small'])
  })

  test('it searches what the chatbot knows, and says where it found it', async () => {
    const rehearsal = rehearse(
      { text: 'Let me look.', calls: [{ tool: 'search_knowledge', input: { query: 'opening hours' } }] },
      'We open at nine [1], not at [7].',
    )
    rehearsal.knowledge.teach({
      title: 'Opening [hours]',
      text: 'Opening hours: at nine.',
      url: 'https://shop.example/h',
    })
    expect(words(await rehearsal.say('can I come by for opening hours'))).toEqual([
      'Let me look.\n\nWe open at nine [1], not at [7].\n\n[1] [Opening \\[hours\\]](https://shop.example/h)',
    ])
    expect(rehearsal.models.requests[1]?.messages.at(-1)).toMatchObject({
      role: 'tool',
      result: expect.stringContaining('at nine'),
    })
  })

  test('it searches no more than is sensible', async () => {
    const again: FakeModelAnswer = { calls: [{ tool: 'search_knowledge', input: {} }] }
    const rehearsal = rehearse(again, again, again, again, again)
    rehearsal.knowledge.teach({ title: 'Hours', text: 'At nine.' })
    expect(words(await rehearsal.say(odd))).toEqual(['Pardon?'])
    expect(rehearsal.models.requests).toHaveLength(3)
  })

  test.each([
    ['says that nothing fits', { calls: [{ tool: 'nothing_fits', input: {} }] }],
    ['says nothing at all', {}],
    ['calls a tool that it was not offered', { calls: [{ tool: 'secret__open', input: {} }] }],
    ['calls what is in every object', { calls: [{ tool: '__proto__', input: {} }] }],
  ])('others answer when it %s', async (_, answer) => {
    expect(words(await rehearse(answer).say(odd))).toEqual(['Pardon?'])
  })

  test.each([
    ['cannot be reached', new Busy('It is down.')],
    ['costs more than there is', new OverLimit('The budget is spent.')],
  ])('others answer when it %s', async (_, error) => {
    const rehearsal = rehearse()
    rehearsal.models.answer('*', () => {
      throw error
    })
    expect(words(await rehearsal.say(odd))).toEqual(['Pardon?'])
  })

  test('it is not asked where the chatbot’s own classifier is sure, in a command, and in a dialogue', async () => {
    const rehearsal = rehearse()
    await rehearsal.say('I would like a pizza')
    await rehearsal.say('ehm what')
    await rehearsal.say('/unknown')
    expect(rehearsal.models.requests).toHaveLength(0)
  })

  test('a turn that is repeated after a crash asks the model once, and orders once', async () => {
    for (const afterRecords of [1, 2]) {
      const rehearsal = rehearse(order({ size: 'large', count: 2 }))
      expect(words(await rehearsal.say(odd, { afterRecords }))).toEqual(['2 × large'])
      expect(rehearsal.models.requests).toHaveLength(1)
      expect(new Set(rehearsal.http.calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    }
  })
})

test('a chatbot’s model is offered nothing of a plugin that the chatbot does not have', async () => {
  const rehearsal = rehearse({ calls: [{ tool: 'secret__open', input: {} }] })
  await rehearsal.say(odd)
  expect(rehearsal.models.requests[0]?.tools?.map(({ name }) => name)).not.toContain('secret__open')
  const having = new Rehearsal({ plugins: [secret, last] })
  having.models.act()
  having.models.answer('*', { calls: [{ tool: 'secret__open', input: {} }] })
  expect(words(await having.say('please let me in'))).toEqual(['Opened.'])
})

import { describe, expect, test } from '@jest/globals'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import orders from './index.ts'

const shop = 'https://shop.example/api'

testPlugin(orders, { folder: new URL('.', import.meta.url), settings: { shop } })

function atTheShop(answers: Readonly<Record<string, readonly [status: number, body?: unknown]>>): Rehearsal {
  const rehearsal = new Rehearsal({ plugins: [orders], settings: { orders: { shop } } })
  for (const [number, [status, body]] of Object.entries(answers)) {
    rehearsal.http.answer('GET', `${shop}/orders/${number}`, { status, body })
  }
  return rehearsal
}

async function said(rehearsal: Rehearsal, text: string): Promise<string> {
  const { messages } = await rehearsal.say(text)
  return messages
    .flat()
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('\n')
}

describe('an order number', () => {
  test.each([
    'where is my order 1234?',
    'Hi! Could you please check the status of order #1234.',
    'track 1234 pls',
    'wheres my parcel?? order number: 1234',
    'my delivery (1234) is late',
    'i am still waiting for my oder 1234!!',
  ])('is found in "%s"', async (text) => {
    const rehearsal = atTheShop({ '1234': [200, { status: 'on its way' }] })
    expect(await said(rehearsal, text)).toBe('Order 1234 is on its way.')
  })

  test.each(['1234', '#1234', 'it is 1234', 'the number is #1234.', 'sure: 1234, thank you'])(
    'is understood as an answer: %s',
    async (answer) => {
      const rehearsal = atTheShop({ '1234': [200, { status: 'packed' }] })
      expect(await said(rehearsal, 'where is my order?')).toMatch(/^Which order number\?/)
      expect(await said(rehearsal, answer)).toBe('Order 1234 is packed.')
    },
  )

  test('is asked for again when there is none in the answer', async () => {
    const rehearsal = atTheShop({})
    await rehearsal.say('track my order')
    expect(await said(rehearsal, 'I do not have it here')).toContain('Which order number?')
    expect(rehearsal.http.calls).toEqual([])
  })

  test('may have letters and hyphens, and nothing that could lead to another address', async () => {
    const rehearsal = atTheShop({ 'AB-2026-7': [200, { status: 'packed' }] })
    expect(await said(rehearsal, '/orders track AB-2026-7')).toBe('Order AB-2026-7 is packed.')
    await rehearsal.say('/orders track ../../admin?key=1')
    await rehearsal.say('/orders track 12/../../x1')
    expect(rehearsal.http.calls.map(({ url }) => url)).toEqual([`${shop}/orders/AB-2026-7`])
  })
})

describe('what the shop answers', () => {
  test('is said in words', async () => {
    const rehearsal = atTheShop({
      '100': [
        200,
        { status: 'OUT_FOR_DELIVERY', expected: '2026-03-27', url: 'https://post.example/100', customer: 'x' },
      ],
      '200': [200, { status: 'in_transit', expected: 'within three days' }],
    })
    expect(await said(rehearsal, '/orders track 100')).toBe(
      'Order 100 is out for delivery. It is expected on Friday, March 27. You can follow it here: https://post.example/100',
    )
    expect(await said(rehearsal, '/orders track 200')).toBe(
      'Order 200 is in transit. It is expected within three days.',
    )
  })

  test('when it knows no such order is a chance to correct the number, and not forever', async () => {
    const rehearsal = atTheShop({
      '1243': [404],
      '111': [404],
      '222': [404],
      '333': [404],
      '1234': [200, { status: 'packed' }],
    })
    expect(await said(rehearsal, 'track order 1243')).toMatch(/could not find order 1243/)
    expect(await said(rehearsal, '1234')).toBe('Order 1234 is packed.')

    await rehearsal.say('track order 111')
    await rehearsal.say('222')
    expect(await said(rehearsal, '333')).toMatch(/no order 333 either/)
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test.each([
    ['503, it is down', [503], /does not answer right now/],
    ['429, it is busy', [429], /does not answer right now/],
    ['401, the settings are wrong', [401], /cannot look orders up/],
    ['something that is no order', [200, { state: 'lost' }], /cannot look orders up/],
  ] as const)('when it is %s, is a kind sentence', async (_, answer, sentence) => {
    const rehearsal = atTheShop({ '1234': answer })
    expect(await said(rehearsal, 'where is my order 1234')).toMatch(sentence)
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('when it refuses, is told to the operator', async () => {
    const rehearsal = atTheShop({ '1234': [401] })
    await rehearsal.say('where is my order 1234')
    expect(rehearsal.log.lines).toEqual([
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ status: 401 }) }),
    ])
  })
})

test('a slash at the end of the shop’s address does not matter', async () => {
  const rehearsal = new Rehearsal({ plugins: [orders], settings: { orders: { shop: `${shop}/` } } })
  await rehearsal.say('/orders track 1234')
  expect(rehearsal.http.calls.map(({ url }) => url)).toEqual([`${shop}/orders/1234`])
})

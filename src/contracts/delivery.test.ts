import { describe, expect, test } from '@jest/globals'
import { Rehearsal } from '../testing/rehearsal.ts'
import { deliver, deliveryPayload } from './delivery.ts'
import { definePlugin, silence } from './plugin.ts'

const url = 'https://crm.example/hook'

const plugin = definePlugin({
  name: 'sender',
  needs: ['http', 'schedule'],
  commands: {
    send: {
      handle({ schedule, now }) {
        schedule.at('deliver', now(), { url, body: { rating: 5 }, key: 'rating-1', attempt: 0 })
        return 'Thanks.'
      },
    },
  },
  due: {
    deliver: {
      payload: deliveryPayload,
      async handle(context) {
        const again = await deliver(context, context.payload, { authorization: 'Bearer k' })
        if (again !== undefined) context.schedule.at('deliver', context.now() + again.afterMs, again.payload)
        return silence
      },
    },
  },
})

async function sent(status: (call: number) => number, hours: number): Promise<Rehearsal> {
  const rehearsal = new Rehearsal({ plugins: [plugin] })
  rehearsal.http.answer('POST', url, () => ({ status: status(rehearsal.http.calls.length) }))
  await rehearsal.say('/send')
  for (const heard of await rehearsal.passTime(rehearsal.clock.now() + hours * 3_600_000))
    expect(heard.messages).toEqual([])
  return rehearsal
}

describe('a delivery', () => {
  test('is made once where it is taken', async () => {
    const { http } = await sent(() => 200, 48)
    expect(http.calls).toMatchObject([
      { method: 'POST', url, body: { rating: 5 }, headers: { authorization: 'Bearer k' }, idempotencyKey: 'rating-1' },
    ])
  })

  test('is made again under the same key while the other side is busy', async () => {
    const { http, log } = await sent((call) => (call < 4 ? 503 : 200), 1)
    expect(http.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(Array(4).fill('rating-1'))
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(3)
  })

  test.each([
    ['refused', () => 400, 1],
    ['given up after days', () => 503, 14],
  ])('is %s, and the operator is told', async (_, status, calls) => {
    const { http, log } = await sent(status, 200)
    expect(http.calls).toHaveLength(calls)
    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([{ message: 'A webhook was given up.' }])
  })
})

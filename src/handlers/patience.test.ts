import { describe, expect, test } from '@jest/globals'
import { pluginHttpDefaults } from '../config/defaults.ts'
import { Busy, Refused } from '../contracts/errors.ts'
import type { HttpCall } from './grants.ts'
import { patientClient } from './patience.ts'

/** A side that answers as the script says, and what it was asked. */
function sideThat(...script: readonly unknown[]) {
  const asked: HttpCall[] = []
  return {
    asked,
    json: async (call: HttpCall): Promise<unknown> => {
      const next = script[Math.min(asked.push(call), script.length) - 1]
      if (next instanceof Error) throw next
      return next
    },
  }
}

const limits = { ...pluginHttpDefaults, retryMs: 1, leftAloneMs: 20 }

function call(more: Partial<HttpCall> = {}): HttpCall {
  return {
    url: 'https://shop.example/orders/1',
    method: 'GET',
    headers: {},
    body: undefined,
    expect: undefined,
    idempotencyKey: 't_1-0',
    signal: new AbortController().signal,
    ...more,
  }
}

describe('a call that could not be answered', () => {
  test('is made again as often as the plugin asked, under the same key', async () => {
    const side = sideThat(new Busy('no'), new Busy('no'), { status: 'shipped' })
    expect(await patientClient(side, limits).json(call({ retries: 2 }))).toEqual({ status: 'shipped' })
    expect(side.asked.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['t_1-0', 't_1-0', 't_1-0'])
  })

  test('is made once when nobody asked for more, and never more than four times', async () => {
    const once = sideThat(new Busy('no'))
    await expect(patientClient(once, limits).json(call())).rejects.toThrow(Busy)
    expect(once.asked).toHaveLength(1)
    const greedy = sideThat(new Busy('no'))
    await expect(patientClient(greedy, limits).json(call({ retries: 100 }))).rejects.toThrow(Busy)
    expect(greedy.asked).toHaveLength(4)
  })

  test('is left to the turn when the side asks for more patience than a person has', async () => {
    const side = sideThat(new Busy('later', 60_000), 'never seen')
    await expect(patientClient(side, limits).json(call({ retries: 3 }))).rejects.toThrow('later')
    expect(side.asked).toHaveLength(1)
  })

  test('is not made again when it was refused, or nobody waits any more', async () => {
    const refused = sideThat(new Refused('no', { status: 404 }))
    await expect(patientClient(refused, limits).json(call({ retries: 3 }))).rejects.toThrow(Refused)
    expect(refused.asked).toHaveLength(1)
    const gone = new AbortController()
    gone.abort(new Error('the turn is over'))
    const busy = sideThat(new Busy('no'))
    await expect(patientClient(busy, limits).json(call({ retries: 3, signal: gone.signal }))).rejects.toThrow()
    expect(busy.asked).toHaveLength(1)
  })
})

describe('a side that keeps failing', () => {
  test('is left alone, alone, until one call finds it well again', async () => {
    const failing = Array.from({ length: limits.failuresInARow }, () => new Busy('down'))
    const side = sideThat(...failing, { well: true })
    const client = patientClient(side, limits)
    for (const _ of failing) await expect(client.json(call())).rejects.toThrow('down')
    const refusal = await client.json(call()).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Busy)
    expect((refusal as Busy).afterMs).toBe(limits.leftAloneMs)
    expect(side.asked).toHaveLength(failing.length)
    // Another side is another matter.
    expect(await client.json(call({ url: 'https://other.example/' }))).toEqual({ well: true })
    await new Promise((resolve) => setTimeout(resolve, limits.leftAloneMs + 5))
    expect(await client.json(call())).toEqual({ well: true })
  })

  test('is not one that answers no', async () => {
    const side = sideThat(new Refused('no such order', { status: 404 }))
    const client = patientClient(side, limits)
    for (let index = 0; index < limits.failuresInARow + 2; index++)
      await expect(client.json(call())).rejects.toThrow('no such order')
  })
})

describe('an answer that is fresh enough', () => {
  test('is not asked for again, and is nobody’s to change', async () => {
    const side = sideThat({ items: [1] }, { items: [2] })
    const client = patientClient(side, limits)
    const first = (await client.json(call({ cacheMs: 60_000 }))) as { items: number[] }
    first.items.push(99)
    expect(await client.json(call({ cacheMs: 60_000, idempotencyKey: 't_2-0' }))).toEqual({ items: [1] })
    expect(side.asked).toHaveLength(1)
  })

  test('is one for the same person, and only of a GET', async () => {
    const side = sideThat('ada', 'grace', 'made', 'made again')
    const client = patientClient(side, limits)
    const as = (key: string) => call({ cacheMs: 60_000, headers: { authorization: key } })
    expect(await client.json(as('ada'))).toBe('ada')
    expect(await client.json(as('grace'))).toBe('grace')
    const post = call({ method: 'POST', cacheMs: 60_000 })
    expect(await client.json(post)).toBe('made')
    expect(await client.json(post)).toBe('made again')
  })
})

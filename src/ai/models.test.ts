import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { modelDefaults } from '../config/defaults.ts'
import { Busy, OverLimit, Refused } from '../contracts/errors.ts'
import type { ChatbotId } from '../contracts/id.ts'
import type { ModelProvider, ModelRequest, ModelSettings, Reservation, SpendingLedger } from '../contracts/models.ts'
import { number, optional, text } from '../contracts/shape.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { checkShape } from '../handlers/check.ts'
import { createOpenaiEmulator } from '../testing/emulators/openai.ts'
import type { OpenaiEmulator, OpenaiRequest } from '../testing/emulators/openai.ts'
import { openModels } from './models.ts'
import { watched } from './pieces.ts'
import { costOf } from './prices.ts'
import { ProviderPool } from './provider-pool.ts'
import { openProvider } from './providers.ts'

/** In memory: keeps the port's promises. */
function memoryLedger() {
  const rows = new Map<number, { cost: number; settled: boolean; call: Reservation }>()
  let ids = 0
  const spentToday = () => [...rows.values()].reduce((sum, { cost }) => sum + cost, 0)
  const ledger: Pick<SpendingLedger, 'reserve' | 'settle' | 'release' | 'spentToday'> = {
    async reserve(call, { day }) {
      await Promise.resolve()
      if (day !== undefined && spentToday() + call.atMost > day) return { over: 'day' }
      rows.set(++ids, { cost: call.atMost, settled: false, call })
      return { id: ids }
    },
    async settle(id, { cost }) {
      rows.set(id, { ...(rows.get(id) as never as object), cost, settled: true } as never) // its own row
    },
    release: async (id) => void rows.delete(id),
    spentToday,
  }
  return { rows, ledger: ledger as SpendingLedger, spentToday }
}

const chatbot = {
  id: 'bot_models000001' as ChatbotId,
  name: 'Ada',
  personality: { instructions: 'Be brief.' },
} as unknown as Chatbot // what models look at

let first: OpenaiEmulator
let second: OpenaiEmulator
beforeEach(async () => {
  first = await createOpenaiEmulator()
  second = await createOpenaiEmulator()
})
afterEach(async () => {
  await first.close()
  await second.close()
})

const at = ({ url: baseUrl, key }: OpenaiEmulator, more: Partial<ModelProvider> = {}): ModelProvider => ({
  name: 'first',
  kind: 'openai-compatible',
  model: 'emulated',
  baseUrl,
  key,
  ...more,
})

function modelsWith(
  settings: ModelSettings & { readonly own?: boolean },
  limits: Parameters<typeof openProvider>[2] = modelDefaults,
) {
  const book = memoryLedger()
  const pool = new ProviderPool((provider, reach) => openProvider(provider, reach, limits))
  const logged: string[] = []
  const log = { warn: (_: object, message: string) => void logged.push(message) }
  const models = openModels({
    settings: () => ({ own: true, ...settings }),
    open: (provider) => pool.of(provider, 'tenant', fetch),
    ledger: book.ledger,
    check: checkShape,
    log: log as never, // it warns, and no more
    clock: Date.now,
    random: () => 0,
  })
  return { models, logged, ...book }
}

const request = (words: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
  purpose: 'answer',
  system: 'Answer.',
  messages: [{ role: 'user', text: words }],
  signal: new AbortController().signal,
  ...more,
})

async function piecesOf(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = []
  for await (const piece of pieces) all.push(piece)
  return all
}

const asked = ({ record }: OpenaiEmulator) =>
  record.of('chat.completions').map(({ payload }) => payload as unknown as OpenaiRequest)

describe('one provider', () => {
  test('answers, and says what it cost', async () => {
    first.answer('*', { text: 'Hello, Grace.', usage: { input: 100, output: 20 } })
    const { models, spentToday } = modelsWith({ providers: [at(first, { price: { input: 1, output: 2 } })] })
    const answer = await models.generate(chatbot, request('Hello'))
    expect(answer).toMatchObject({ text: 'Hello, Grace.', inputTokens: 100, outputTokens: 20, provider: 'first' })
    expect(answer.cost).toBeCloseTo(0.00014, 10)
    expect(spentToday()).toBe(140_000)
    expect(asked(first)[0]?.messages[0]?.content).toContain('Be brief.')
  })

  test('streams word by word', async () => {
    first.answer('*', 'One two three.')
    const { models } = modelsWith({ providers: [at(first)] })
    expect(await piecesOf(models.stream(chatbot, request('Count')))).toEqual(['One', ' two', ' three.'])
  })

  test('gives values of a shape, absent where the model says null, and asks once more when they do not fit', async () => {
    const shape = { order: number({ minimum: 1 }), note: optional(text()) }
    const answers = [{ values: { order: 0, note: null } }, { values: { order: 7, note: null } }]
    first.answer('*', () => answers.shift() ?? 'none')
    const { models } = modelsWith({ providers: [at(first)] })
    const { values, text: words } = await models.generate(chatbot, request('Order seven', { shape }))
    expect({ values, words }).toEqual({ values: { order: 7 }, words: '' })
    expect(asked(first)[0]?.response_format?.json_schema?.schema).toMatchObject({ required: ['order', 'note'] })
  })

  test('never gives values that do not fit', async () => {
    first.answer('*', 'This is no JSON {')
    const { models } = modelsWith({ providers: [at(first)] })
    await expect(models.generate(chatbot, request('x', { shape: { order: number() } }))).rejects.toThrow(Refused)
  })

  test('asks for tools that it was offered, and for no others', async () => {
    first.answer('*', {
      calls: [
        { name: 'tenants__delete', input: { all: true } },
        { name: 'orders__track', input: { order: '12' } },
        { name: 'orders__track', input: '{"order": ' },
      ],
    })
    const { models } = modelsWith({ providers: [at(first)] })
    const tools = [{ name: 'orders__track', description: 'Tracks an order.', shape: { order: text() } }]
    const { calls } = await models.generate(chatbot, request('Where is order 12?', { tools }))
    expect(calls).toEqual([
      { tool: 'orders__track', input: { order: '12' } },
      { tool: 'orders__track', input: {} },
    ])
  })

  test('is shown what came of a tool', async () => {
    const { models } = modelsWith({ providers: [at(first)] })
    await models.generate(
      chatbot,
      request('Is it open?', {
        tools: [{ name: 'search', description: 'Searches.', shape: { query: text() } }],
        messages: [
          { role: 'user', text: 'Is it open?' },
          { role: 'tool', call: { tool: 'search', input: { query: 'hours' } }, result: 'We open at nine.' },
        ],
      }),
    )
    expect(asked(first)[0]?.messages.at(-1)).toMatchObject({ role: 'tool' })
    expect(JSON.stringify(asked(first)[0]?.messages.at(-1))).toContain('We open at nine.')
  })

  test('is shown images with the last message', async () => {
    const { models } = modelsWith({ providers: [at(first)] })
    await models.generate(
      chatbot,
      request('What is this?', { images: [{ bytes: new Uint8Array([1]), mime: 'image/png' }] }),
    )
    expect(JSON.stringify(asked(first)[0]?.messages)).toContain('data:image/png;base64,AQ==')
  })
})

describe('several providers', () => {
  const both = (more: Partial<ModelSettings> = {}): ModelSettings => ({
    providers: [at(first), at(second, { name: 'second' })],
    ...more,
  })

  test.each([
    ['is overloaded', { kind: 'unavailable', times: Infinity }, 2],
    ['has too much to do for a while', { kind: 'tooMany', retryAfter: 60, times: Infinity }, 1],
    ['refuses the key', { kind: 'revoked', times: Infinity }, 1],
    ['refuses the request', { kind: 'refused', message: 'context too long', times: Infinity }, 1],
    ['answers with a page of a proxy', { kind: 'garbage', times: Infinity }, 2],
    ['breaks off before the first word', { kind: 'cut', afterPieces: 0, times: Infinity }, 2],
  ] as const)('the next one answers where the first %s', async (_, fault, tries) => {
    first.fault(fault)
    second.answer('*', 'Here I am.')
    const { models } = modelsWith(both())
    expect((await piecesOf(models.stream(chatbot, request('Hello')))).join('')).toBe('Here I am.')
    expect(asked(first)).toHaveLength(tries)
  })

  test('the first is tried again before the next is asked', async () => {
    first.fault({ kind: 'unavailable' })
    first.answer('*', 'Sorry, I was away.')
    const { models } = modelsWith(both())
    expect((await models.generate(chatbot, request('Hello'))).text).toBe('Sorry, I was away.')
    expect(asked(second)).toHaveLength(0)
  })

  test('an answer that has begun is not begun again by another', async () => {
    first.answer('*', 'One two three four.')
    first.fault({ kind: 'cut', afterPieces: 2 })
    const { models } = modelsWith(both())
    const pieces: string[] = []
    const reading = (async () => {
      for await (const piece of models.stream(chatbot, request('Count'))) pieces.push(piece)
    })()
    await expect(reading).rejects.toThrow(Busy)
    expect(pieces).toEqual(['One', ' two'])
    expect(asked(second)).toHaveLength(0)
  })

  test('the next one answers where the first says nothing', async () => {
    first.fault({ kind: 'silent', times: Infinity })
    second.answer('*', 'Here I am.')
    const { models } = modelsWith(both(), { firstPieceMs: 800, betweenPiecesMs: 5000 })
    expect((await models.generate(chatbot, request('Hello'))).text).toBe('Here I am.')
  })

  test('an answer that stands still is given up', async () => {
    first.answer('*', 'One two three four.')
    first.fault({ kind: 'stalled', afterPieces: 2 })
    const { models } = modelsWith(both(), { firstPieceMs: 5000, betweenPiecesMs: 200 })
    await expect(piecesOf(models.stream(chatbot, request('Count')))).rejects.toThrow('says nothing')
  })

  test('one that failed again and again is left alone', async () => {
    first.fault({ kind: 'unavailable', times: Infinity })
    const { models } = modelsWith(both())
    for (let calls = 0; calls < 5; calls++) await models.generate(chatbot, request(`Hello ${calls}`))
    expect(asked(first)).toHaveLength(5)
    expect(asked(second)).toHaveLength(5)
  })

  test('when all of them fail, it may be tried again later', async () => {
    first.fault({ kind: 'revoked', times: Infinity })
    second.fault({ kind: 'unavailable', times: Infinity })
    const { models, logged } = modelsWith(both())
    await expect(models.generate(chatbot, request('Hello'))).rejects.toThrow(Busy)
    expect(logged).toHaveLength(3)
  })

  test('a chatbot chooses which is asked first, and its model', async () => {
    const { models } = modelsWith(both())
    const chooser = { ...chatbot, personality: { ai: { provider: 'second', model: 'larger' } } }
    await models.generate(chooser, request('Hello'))
    expect(asked(second)).toMatchObject([{ model: 'larger' }])
  })

  test('on the platform’s providers a chatbot chooses no model', async () => {
    const { models } = modelsWith({ ...both(), own: false })
    const chooser = { ...chatbot, personality: { ai: { provider: 'second', model: 'larger' } } }
    await models.generate(chooser, request('Hello'))
    expect(asked(second)).toMatchObject([{ model: 'emulated' }])
  })

  test('a chatbot may do without', async () => {
    const { models } = modelsWith(both())
    const loner = { ...chatbot, personality: { ai: { enabled: false } } }
    expect(models.available(chatbot)).toBe(true)
    expect(models.available(loner)).toBe(false)
    await expect(models.generate(loner, request('Hello'))).rejects.toThrow(Refused)
  })
})

describe('the daily budget', () => {
  const price = { input: 1, output: 10 }

  test('is never overspent by calls side by side, and gives back what was not used', async () => {
    first.answer('*', { text: 'Yes.', usage: { input: 30, output: 10 } })
    const settings = { providers: [at(first, { price })], dailyBudget: 0.004 }
    const { models, spentToday } = modelsWith(settings)
    const ask = () => models.generate(chatbot, request('Is it?', { maxTokens: 100 }))
    let answered = 0
    for (let rounds = 0; rounds < 12; rounds++) {
      const round = await Promise.allSettled([ask(), ask(), ask()])
      for (const one of round) {
        if (one.status === 'fulfilled') answered++
        else expect(one.reason).toBeInstanceOf(OverLimit)
      }
      expect(spentToday()).toBeLessThanOrEqual(4_000_000)
    }
    // Each costs 130,000 of 4,000,000 billionths, and at the most some ten times as much was reserved.
    expect(answered).toBe(asked(first).length)
    expect(spentToday()).toBe(answered * costOf(price, 30, 10))
    expect(answered).toBeGreaterThan(15)
    expect(models.available(chatbot)).toBe(false)
  })

  test('leaves what costs nothing', async () => {
    second.answer('*', 'It is free.')
    const free = at(second, { name: 'second', price: { input: 0, output: 0 } })
    const { models } = modelsWith({ providers: [at(first, { price }), free], dailyBudget: 0.0001 })
    expect((await models.generate(chatbot, request('Hello'))).text).toBe('It is free.')
    expect(models.available(chatbot)).toBe(true)
  })

  test('counts a call that broke off as if it had cost all it could', async () => {
    first.answer('*', 'One two three.')
    first.fault({ kind: 'cut', afterPieces: 1 })
    const { models, rows } = modelsWith({ providers: [at(first, { price })], dailyBudget: 1 })
    await expect(piecesOf(models.stream(chatbot, request('Count')))).rejects.toThrow(Busy)
    expect([...rows.values()]).toMatchObject([{ settled: false }])
  })

  test('counts nothing for a call that was refused', async () => {
    first.fault({ kind: 'revoked', times: Infinity })
    const { models, rows } = modelsWith({ providers: [at(first, { price })], dailyBudget: 1 })
    await expect(models.generate(chatbot, request('Hello'))).rejects.toThrow('refuses its key')
    expect(rows.size).toBe(0)
  })

  test('counts as much as there can be where the provider does not say', async () => {
    first.answer('*', { text: 'Hello.', usage: 'none' })
    const { models, rows } = modelsWith({ providers: [at(first, { price })], dailyBudget: 1 })
    const { inputTokens } = await models.generate(chatbot, request('Hello'))
    expect(inputTokens).toBeGreaterThan(Buffer.byteLength(JSON.stringify(asked(first)[0]?.messages)) / 2)
    expect([...rows.values()].map(({ settled }) => settled)).toEqual([true])
  })

  test('keeps a model away that has no price', async () => {
    const { models } = modelsWith({ providers: [at(first)], dailyBudget: 1 })
    await expect(models.generate(chatbot, request('Hello'))).rejects.toThrow('has no price')
    expect(asked(first)).toHaveLength(0)
  })
})

describe('what repeats', () => {
  test('is asked once', async () => {
    const { models } = modelsWith({ providers: [at(first)] })
    const again = () => models.generate(chatbot, request('Translate: fish', { purpose: 'translate', repeatable: true }))
    const { text: once } = await again()
    const { text: twice, cost } = await again()
    expect({ twice, cost }).toEqual({ twice: once, cost: 0 })
    expect(asked(first)).toHaveLength(1)
  })

  test('is asked again where anything differs, and where nobody said that it repeats', async () => {
    const { models } = modelsWith({ providers: [at(first)] })
    await models.generate(chatbot, request('fish', { repeatable: true }))
    await models.generate({ ...chatbot, personality: {} }, request('fish', { repeatable: true }))
    await models.generate(chatbot, request('fish', { repeatable: true, maxTokens: 5 }))
    await models.generate(chatbot, request('fish'))
    expect(asked(first)).toHaveLength(4)
  })
})

test('whoever leaves early ends the call', async () => {
  const ended: string[] = []
  async function* pieces(): AsyncGenerator<string, number, undefined> {
    try {
      yield 'One'
      return 1
    } finally {
      ended.push('ended')
    }
  }
  for await (const _ of watched(pieces(), () => undefined)) break
  expect(ended).toEqual(['ended'])
})

test('an answer that nobody waits for any more is not waited for', async () => {
  first.answer('*', { text: 'One two three four five six.', pieceMs: 30 })
  const { models } = modelsWith({ providers: [at(first)] })
  for await (const piece of models.stream(chatbot, request('Count'))) {
    expect(piece).toBe('One')
    break
  }
  const given = new AbortController()
  const waiting = models.generate(chatbot, request('Count', { signal: given.signal }))
  given.abort()
  await expect(waiting).rejects.toThrow(Busy)
  // It is no failure of the provider’s, however often it happens.
  for (let times = 0; times < 6; times++)
    await expect(models.generate(chatbot, request('Count', { signal: AbortSignal.abort() }))).rejects.toThrow(Busy)
  first.answer('*', 'Yes.')
  expect((await models.generate(chatbot, request('Are you there?'))).text).toBe('Yes.')
})

import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Adapter, ConnectContext, RawRequest, SendContext, WebhookContext } from '../contracts/channel.ts'
import { Refused } from '../contracts/errors.ts'
import type { ChannelId, ConversationId, MessageId } from '../contracts/id.ts'
import type { Address, Part, PlatformEvent } from '../contracts/message.ts'
import { schemaOf } from '../contracts/shape.ts'
import type { Shape, Values } from '../contracts/shape.ts'
import { copyOf, disturbedFrom, partsOf, visibleWords, wildText, words } from './arbitrary.ts'

/** A platform, or an emulator of one, that can be made to fail. */
export interface FailingPlatform<Settings extends Shape> {
  /** What lets the adapter reach it. */
  readonly settings: Values<Settings>
  /** Lets the next call fail; `tooMany` says to come back after `retryAfterMs`. */
  fail(how: PlatformFailure): void
  close(): Promise<void> | void
}

export type PlatformFailure = 'tooMany' | 'unavailable' | 'unauthorized' | 'refused'

export interface TestChannelOptions<Settings extends Shape, Native, Call> {
  /** Real payloads as `webhook` and `listen` give them, the more kinds the better. */
  readonly fixtures: readonly Native[]
  /** Somewhere to render for. */
  readonly address: Address
  /** Throws when the platform would not take a call: its limits, checked independently of the adapter. */
  readonly check: (call: Call) => void
  readonly webhook?: {
    readonly settings: Values<Settings>
    readonly context: WebhookContext
    /** A request as the platform would send it. */
    readonly signed: (body: Buffer) => RawRequest
    /** The same from somebody who does not know the secret. */
    readonly forged: (body: Buffer) => RawRequest
    /** The body of a request that carries a fixture; JSON of it by default. */
    readonly bodyOf?: (native: Native) => Buffer
  }
  readonly platform?: {
    readonly start: () => Promise<FailingPlatform<Settings>>
    /** What `tooMany` says. */
    readonly retryAfterMs: number
  }
  /** Of the test runner: Jest's and Vitest's globals, when absent; `node:test` fits too. */
  readonly runner?: TestRunner
}

export interface TestRunner {
  describe(name: string, body: () => void): unknown
  test(name: string, body: () => Promise<void> | void): unknown
}

/**
 * What every adapter promises the gateway, whatever its platform:
 *
 * ```ts
 * testChannel(telegram, { fixtures, address: { chat: '42' }, check, webhook, platform })
 * ```
 */
export function testChannel<Settings extends Shape, Client, Native, Call>(
  adapter: Adapter<Settings, Client, Native, Call>,
  options: TestChannelOptions<Settings, Native, Call>,
): void {
  const { describe, test } = options.runner ?? (globalThis as unknown as TestRunner) // where Jest and Vitest put them
  describe(`${adapter.platform} keeps the promises of an adapter`, () => {
    declarations(adapter, test)
    parsing(adapter, options, test)
    rendering(adapter, options, test)
    if (options.webhook && adapter.webhook) webhooks(adapter, options.fixtures, options.webhook, test)
    if (options.platform) sending(adapter, options.address, options.platform, test)
  })
}

function declarations(
  { settings, abilities }: Pick<Adapter, 'settings' | 'abilities'>,
  test: TestRunner['test'],
): void {
  test('its settings are a schema that survives the wire', () => {
    const schema = schemaOf(settings)
    assert.deepEqual(JSON.parse(JSON.stringify(schema)), schema)
    for (const [name, field] of Object.entries(settings)) assert.ok(field.type ?? field.enum, `${name} has no type`)
  })

  test('every number of its abilities says where it is written down', () => {
    for (const [name, ability] of Object.entries(abilities)) {
      if (typeof ability === 'number') assert.fail(`${name} is a number without a source`)
      if (typeof ability !== 'object' || !('value' in ability)) continue
      assert.ok(String(ability.source).length > 3, `${name} has no source`)
    }
  })
}

function parsing<Settings extends Shape, Client, Native, Call>(
  adapter: Adapter<Settings, Client, Native, Call>,
  { fixtures }: TestChannelOptions<Settings, Native, Call>,
  test: TestRunner['test'],
): void {
  const parse = (native: Native) => adapter.parse(native)

  test('parse is pure: the same event twice, from a payload it may not touch', () => {
    for (const fixture of fixtures) {
      const frozen = deepFrozen(copyOf(fixture))
      const event = parse(frozen)
      assert.deepEqual(parse(copyOf(fixture)), event)
      if (event) assertEvent(event)
    }
  })

  test('different payloads have different keys', () => {
    const seen = new Map<string, Native>()
    for (const fixture of fixtures) {
      for (const key of parse(fixture)?.keys ?? []) {
        const other = seen.get(key)
        if (other !== undefined) assert.deepEqual(fixture, other, `two payloads have the key ${key}`)
        seen.set(key, fixture)
      }
    }
  })

  test('parse is total: no JSON makes it throw', () => {
    const anything = fc.jsonValue({ maxDepth: 6 })
    // What is sent is JSON of the right outline at best; the type is a promise that the sender does not know of.
    const disturbed = fc.oneof(anything, disturbedFrom(fixtures)) as fc.Arbitrary<Native>
    fc.assert(
      fc.property(disturbed, (native) => {
        const event = parse(native)
        if (event) assertEvent(event)
      }),
      { numRuns: 1000 },
    )
  })
}

function rendering<Settings extends Shape, Client, Native, Call>(
  adapter: Adapter<Settings, Client, Native, Call>,
  { address, check }: TestChannelOptions<Settings, Native, Call>,
  test: TestRunner['test'],
): void {
  const render = (parts: readonly Part[]) => adapter.render(parts, address)

  test('render is pure and total, and keeps the limits of the platform', () => {
    fc.assert(
      fc.property(fc.array(partsOf(wildText), { maxLength: 6 }), (parts) => {
        const calls = render(deepFrozen(parts))
        assert.deepEqual(render(copyOf(parts)), calls)
        for (const call of calls) check(call)
      }),
      { numRuns: 500 },
    )
  })

  test('render keeps long texts within the limits', () => {
    const counted = Array.from({ length: 4000 }, (_, index) => `word${index}`)
    const long = ['plain', '**bold**', '`code`', '[link](https://example.org)', '```\nblock\n```'].map((sample) =>
      counted.map((word) => sample.replace(/plain|bold|code|link|block/, word)).join(' '),
    )
    for (const text of [...long, 'a'.repeat(20_000), '😀'.repeat(9000), '👨‍👩‍👧‍👦'.repeat(2000), '\n'.repeat(9000)]) {
      for (const part of [
        { type: 'text', text },
        { type: 'choices', text, options },
      ] as const) {
        const calls = render([part])
        for (const call of calls) check(call)
        assertSaid(
          counted.filter((word) => text.includes(`${word} `)),
          calls,
        )
      }
    }
  })

  test('render loses no text that a person would see', () => {
    fc.assert(
      fc.property(fc.array(partsOf(words), { maxLength: 4 }), (parts) => {
        assertSaid(visibleWords(parts), render(parts))
      }),
      { numRuns: 500 },
    )
  })

  test('render has nothing to send for nothing', () => {
    assert.deepEqual(render([]), [])
    assert.deepEqual(render([{ type: 'text', text: ' \n\u200b' }]), [])
  })
}

function webhooks<Settings extends Shape, Client, Native, Call>(
  adapter: Adapter<Settings, Client, Native, Call>,
  fixtures: readonly Native[],
  {
    settings,
    context,
    signed,
    forged,
    bodyOf = json,
  }: NonNullable<TestChannelOptions<Settings, Native, Call>['webhook']>,
  test: TestRunner['test'],
): void {
  const receive = async (request: RawRequest) => adapter.webhook?.(request, settings, context)

  test('a webhook that carries the right signature is taken', async () => {
    for (const fixture of fixtures) {
      const natives = await receive(signed(bodyOf(fixture)))
      assert.ok(Array.isArray(natives) && natives.length > 0)
      for (const native of natives as readonly Native[]) assert.ok(adapter.parse(native))
    }
  })

  test('a webhook that carries a wrong one is refused', async () => {
    for (const fixture of fixtures) await assertThrows('E_UNAUTHORIZED', () => receive(forged(bodyOf(fixture))))
  })

  test('a malformed body is Invalid, never a crash', async () => {
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"text"',
      '17',
      '{}',
      '\0',
      '{"__proto__":{"admin":true}}',
      '['.repeat(50_000),
    ]
    for (const body of [...bodies.map((text) => Buffer.from(text)), Buffer.from([0xff, 0xfe, 0x00])]) {
      try {
        await receive(signed(body))
      } catch (error) {
        assert.ok(codeOf(error) === 'E_INVALID' || codeOf(error) === 'E_UNAUTHORIZED', String(error))
      }
    }
    assert.equal(({} as Record<string, unknown>)['admin'], undefined)
  })
}

function sending<Settings extends Shape, Client, Native, Call>(
  adapter: Adapter<Settings, Client, Native, Call>,
  address: Address,
  { start, retryAfterMs }: NonNullable<TestChannelOptions<Settings, Native, Call>['platform']>,
  test: TestRunner['test'],
): void {
  async function connected(
    body: (client: Client, platform: FailingPlatform<Settings>) => Promise<void>,
  ): Promise<void> {
    const platform = await start()
    try {
      const client = await adapter.connect(platform.settings, connectContext)
      await body(client, platform).finally(() => adapter.disconnect?.(client))
    } finally {
      await platform.close()
    }
  }

  const sendOne = (client: Client) => {
    const [call] = adapter.render([{ type: 'text', text: 'Hello' }], address)
    assert.ok(call !== undefined)
    return adapter.send(client, call, sendContext())
  }

  test('what is sent has the id that the platform gave it', () =>
    connected(async (client) => assert.notEqual((await sendOne(client)).id, '')))

  const fates = [
    ['tooMany', 'E_BUSY'],
    ['unavailable', 'E_BUSY'],
    ['unauthorized', 'E_UNAUTHORIZED'],
    ['refused', 'E_REFUSED'],
  ] as const
  for (const [how, code] of fates) {
    test(`a call that fails with "${how}" throws ${code}, without any secret in its words`, () =>
      connected(async (client, platform) => {
        platform.fail(how)
        const error = await assertThrows(code, () => sendOne(client))
        if (how === 'tooMany') assert.equal((error as { afterMs?: number }).afterMs, retryAfterMs)
        for (const [name, field] of Object.entries(adapter.settings)) {
          // The shape knows the fields of its values.
          const value = (platform.settings as Readonly<Record<string, unknown>>)[name]
          if (field['x-secret'] === true) assert.ok(!String(error).includes(String(value)))
        }
        assert.notEqual((await sendOne(client)).id, '')
      }))
  }

  if (!adapter.listen) return
  test('listening ends when it is told to', () =>
    connected(async (client) => {
      const stop = new AbortController()
      const listening = adapter.listen?.(client, stop.signal)[Symbol.asyncIterator]()
      const next = listening?.next()
      setTimeout(() => stop.abort(), 20)
      assert.equal((await next)?.done, true)
    }))
}

// ── What is sent through ─────────────────────────────────────────────────────────────────────────────────────────

const options = [
  { id: 'yes', label: 'Yes' },
  { id: 'no', label: 'No', description: 'not now' },
]

/** Every word is somewhere in the calls. */
function assertSaid(said: readonly string[], calls: readonly unknown[]): void {
  const all = stringsIn(calls).join('\n')
  for (const word of said) assert.ok(all.includes(word), `"${word}" is nowhere in ${all.slice(0, 500)}`)
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}

function assertEvent(event: PlatformEvent): void {
  assert.ok(
    event.keys.length > 0 && event.keys.every((key) => typeof key === 'string' && key !== ''),
    'an event without a key',
  )
  assert.ok(Number.isFinite(event.at), 'an event without a time')
  if (event.kind === 'unsupported') assert.equal(typeof event.native, 'string')
  else assert.equal(typeof event.address.chat, 'string')
  assert.deepEqual(JSON.parse(JSON.stringify(event)), event, 'an event that does not survive the wire')
}

async function assertThrows(code: string, body: () => unknown): Promise<unknown> {
  try {
    await body()
  } catch (error) {
    assert.equal(codeOf(error), code, String(error))
    return error
  }
  return assert.fail(`nothing was thrown where ${code} was expected`)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function json(native: unknown): Buffer {
  return Buffer.from(JSON.stringify(native))
}

function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const inner of Object.values(value)) deepFrozen(inner)
  return Object.freeze(value)
}

const connectContext: ConnectContext = {
  channel: 'ch_tests000000000000000' as ChannelId, // a brand, for a test
  webhookSecret: '',
  changeSettings: () => Promise.resolve(),
  files: {
    read: () => Promise.resolve(undefined),
    write: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  },
  report: () => undefined,
}

function sendContext(): SendContext {
  return {
    idempotencyKey: 'm_tests000000000000000:0',
    signal: new AbortController().signal,
    // Brands, for a test.
    message: {
      id: 'm_tests000000000000000' as MessageId,
      seq: 1,
      conversation: 'cv_tests000000000000000' as ConversationId,
      author: 'bot',
      at: Date.now(),
    },
    lastHeardAt: () => Promise.resolve(Date.now()),
    media: () => Promise.reject(new Refused('There is no such media.')),
    fetch: () => Promise.reject(new Refused('There is nothing at this URL.')),
  }
}

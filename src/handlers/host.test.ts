import { describe, expect, test } from '@jest/globals'
import type { Part } from '../contracts/message.ts'
import { ask, definePlugin, goto, pass, say, silence } from '../contracts/plugin.ts'
import type { FullContext, Plugin } from '../contracts/plugin.ts'
import type { TurnServices } from '../contracts/ports.ts'
import { choice, number, text, url } from '../contracts/shape.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import type { Route, Routed } from '../contracts/turn.ts'
import { fakeKnowledge } from '../testing/fake-knowledge.ts'
import { fakeModels } from '../testing/fake-models.ts'
import { fakeHttp, fakeLog, fakeStore } from '../testing/fakes.ts'
import type { FakeLog } from '../testing/fakes.ts'
import { Rehearsal } from '../testing/rehearsal.ts'
import type { Heard } from '../testing/rehearsal.ts'
import { reader } from '../language/entities.ts'
import { createHandlerHost } from './host.ts'
import { PluginRegistry } from './registry.ts'

const said = ({ messages }: Heard): readonly (readonly Part[])[] => messages
const line = (words: string): readonly Part[] => [{ type: 'text', text: words }]
const command = (name: string, handle: (context: FullContext) => unknown): Plugin =>
  ({ name, commands: { [name]: { handle } } }) as Plugin // also what no TypeScript author could write

async function answersOf(plugin: Plugin, ...texts: readonly string[]): Promise<Heard> {
  const rehearsal = new Rehearsal({ plugins: [plugin] })
  let heard: Heard | undefined
  for (const words of texts) heard = await rehearsal.say(words)
  if (heard === undefined) throw new Error('Nothing was said.')
  return heard
}

describe('a handler may return', () => {
  test.each<readonly [string, unknown, readonly (readonly Part[])[], string]>([
    ['text', 'Hello', [line('Hello')], 'answered'],
    [
      'a part',
      { type: 'location', latitude: 1, longitude: 2 },
      [[{ type: 'location', latitude: 1, longitude: 2 }]],
      'answered',
    ],
    ['parts', [{ type: 'text', text: 'a' }], [line('a')], 'answered'],
    ['a promise', Promise.resolve('Hello'), [line('Hello')], 'answered'],
    ['silence', silence, [], 'silent'],
    ['empty text', ' ', [], 'silent'],
    ['no parts', [], [], 'silent'],
    ['pass', pass, [], 'nobody'],
  ])('%s', async (_, reply, messages, outcome) => {
    expect(
      await answersOf(
        command('a', () => reply),
        '/a',
      ),
    ).toMatchObject({ messages, outcome })
  })

  test.each<readonly [string, unknown, string]>([
    ['nothing', undefined, 'Plugin "a", command a: returned nothing. Return what to say, or `silence`, or `pass`.'],
    ['null', null, 'neither text nor a part'],
    ['a number', 7, 'neither text nor a part'],
    ['an unknown part', { type: 'hologram' }, 'neither text nor a part'],
    ['an unknown reply', { reply: 'dance' }, 'no reply'],
  ])('but not %s', async (_, reply, sentence) => {
    await expect(
      answersOf(
        command('a', () => reply),
        '/a',
      ),
    ).rejects.toThrow(sentence)
  })

  test('a stream, whose pieces go out as they come and whose whole is the message', async () => {
    const pieces: unknown[][] = []
    const plugin = definePlugin({
      name: 'stream',
      commands: {
        a: {
          async *handle() {
            yield 'Hel'
            yield ''
            yield 'lo'
          },
        },
      },
    })
    const { run } = stand([plugin])
    const result = await run('/a', { onPiece: (...piece) => void pieces.push(piece) })
    expect(result.messages).toEqual([line('Hello')])
    expect(pieces).toEqual([
      ['m_fakes00000000000000000', 0, 'Hel', false],
      ['m_fakes00000000000000000', 1, 'lo', false],
      ['m_fakes00000000000000000', 2, '', true],
    ])
  })

  test('a stream that it got from somebody else, also after it said something', async () => {
    async function* model(): AsyncGenerator<string> {
      yield 'a'
      yield 'b'
    }
    const plugin = definePlugin({
      name: 'stream',
      commands: {
        a: {
          async *handle() {
            yield say('First.')
            return model()
          },
        },
      },
    })
    expect(said(await answersOf(plugin, '/a'))).toEqual([line('First.'), line('ab')])
  })
})

describe('routes', () => {
  const plugins = [
    definePlugin({
      name: 'first',
      commands: {
        go: { handle: () => goto('hidden', { size: 'large', count: 3 }) },
        round: { handle: () => goto('round') },
      },
      intents: {
        hidden: {
          examples: ['xyzzy'],
          slots: { size: choice('small', 'large'), count: number({ maximum: 2 }) },
          handle: ({ slots }) => `${slots.size} ${slots.count}`,
        },
      },
      fallback: () => pass,
    }),
    definePlugin({ name: 'second', fallback: ({ text: words }) => `Second heard ${words}.` }),
  ]

  test('are tried in order until one does not pass', async () => {
    const heard = await new Rehearsal({ plugins }).say('something else entirely')
    expect(heard).toMatchObject({ by: 'second fallback', messages: [line('Second heard something else entirely.')] })
  })

  test('goto hands slots on, and asks for those that do not fit', async () => {
    const rehearsal = new Rehearsal({ plugins })
    expect(said(await rehearsal.say('/go'))).toEqual([line('What is the count?')])
    expect(said(await rehearsal.say('2'))).toEqual([line('large 2')])
  })

  test('goto in a circle ends with a reason', async () => {
    await expect(new Rehearsal({ plugins }).say('/round')).rejects.toThrow('goes in a circle')
  })

  test('a plugin’s own name is a command for its intents, and tells how it is used', async () => {
    const rehearsal = new Rehearsal({ plugins })
    expect(said(await rehearsal.say('/first hidden small 1'))).toEqual([line('small 1')])
    expect(said(await rehearsal.say('/first'))).toEqual([line('You can say:\n- `/first hidden <size> <count>`')])
  })

  test('events reach who listens', async () => {
    const plugin = definePlugin({
      name: 'door',
      on: {
        joined: ({ event }) => `Welcome, ${event.who?.[0]?.name ?? 'stranger'}.`,
        *reaction({ event }) {
          const why: string = yield* ask(`Why ${event.added.join('')}?`)
          return `Because ${why}.`
        },
      },
    })
    const rehearsal = new Rehearsal({ plugins: [plugin] })
    const joined = await rehearsal.event({ kind: 'membership', change: 'joined', who: [{ id: '1', name: 'Ada' }] })
    expect(said(joined)).toEqual([line('Welcome, Ada.')])
    const reaction = await rehearsal.event({ kind: 'reaction', message: 'm', added: ['👍'], removed: [] })
    expect(said(reaction)).toEqual([line('Why 👍?')])
    expect(said(await rehearsal.say('it helped'))).toEqual([line('Because it helped.')])
  })
})

describe('a turn', () => {
  test('that is repeated says the same and draws the same random numbers', async () => {
    const plugin = definePlugin({
      name: 'dice',
      commands: { dice: { handle: ({ random, now }) => `${random()} ${random()} ${now()}` } },
    })
    const { run } = stand([plugin])
    const first = await run('/dice')
    expect(await run('/dice')).toEqual(first)
    const [one, two] = JSON.stringify(first.messages).match(/0\.\d+/g) ?? []
    expect(one).not.toBe(two)
  })

  test('ends when it is given up, whatever its handler does', async () => {
    const plugin = definePlugin({
      name: 'slow',
      commands: { slow: { handle: () => new Promise<string>(() => undefined) } },
    })
    const turn = new AbortController()
    const running = stand([plugin]).run('/slow', { signal: turn.signal })
    turn.abort(new Error('The handler took too long.'))
    await expect(running).rejects.toThrow('took too long')
  })

  test('says at most so many messages, and an error of the handler goes to the pipeline', async () => {
    const chatty = definePlugin({
      name: 'chatty',
      commands: {
        chatty: {
          *handle() {
            for (;;) yield say('and another thing')
          },
        },
      },
    })
    await expect(answersOf(chatty, '/chatty')).rejects.toThrow('at most 100 messages')
    await expect(
      answersOf(
        command('a', () => Promise.reject(new TypeError('oops'))),
        '/a',
      ),
    ).rejects.toThrow(TypeError)
  })
})

describe('a chatbot', () => {
  const shop = definePlugin({
    name: 'shop',
    settings: { shop: url() },
    commands: { shop: { handle: ({ settings }) => settings.shop } },
  })
  const plain = definePlugin({
    name: 'plain',
    settings: { limit: { ...number(), default: 3 } },
    intents: { ask: { examples: ['about {what}'], slots: { what: text() }, handle: ({ slots }) => slots.what } },
    on: { joined: () => 'Hi' },
  })

  test('has the plugins it enabled, and those that need no settings', () => {
    const { catalogue } = stand([shop, plain])
    expect([...catalogue({}).commands.keys()]).toEqual(['plain'])
    expect([
      ...catalogue({ shop: { enabled: true, settings: { shop: 'https://a.example' } } }).commands.keys(),
    ]).toEqual(['shop', 'plain'])
    expect([...catalogue({ plain: { enabled: false, settings: {} } }).commands.keys()]).toEqual([])
    expect(catalogue({})).toMatchObject({
      examples: [{ plugin: 'plain', intent: 'ask', text: 'about what' }],
      events: new Map([['joined', ['plain']]]),
    })
  })

  test('does without a plugin whose settings do not fit, and its operator reads why', () => {
    const { catalogue, log } = stand([shop])
    expect(catalogue({ shop: { enabled: true, settings: { shop: 'ftp://a' } } }).commands.size).toBe(0)
    expect(log.lines).toMatchObject([
      { level: 'warn', fields: { plugin: 'shop', reason: expect.stringMatching(/^shop: /) } },
    ])
  })

  test('keeps its catalogue until a plugin or the chatbot changes', () => {
    const registry = new PluginRegistry()
    registry.set(plain)
    const host = createHandlerHost({ registry, http: fakeHttp(), log: fakeLog(), reader })
    const chatbot = chatbotWith({})
    const before = host.catalogue(chatbot)
    expect(host.catalogue(chatbot)).toBe(before)
    registry.set(shop)
    expect(host.catalogue(chatbot)).not.toBe(before)
    expect(host.catalogue(chatbot).version).toBeGreaterThan(before.version)
    registry.remove('plain')
    expect(host.catalogue(chatbot).commands.size).toBe(0)
  })

  test('gives its handlers their settings with defaults', async () => {
    const limit = definePlugin({
      name: 'limit',
      settings: { limit: { ...number(), default: 3 } },
      commands: { limit: { handle: ({ settings }) => `${settings.limit}` } },
    })
    expect(said(await answersOf(limit, '/limit'))).toEqual([line('3')])
  })
})

// ── Without the rehearsal around it ──────────────────────────────────────────────────────────────────────────────

function chatbotWith(plugins: Chatbot['plugins']): Chatbot {
  return { id: 'bot_fakes000001', languages: ['en'], personality: {}, plugins } as unknown as Chatbot // what the host reads of it
}

function stand(plugins: readonly Plugin[]): {
  readonly log: FakeLog
  catalogue(settings: Chatbot['plugins']): ReturnType<ReturnType<typeof createHandlerHost>['catalogue']>
  run(words: string, services?: Partial<TurnServices>): ReturnType<ReturnType<typeof createHandlerHost>['run']>
} {
  const registry = new PluginRegistry()
  for (const plugin of plugins) registry.set(plugin)
  const log = fakeLog()
  const host = createHandlerHost({ registry, http: fakeHttp(), log, reader })
  return {
    log,
    catalogue: (settings) => host.catalogue(chatbotWith(settings)),
    run(words, services = {}) {
      const name = words.slice(1)
      const plugin = plugins.find(({ commands = {} }) => Object.hasOwn(commands, name))?.name ?? ''
      const route: Route = { plugin, handler: { kind: 'command', name }, reason: 'a test' }
      const turn = {
        id: 't_fakes000000000000000',
        conversation: 'cv_fakes000001',
        channel: { platform: 'web' },
        chatbot: chatbotWith({}),
        group: false,
        events: [{ kind: 'command', id: 'm', name, text: '', keys: ['1'], address: { chat: 'c' }, at: 0 }],
        state: { version: 1, variables: {} },
        now: 1000,
        text: '',
        parts: [],
        language: 'en',
        contact: { id: 'ct_1', userId: 'u', isNew: false },
        intent: undefined,
        ranking: [],
        routes: [route],
      } as unknown as Routed // what the host reads of it
      return host.run(turn, {
        journal: [],
        fix: () => Promise.resolve(),
        record: () => Promise.resolve(),
        store: fakeStore(),
        schedules: { release: () => Promise.reject(new Error('no')), list: () => Promise.resolve([]) },
        knowledge: fakeKnowledge(),
        models: fakeModels(),
        onPiece: () => undefined,
        signal: new AbortController().signal,
        ...services,
      })
    },
  }
}

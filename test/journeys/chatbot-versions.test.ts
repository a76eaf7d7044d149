import { hash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { io } from 'socket.io-client'
import type { ClientToServer, ServerToClient, WireMessage } from '../../src/contracts/wire.ts'
import type { Socket } from 'socket.io-client'
import { openApp, until } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

let app: RunningApp
let at: string

beforeAll(async () => {
  app = await openApp('plugins')
  await app.api('POST', '/tenants', { code: 'acme', name: 'Acme' })
  at = `/chatbots/${(await app.api<{ id: string }>('POST', '/tenants/acme/chatbots', { name: 'Ada' })).id}`
})
afterAll(() => app.close())

interface State {
  readonly version: number
  readonly autoPublish: boolean
  readonly hasDraft: boolean
}

const hours = { name: 'hours', utterances: { en: ['when do you open?'] }, answer: { say: { en: ['At nine.'] } } }

test('what was changed is told, and no secret of it', async () => {
  await app.api('PUT', `${at}/personality?note=Friendlier`, { tone: 'warm' })
  await app.api('POST', `${at}/intents`, hours)
  const secrets = { settings: { secrets: 'KEY=hush-hush' } }
  await app.api('PUT', `${at}/plugins/intent`, secrets)
  await app.api('PUT', `${at}/plugins/intent`, { settings: { secrets: 'KEY=hush-again' } })
  const { items } = await app.api<{ items: readonly object[] }>('GET', `${at}/versions`)
  expect(items).toMatchObject([
    { version: 5 },
    { version: 4 },
    { version: 3 },
    { version: 2, note: 'Friendlier', by: { kind: 'api-key', id: 'bootstrap' } },
    { version: 1 },
  ])
  const diff = async (query: string) =>
    (await app.api<{ changes: readonly object[] }>('GET', `${at}/versions/${query}`)).changes
  expect(await diff('2/diff')).toEqual([{ op: 'add', path: '/personality/tone', after: 'warm' }])
  expect(await diff('3/diff')).toEqual([{ op: 'add', path: '/intents/hours', after: hours }])
  expect(await diff('4/diff')).toEqual([
    { op: 'add', path: '/plugins/intent/enabled', after: true },
    { op: 'add', path: '/plugins/intent/settings/secrets', secret: true },
  ])
  expect(await diff('5/diff')).toEqual([{ op: 'replace', path: '/plugins/intent/settings/secrets', secret: true }])
  expect(await diff('2/diff?against=5')).toHaveLength(3)
  expect(await diff('1/diff')).toContainEqual({ op: 'add', path: '/name', after: 'Ada' })
  const whole = await app.api('GET', `${at}/versions/5`)
  expect(whole).toMatchObject({
    chatbot: { personality: { tone: 'warm' }, intents: [hours], plugins: { intent: { settings: {} } } },
  })
  for (const path of ['versions/9', 'versions/9/diff', 'versions/5/diff?against=9'])
    expect((await app.ask('GET', `${at}/${path}`)).status).toBe(404)
  expect(JSON.stringify([whole, await app.api('GET', `${at}/draft`), await diff('5/diff?against=1')])).not.toContain(
    'hush',
  )
})

test('a draft is tried, compared, published, and taken back', async () => {
  await app.api('PUT', at, { autoPublish: false })
  const { version } = await app.api<State>('PUT', `${at}/personality`, { tone: 'strict' })
  expect(await app.api('GET', `${at}/draft`)).toMatchObject({
    hasDraft: true,
    version,
    changes: [{ op: 'replace', path: '/personality/tone', before: 'warm', after: 'strict' }],
  })
  expect((await app.ask('PUT', at, { autoPublish: true })).status).toBe(409)
  expect(await app.api('POST', `${at}/publish`, { note: 'Stricter' })).toMatchObject({
    version: version + 1,
    note: 'Stricter',
  })
  await app.api('PUT', at, { name: 'Never' })
  await app.api('DELETE', `${at}/draft`)
  expect(await app.api('GET', at)).toMatchObject({ name: 'Ada', hasDraft: false, personality: { tone: 'strict' } })
  expect(await app.api('POST', `${at}/versions/${version}/restore`)).toMatchObject({ restored: version })
  expect(await app.api('PUT', at, { autoPublish: true })).toMatchObject({
    personality: { tone: 'warm' },
    autoPublish: true,
  })
})

// ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Brought {
  readonly id: string
  readonly missing: { readonly plugins: readonly string[]; readonly secrets: readonly object[] }
}

const bringInto = (tenant: string, file: unknown, query = '') =>
  app.api<Brought>('POST', `/tenants/${tenant}/chatbots/import${query}`, file)
const fileOf = async (id: string) => (await app.ask('GET', `/chatbots/${id}/export`)).text()

const line = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => `x${text.replaceAll(/[\p{Cc}]/gu, '')}x`)
const sentence = fc.oneof(line, fc.dictionary(fc.constantFrom('en', 'de', 'pt-BR'), line, { minKeys: 1 }))
const maybe = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] })
const chatbots = fc.record({
  name: line,
  languages: fc.uniqueArray(fc.constantFrom('en', 'de', 'pt-BR'), { minLength: 1 }),
  personality: maybe({
    greeting: sentence,
    tone: line,
    fallback: maybe({ say: sentence }),
    ai: maybe({ tools: fc.boolean() }),
  }),
  placement: maybe({
    delaySeconds: fc.nat(600),
    pages: maybe({ exclude: fc.array(fc.constant('/a/*'), { minLength: 1 }) }),
  }),
  theme: maybe({ mode: fc.constantFrom('light', 'auto'), words: maybe({ title: sentence }) }),
  avatarId: fc.constantFrom('default', null),
  understand: maybe({ voice: fc.boolean(), country: fc.constant('DE') }),
  entities: fc.constantFrom([], [{ name: 'order', kind: 'pattern', pattern: 'AB-[0-9]{4}' }]),
  plugins: fc.dictionary(
    fc.constantFrom('small-talk', 'weather', 'intent'),
    fc.record({ enabled: fc.boolean(), settings: fc.constant({}) }),
  ),
  intents: fc.uniqueArray(fc.constantFrom('hours', 'prices', 'where'), { maxLength: 3 }).chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.record({
          name: fc.constant(name),
          utterances: fc.record({ en: fc.tuple(line) }),
          answer: fc.record({ say: fc.record({ en: fc.tuple(line) }) }),
        }),
      ),
    ),
  ),
})

test('a file that is taken in and given out is the same file, byte for byte', async () => {
  await app.api('POST', '/tenants', { code: 'other', name: 'Other' })
  const property = fc.asyncProperty(chatbots, async (chatbot) => {
    const { id } = await bringInto('acme', { format: 'colloquy-chatbot', formatVersion: 1, chatbot })
    const file = await fileOf(id)
    const again = await bringInto('other', JSON.parse(file))
    expect(await fileOf(again.id)).toBe(file)
    const { name: given, intents, ...rest } = JSON.parse(file).chatbot
    expect(rest).toMatchObject({ languages: chatbot.languages, avatarId: chatbot.avatarId, plugins: chatbot.plugins })
    expect([given.length > 0, intents.length]).toEqual([true, chatbot.intents.length])
  })
  await fc.assert(property, { numRuns: 12 })
})

test('a file holds no secret and no id, and says here what it lacks', async () => {
  const text = await fileOf(at.split('/')[2]!)
  expect(text).not.toMatch(/hush|bot_|in_[a-z0-9]{10}|cb_/)
  const file = JSON.parse(text)
  file.chatbot.plugins.weather = { enabled: true, settings: { city: 'Rome' } }
  const before = await app.api('GET', '/tenants/other/chatbots')
  const missing = {
    plugins: ['weather'],
    secrets: [{ plugin: 'intent', name: 'secrets', required: false }],
    avatarId: null,
  }
  expect(await bringInto('other', file, '?dryRun=true')).toMatchObject({ id: null, missing })
  expect(await app.api('GET', '/tenants/other/chatbots')).toEqual(before)
  file.chatbot.plugins.intent.settings = { secrets: 'KEY=hush-hush' }
  const { id, missing: left } = await bringInto('other', file, '?note=From+Acme')
  expect(left.secrets).toEqual([])
  expect(await app.api('GET', `/chatbots/${id}/plugins/intent`)).toMatchObject({
    settings: {},
    secretsSet: ['secrets'],
  })
  expect(await app.api('GET', `/chatbots/${id}/versions`)).toMatchObject({ items: [{ version: 1, note: 'From Acme' }] })
  for (const [spoil, field] of [
    [{ formatVersion: 2 }, 'formatVersion'],
    [{ chatbot: { ...file.chatbot, intents: [hours, hours] } }, 'chatbot.intents'],
    [
      { chatbot: { ...file.chatbot, plugins: { intent: { enabled: true, settings: { color: 1 } } } } },
      'chatbot.plugins.intent.settings.color',
    ],
  ] as const) {
    const answer = await app.ask('POST', '/tenants/other/chatbots/import', { ...file, ...spoil })
    expect([answer.status, ((await answer.json()) as { error: { field: string } }).error.field]).toEqual([400, field])
  }
})

test('a website is told how it looks, where it stands and what puts it there', async () => {
  const { embedId } = await app.api<{ embedId: string }>('GET', at)
  const script = `<script src="${app.url}/widget.js" data-embed-id="${embedId}" async></script>`
  expect(await app.api('GET', `${at}/embed-script`)).toMatchObject({ embedId, snippet: script })
  const { pinned } = await app.api<{ pinned: { scriptUrl: string; snippet: string } }>('GET', `${at}/embed-script`)
  const [, integrity] = /integrity="sha384-([^"]+)"/.exec(pinned.snippet) ?? []
  const bytes = await (await fetch(pinned.scriptUrl)).bytes()
  expect(hash('sha384', bytes, 'base64')).toBe(integrity)
  const plain = await fetch(`${app.url}/api/v1${at}/embed-script`, {
    headers: { authorization: app.authorization, accept: 'text/plain' },
  })
  expect([plain.headers.get('content-type'), await plain.text()]).toEqual(['text/plain; charset=utf-8', `${script}\n`])
})

// ── Messages meanwhile ──────────────────────────────────────────────────────────────────────────────────────────────

test('who writes while everything is changed and rolled back is answered, each message once', async () => {
  const { embedId, version } = await app.api<State & { embedId: string }>('GET', at)
  const channel = { platform: 'web', chatbotId: at.split('/')[2], name: 'Site', settings: { allowedOrigins: ['*'] } }
  await app.api('POST', '/tenants/acme/channels', channel)
  const tab: Socket<ServerToClient, ClientToServer> = io(`${app.url}/chat`, {
    auth: { embedId },
    transports: ['websocket'],
    reconnection: false,
  })
  try {
    const replies: string[] = []
    tab.on('message:receive', ({ from, parts }: WireMessage) => {
      if (from === 'bot') replies.push(parts.map((part) => ('text' in part ? part.text : '')).join())
    })
    await new Promise((resolve) => tab.once('session', resolve))
    let sent = 0
    let stopped = false
    const write = async () => {
      for (; !stopped; sent++) {
        const message = { id: `m${sent}`, parts: [{ type: 'text' as const, text: '/intent hours' }] }
        await tab.emitWithAck('message:send', message)
      }
    }
    const writing = write()
    const { items } = await app.api<{ items: readonly { id: string }[] }>('GET', `${at}/intents`)
    await until(() => replies.length > 2)
    await app.api('PUT', `${at}/intents/${items[0]!.id}`, { ...hours, answer: { say: { en: ['At ten.'] } } })
    await app.api('PUT', `${at}/personality`, { tone: 'other', greeting: 'Ahoy' })
    await until(() => replies.at(-1) === 'At ten.')
    await app.api('POST', `${at}/versions/${version}/restore`, { note: 'Back' })
    const restored = replies.length
    await until(() => replies.length > restored + 2 && replies.at(-1) === 'At nine.')
    stopped = true
    await writing
    await until(() => replies.length === sent)
    expect(new Set(replies)).toEqual(new Set(['At nine.', 'At ten.']))
    expect(replies.lastIndexOf('At ten.')).toBeLessThan(replies.lastIndexOf('At nine.'))
    const changed = await app.api<{ changes: unknown }>('GET', `${at}/versions/${version}/diff?against=${version + 3}`)
    expect(changed.changes).toEqual([])
  } finally {
    tab.disconnect()
  }
})

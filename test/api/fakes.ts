import { createHash, randomBytes, randomInt } from 'node:crypto'
import { gestureOf } from '../../src/avatars/gestures.ts'
import { shownSettings } from '../../src/ai/settings.ts'
import { languageDoor } from '../../src/language/door.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import { createAdministration } from '../../src/channels/administration.ts'
import { createServer, type ApiNeeds } from '../../src/api/server.ts'
import { createAuth, type Auth } from '../../src/auth/index.ts'
import { allPermissions } from '../../src/auth/roles.ts'
import type { Answers } from '../../src/contracts/answers.ts'
import type { AuditLog } from '../../src/contracts/audit.ts'
import type { Caller } from '../../src/contracts/accounts.ts'
import type { Adapter, RawRequest } from '../../src/contracts/channel.ts'
import { Conflict, Invalid, NotFound } from '../../src/contracts/errors.ts'
import {
  idMint,
  isTenantCode,
  tenantKeyOf,
  type ChannelId,
  type ConversationId,
  type IdMint,
  type TenantKey,
} from '../../src/contracts/id.ts'
import type { HandoffDesk } from '../../src/contracts/handoff.ts'
import { noLimits } from '../../src/contracts/limits.ts'
import type { Log } from '../../src/contracts/log.ts'
import { addressKey, type Address } from '../../src/contracts/message.ts'
import type {
  ChannelView,
  Configuration,
  Conversation,
  DeadLetter,
  Delivery,
  ModelAdministration,
  ModelSettings,
  OpenTenant,
  Page,
  StoredMessage,
  TenantDirectory,
  Tenants,
  TenantStore,
} from '../../src/contracts/ports.ts'
import { text, secret, optional } from '../../src/contracts/shape.ts'
import type { Channel, Chatbot, Tenant } from '../../src/contracts/tenant.ts'
import { memoryAvatars, memoryFiles, memoryMoves, memoryRows } from '../../src/avatars/fixtures/memory.ts'
import { openAnswers } from '../../src/tenancy/answers.ts'
import { openAudit } from '../../src/tenancy/audit.ts'
import { openAccounts } from '../../src/tenancy/accounts.ts'
import { openSingleSignOn } from '../../src/tenancy/single-sign-on.ts'
import { openDatabases } from '../parts/engine.ts'
import { alone } from '../../src/fleet/alone.ts'
import { houseSettings } from '../../src/handoff/house.ts'
import { createRespond } from '../../src/ai/respond.ts'
import { fakeKnowledge } from '../../src/testing/fake-knowledge.ts'
import { fakeModels } from '../../src/testing/fake-models.ts'
import type { FakeModels } from '../../src/testing/fake-models.ts'
import { seal, unseal } from '../../src/tenancy/secrets.ts'

const avatars = memoryAvatars()

/** What an admin API stands on, kept in memory: it keeps the ports' promises as far as a caller can tell. */

export const adminKey = 'admin-key-of-the-tests'
const admin: Caller = {
  kind: 'api-key',
  id: 'bootstrap',
  name: 'Platform administrator',
  grants: { scope: 'platform', permissions: allPermissions },
}

/** Accounts are no fakes: one database of its own for all servers of a test file, made when first needed. */
let accounts:
  | Promise<{ readonly auth: Auth; readonly audit: AuditLog; readonly answers: Answers; close(): Promise<void> }>
  | undefined
afterAll(async () => (await accounts)?.close())

async function openAuth() {
  const folder = await mkdtemp(join(tmpdir(), 'colloquy-test-'))
  const databases = await openDatabases(folder)
  const auth = createAuth({
    store: openAccounts(databases.platform),
    singleSignOn: openSingleSignOn(databases.platform),
    codeOf: async () => undefined,
    tokenKey: randomBytes(32),
    mailer: { send: async () => undefined },
    fleet: alone(),
    sealing: { seal: (_place, plain) => plain, unseal: (_place, sealed) => sealed },
    fetch: () => Promise.reject(new Error('Nobody is called here.')),
    privateHosts: [],
    publicUrl: () => 'https://gateway.example',
    random,
    clock: Date.now,
  })
  return {
    auth,
    audit: openAudit(databases.platform),
    answers: openAnswers(databases.platform, randomBytes(32), Date.now),
    async close() {
      await databases.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const random = (length: number) =>
  Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[randomInt(36)]).join('')

function pageOf<Item>(all: readonly Item[], limit: number, cursor: string | undefined): Page<Item> {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw new Invalid('This is no cursor of this list.', 'cursor')
  const start = Number(cursor ?? 0)
  const end = start + limit
  return { items: all.slice(start, end), nextCursor: end < all.length ? String(end) : null }
}

interface Kept {
  tenant: Tenant
  readonly chatbots: Map<string, Chatbot>
  readonly channels: Map<string, Channel & { readonly tokens: readonly string[] }>
  readonly conversations: Map<string, Conversation>
  readonly messages: StoredMessage[]
  readonly deadLetters: Map<string, DeadLetter>
  readonly deliveries: Delivery[]
  readonly keys: Map<string, StoredMessage>
  readonly mint: IdMint
}

export interface Fakes {
  readonly tenants: Tenants
  /** What every channel's platform can do besides: a test says it. */
  readonly platform: { -readonly [Name in keyof Adapter]?: Adapter[Name] }
  readonly kept: Map<string, Kept>
  /** Every tenant's. */
  readonly models: FakeModels
  readonly logged: { readonly bindings: object; readonly message: string }[]
  readonly received: { readonly path: readonly string[]; readonly request: RawRequest }[]
}

const now = () => new Date().toISOString()
const secretNames = ['token', 'botToken', 'accessToken']

function view({
  settings,
  webhookSecret: _,
  guarded: ____,
  tokenHashes: __,
  tokens: ___,
  ...shown
}: Channel & { tokens: unknown }): ChannelView {
  return {
    ...shown,
    settings: Object.fromEntries(Object.entries(settings).filter(([name]) => !secretNames.includes(name))),
  }
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new NotFound('The fake has no such thing.')
  return value
}

function configurationOf(kept: Kept): Configuration {
  const { chatbots, channels, mint } = kept
  const store = (chatbot: Chatbot) => {
    chatbots.set(chatbot.id, chatbot)
    return chatbot
  }
  const newToken = () => random(32)
  const change = (id: ChannelId, difference: object) => {
    const channel = { ...found(channels.get(id)), ...difference, updatedAt: now() }
    channels.set(id, channel)
    return channel
  }
  return {
    intents: noIntents,
    versions: noVersions,
    edited: (id) => chatbots.get(id),
    importChatbot: async () => Promise.reject(new NotFound('The fake takes no files.')),
    channel: (id) => channels.get(id),
    channelByToken: (platform, token) =>
      [...channels.values()].find((channel) => channel.platform === platform && channel.tokens.includes(token)),
    chatbot: (id) => chatbots.get(id),
    chatbotByEmbed: (embedId) => [...chatbots.values()].find((chatbot) => chatbot.embedId === embedId),
    channels: () => [...channels.values()],
    chatbots: () => [...chatbots.values()],
    markChannel: (id, status) => void change(id, { status }),
    reportChannel: () => undefined,
    setWebhookSecret: async (id, webhookSecret) => change(id, { webhookSecret }),
    createChatbot: async ({ name, languages, personality = {}, placement = {} }) =>
      store({
        id: mint('bot'),
        embedId: `cb_${kept.tenant.key}${random(7)}`,
        name,
        languages: (languages ?? ['en']) as [string, ...string[]],
        personality,
        placement,
        plugins: {},
        createdAt: now(),
        updatedAt: now(),
      }),
    updateChatbot: async (id, difference) =>
      store({ ...found(chatbots.get(id)), ...difference, updatedAt: now() } as Chatbot),
    setPlugin: async (id, plugin, setting) => {
      const chatbot = found(chatbots.get(id))
      return store({ ...chatbot, plugins: { ...chatbot.plugins, [plugin]: setting }, updatedAt: now() })
    },
    removeChatbot: async (id) => {
      if ([...channels.values()].some(({ chatbotId }) => chatbotId === id))
        throw new Conflict('Channels use this chatbot.')
      chatbots.delete(id)
    },
    createChannel: async ({ platform, chatbotId, name, settings }) => {
      if (platform !== 'telegram' && platform !== 'web') throw new Invalid('There is no such platform.', 'platform')
      if (!chatbots.has(chatbotId)) throw new Invalid('There is no such chatbot.', 'chatbotId')
      if (platform === 'telegram' && typeof settings['token'] !== 'string')
        throw new Invalid('A Telegram channel needs the bot’s token.', 'settings.token')
      const token = newToken()
      const channel = {
        id: mint('ch'),
        platform,
        chatbotId: chatbotId as Chatbot['id'],
        name,
        status: 'active' as const,
        settings,
        webhookSecret: random(20),
        guarded: false,
        allowFrom: 'anywhere',
        tokenHashes: [createHash('sha256').update(token).digest('hex')],
        tokens: [token],
        createdAt: now(),
        updatedAt: now(),
      } satisfies Channel & { tokens: string[] }
      channels.set(channel.id, channel)
      return { channel: view(channel), token }
    },
    updateChannel: async (id, { settings, ...rest }) =>
      view(change(id, { ...rest, settings: { ...found(channels.get(id)).settings, ...settings } })),
    removeChannel: async (id) => void channels.delete(id),
    rotateToken: async (id) => {
      const token = newToken()
      return { channel: view(change(id, { tokens: [token, ...found(channels.get(id)).tokens] })), token }
    },
    tokenOf: async (id) => found(found(channels.get(id)).tokens[0]),
    view: (id) => {
      const channel = channels.get(id)
      return channel === undefined ? undefined : view(channel)
    },
  }
}

/** What operators do with channels is the gateway's own; the platform behind it is whatever a test says. */
function administrationOf(kept: Kept, platform: Partial<Adapter>) {
  const key = randomBytes(32)
  const adapter = platform as Adapter // what a test made of it
  return createAdministration({
    configuration: configurationOf(kept),
    adapterOf: () => adapter,
    connection: () => ({ adapter, client: {}, pacer: { delayFor: () => 0, tooMany: () => undefined } }),
    newSecret: () => random(20),
    ownership: alone().ownership,
    network: () => undefined,
    seal: (place, plain) => seal(key, [place], Buffer.from(plain)),
    unseal: (place, sealed) => unseal(key, [place], sealed).toString(),
    clock: Date.now,
  })
}

/** Who has a conversation, without any rules. */
function deskOf({ conversations }: Kept): HandoffDesk {
  return {
    settings: { read: () => houseSettings, write: () => Promise.resolve() },
    change: () => Promise.resolve(),
    queues: () => Promise.resolve([]),
    async move(id, { event }) {
      const state = event === 'returned' ? 'bot' : 'human'
      conversations.set(id, { ...found(conversations.get(id)), state, handoff: state === 'human' })
    },
  }
}

/** None, and none is made. */
const noWebhooks = { list: () => [], find: () => undefined } as unknown as TenantStore['webhooks'] // what reading asks for

const listed = (conversation: Conversation) => ({ ...conversation, tags: [], people: [] })

function storeOf(kept: Kept): TenantStore {
  const { conversations, messages, deadLetters, deliveries, keys, mint } = kept
  const allAt = (channel: ChannelId, address: Address) =>
    [...conversations.values()].filter(
      (one) => one.channel === channel && addressKey(one.address) === addressKey(address),
    )
  const begin = async (channel: ChannelId, address: Address): Promise<ConversationId> => {
    const open = allAt(channel, address).find((one) => one.open)
    if (open !== undefined) return open.id
    const id = mint('cv')
    const at = Date.now()
    conversations.set(id, {
      id,
      channel,
      address,
      open: true,
      handoff: false,
      state: 'bot',
      queue: undefined,
      assignee: undefined,
      mode: 'normal',
      lastSeq: 0,
      createdAt: at,
      updatedAt: at,
    })
    return id
  }
  const change = (id: ConversationId, difference: Partial<Conversation>) =>
    void conversations.set(id, { ...found(conversations.get(id)), ...difference, updatedAt: Date.now() })
  const parts = {
    conversations: {
      find: async (id: ConversationId) => conversations.get(id),
      at: async (channel: ChannelId, address: Address) => allAt(channel, address).find(({ open }) => open),
      allAt: async (channel: ChannelId, address: Address) => allAt(channel, address),
      begin,
      end: async (id: ConversationId) => change(id, { open: false, state: 'ended' }),
    },
    desk: {
      list: async (_filter: unknown, limit: number, cursor?: string) =>
        pageOf([...conversations.values()].map(listed), limit, cursor),
      described: async (one: Conversation) => listed(one),
      messages: async (id: ConversationId, { after = 0 }: { after?: number }, limit: number) =>
        messages.filter(({ conversation, seq }) => conversation === id && seq > after).slice(0, limit),
      tags: async () => [],
      changes: async function* () {},
    },
    people: {
      find: async () => undefined,
      list: async (_filter: unknown, limit: number, cursor?: string) => pageOf([], limit, cursor),
      nameOf: () => ({}),
      tags: async () => [],
    },
    deliveries: {
      recent: async (_channel: ChannelId, limit: number) => deliveries.slice(0, limit),
      delay: async () => undefined,
      history: async ({ at }: StoredMessage) => [{ status: 'sent' as const, at: at + 5 }],
    },
    webhooks: noWebhooks,
    deadLetters: {
      list: async (limit: number, cursor?: string) => pageOf([...deadLetters.values()], limit, cursor),
      replay: async (id: string) => {
        const letter = found(deadLetters.get(id))
        if (letter.replayedAt !== undefined) throw new Conflict('This dead letter was replayed already.')
        const replayed = { ...letter, replayedAt: now() }
        deadLetters.set(id, replayed)
        return replayed
      },
    },
    outbox: {
      add: async (said: Parameters<TenantStore['outbox']['add']>[0]) => {
        const repeated = said.idempotencyKey === undefined ? undefined : keys.get(said.idempotencyKey)
        if (repeated !== undefined) return { message: repeated.id, status: repeated.status }
        const message: StoredMessage = {
          id: mint('m'),
          seq: messages.length + 1,
          conversation: said.conversation,
          from: said.author,
          parts: said.parts,
          status: 'queued',
          at: Date.now(),
        }
        messages.push(message)
        if (said.idempotencyKey !== undefined) keys.set(said.idempotencyKey, message)
        return { message: message.id, status: message.status }
      },
    },
  }
  return parts as unknown as TenantStore // what the API asks of a store, and no more
}

export function fakeTenants(): Fakes {
  const kept = new Map<string, Kept>()
  const logged: Fakes['logged'] = []
  const platform: Fakes['platform'] = {}
  const models = fakeModels()
  const administrations = new Map<Kept, ReturnType<typeof administrationOf>>()
  const byKey = (key: TenantKey | undefined) => [...kept.values()].find(({ tenant }) => tenant.key === key)
  const directory: TenantDirectory = {
    create: async ({ code, name, plan = 'unlimited' }) => {
      if (!isTenantCode(code))
        throw new Invalid('A tenant code is 3 to 40 lower-case letters, digits and hyphens.', 'code')
      if (kept.has(code)) throw new Conflict(`There is a tenant ${code} already.`)
      const key = random(5) as TenantKey
      const tenant: Tenant = { key, code, name, plan, state: 'active', createdAt: now() }
      kept.set(code, {
        tenant,
        chatbots: new Map(),
        channels: new Map(),
        conversations: new Map(),
        messages: [],
        deadLetters: new Map(),
        deliveries: [],
        keys: new Map(),
        mint: idMint(key, random),
      })
      return tenant
    },
    find: async (code) => kept.get(code)?.tenant,
    findByKey: async (key) => byKey(key)?.tenant,
    list: async (limit, cursor) =>
      pageOf(
        [...kept.values()].map(({ tenant }) => tenant),
        limit,
        cursor,
      ),
    update: async (code, difference) => {
      const one = found(kept.get(code))
      const { deletesAt: _, ...stays } = one.tenant
      one.tenant = { ...(difference.state === undefined ? one.tenant : stays), ...difference }
      return one.tenant
    },
    removeAt: async (code, at) => {
      const one = found(kept.get(code))
      one.tenant = { ...one.tenant, state: 'deleting', deletesAt: new Date(at).toISOString() }
      return one.tenant
    },
    restore: async (code) => directory.update(code, { state: 'active' }),
    remove: async (code) => void kept.delete(code),
    provision: async (code) => found(kept.get(code)).tenant,
  }
  const open = (one: Kept | undefined): OpenTenant => {
    const { tenant } = found(one)
    const store = storeOf(found(one))
    const administration = administrations.get(found(one)) ?? administrationOf(found(one), platform)
    administrations.set(found(one), administration)
    return {
      tenant,
      inquiry: noInquiry,
      avatars: avatars.ofTenant({
        tenant: tenant.key,
        rows: memoryRows(),
        moves: memoryMoves(),
        files: memoryFiles(),
        mint: () => found(one).mint('av'),
        premium: false,
        room: () => undefined,
      }),
      configuration: configurationOf(found(one)),
      limits: noLimits,
      store,
      media: noMedia,
      rights: noRights,
      models,
      modelAdministration: administrationOfModels(),
      translation: { read: () => ({ engine: 'none' }), write: () => Promise.resolve() },
      webhookAdministration: {
        create: async () => Promise.reject(new Invalid('The fake makes no webhooks.')),
        change: async () => Promise.reject(new NotFound('The fake has no webhooks.')),
        rotate: async () => Promise.reject(new NotFound('The fake has no webhooks.')),
      },
      respond: createRespond({ models, knowledge: fakeKnowledge(), log: fakeLog() }),
      knowledge: undefined as unknown as OpenTenant['knowledge'], // its routes are tested on a whole gateway
      ...administration.actions,
      webhook: async (_channel, action, url) => ({
        registered: action !== 'remove',
        ...(url === undefined ? {} : { url }),
        lastErrorAt: 0,
      }),
      say: ({ taker: _taker, ...said }) => store.outbox.add(said),
      conversationAt: (channel, address) => store.conversations.begin(channel, address),
      end: (id, by) => store.conversations.end(id, by),
      handoff: deskOf(found(one)),
      move: (id, event) => deskOf(found(one)).move(id, event),
      replay: (id) => store.deadLetters.replay(id),
    }
  }
  return {
    kept,
    platform,
    models,
    logged,
    received: [],
    tenants: {
      directory,
      open: async (code) => open(kept.get(code)),
      openById: async (id) => open(byKey(tenantKeyOf(id))),
    },
  }
}

/** Whatever was set last; nothing costs anything. */
function administrationOfModels(): ModelAdministration {
  let settings: ModelSettings = { providers: [] }
  const view = () => ({
    ...shownSettings(settings, 'tenant'),
    spentToday: 0,
  })
  return {
    view,
    change: async (changed) => {
      settings = changed
      return view()
    },
    usedBy: () => [],
    costs: () => ({
      total: { calls: 0, inputTokens: 0, outputTokens: 0, cost: 0 },
      days: [],
      models: [],
      purposes: [],
      conversations: [],
    }),
  }
}

/** Nothing is kept. */
/** Intents are no fakes where they are tested: `test/journeys/intents.test.ts`. */
const noIntents: Configuration['intents'] = {
  list: () => [],
  get: () => undefined,
  create: async () => Promise.reject(new NotFound('The fake keeps no intents.')),
  update: async () => Promise.reject(new NotFound('The fake keeps no intents.')),
  remove: async () => Promise.reject(new NotFound('The fake keeps no intents.')),
  versions: () => [],
  restore: async () => Promise.reject(new NotFound('The fake keeps no intents.')),
}

const firstVersion = {
  version: 1,
  madeAt: '2026-01-01T00:00:00.000Z',
  by: { kind: 'gateway', id: '', name: '' },
} as const

/** Versions are no fakes where they are tested: `test/journeys/chatbot-versions.test.ts`. */
const noVersions: Configuration['versions'] = {
  state: () => ({ version: 1, autoPublish: true, hasDraft: false }),
  list: () => ({ items: [firstVersion], nextCursor: null }),
  read: () => {
    throw new NotFound('The fake keeps no versions.')
  },
  setAutoPublish: async () => undefined,
  publish: async () => firstVersion,
  discard: async () => undefined,
  restore: async () => Promise.reject(new NotFound('The fake keeps no versions.')),
}

const noInquiry: OpenTenant['inquiry'] = {
  classify: async () => Promise.reject(new NotFound('The fake understands nothing.')),
  evaluate: async () => Promise.reject(new NotFound('The fake understands nothing.')),
}

/** Its routes are tested on a whole gateway: test/journeys/erasure.test.ts. */
const noRights: OpenTenant['rights'] = {
  erase: async () => Promise.reject(new NotFound('The fake erases nobody.')),
  erasure: () => undefined,
  erasures: () => ({ items: [], nextCursor: null }),
  export: async () => Promise.reject(new NotFound('The fake exports nothing.')),
  exported: () => undefined,
  exports: () => ({ items: [], nextCursor: null }),
  removeExport: async () => Promise.reject(new NotFound('The fake exports nothing.')),
  retention: { read: () => ({}), write: async () => undefined },
}

const noMedia: OpenTenant['media'] = {
  keep: async () => Promise.reject(new NotFound('The fake keeps no media.')),
  find: async () => undefined,
  open: async () => Promise.reject(new NotFound('The fake keeps no media.')),
  url: async () => undefined,
  shown: async (parts) => parts,
  refuse: () => undefined,
  removeContents: async () => 0,
  readContent: async function* () {
    // Nothing is kept.
  },
}

export function fakeLog(logged: Fakes['logged'] = []): Log {
  const write = (bindings: object, message: string) => void logged.push({ bindings, message })
  const log: Log = { debug: () => undefined, info: write, warn: write, error: write, child: () => log }
  return log
}

export const ordersPlugin = {
  name: 'orders',
  intents: ['track'],
  commands: [],
  settings: { shop: text({ maxLength: 50 }), key: secret(), greeting: optional(text()) },
  check({ shop }: Readonly<Record<string, unknown>>) {
    if (shop === 'nowhere') throw new Invalid('There is no such shop.', 'shop')
  },
}

/** The server over fakes, with a tenant `acme` in it that has a chatbot and a Telegram channel. */
export async function startApi(changes: Partial<ApiNeeds> = {}) {
  const fakes = fakeTenants()
  const { auth, audit, answers } = await (accounts ??= openAuth())
  const server = createServer({
    tenants: fakes.tenants,
    receive: {
      receive: async (tenantCode, platform, token, request) => {
        fakes.received.push({ path: [tenantCode, platform, token], request })
        return { status: 200, body: '' }
      },
    },
    places: {
      list: () => [{ name: 'main', folder: '/data', tenants: 1 }],
      add: async (name, folder) => ({ name, folder, tenants: 0 }),
      remove: async () => undefined,
    },
    moves: {
      of: () => undefined,
      begin: async (_tenant, to) => ({ from: 'main', to, phase: 'copying', startedAt: 0 }),
      rollback: async () => Promise.reject(new Conflict('The fake moved nobody.')),
    },
    media: { open: async () => undefined },
    avatarFiles: avatars.files,
    sharedAvatars: avatars.shared,
    exports: { open: async () => undefined },
    pseudonym: (_tenant, text) => text,
    authenticate: async (key) => (key === adminKey ? admin : undefined),
    auth,
    audit,
    answers,
    rates: alone().rates,
    health: () => ({ status: 'healthy', checks: { database: { status: 'healthy' } } }),
    metricsText: () => '# HELP colloquy_turns_total Turns.\n',
    platformModels: () => ({ source: 'none', providers: [] }),
    log: fakeLog(fakes.logged),
    publicUrl: () => 'https://gateway.example',
    trustProxy: false,
    language: { ...languageDoor(() => ({ detect: () => 'en' })), gesture: gestureOf },
    plugin: (name) => (name === 'orders' ? ordersPlugin : undefined),
    plugins: () => [ordersPlugin],
    ...changes,
  })
  await fakes.tenants.directory.create({ code: 'acme', name: 'Acme' })
  const open = await fakes.tenants.open('acme')
  const chatbot = await open.configuration.createChatbot({ name: 'Ada' })
  const made = await open.configuration.createChannel({
    platform: 'telegram',
    chatbotId: chatbot.id,
    name: 'Support',
    settings: { token: 'secret-bot-token', apiRoot: 'https://telegram.example' },
  })
  return { server, fakes, chatbot, channel: made.channel, token: made.token, call: caller(server) }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  /** The body as JSON; undefined when it is none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests say what they expect of it
  readonly body: any
  readonly text: string
}

/** Calls with the admin's key unless `headers` say otherwise. */
function caller(server: FastifyInstance) {
  return async (method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const answer = await server.inject({
      method: method as 'GET',
      url,
      headers: { authorization: `Bearer ${adminKey}`, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const isJson = String(answer.headers['content-type']).startsWith('application/json')
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: isJson && answer.body !== '' ? JSON.parse(answer.body) : undefined,
      text: answer.body,
    }
  }
}

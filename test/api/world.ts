import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { example } from '../../src/api/examples.ts'
import type { OpenApiDocument } from '../../src/api/openapi.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { turning } from '../../src/avatars/fixtures/models.ts'
import { apiOf, openApp, until } from '../parts/app.ts'
import type { Api, RunningApp } from '../parts/app.ts'
import { upload } from '../parts/upload.ts'
import { makersOf, nameIn, operationsOf, substituted } from './document.ts'
import type { Documented } from './document.ts'

/** A running gateway with two tenants that have one of everything, found by what stands for it in examples. */
export interface World {
  readonly app: RunningApp
  readonly document: OpenApiDocument
  readonly operations: readonly Documented[]
  readonly left: Side
  readonly right: Side
  close(): Promise<void>
}

export interface Side {
  readonly code: string
  /** A program with all that an owner may do. */
  readonly owner: Api
  /** The owner, signed in. */
  readonly person: Api
  readonly email: string
  readonly password: string
  /** By placeholder: what the tenant has of it. */
  readonly things: Map<string, string>
  /** Makes another one; undefined where nobody knows how. */
  fresh(placeholder: string): Promise<string | undefined>
  /** The newest letter to an address. */
  letterTo(email: string): Promise<string>
}

const password = 'correct horse battery'
/** What examples call a bot's token. */
const botToken = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'

export async function openWorld(): Promise<World> {
  const telegram = await createTelegramEmulator({ token: botToken })
  const app = await openApp(undefined, { ALLOW_PRIVATE_HOSTS: '127.0.0.1,acme.example' })
  const document = await app.api<OpenApiDocument>('GET', '/openapi.json')
  const operations = operationsOf(document)
  const [left, right] = await Promise.all([
    openSide(app, operations, telegram, 'acme'),
    openSide(app, operations, telegram, 'other'),
  ])
  return {
    app,
    document,
    operations,
    left,
    right,
    async close() {
      await app.close()
      await telegram.close()
    },
  }
}

/** What examples call a plugin. */
const examplePlugin = 'feedback'

let count = 0

/** Another than all before, where a name must be. */
function renamed(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body
  count += 1
  const change = (name: string, value: unknown) => {
    if (name === 'email') return String(value).replace('@', `${count}@`)
    return name === 'name' || name === 'code' ? `${String(value)}-${count}` : value
  }
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, change(name, value)]))
}

async function openSide(
  app: RunningApp,
  operations: readonly Documented[],
  telegram: TelegramEmulator,
  code: string,
): Promise<Side> {
  const tenant = await app.api<{ id: string }>('POST', '/tenants', { code, name: code })
  const email = `ada@${code}.example`
  const { id, owner: person } = await personIn(app, code, 'owner', email)
  // A key outlives what the walk does to sessions.
  const { key } = await person.api<{ key: string }>('POST', '/auth/api-keys', { name: 'All', tenantCode: code })
  const owner = apiOf(app.url, key)
  const makers = makersOf(operations)
  const things = new Map<string, string>([
    [example.tenantCode, code],
    [example.tenantId, tenant.id],
    [example.user, id],
    [example.visitor, '4915123456789'],
    // One of those that the journeys bring.
    [examplePlugin, 'mirror'],
  ])

  /** By hand: what comes of something else than a request for it. */
  const byHand: Readonly<Record<string, () => Promise<string>>> = {
    [example.user]: async () => (await personIn(app, code, 'viewer', `viewer${(count += 1)}@${code}.example`)).id,
    [example.avatar]: async () => (await upload(app, owner.authorization, turning('Wave'))).body.id,
    [example.deadLetter]: () => deadLetter(telegram, things, owner, code),
    [example.session]: async () => {
      const { items } = await (
        await signedIn(app, email)
      ).api<{ items: { id: string; current: boolean }[] }>('GET', '/auth/sessions')
      return items.find(({ current }) => current)!.id
    },
    [example.contact]: () => contact(app, things, owner, code),
    [example.otherContact]: () => contact(app, things, owner, code),
    [example.merge]: async () => {
      const [into, from] = [await contact(app, things, owner, code), await contact(app, things, owner, code)]
      const { merges } = await owner.api<{ merges: readonly { id: string }[] }>('POST', `/contacts/${into}/merge`, {
        contactId: from,
      })
      return merges[0]!.id
    },
    [example.receiveToken]: async () =>
      (await owner.api<{ token: string }>('POST', `/channels/${things.get(example.channel)!}/token`)).token,
  }

  async function fresh(placeholder: string): Promise<string | undefined> {
    if (Object.hasOwn(byHand, placeholder)) return byHand[placeholder]!()
    const maker = makers.get(placeholder)
    if (maker === undefined) return undefined
    for (const needed of placeholdersOf(maker)) {
      if (!things.has(needed)) await keep(needed)
    }
    const path = maker.pathParameters.reduce(
      (filled, name) =>
        filled.replace(`{${name}}`, String(things.get(exampleOf(maker, name) ?? '') ?? exampleOf(maker, name))),
      maker.path.replace('/api/v1', ''),
    )
    const made = await owner.api<Record<string, string>>(
      'POST',
      path,
      renamed(here(substituted(maker.body, things), telegram)),
    )
    return made[nameIn(maker, placeholder)]
  }

  async function keep(placeholder: string): Promise<void> {
    const thing = await fresh(placeholder)
    if (thing !== undefined) things.set(placeholder, thing)
  }

  for (const placeholder of [example.chatbot, example.channel, example.receiveToken, ...makers.keys()]) {
    if (!things.has(placeholder)) await keep(placeholder)
  }
  const rest = [example.deadLetter, example.session, example.contact, example.otherContact, example.merge]
  for (const placeholder of rest) await keep(placeholder)
  const web = { platform: 'web', chatbotId: things.get(example.chatbot), name: 'Website', settings: {} }
  await owner.api('POST', `/tenants/${code}/channels`, web)
  const { embedId } = await owner.api<{ embedId: string }>('GET', `/chatbots/${things.get(example.chatbot)!}`)
  things.set(example.embed, embedId)
  return { code, owner, person, email, password, things, fresh, letterTo: (to) => letterTo(app, to) }
}

/** The placeholders in an operation's path and body. */
function placeholdersOf(one: Documented): readonly string[] {
  const inPath = one.pathParameters.map((name) => exampleOf(one, name) ?? '')
  const inBody = [...JSON.stringify(one.body ?? '').matchAll(/"([a-z]+_k7m2p\w+)"/g)].map(([, id]) => id!)
  return [...inPath, ...inBody]
}

export function exampleOf({ operation }: Documented, parameter: string): string | undefined {
  const found = operation.parameters?.find(({ name, in: place }) => name === parameter && place === 'path')
  return typeof found?.example === 'string' ? found.example : undefined
}

/** Bots of the world are on its own Telegram. */
function here(body: unknown, telegram: TelegramEmulator): unknown {
  const { platform, settings } = (body ?? {}) as { platform?: unknown; settings?: object }
  return platform === 'telegram' ? { ...(body as object), settings: { ...settings, apiRoot: telegram.url } } : body
}

async function personIn(app: RunningApp, code: string, role: string, email: string) {
  const { token } = await app.api<{ token: string }>('POST', `/tenants/${code}/invitations`, { email, role })
  const nobody = apiOf(app.url, 'nobody')
  const { id } = await nobody.api<{ id: string }>('POST', '/auth/invitations/accept', { token, name: role, password })
  return { id, owner: await signedIn(app, email) }
}

export async function signedIn(app: RunningApp, email: string): Promise<Api> {
  const nobody = apiOf(app.url, 'nobody')
  const { accessToken } = await nobody.api<{ accessToken: string }>('POST', '/auth/login', { email, password })
  return apiOf(app.url, accessToken)
}

export { personIn }

/** Said to somebody who has blocked the bot. */
async function deadLetter(
  telegram: TelegramEmulator,
  things: ReadonlyMap<string, string>,
  owner: Api,
  code: string,
): Promise<string> {
  const chat = 7000 + (count += 1)
  telegram.fault({ kind: 'blocked', chat, times: 1 })
  const { id } = await owner.api<{ id: string }>('POST', '/conversations', {
    channelId: things.get(example.channel),
    address: String(chat),
  })
  await owner.api('POST', `/conversations/${id}/messages`, { parts: [{ type: 'text', text: 'Hello?' }] })
  let found: { readonly id: string; readonly conversationId: string } | undefined
  await until(async () => {
    const { items } = await owner.api<{ items: NonNullable<typeof found>[] }>('GET', `/tenants/${code}/dead-letters`)
    found = items.find(({ conversationId }) => conversationId === id)
    return found !== undefined
  }, 'A dead letter')
  return found!.id
}

/** Somebody who wrote to the bot. */
async function contact(
  app: Pick<RunningApp, 'url'>,
  things: ReadonlyMap<string, string>,
  owner: Api,
  code: string,
): Promise<string> {
  const chat = 8000 + (count += 1)
  const { token } = await owner.api<{ token: string }>('POST', `/channels/${things.get(example.channel)!}/token`)
  const person = { id: chat, first_name: 'Ada' }
  await fetch(`${app.url}/messages/receive/tenants/${code}/channels/telegram/tokens/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      update_id: chat,
      message: {
        message_id: 1,
        date: Math.floor(Date.now() / 1000),
        chat: { ...person, type: 'private' },
        from: { ...person, is_bot: false },
        text: '/start',
        entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      },
    }),
  })
  interface Known {
    readonly id: string
    readonly identities: readonly { readonly userId: string }[]
  }
  let found: Known | undefined
  await until(async () => {
    const { items } = await owner.api<{ items: readonly Known[] }>('GET', `/tenants/${code}/contacts`)
    found = items.find(({ identities }) => identities.some(({ userId }) => userId === String(chat)))
    return found !== undefined
  }, 'A contact')
  return found!.id
}

async function letterTo({ dataDir }: RunningApp, email: string): Promise<string> {
  const folder = join(dataDir, 'mail')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const letters = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return letters.findLast((letter) => letter.includes(email))!
}

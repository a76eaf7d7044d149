import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { ServerToClient, WireHandoff, WireSession } from '../../src/contracts/wire.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { createWhatsappEmulator } from '../../src/testing/emulators/whatsapp.ts'
import type { WhatsappEmulator } from '../../src/testing/emulators/whatsapp.ts'
import { addBot, addTelegramBot, apiOf, until } from '../parts/app.ts'
import type { Api, Bot } from '../parts/app.ts'
import { changeRows, rowsOf } from '../parts/books.ts'
import { openHome } from '../parts/gateway.ts'
import type { Home, Life } from '../parts/gateway.ts'

type Tab = Socket<ServerToClient, { 'message:send': (message: object) => void }>

let home: Home
let life: Life
let telegram: TelegramEmulator
let whatsapp: WhatsappEmulator
let onPhone: Bot
let site: Bot

beforeAll(async () => {
  home = await openHome({ script: 'test/parts/server.ts', args: ['test/journeys/plugins'] })
  telegram = await createTelegramEmulator()
  whatsapp = await createWhatsappEmulator()
  await begin()
  await addTelegramBot(home, telegram, 'shop')
  onPhone = await addBot(home, 'phone', 'whatsapp', { ...whatsapp.settings })
  await whatsapp.callAt(onPhone.channel.webhookUrl)
  site = await addBot(home, 'site', 'web', {})
}, 60_000)
afterAll(async () => {
  life.kill()
  await life.ended
  await telegram.close()
  await whatsapp.close()
  await home.remove()
})

async function begin(): Promise<void> {
  life = home.start()
  await life.ready
}

interface Conversation {
  readonly id: string
  readonly state: string
  readonly queue: string | null
  readonly assignee: string | null
}
interface Change {
  readonly from: string
  readonly to: string
  readonly why: string
}

const conversationOf = async (tenant: string) =>
  (await home.api<{ items: Conversation[] }>('GET', `/tenants/${tenant}/conversations`)).items[0]!
const recordOf = async ({ id }: Conversation) =>
  (await home.api<{ items: Change[] }>('GET', `/conversations/${id}/handoffs`)).items
    .toReversed()
    .map(({ from, to, why }) => `${from}>${to} ${why}`)
const isIn = (tenant: string, state: string) =>
  until(async () => (await conversationOf(tenant)).state === state, `The state ${state}`)

/** Somebody with an account of their own in the tenant. */
async function agent(tenant: string, name: string): Promise<Api> {
  const email = `${name}@${tenant}.example`
  const { token } = await home.api<{ token: string }>('POST', `/tenants/${tenant}/invitations`, {
    email,
    role: 'agent',
  })
  const password = 'a long word of passing 4711'
  await home.api('POST', '/auth/invitations/accept', { token, name, password })
  const { accessToken } = await home.api<{ accessToken: string }>('POST', '/auth/login', { email, password })
  return apiOf(home.url, accessToken)
}

test('a request on Telegram outlives a kill -9, waits for one of two agents, and comes due while nobody runs', async () => {
  await home.api('PUT', '/tenants/shop/handoff', {
    queues: [{ name: 'support' }],
    waiting: { minutes: 5, then: 'bot' },
  })
  const [ada, bo] = [await agent('shop', 'ada'), await agent('shop', 'bo')]
  telegram.say(1, '/person')
  // Telegram may show a message twice when the process ends just then.
  const hear = (text: string) =>
    until(
      async () => (await telegram.waitForReply(1, 1, 15_000)).some((reply) => reply.text.includes(text)),
      text,
      15_000,
    )
  await hear('One moment, I am passing you on to a person.')
  telegram.say(1, 'are you there?')
  await isIn('shop', 'waiting')
  const { id } = await conversationOf('shop')
  const { items } = await ada.api<{ items: { queue: string; waiting: number }[] }>('GET', '/tenants/shop/queues')
  expect(items).toContainEqual(expect.objectContaining({ queue: 'support', waiting: 1 }))

  life.kill()
  await life.ended
  await begin()
  const claims = await Promise.all([ada, bo].map((one) => one.ask('POST', `/conversations/${id}/claim`, {})))
  expect(claims.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const winner = claims[0]!.status === 200 ? ada : bo
  await winner.api('POST', `/conversations/${id}/messages`, { parts: [{ type: 'text', text: 'Here I come.' }] })
  await hear('Here I come.')
  telegram.say(1, 'what is my order?')
  await winner.api('PUT', `/conversations/${id}/assignment`, { queue: 'support' })
  expect(await conversationOf('shop')).toMatchObject({ state: 'waiting', queue: 'support', assignee: null })

  life.kill()
  await life.ended
  await makeEarlier('shop', id, 10)
  await begin()
  await hear('nobody was free')
  await isIn('shop', 'bot')
  telegram.say(1, 'hello again')
  await hear('You said: hello again')
  expect(await recordOf({ id } as Conversation)).toEqual([
    // its id is all that is read
    'bot>waiting asked',
    'waiting>human claimed',
    'human>waiting queued',
    'waiting>bot nobodyCame',
  ])
}, 90_000)

/** Nobody waits for minutes in a test: it is as if it had been handed over so many minutes earlier. */
async function makeEarlier(tenant: string, id: string, minutes: number): Promise<void> {
  const [row] = rowsOf<{ state: string }>(home.dataDir, tenant, 'select state from conversations where id = ?', id)
  const read = JSON.parse(row!.state) as { handoff: { at: number } } // as the gateway wrote it
  read.handoff.at -= minutes * 60_000
  const change = 'update conversations set state = ?, handoff_due_at = handoff_due_at - ? where id = ?'
  await changeRows(home.dataDir, tenant, change, JSON.stringify(read), minutes * 60_000, id)
}

test('who answers on the phone has it, the bot is silent, and given back it answers again', async () => {
  const person = '15550002222'
  whatsapp.say(person, 'hello')
  await whatsapp.waitForReply(person, 1, 15_000)
  whatsapp.change('smb_message_echoes', {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550001111', phone_number_id: whatsapp.settings.phoneNumberId },
    message_echoes: [
      {
        from: '15550001111',
        to: person,
        id: 'wamid.onThePhone',
        timestamp: String(Math.floor(Date.now() / 1000)),
        type: 'text',
        text: { body: 'I will take it from here.' },
      },
    ],
  })
  await isIn('phone', 'human')
  whatsapp.say(person, 'thank you')
  await whatsapp.idle()
  const { id } = await conversationOf('phone')
  const read = async () =>
    (await home.api<{ items: { from: string; parts: { text: string }[] }[] }>('GET', `/conversations/${id}/messages`))
      .items
  await until(async () => (await read()).length === 4)
  expect((await read()).map(({ from, parts }) => `${from}: ${parts[0]!.text}`)).toEqual([
    'visitor: hello',
    'bot: You said: hello (1)',
    'agent: I will take it from here.',
    'visitor: thank you',
  ])
  await home.api('PUT', `/conversations/${id}/handoff`, { to: 'bot' })
  whatsapp.say(person, 'and now?')
  expect((await whatsapp.waitForReply(person, 2, 15_000)).at(-1)!.text).toContain('You said: and now?')
}, 60_000)

test('a visitor of the website sees who has the conversation, also when they come back', async () => {
  const seen: string[] = []
  const tabs: Tab[] = []
  let session: WireSession | undefined
  const connect = async () => {
    const auth = { embedId: site.chatbot.embedId, ...(session && { visitorToken: session.visitorToken }) }
    const tab: Tab = io(`${home.url}/chat`, { auth, transports: ['websocket'], forceNew: true })
    tabs.push(tab)
    tab.on(
      'conversation:handoff',
      ({ state, agent: name }: WireHandoff) => void seen.push(`${state} ${name ?? ''}`.trim()),
    )
    await new Promise<void>((resolve) => tab.once('session', (one) => resolve(void (session = one))))
    return tab
  }
  const first = await connect()
  first.emit('message:send', { id: 'one', parts: [{ type: 'text', text: '/person' }] })
  await until(() => seen.length === 1)
  const cara = await agent('site', 'cara')
  const { id } = await conversationOf('site')
  await cara.api('POST', `/conversations/${id}/claim`, {})
  await until(() => seen.length === 2)
  first.disconnect()
  await connect()
  await until(() => seen.length === 3)
  await cara.api('PUT', `/conversations/${id}/handoff`, { to: 'bot' })
  await until(() => seen.length === 4)
  expect(seen).toEqual(['waiting', 'human cara', 'human', 'bot'])
  for (const tab of tabs) tab.disconnect()
}, 60_000)

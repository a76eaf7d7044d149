import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { SignJWT } from 'jose'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { ServerToClient, WireAck, WireAuth, WireMessage, WireSession } from '../../src/contracts/wire.ts'
import { addBot, until } from '../parts/app.ts'
import type { Bot } from '../parts/app.ts'
import { openHome } from '../parts/gateway.ts'
import type { Home, Life } from '../parts/gateway.ts'

let home: Home
let life: Life
let bot: Bot
const tabs: Socket[] = []

beforeEach(async () => {
  home = await openHome({ script: 'test/parts/server.ts', args: ['test/journeys/plugins'] })
  life = home.start()
  await life.ready
  bot = await addBot(home, 'site', 'web', {})
}, 30_000)
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.disconnect()
  life.kill()
  await life.ended
  await home.remove()
})

type Tab = Socket<ServerToClient, Record<string, (...args: never[]) => void>>

/** A person at a website: what they have seen, over all of their connections. */
class Visitor {
  readonly seen: WireMessage[] = []
  session: WireSession | undefined
  #tab: Tab | undefined

  get lastSeq(): number {
    return Math.max(0, ...this.seen.map(({ seq }) => seq))
  }

  get replies(): readonly string[] {
    return this.seen
      .filter(({ from }) => from === 'bot')
      .map(({ parts }) => parts.map((part) => ('text' in part ? part.text : part.type)).join())
  }

  async connect(more: Pick<WireAuth, 'identity' | 'forgotten'> = {}): Promise<void> {
    const auth = {
      embedId: bot.chatbot.embedId,
      ...more,
      ...(this.session && { visitorToken: this.session.visitorToken, lastSeq: this.lastSeq }),
    }
    const tab: Tab = io(`${home.url}/chat`, {
      auth,
      forceNew: true,
      transports: ['websocket'],
      reconnection: false,
    })
    tabs.push(tab)
    this.#tab = tab
    tab.on('message:receive', (message) => this.seen.push(message))
    this.session = await new Promise<WireSession>((resolve, reject) => {
      tab.once('session', resolve)
      tab.once('connect_error', reject)
    })
  }

  forget(): Promise<WireAck> {
    return this.#tab!.timeout(5000).emitWithAck('conversation:forget') as Promise<WireAck>
  }

  send(id: string, text: string): Promise<WireAck> {
    const message = { id, parts: [{ type: 'text', text }] }
    return this.#tab!.timeout(5000).emitWithAck('message:send', ...([message] as never[])) as Promise<WireAck>
  }
}

test('a visitor who comes back after a kill -9 has missed nothing and reads nothing twice', async () => {
  const visitor = new Visitor()
  await visitor.connect()
  expect(await visitor.send('one', 'one')).toMatchObject({ ok: true })
  await until(() => visitor.replies.length === 1, 'The first reply')

  // Acknowledged, and perhaps not answered yet; the last one perhaps not even acknowledged.
  const acknowledged = await Promise.all(['two', 'three', 'four'].map((word) => visitor.send(word, word)))
  expect(acknowledged.every(({ ok }) => ok)).toBe(true)
  const torn = visitor.send('five', 'five').catch(() => undefined)
  life.kill()
  await life.ended
  life = home.start()
  await life.ready

  await visitor.connect()
  // The client cannot know whether it arrived: it says it again under the same id.
  expect(await visitor.send('five', 'five')).toMatchObject({ ok: true })
  await torn
  expect(await visitor.send('six', 'six')).toMatchObject({ ok: true })
  const said = ['one', 'two', 'three', 'four', 'five', 'six']
  await until(() => visitor.replies.join().includes('six'), 'The last reply')
  expect(visitor.replies).toEqual(said.map((word) => `You said: ${word} (1)`))

  const other = new Visitor()
  other.session = visitor.session
  await other.connect()
  await until(() => other.replies.length === said.length, 'The replay')
  expect(other.seen.map(({ seq }) => seq)).toEqual(Array.from({ length: said.length * 2 }, (_, index) => index + 1))
  expect(new Set(other.seen.map(({ id }) => id)).size).toBe(said.length * 2)
}, 40_000)

test('who signs in on the website is one person on every device, and the tenant knows whom it named', async () => {
  const makeSecret = () => home.api<{ secret: string }>('POST', `/channels/${bot.channel.id}/identity-secret`)
  const { secret: first } = await makeSecret()
  const { secret: second } = await makeSecret()
  const shown = JSON.stringify(await home.api('GET', `/channels/${bot.channel.id}`))
  expect([shown.includes(first), shown.includes(second)]).toEqual([false, false])

  const identity = (by: string) =>
    new SignJWT({ name: 'Ada' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('customer-7')
      .setAudience(bot.chatbot.embedId)
      .setExpirationTime('5 minutes')
      .sign(new TextEncoder().encode(by))

  const phone = new Visitor()
  await phone.connect({ identity: await identity(second) })
  expect(await phone.send('one', 'one')).toMatchObject({ ok: true })
  await until(() => phone.replies.length === 1, 'The reply')
  // What was signed before the secret changed is believed until the tenant says otherwise.
  const laptop = new Visitor()
  await laptop.connect({ identity: await identity(first) })
  await until(() => laptop.replies.length === 1, 'The replay')
  expect(laptop.replies).toEqual(phone.replies)

  const { items } = await home.api<{ items: readonly { name: string | null }[] }>('GET', '/tenants/site/contacts')
  expect(items.map(({ name }) => name)).toEqual(['Ada'])
  await home.api('PUT', `/channels/${bot.channel.id}`, { settings: { earlierIdentitySecret: null } })
  await expect(new Visitor().connect({ identity: await identity(first) })).rejects.toThrow('not good')
}, 40_000)

test('a visitor who wants to be forgotten is, and the audit log says that somebody was and not who', async () => {
  const [visitor, other] = [new Visitor(), new Visitor()]
  for (const one of [visitor, other]) {
    await one.connect()
    await one.send('one', 'one')
    await until(() => one.replies.length === 1, 'A reply')
  }
  const before = visitor.session?.visitorId ?? ''
  const answer = await visitor.forget()
  const id = answer.ok ? answer.id : ''
  const come = async (forgotten: string) => {
    visitor.session = undefined
    return visitor.connect({ forgotten }).then(
      () => true,
      () => false,
    )
  }
  let isIn = false
  await until(async () => (isIn ||= await come(id)), 'The visitor is let in again')
  expect(visitor.session?.visitorId).not.toBe(before)
  expect(await home.api('GET', `/erasures/${id}`)).toMatchObject({
    state: 'done',
    askedBy: 'person',
    counts: { messages: 2, contacts: 1, conversations: 1 },
  })
  const { items: contacts } = await home.api<{ items: readonly object[] }>('GET', '/tenants/site/contacts')
  expect(contacts).toHaveLength(1)
  const { items } = await home.api<{ items: readonly object[] }>('GET', '/tenants/site/audit')
  const entry = items.find((one) => 'action' in one && one.action === 'conversation:forget')
  expect(entry).toMatchObject({
    actor: { kind: 'visitor', id: expect.stringMatching(/^[0-9a-f]{20}$/), name: '' },
    target: { channel: bot.channel.id, erasure: id },
    address: '',
  })
  expect(JSON.stringify(entry)).not.toContain(before)

  const again = new Visitor()
  again.session = other.session
  await again.connect()
  await until(() => again.replies.length === 1, 'What the other one was told')
}, 40_000)

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

let app: RunningApp
const telegrams: TelegramEmulator[] = []
const bots: Bot[] = []

beforeAll(async () => {
  app = await openApp()
  for (const tenant of ['left', 'right']) {
    // The same bot number and, below, the same people, chats, messages and updates.
    const telegram = await createTelegramEmulator({ token: `1000:${tenant}` })
    telegrams.push(telegram)
    bots.push(await addTelegramBot(app, telegram, tenant))
  }
})
afterAll(async () => {
  await app.close()
  for (const telegram of telegrams) await telegram.close()
})

interface Message {
  readonly id: string
  readonly from: string
  readonly parts: readonly { readonly text?: string }[]
}
const conversationsOf = async ({ tenant }: Bot) =>
  (await app.api<{ items: readonly { id: string }[] }>('GET', `/tenants/${tenant}/conversations`)).items
const messagesOf = async (conversation: { id: string }) =>
  (await app.api<{ items: readonly Message[] }>('GET', `/conversations/${conversation.id}/messages`)).items

test('the same chats, messages and numbers at two tenants meet nowhere', async () => {
  const rounds = 4
  for (let round = 1; round <= rounds; round++) {
    for (const [index, telegram] of telegrams.entries()) {
      telegram.say(1, '/count')
      telegram.say(1, `/echo ${bots[index]!.tenant} ${round}`)
      if (index === 0) telegram.say(1, '/count')
    }
  }
  for (const [index, telegram] of telegrams.entries()) {
    const { tenant } = bots[index]!
    const perRound = index === 0 ? 3 : 2
    const replies = (await telegram.waitForReply(1, rounds * perRound, 15_000)).map(({ text }) => text)
    expect(replies.filter((text) => /^\d+$/.test(text)).map(Number)).toEqual(
      Array.from({ length: rounds * (perRound - 1) }, (_, count) => count + 1),
    )
    expect(replies.filter((text) => !/^\d+$/.test(text))).toEqual(
      Array.from({ length: rounds }, (_, round) => `${tenant} ${round + 1}`),
    )
    const conversations = await conversationsOf(bots[index]!)
    expect(conversations).toHaveLength(1)
    const other = bots[1 - index]!.tenant
    expect(JSON.stringify(await messagesOf(conversations[0]!))).not.toContain(other)
  }
}, 40_000)

describe('what belongs to one tenant', () => {
  const send = (tenant: string, token: string, to: object) =>
    fetch(`${app.url}/messages/send/tenants/${tenant}/channels/telegram/tokens/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: app.authorization },
      body: JSON.stringify({ to, parts: [{ type: 'text', text: 'hello' }] }),
    })
  const receive = (tenant: string, token: string, secret: string) =>
    fetch(`${app.url}/messages/receive/tenants/${tenant}/channels/telegram/tokens/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body: '{"update_id":1}',
    })
  async function refusal(response: Response) {
    const { error } = (await response.json()) as { error: { code: string; message: string } }
    return [response.status, error.code, error.message]
  }

  test('is unknown to the other: the same 404 as for what does not exist', async () => {
    const [left, right] = bots as [Bot, Bot]
    const [conversation] = await conversationsOf(right)
    telegrams[1]!.fault({ kind: 'blocked', chat: 9, times: 1 })
    telegrams[1]!.say(9, '/echo never')
    const letter = await deadLetterOf(right)
    const nobody = { id: `${letter.id.slice(0, -4)}0000` }
    const pairs: readonly (readonly [Promise<Response>, Promise<Response>])[] = [
      [
        receive(left.tenant, right.channel.token, telegrams[1]!.webhook!.secret!),
        receive(left.tenant, 'no-such-token', 'no-such-secret'),
      ],
      [send(left.tenant, right.channel.token, { address: '1' }), send(left.tenant, 'no-such-token', { address: '1' })],
      [
        send(left.tenant, left.channel.token, { conversationId: conversation!.id }),
        send(left.tenant, left.channel.token, { conversationId: `${conversation!.id.slice(0, -4)}0000` }),
      ],
      [
        app.ask('POST', `/tenants/${left.tenant}/dead-letters/${letter.id}/replay`),
        app.ask('POST', `/tenants/${left.tenant}/dead-letters/${nobody.id}/replay`),
      ],
      [
        app.ask('POST', `/tenants/${left.tenant}/channels`, channelFor(right.chatbot.id)),
        app.ask('POST', `/tenants/${left.tenant}/channels`, channelFor(`${right.chatbot.id.slice(0, -4)}0000`)),
      ],
    ]
    for (const [foreign, missing] of pairs) {
      const answers = await Promise.all([foreign.then(refusal), missing.then(refusal)])
      expect(answers[0][0]).toBeGreaterThanOrEqual(400)
      expect(answers[0]).toEqual(answers[1])
    }
  })

  const channelFor = (chatbotId: string) => ({ platform: 'web', chatbotId, name: 'Stolen', settings: {} })
  async function deadLetterOf({ tenant }: Bot): Promise<{ readonly id: string }> {
    for (;;) {
      const { items } = await app.api<{ items: readonly { id: string }[] }>('GET', `/tenants/${tenant}/dead-letters`)
      if (items[0] !== undefined) return items[0]
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
})

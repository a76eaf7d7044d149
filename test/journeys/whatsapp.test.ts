import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createWhatsappEmulator } from '../../src/testing/emulators/whatsapp.ts'
import type { WhatsappEmulator, WhatsappPerson } from '../../src/testing/emulators/whatsapp.ts'
import { addBot, openApp, pause, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

let app: RunningApp
let whatsapp: WhatsappEmulator
let bot: Bot
let count = 0

beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  whatsapp = await createWhatsappEmulator()
  bot = await addBot(app, `tenant-${++count}`, 'whatsapp', { ...whatsapp.settings })
  await whatsapp.callAt(bot.channel.webhookUrl)
})
afterEach(() => whatsapp.close())

const person = '15550002222'
const hear = async (to = person, replies = 1) =>
  (await whatsapp.waitForReply(to, replies, 10_000)).map(({ text }) => text)

interface Conversation {
  readonly id: string
  readonly address: { readonly chat: string }
}
const conversations = async () =>
  (await app.api<{ items: readonly Conversation[] }>('GET', `/tenants/${bot.tenant}/conversations`)).items
const messagesOf = async ({ id }: Conversation) =>
  (
    await app.api<{ items: readonly { status: string; from: string; parts: readonly object[] }[] }>(
      'GET',
      `/conversations/${id}/messages`,
    )
  ).items
const deadLetters = async () =>
  (
    await app.api<{ items: readonly { id: string; reason: string; side: string }[] }>(
      'GET',
      `/tenants/${bot.tenant}/dead-letters`,
    )
  ).items

describe('what a person writes', () => {
  test('is answered once, also when it arrives twice and out of order', async () => {
    whatsapp.fault({ kind: 'duplicate' })
    whatsapp.say(person, 'hello')
    expect(await hear()).toEqual(['You said: hello (1)'])
    await whatsapp.waitForCall('read')
    whatsapp.say(person, '/echo *stars* and **bold**')
    expect(await hear(person, 2)).toEqual(['You said: hello (1)', '_stars_ and *bold*'])
    await whatsapp.idle()
    await pause(200)
    expect(whatsapp.record.of('messages')).toHaveLength(2)
  })

  test('in fragments that come side by side is one turn of one conversation', async () => {
    for (const text of ['I', 'would like', 'a tea']) whatsapp.say(person, text)
    const [reply] = await hear()
    expect(reply).toMatch(/\(3\)$/)
    expect(await conversations()).toHaveLength(1)
  })

  test('to another number of the same app is kept and not answered', async () => {
    const metadata = { display_phone_number: '1', phone_number_id: '999' }
    const messages = [
      { from: person, id: 'wamid.other', timestamp: '1790000000', type: 'text', text: { body: '/echo no' } },
    ]
    whatsapp.change('messages', { metadata, messages })
    whatsapp.say(person, '/echo yes')
    expect(await hear()).toEqual(['yes'])
    expect(await conversations()).toHaveLength(1)
  })

  test('long ago by a clock that is wrong is answered all the same', async () => {
    whatsapp.say(person, '/echo late', { timestamp: '1600000000' })
    expect(await hear()).toEqual(['late'])
  })

  test('is edited, taken back and reacted to', async () => {
    const id = whatsapp.say(person, 'helo')
    await hear()
    whatsapp.message(person, {
      type: 'edit',
      edit: { original_message_id: id, message: { type: 'text', text: { body: 'hello' } } },
    })
    expect(await hear(person, 2)).toEqual(['You said: helo (1)', 'Edited: hello'])
    whatsapp.message(person, { type: 'reaction', reaction: { message_id: id, emoji: '👍' } })
    whatsapp.message(person, { type: 'revoke', revoke: { original_message_id: id } })
    await whatsapp.idle()
    const [conversation] = await conversations()
    await until(async () => (await messagesOf(conversation!))[0]?.parts.length === 0, 'The deletion')
  })
})

test('options are buttons, and carry ids that are longer than WhatsApp takes', async () => {
  whatsapp.say(person, '/offer')
  expect(await whatsapp.waitForReply(person)).toMatchObject([
    { type: 'interactive', options: ['The first', 'The second'] },
  ])
  whatsapp.press(person, 'The second')
  expect(await hear(person, 2)).toEqual(['Which one?', `Chosen: second-${'long'.repeat(30)}`])
})

describe('what becomes of a message', () => {
  const status = async () => {
    const [conversation] = await conversations()
    return (await messagesOf(conversation!)).find(({ from }) => from === 'bot')?.status
  }

  test('is known, also when it is told before the call is answered and in the wrong order', async () => {
    whatsapp.fault({ kind: 'early' })
    whatsapp.say(person, '/echo hi')
    const [reply] = await whatsapp.waitForReply(person)
    await until(async () => (await status()) === 'delivered', 'The receipt')
    whatsapp.status(reply!.id, 'read')
    await until(async () => (await status()) === 'read', 'The receipt')
    whatsapp.status(reply!.id, 'sent', { timestamp: '1790000000' })
    await whatsapp.idle()
    expect(await status()).toBe('read')
  })

  test('is known when WhatsApp could not deliver it', async () => {
    whatsapp.fault({ kind: 'failed', code: 131026 })
    whatsapp.say(person, '/echo hi')
    await hear()
    await until(async () => (await status()) === 'failed', 'The receipt')
  })
})

describe('WhatsApp that does not take what is sent', () => {
  test('for now is asked again later: nothing is lost, and the order is kept', async () => {
    whatsapp.fault({ kind: 'unavailable' })
    whatsapp.fault({ kind: 'reset' })
    whatsapp.fault({ kind: 'tooMany', of: 'number' })
    for (const word of ['one', 'two', 'three']) {
      whatsapp.say(person, `/echo ${word}`)
      await whatsapp.idle()
    }
    expect(await hear(person, 3)).toEqual(['one', 'two', 'three'])
  })

  test('for good makes a dead letter, which is replayed once', async () => {
    const lift = whatsapp.fault({ kind: 'refused', code: 131031, times: Infinity })
    whatsapp.say(person, '/echo anybody there?')
    await until(async () => (await deadLetters()).length === 1, 'The dead letter')
    const [letter] = await deadLetters()
    expect(letter).toMatchObject({ side: 'outbox', reason: expect.stringMatching(/131031.*locked/) })
    lift()
    await app.api('POST', `/tenants/${bot.tenant}/dead-letters/${letter!.id}/replay`)
    expect(await hear()).toEqual(['anybody there?'])
  })

  test('because the access token was revoked marks the channel, and goes on with a new one', async () => {
    const lift = whatsapp.fault({ kind: 'revoked', times: Infinity })
    whatsapp.say(person, '/echo one')
    const status = async () => (await app.api<{ status: string }>('GET', `/channels/${bot.channel.id}`)).status
    await until(async () => (await status()) === 'unauthorized', 'The mark')
    lift()
    await app.api('PUT', `/channels/${bot.channel.id}`, { settings: { verifyToken: 'another' }, status: 'active' })
    expect(await hear()).toEqual(['one'])
  })

  test('because the person has been silent for a day is not asked at all', async () => {
    const yesterday = String(Math.floor(Date.now() / 1000) - 25 * 3600)
    whatsapp.say(person, '/echo too late', { timestamp: yesterday })
    await until(async () => (await deadLetters()).length === 1, 'The dead letter')
    expect((await deadLetters())[0]!.reason).toContain('24 hours')
    expect(whatsapp.record.of('messages')).toEqual([])
    await app.api('PUT', `/channels/${bot.channel.id}`, {
      settings: { reopenTemplate: { name: 'news', language: 'en' } },
    })
    whatsapp.say('15550003333', '/echo news', { timestamp: yesterday })
    expect((await whatsapp.waitForReply('15550003333'))[0]).toMatchObject({ type: 'template' })
  })
})

describe('a person', () => {
  const both = { phone: person, user: 'US.1000000000000001' } satisfies WhatsappPerson

  test('known by number, then by number and id, then by the id alone has one conversation', async () => {
    whatsapp.say(person, '/count')
    expect(await hear()).toEqual(['1'])
    whatsapp.say(both, '/count')
    expect(await hear(person, 2)).toEqual(['1', '2'])
    whatsapp.say(both.user, '/count')
    expect(await hear(both.user, 2)).toEqual(['2', '3'])
    expect(await conversations()).toHaveLength(1)
  })

  test('who changes number and id keeps the conversation, in whatever order WhatsApp tells it', async () => {
    whatsapp.say(both, '/count')
    expect(await hear()).toEqual(['1'])
    const [phone, user] = ['15550004444', 'US.1000000000000002']
    whatsapp.change('messages', {
      messages: [
        {
          from: person,
          id: 'wamid.moved',
          timestamp: '1790000000',
          type: 'system',
          system: {
            type: 'user_changed_number',
            wa_id: phone,
            user_id: user,
            body: `User changed from ${person} to ${phone}`,
          },
        },
      ],
    })
    await whatsapp.idle()
    whatsapp.change('user_id_update', {
      user_id_update: [{ wa_id: phone, user_id: { previous: both.user, current: user }, timestamp: '1790000001' }],
    })
    await whatsapp.idle()
    whatsapp.say({ phone, user }, '/count')
    expect(await hear(phone)).toEqual(['2'])
    expect((await conversations()).map(({ address }) => address.chat)).toEqual([user])
  })

  test('whom the owner of the number answers is left to humans', async () => {
    whatsapp.say(person, 'hello')
    await hear()
    whatsapp.change('smb_message_echoes', {
      message_echoes: [
        {
          from: '15550001111',
          to: person,
          id: 'wamid.echo',
          timestamp: String(Math.floor(Date.now() / 1000)),
          type: 'text',
          text: { body: 'I am here.' },
        },
      ],
    })
    await whatsapp.idle()
    await until(
      async () => (await messagesOf((await conversations())[0]!)).some(({ from }) => from === 'agent'),
      'The takeover',
    )
    whatsapp.say(person, 'thank you')
    await whatsapp.idle()
    await pause(1500)
    expect(await hear()).toHaveLength(1)
  })
})

test('a file that a person sends is there, and one that is sent arrives', async () => {
  const id = whatsapp.addFile({ mime: 'image/png', bytes: Buffer.from('picture') })
  whatsapp.message(person, { type: 'image', image: { id, mime_type: 'image/png', caption: 'Look' } })
  expect(await hear()).toEqual(['You said: Look (1)'])
  const [conversation] = await conversations()
  await app.api('POST', `/conversations/${conversation!.id}/messages`, {
    parts: [{ type: 'document', url: 'https://example.org/terms.pdf', mime: 'application/pdf', name: 'Terms.pdf' }],
  })
  expect((await whatsapp.waitForReply(person, 2))[1]!.payload).toMatchObject({
    document: { link: 'https://example.org/terms.pdf', filename: 'Terms.pdf' },
  })
})

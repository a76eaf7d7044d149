import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Update } from 'grammy/types'
import { createTelegramEmulator } from './telegram.ts'
import type { TelegramEmulator } from './telegram.ts'

let telegram: TelegramEmulator

beforeEach(async () => {
  telegram = await createTelegramEmulator({ timeScale: 0.005 })
})
afterEach(() => telegram.close())

async function call(method: string, payload: object = {}) {
  const answer = await fetch(`${telegram.url}/bot${telegram.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  })
  return {
    status: answer.status,
    ...((await answer.json()) as { ok: boolean; result?: unknown; description?: string }),
  }
}

/** A bot's webhook that answers as it is told, 200 by default, and keeps what it was sent. */
async function bot(
  answer: (update: Update, times: number) => { status: number; headers?: Record<string, string> } = () => ({
    status: 200,
  }),
) {
  const updates: Update[] = []
  const headers: unknown[] = []
  const times = new Map<number, number>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const update = JSON.parse(Buffer.concat(chunks).toString()) as Update
      times.set(update.update_id, (times.get(update.update_id) ?? 0) + 1)
      const { status, headers: more = {} } = answer(update, times.get(update.update_id)!)
      updates.push(update)
      headers.push(request.headers['x-telegram-bot-api-secret-token'])
      response.writeHead(status, more).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return {
    url,
    updates,
    headers,
    texts: () => updates.map(({ message }) => message?.text),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('calls', () => {
  test('are answered as the real one answers', async () => {
    expect(await call('getMe')).toMatchObject({ ok: true, result: { id: 123456, is_bot: true } })
    expect(await call('sendMessage', { chat_id: 7, text: 'Hi' })).toMatchObject({
      ok: true,
      result: { message_id: 1, chat: { id: 7, type: 'private' }, text: 'Hi' },
    })
    expect(await call('sendMessage', { chat_id: '7', text: 'Again' })).toMatchObject({ result: { chat: { id: 7 } } })
    expect(await call('noSuchMethod')).toMatchObject({ ok: false, status: 404 })
    expect((await fetch(`${telegram.url}/bot1:wrong/getMe`)).status).toBe(401)
  })

  test.each([
    ['sendMessage', { chat_id: 7, text: '' }, 'message text is empty'],
    ['sendMessage', { chat_id: 7, text: ' \n' }, 'text must be non-empty'],
    ['sendMessage', { chat_id: 7, text: 'x'.repeat(4097) }, 'message is too long'],
    ['sendMessage', { text: 'x' }, 'chat_id is empty'],
    ['sendMessage', { chat_id: 7, text: 'a\ud800' }, 'UTF-8'],
    [
      'sendMessage',
      { chat_id: 7, text: '😀', entities: [{ type: 'bold', offset: 0, length: 1 }] },
      'middle of a UTF-16 symbol',
    ],
    ['sendMessage', { chat_id: 7, text: 'x', entities: [{ type: 'bold', offset: 0, length: 2 }] }, 'ends after'],
    [
      'sendMessage',
      { chat_id: 7, text: 'x', reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'é'.repeat(33) }]] } },
      'BUTTON_DATA_INVALID',
    ],
    ['sendPhoto', { chat_id: 7, photo: 'file:///etc/passwd' }, 'wrong file identifier'],
    ['sendPhoto', { chat_id: 7, photo: 'x', caption: 'x'.repeat(1025) }, 'caption is too long'],
    ['sendMediaGroup', { chat_id: 7, media: [{ type: 'photo', media: 'x' }] }, '2-10'],
    ['sendLocation', { chat_id: 7, latitude: 91, longitude: 0 }, 'latitude'],
    ['setWebhook', { url: 'https://example.org', secret_token: 'not allowed!' }, 'unallowed'],
    ['getFile', { file_id: 'nothing' }, 'wrong file_id'],
  ])('%s refuses what the real one refuses: %j', async (method, payload, reason) => {
    const answer = await call(method, payload)
    expect(answer).toMatchObject({ ok: false, status: 400 })
    expect(answer.description).toContain(reason)
  })

  test('are recorded, and can be waited for', async () => {
    const reply = telegram.waitForReply(7, 2)
    await call('sendChatAction', { chat_id: 7, action: 'typing' })
    await call('sendMessage', { chat_id: 8, text: 'Elsewhere' })
    await call('sendMessage', { chat_id: 7, text: 'One' })
    await call('sendPhoto', { chat_id: 7, photo: 'AgAC', caption: 'Two' })
    expect((await reply).map(({ text }) => text)).toEqual(['One', 'Two'])
    expect(telegram.record.of('sendMessage')).toHaveLength(2)
    await expect(telegram.waitForReply(9, 1, 20)).rejects.toThrow('sendMessage 200')
  })

  test('fail as often as they are told to', async () => {
    telegram.fault({ kind: 'tooMany', retryAfter: 7, method: 'sendMessage', chat: 7 })
    expect(await call('sendMessage', { chat_id: 8, text: 'x' })).toMatchObject({ ok: true })
    expect(await call('sendMessage', { chat_id: 7, text: 'x' })).toMatchObject({
      status: 429,
      parameters: { retry_after: 7 },
    })
    expect(await call('sendMessage', { chat_id: 7, text: 'x' })).toMatchObject({ ok: true })
    const lift = telegram.fault({ kind: 'blocked', times: Infinity })
    expect(await call('getMe')).toMatchObject({ status: 403 })
    expect(await call('getMe')).toMatchObject({ status: 403 })
    lift()
    expect(await call('getMe')).toMatchObject({ ok: true })
    telegram.fault({ kind: 'lost' })
    await expect(call('sendMessage', { chat_id: 9, text: 'sent all the same' })).rejects.toThrow()
    expect(await telegram.waitForReply(9)).toMatchObject([{ text: 'sent all the same' }])
  })
})

describe('updates', () => {
  test('are pushed with the secret, a chat strictly in order', async () => {
    const hook = await bot()
    await call('setWebhook', { url: hook.url, secret_token: 'shh' })
    for (const text of ['one', 'two', 'three']) telegram.say(7, text)
    await telegram.idle()
    expect(hook.texts()).toEqual(['one', 'two', 'three'])
    expect(new Set(hook.headers)).toEqual(new Set(['shh']))
    await hook.close()
  })

  test('are pushed again until they are taken; what follows in the chat waits, other chats do not', async () => {
    const hook = await bot(({ message }, times) => ({ status: message?.text === 'stubborn' && times < 4 ? 500 : 200 }))
    await call('setWebhook', { url: hook.url })
    telegram.say(7, 'stubborn')
    telegram.say(7, 'after')
    telegram.say(8, 'other')
    await telegram.idle()
    expect(hook.texts().filter((text) => text !== 'other')).toEqual([
      'stubborn',
      'stubborn',
      'stubborn',
      'stubborn',
      'after',
    ])
    expect(hook.texts().indexOf('other')).toBeLessThan(hook.texts().indexOf('after'))
    expect(await call('getWebhookInfo')).toMatchObject({
      result: { pending_update_count: 0, last_error_message: /500/ } as never,
    })
    await hook.close()
  }, 10_000)

  test('that nobody asked for are not delivered', async () => {
    const hook = await bot()
    await call('setWebhook', { url: hook.url })
    telegram.update({
      message_reaction: { chat: { id: 7 }, message_id: 1, date: 1, old_reaction: [], new_reaction: [] },
    })
    telegram.say(7, 'Hi')
    await telegram.idle()
    expect(hook.updates).toHaveLength(1)
    await hook.close()
  })

  test('come twice or in the wrong order when told to', async () => {
    telegram.fault({ kind: 'duplicate' })
    telegram.say(7, 'twice')
    telegram.fault({ kind: 'reorder' })
    telegram.say(7, 'first')
    telegram.say(7, 'second')
    const { result } = await call('getUpdates')
    expect((result as Update[]).map(({ message }) => message!.text).sort()).toEqual([
      'first',
      'second',
      'twice',
      'twice',
    ])
    const hook = await bot()
    telegram.fault({ kind: 'reorder' })
    await call('getUpdates', { offset: (result as Update[]).at(-1)!.update_id + 1 })
    await call('setWebhook', { url: hook.url })
    telegram.say(7, 'a')
    telegram.say(7, 'b')
    await telegram.idle()
    expect(hook.texts()).toEqual(['b', 'a'])
    await hook.close()
  })

  test('can be polled: confirmed by the next offset, one poller at a time, no webhook beside it', async () => {
    const waiting = call('getUpdates', { timeout: 5 })
    const update = telegram.say(7, 'Hi')
    expect((await waiting).result).toMatchObject([{ update_id: update.update_id }])
    expect((await call('getUpdates')).result).toHaveLength(1)
    expect((await call('getUpdates', { offset: update.update_id + 1 })).result).toEqual([])
    const replaced = call('getUpdates', { timeout: 5 })
    await new Promise((resolve) => setTimeout(resolve, 50))
    await call('getUpdates')
    expect(await replaced).toMatchObject({ status: 409 })
    await call('setWebhook', { url: 'http://127.0.0.1:9/hook' })
    expect(await call('getUpdates')).toMatchObject({ status: 409 })
  })

  test('a command is marked, a button is pressed by what it says', async () => {
    expect(telegram.say(7, '/start now').message?.entities).toEqual([{ type: 'bot_command', offset: 0, length: 6 }])
    const keyboard = { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] }
    await call('sendMessage', { chat_id: 7, text: 'Sure?', reply_markup: keyboard })
    expect(telegram.press(7, 'Yes')).toMatchObject({
      callback_query: { data: 'y', from: { id: 7 }, message: { text: 'Sure?' } },
    })
    expect(() => telegram.press(7, 'No')).toThrow('there are: Yes')
  })
})

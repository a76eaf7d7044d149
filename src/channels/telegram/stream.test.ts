import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { telegramDefaults } from '../../config/defaults.ts'
import type { Address } from '../../contracts/message.ts'
import type { ChannelId } from '../../contracts/id.ts'
import { createTelegramEmulator } from '../../testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../testing/emulators/telegram.ts'
import { lentTo } from '../../testing/lent.ts'
import { connect, disconnect } from './connect.ts'
import type { TelegramClient } from './client.ts'
import { stream } from './stream.ts'

let emulator: TelegramEmulator
let client: TelegramClient
let now: number

beforeEach(async () => {
  emulator = await createTelegramEmulator()
  client = await connect({ token: emulator.token, apiRoot: emulator.url }, lentTo('ch_aaaaa1' as ChannelId))
  now = Date.now()
  jest.spyOn(Date, 'now').mockImplementation(() => now)
})
afterEach(async () => {
  jest.restoreAllMocks()
  await disconnect(client)
  await emulator.close()
})

const chat: Address = { chat: '42' }
let index = 0
const write = (text: string, to = chat, id = 'm_abcde0000000001') =>
  stream(client, to, { id, index: index++, text, done: false })
const finish = (id = 'm_abcde0000000001') => stream(client, chat, { id, index: index++, text: '', done: true })
const drafts = () => emulator.record.of('sendMessageDraft').map(({ payload }) => payload)
const later = () => void (now += telegramDefaults.draftEveryMs)

describe('a reply that is being written', () => {
  test('is shown as one draft that grows, as often as Telegram allows', async () => {
    await write('Hello')
    await write(', **Ada')
    await write('**!')
    expect(drafts()).toMatchObject([{ chat_id: 42, text: 'Hello' }])
    later()
    await write(' How are you?')
    const [first, second] = drafts()
    expect(second).toMatchObject({
      text: 'Hello, Ada! How are you?',
      entities: [{ type: 'bold', offset: 7, length: 3 }],
    })
    expect(second!['draft_id']).toBe(first!['draft_id'])
    expect(first!['draft_id']).not.toBe(0)
  })

  test('is no message: when it is done, nothing more is shown', async () => {
    await write('Hello')
    later()
    await finish()
    expect(drafts()).toHaveLength(1)
    expect(client.drafts.open.size).toBe(0)
    expect(emulator.record.of('sendMessage')).toEqual([])
  })

  test('and is long shows its end', async () => {
    await write(`${'beginning '.repeat(500)}the end`)
    const [{ text } = {}] = drafts()
    expect(String(text)).toMatch(/the end$/)
    expect(String(text).length).toBeLessThanOrEqual(4096)
  })

  test('of white space is nothing yet', async () => {
    await write(' \n')
    expect(drafts()).toEqual([])
  })

  test.each([
    ['a group', { chat: '-100123' }],
    ['a channel', { chat: '@news' }],
    ['a business’s chat', { chat: '42', via: 'bc' }],
  ])('in %s comes when it is done', async (_, to: Address) => {
    await write('Hello', to)
    expect(emulator.record.calls).toEqual([])
  })

  test('is left alone for as long as Telegram asks', async () => {
    emulator.fault({ kind: 'tooMany', retryAfter: 60, method: 'sendMessageDraft' })
    await write('Hello')
    later()
    await write(' again')
    expect(drafts()).toHaveLength(1)
    now += 60_000
    await write(' and again')
    expect(drafts().at(-1)).toMatchObject({ text: 'Hello again and again' })
  })

  test('where drafts are unknown is asked for once, and fails nothing', async () => {
    emulator.fault({ kind: 'unavailable', status: 404, method: 'sendMessageDraft' })
    await write('Hello')
    later()
    await write('Hello', chat, 'm_abcde0000000002')
    expect(drafts()).toHaveLength(1)
  })

  test('to somebody who wants none comes when it is done, and others are shown theirs', async () => {
    emulator.fault({ kind: 'blocked', chat: 42, times: Infinity })
    await write('Hello')
    later()
    await write('Hello')
    await write('Hello', { chat: '43' }, 'm_abcde0000000002')
    expect(drafts().map(({ chat_id }) => chat_id)).toEqual([42, 43])
  })

  test('forgets the oldest of too many', async () => {
    for (let reply = 0; reply <= telegramDefaults.drafts; reply++) await write(' ', chat, `m_${reply}`)
    expect(client.drafts.open.size).toBe(telegramDefaults.drafts)
    expect(client.drafts.open.has('m_0')).toBe(false)
  })
})

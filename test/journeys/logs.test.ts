import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { io } from 'socket.io-client'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { createWhatsappEmulator } from '../../src/testing/emulators/whatsapp.ts'
import type { WhatsappEmulator } from '../../src/testing/emulators/whatsapp.ts'
import { addBot, addTelegramBot, openApp, until } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

/** Whatever is of somebody has a word of its own. */
const phone = '491705550123'
const chat = 987_650_123_456
const marks = {
  text: 'Xsaidbymaya',
  name: 'Xmayaname',
  surname: 'Xmayasurname',
  username: 'xmayahandle',
  caption: 'Xcaptionofmaya',
  file: 'xfileofmaya',
  mail: 'xmayamail@people.example',
  password: 'xpasswordofmaya',
  web: 'Xsaidontheweb',
  phone,
  chat: String(chat),
  telegramToken: '123456:emulated',
} as const

const lines: string[] = []
let app: RunningApp
let telegram: TelegramEmulator
let whatsapp: WhatsappEmulator

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream)
    jest.spyOn(stream, 'write').mockImplementation((...given: readonly unknown[]) => {
      lines.push(String(given[0]))
      return write(given[0] as string) // whatever jest wrote goes where it was to go
    })
  }
  telegram = await createTelegramEmulator()
  whatsapp = await createWhatsappEmulator()
  app = await openApp('test/journeys/log-plugins', { LOG_LEVEL: 'trace' }, (line) => lines.push(line))
})
afterAll(async () => {
  await app.close()
  await telegram.close()
  await whatsapp.close()
  jest.restoreAllMocks()
})

const logged = (piece: string) =>
  until(() => lines.some((line) => line.includes(piece)), `A line with ${piece}`, 20_000)

/** Each in a conversation of its own: what fails is tried again, and the next would wait. */
const commands = ['fail', 'refuse', 'parse', 'type', 'keep', 'call', 'tell'] as const

async function talkOverTelegram(): Promise<void> {
  await addTelegramBot(app, telegram, 'acme')
  await app.api('POST', '/tenants/acme/webhooks', { url: 'http://127.0.0.1:9/hook' })
  const from = { first_name: marks.name, last_name: marks.surname, username: marks.username }
  for (const [index, command] of commands.entries())
    telegram.say(chat + index, `/${command} ${marks.text} ${marks.mail}`, { from: { ...from, id: chat + index } })
  const sender = { from: { ...from, id: chat + 20 } }
  telegram.say(chat + 20, '/form', sender)
  await telegram.waitForReply(chat + 20, 1, 10_000)
  telegram.say(chat + 20, marks.text, sender)
  const document = { file_id: 'gone', file_unique_id: 'u', file_name: `${marks.file}.pdf`, file_size: 9 }
  telegram.say(chat + 21, '', {
    from: { ...from, id: chat + 21 },
    extra: { document, caption: marks.caption },
  })
  telegram.say(chat + 22, marks.text, { from: { ...from, id: chat + 22 } })
  await telegram.waitForReply(chat + 22, 1, 10_000)
}

async function talkOverWhatsapp(): Promise<void> {
  const bot = await addBot(app, 'beta', 'whatsapp', { ...whatsapp.settings })
  await whatsapp.callAt(bot.channel.webhookUrl)
  whatsapp.say(phone, `/fail ${marks.text}`)
  whatsapp.say('491705550124', marks.text)
  await whatsapp.waitForReply('491705550124', 1, 10_000)
}

async function talkOnTheWeb(): Promise<void> {
  const bot = await addBot(app, 'site', 'web', {})
  const tab = io(`${app.url}/chat`, {
    auth: { embedId: bot.chatbot.embedId },
    transports: ['websocket'],
    reconnection: false,
  })
  try {
    await new Promise((resolve) => tab.once('session', resolve))
    await tab
      .timeout(5000)
      .emitWithAck('message:send', { id: 'one', parts: [{ type: 'text', text: `/fail ${marks.web}` }] })
    await tab.timeout(5000).emitWithAck('message:send', { id: 'two', parts: [{ type: marks.web, text: marks.web }] })
  } finally {
    tab.disconnect()
  }
}

async function askWrongly(): Promise<void> {
  const login = await app.ask('POST', '/auth/login', { email: marks.mail, password: marks.password })
  expect(login.status).toBe(401)
  await app.ask('POST', '/tenants', { code: marks.mail, name: { of: marks.name } })
  await app.ask('GET', `/contacts/${marks.phone}?q=${marks.name}`)
  await fetch(`${app.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"email": ${marks.mail}`,
  })
}

test('nothing of anybody is in the log, whatever goes wrong on whichever channel', async () => {
  await Promise.all([talkOverTelegram(), talkOverWhatsapp(), talkOnTheWeb(), askWrongly()])
  for (const tenant of ['acme', 'beta', 'site'])
    await until(
      () => lines.some((line) => line.includes('A turn failed') && line.includes(`"tenant":"${tenant}"`)),
      `A failure of ${tenant}`,
    )
  await logged('Somebody said [said]')
  await logged('"/api/v1/auth/login"')
  await logged('"handler"')
  // What helps is there: where it was thrown.
  expect(lines.find((line) => line.includes('A turn failed') && line.includes('teller'))).toMatch(
    /"message":"\[left out\]".*log-plugins\/teller\/index\.ts:\d+/,
  )
  const all = lines.join('').toLowerCase()
  expect(Object.entries(marks).filter(([, mark]) => all.includes(mark.toLowerCase()))).toEqual([])
}, 40_000)

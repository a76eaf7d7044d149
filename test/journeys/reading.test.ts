import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createOpenaiEmulator } from '../../src/testing/emulators/openai.ts'
import type { OpenaiEmulator } from '../../src/testing/emulators/openai.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

/** What people send instead of typing it, through the whole app. */

const note = readFileSync('src/ai/fixtures/note.png')
let app: RunningApp
let telegram: TelegramEmulator
let bot: Bot

function sendPhoto(chat: number, bytes: Buffer): void {
  const id = telegram.addFile('photo.png', bytes)
  telegram.say(chat, '', {
    extra: { photo: [{ file_id: id, file_unique_id: id, width: 420, height: 120, file_size: bytes.length }] },
  })
}

function sendVoice(chat: number, bytes: Buffer): void {
  const id = telegram.addFile('voice.oga', bytes)
  telegram.say(chat, '', {
    extra: { voice: { file_id: id, file_unique_id: id, duration: 2, mime_type: 'audio/ogg', file_size: bytes.length } },
  })
}

function sendDocument(chat: number, name: string, mime: string, bytes: Buffer): void {
  const id = telegram.addFile(name, bytes)
  telegram.say(chat, '', {
    extra: {
      document: { file_id: id, file_unique_id: id, file_name: name, mime_type: mime, file_size: bytes.length },
    },
  })
}

const answerTo = async (chat: number, nth = 1) => (await telegram.waitForReply(chat, nth, 30_000)).at(-1)?.text
/** The beginning of an Ogg file, so that its kind is known. */
const ogg = Buffer.concat([Buffer.from('OggS\0\u0002'), Buffer.alloc(200)])

describe('without any model', () => {
  beforeAll(async () => {
    app = await openApp('test/journeys/reading-plugins')
    telegram = await createTelegramEmulator({ token: '2000:reading' })
    bot = await addTelegramBot(app, telegram, 'reading')
  })
  afterAll(async () => {
    await telegram.close()
    await app.close()
  })

  test('a photo of text is answered like the text, and a document like what it says', async () => {
    sendPhoto(1, note)
    expect(await answerTo(1)).toBe('Tracking: Where is my order 1234? / It was paid on Monday.')
    sendDocument(2, 'question.md', 'text/markdown', Buffer.from('# Question\n\nWas my order sent?\n'))
    expect(await answerTo(2)).toMatch(/Was my order sent\?/)
  })

  test('the timeline says who read it', async () => {
    const { items } = await app.api<{ items: { id: string }[] }>('GET', `/tenants/${bot.tenant}/conversations`)
    const texts = await Promise.all(
      items.map(async ({ id }) => JSON.stringify(await app.api('GET', `/conversations/${id}/messages`))),
    )
    expect(texts.join()).toContain('tesseract')
  })

  test('what nobody can hear is said kindly, in the person’s language, and kept', async () => {
    await app.api('PUT', `/chatbots/${bot.chatbot.id}`, { languages: ['de'] })
    sendVoice(3, ogg)
    expect(await answerTo(3)).toBe('Danke! Anhören kann ich mir das hier leider nicht. Können Sie es mir schreiben?')
  })
})

describe('with a model that hears', () => {
  let openai: OpenaiEmulator

  beforeAll(async () => {
    openai = await createOpenaiEmulator()
    app = await openApp('test/journeys/reading-plugins', {
      OPENAI_BASE_URL: openai.url,
      OPENAI_API_KEY: openai.key,
      OPENAI_MODEL: 'emulated',
    })
    telegram = await createTelegramEmulator({ token: '2001:hearing' })
    bot = await addTelegramBot(app, telegram, 'hearing')
  })
  afterAll(async () => {
    await telegram.close()
    await app.close()
    await openai.close()
  })

  test('a voice message is answered like what was said and is heard once', async () => {
    openai.hear('Where is my order?')
    sendVoice(1, ogg)
    expect(await answerTo(1)).toBe('Tracking: Where is my order?')
    sendVoice(1, ogg)
    expect(await answerTo(1, 2)).toBe('Tracking: Where is my order?')
    expect(openai.record.of('audio.transcriptions')).toHaveLength(1)
  })

  test('also when the other side is busy first', async () => {
    openai.hear('Track my order')
    openai.fault({ kind: 'tooMany', retryAfter: 0, method: 'audio.transcriptions', times: 1 })
    sendVoice(2, Buffer.concat([ogg, Buffer.from('2')]))
    expect(await answerTo(2)).toBe('Tracking: Track my order')
  })
})

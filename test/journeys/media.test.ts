import { once } from 'node:events'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp, until } from '../parts/app.ts'
import type { Api, Bot, RunningApp } from '../parts/app.ts'
import { openHome } from '../parts/gateway.ts'

const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n'), Buffer.alloc(3000, 7)])

interface SeenPart {
  readonly type: string
  readonly mediaId?: string
  readonly url?: string
  readonly mime?: string
  readonly size?: number
}

/** A person sends a photo that Telegram has. */
function sendPhoto(telegram: TelegramEmulator, chat: number, caption: string, bytes: Buffer = png): string {
  const id = telegram.addFile('photo.jpg', bytes)
  telegram.say(chat, '', {
    extra: { photo: [{ file_id: id, file_unique_id: id, width: 10, height: 10, file_size: bytes.length }], caption },
  })
  return id
}

/** The bytes that the bot uploaded, as Telegram has them. */
async function uploaded({ url, token }: TelegramEmulator, id: unknown): Promise<Buffer> {
  const { result } = (await (await fetch(`${url}/bot${token}/getFile?file_id=${String(id)}`)).json()) as {
    readonly result: { readonly file_path: string }
  }
  return Buffer.from(await (await fetch(`${url}/file/bot${token}/${result.file_path}`)).arrayBuffer())
}

async function historyOf(api: Api, { tenant }: Bot): Promise<readonly (readonly SeenPart[])[]> {
  type Page<Item> = { readonly items: readonly Item[] }
  const { items } = await api.api<Page<{ id: string }>>('GET', `/tenants/${tenant}/conversations`)
  const messages = await api.api<Page<{ parts: readonly SeenPart[] }>>('GET', `/conversations/${items[0]!.id}/messages`)
  return messages.items.map(({ parts }) => parts)
}

describe('a photo', () => {
  let app: RunningApp
  let telegram: TelegramEmulator
  let bot: Bot
  let count = 0

  beforeAll(async () => {
    app = await openApp()
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    telegram = await createTelegramEmulator({ token: `1000:bot${++count}` })
    bot = await addTelegramBot(app, telegram, `media-${count}`)
  })
  afterEach(() => telegram.close())

  test('is kept, handed to the handler, and sent back from our keeping', async () => {
    const id = sendPhoto(telegram, 1, 'mirror')
    const [reply] = await telegram.waitForReply(1, 1, 10_000)
    expect(reply).toMatchObject({ method: 'sendPhoto', text: expect.stringMatching(/^Here: http.*\/media\/md_/) })
    const photo = telegram.record.of('sendPhoto')[0]!.payload['photo']
    expect(photo).not.toBe(id)
    expect(await uploaded(telegram, photo)).toEqual(png)
    const history = await historyOf(app, bot)
    expect(history).toHaveLength(2)
    for (const [part] of history) {
      expect(part).toMatchObject({ type: 'image', mime: 'image/png', size: png.length })
      expect(part!.mediaId).toMatch(/^md_/)
    }
    expect(history[1]![0]!.mediaId).toBe(history[0]![0]!.mediaId)
  })

  test('is read by its signed URL alone, whole or in part, until anything of the URL is changed', async () => {
    sendPhoto(telegram, 1, 'mirror')
    await telegram.waitForReply(1, 1, 10_000)
    const url = new URL((await historyOf(app, bot))[0]![0]!.url!)
    const read = (change: (url: URL) => void = () => undefined, headers: Record<string, string> = {}) => {
      const changed = new URL(url)
      change(changed)
      return fetch(changed, { headers })
    }
    const whole = await read()
    expect(whole.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(png)
    const part = await read(() => undefined, { range: 'bytes=1-3' })
    expect([part.status, await part.text()]).toEqual([206, 'PNG'])

    const other = await createTelegramEmulator({ token: '1000:other' })
    const stranger = await addTelegramBot(app, other, `media-other-${count}`)
    sendPhoto(other, 1, 'mirror')
    await other.waitForReply(1, 1, 10_000)
    const theirs = new URL((await historyOf(app, stranger))[0]![0]!.url!)
    await other.close()
    expect(theirs.pathname).not.toBe(url.pathname)
    const answers = await Promise.all([
      read((it) => it.searchParams.set('exp', String(Number(it.searchParams.get('exp')) + 1))),
      read((it) => it.searchParams.set('exp', '1')),
      read((it) => it.searchParams.set('sig', theirs.searchParams.get('sig')!)),
      read((it) => void (it.pathname = theirs.pathname)),
      read((it) => it.searchParams.delete('sig')),
      read((it) => void (it.pathname = '/media/md_zzzzz00000000000000000000000000000000')),
    ])
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(answers.map(({ status }) => status)).toEqual(Array(answers.length).fill(404))
    expect(new Set(texts.map((text) => text.replace(/"requestId":"[^"]*"/, ''))).size).toBe(1)
  })

  test('that Telegram has no longer is a message all the same', async () => {
    telegram.say(1, '', {
      extra: { photo: [{ file_id: 'gone', file_unique_id: 'gone', width: 10, height: 10 }], caption: 'Look!' },
    })
    const [reply] = await telegram.waitForReply(1, 1, 10_000)
    expect(reply!.text).toBe('You said: Look! (1)')
    expect((await historyOf(app, bot))[0]).toMatchObject([{ type: 'image', mediaId: 'gone', mime: 'image/jpeg' }])
  })

  test('that Telegram cannot give at the moment is waited for', async () => {
    telegram.fault({ kind: 'unavailable', method: 'getFile', times: 2 })
    sendPhoto(telegram, 1, 'mirror')
    const [reply] = await telegram.waitForReply(1, 1, 10_000)
    expect(reply!.method).toBe('sendPhoto')
  })

  test('is sent by an agent, too, and to the tenant’s own people alone', async () => {
    sendPhoto(telegram, 1, 'mirror')
    await telegram.waitForReply(1, 1, 10_000)
    const { items } = await app.api<{ items: readonly { id: string }[] }>('GET', `/tenants/${bot.tenant}/conversations`)
    const { mediaId } = (await historyOf(app, bot))[0]![0]!
    const say = (id: string) =>
      app.api('POST', `/conversations/${items[0]!.id}/messages`, {
        parts: [{ type: 'image', mediaId: id, mime: 'image/png' }],
      })
    await say(mediaId!)
    await telegram.waitForReply(1, 2, 10_000)
    const [key] = /md_(.{5})/.exec(mediaId!)!.slice(1)
    await say(mediaId!.replace(key!, 'zzzzz'))
    const deadLetters = async () =>
      (await app.api<{ items: readonly { reason: string }[] }>('GET', `/tenants/${bot.tenant}/dead-letters`)).items
    await until(async () => (await deadLetters()).length === 1, 'The dead letter')
    expect((await deadLetters())[0]!.reason).toBe('There is no such media.')
  })
})

test('kill -9 between a photo and its answer: it is neither lost nor fetched twice', async () => {
  const waiting: ServerResponse[] = []
  const shop = createServer((_, response) => void waiting.push(response))
  await once(shop.listen(0, '127.0.0.1'), 'listening')
  const home = await openHome({ script: 'test/parts/server.ts', args: ['test/journeys/plugins'] })
  const telegram = await createTelegramEmulator()
  let life = home.start()
  try {
    await life.ready
    const { chatbot } = await addTelegramBot(home, telegram, 'shop')
    const shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
    await home.api('PUT', `/chatbots/${chatbot.id}/plugins/mirror`, { enabled: true, settings: { shop: shopUrl } })
    sendPhoto(telegram, 1, 'mirror later')
    await until(() => waiting.length === 1, 'The call')
    life.kill()
    await life.ended
    life = home.start()
    await life.ready
    await until(() => waiting.length === 2, 'The second call')
    waiting[1]!.setHeader('content-type', 'application/json').end('{"id":1}')
    const [reply] = await telegram.waitForReply(1, 1, 10_000)
    expect(reply!.method).toBe('sendPhoto')
    expect(telegram.record.of('getFile')).toHaveLength(1)
    expect(await uploaded(telegram, telegram.record.of('sendPhoto')[0]!.payload['photo'])).toEqual(png)
  } finally {
    life.kill()
    await life.ended
    await telegram.close()
    shop.closeAllConnections()
    shop.close()
    await home.remove()
  }
}, 30_000)

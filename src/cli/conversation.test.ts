import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Server as SocketServer } from 'socket.io'
import { quietTerminal, terminalOn } from '../../test/cli/terminal.ts'
import { slack } from '../channels/slack/index.ts'
import { whatsapp } from '../channels/whatsapp/index.ts'
import type { RawRequest } from '../contracts/channel.ts'
import type { ChannelId } from '../contracts/id.ts'
import { openWorkspace } from './open.ts'
import { record } from './record.ts'

const webhookContext = { channel: 'ch_aaaaa00000000000' as ChannelId, webhookSecret: '' }

let folder: string
let run: ReturnType<typeof terminalOn>
let server: Server
let url: string
let calls: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }[]
let answer: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-cli-'))
  run = terminalOn(join(folder, 'data'))
  calls = []
  answer = 200
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      calls.push({ path: request.url ?? '', headers: request.headers, body: body.toString() })
      response.writeHead(answer, { 'content-type': 'text/plain', 'x-own': 'yes' }).end('taken')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true, force: true })
})

const update = {
  update_id: 7,
  message: { message_id: 1, date: 1, text: 'Hello Ann', chat: { id: 99887766, type: 'private' } },
}

async function withTelegram(): Promise<string> {
  await run('tenant create demo --name Demo')
  const { out } = await run('channel add demo telegram --set token=12:abc --json')
  await writeFile(join(folder, 'update.json'), JSON.stringify(update))
  return new URL(JSON.parse(out).webhookUrl).pathname
}

describe('receive', () => {
  test('calls as the platform would', async () => {
    const path = await withTelegram()
    const { exit, out } = await run(`receive telegram ${join(folder, 'update.json')} --url ${url}`)
    expect([exit, out]).toEqual([0, '200 taken'])
    expect(calls).toEqual([expect.objectContaining({ path, body: JSON.stringify(update) })])
    expect(calls[0]!.headers).not.toHaveProperty('x-telegram-bot-api-secret-token')
  })

  test('knows the secret that the platform was told', async () => {
    await withTelegram()
    await using workspace = await openWorkspace(quietTerminal(join(folder, 'data')))
    const { configuration } = await workspace.tenant('demo')
    await configuration.setWebhookSecret(configuration.channels()[0]!.id, 'told')
    await run(`receive telegram ${join(folder, 'update.json')} --url ${url}`)
    expect(calls[0]!.headers['x-telegram-bot-api-secret-token']).toBe('told')
  })

  test('signs as Slack does: events, interactions and commands', async () => {
    await run('tenant create demo --name Demo')
    await run('channel add demo slack --set botToken=xoxb-1 --set signingSecret=hush')
    for (const name of ['text', 'button', 'command']) await run(`receive slack ${name} --url ${url} --again`)
    expect(calls).toHaveLength(3)
    for (const { headers, body } of calls) {
      const request = { method: 'POST', headers: headers as Record<string, string>, query: {}, body: Buffer.from(body) }
      const settings = { botToken: 'xoxb-1', signingSecret: 'hush' }
      expect(slack.webhook!(request as RawRequest, settings, webhookContext)).toHaveLength(1)
      expect(() =>
        slack.webhook!(request as RawRequest, { ...settings, signingSecret: 'no' }, webhookContext),
      ).toThrow()
    }
    const [event, ...forms] = calls.map(({ headers }) => headers['content-type'])
    expect([event, ...forms]).toEqual(['application/json', ...Array(2).fill('application/x-www-form-urlencoded')])
    const fixture = await readFile(new URL('../channels/slack/fixtures/text.json', import.meta.url), 'utf8')
    const [was, is] = [fixture, calls[0]!.body].map((text) => slack.parse(JSON.parse(text))!.keys)
    expect(was!.filter((key) => is!.includes(key))).toEqual([])
  })

  test('signs as WhatsApp does, for the number of the channel', async () => {
    const settings = { phoneNumberId: '777', accessToken: 'EAA', appSecret: 'hush', verifyToken: 'v' }
    await run('tenant create demo --name Demo')
    const set = Object.entries(settings).map(([name, value]) => `--set ${name}=${value}`)
    await run(`channel add demo whatsapp ${set.join(' ')}`)
    for (const again of ['', ' --again']) await run(`receive whatsapp text --url ${url}${again}`)
    const keys = calls.map(({ headers, body }) => {
      const request = { method: 'POST', headers: headers as Record<string, string>, query: {}, body: Buffer.from(body) }
      const [native] = whatsapp.webhook!(request as RawRequest, settings, webhookContext) as [never]
      const event = whatsapp.parse(native)!
      expect(event.kind).toBe('message')
      return event.keys.join()
    })
    expect(new Set(keys).size).toBe(2)
  })

  test('gives it another number when it is to be handled again', async () => {
    await withTelegram()
    await run(`receive telegram ${join(folder, 'update.json')} --url ${url} --again`)
    expect(JSON.parse(calls[0]!.body)).toEqual({ ...update, update_id: expect.any(Number) })
    expect(JSON.parse(calls[0]!.body).update_id).not.toBe(7)
  })

  test('plays a list one by one, and fails when one is not taken', async () => {
    await withTelegram()
    await writeFile(join(folder, 'list.json'), JSON.stringify([update, update]))
    answer = 503
    const { exit, out } = await run(`receive telegram ${join(folder, 'list.json')} --url ${url}`)
    expect([exit, out]).toEqual([1, '503 taken\n503 taken'])
  })

  test.each([
    ['receive telegram nothing-like-this --url http://127.0.0.1:1', 'There is no f'],
    ['receive ../.. photo --url http://127.0.0.1:1', 'There is no file photo.'],
    ['receive telegram UPDATE --channel ch_x --url http://127.0.0.1:1', 'demo has no telegram channel ch_x.'],
    ['receive telegram UPDATE', 'No server runs'],
    ['receive web UPDATE --url http://127.0.0.1:1', 'demo has no web channel'],
  ])('says what is missing: %s', async (line, sentence) => {
    await withTelegram()
    const { exit, notes } = await run(line.replace('UPDATE', join(folder, 'update.json')))
    expect([exit, notes]).toEqual([1, expect.stringContaining(sentence)])
  })
})

describe('record', () => {
  test('passes on what comes, and keeps an anonymous copy of what was taken', async () => {
    const path = await withTelegram()
    const started = Promise.withResolvers<string>()
    const ended = Promise.withResolvers<undefined>()
    const terminal = quietTerminal(join(folder, 'data'), {
      note: (line) => started.resolve(/http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? ''),
    })
    const recording = record(terminal, { port: '0', url, dir: join(folder, 'recorded') }, ended.promise)
    const recorder = await started.promise
    const body = JSON.stringify(update)
    const post = (to: string) => fetch(`${recorder}${to}`, { method: 'POST', body, headers: { 'x-signature': 's' } })

    const passed = await post(path)
    expect([passed.status, await passed.text(), passed.headers.get('x-own')]).toEqual([200, 'taken', 'yes'])
    expect(calls[0]).toMatchObject({ path, body, headers: { 'x-signature': 's' } })
    await post('/api/v1/tenants')
    const form = new URLSearchParams({ payload: JSON.stringify({ type: 'block_actions', user: { name: 'Ann' } }) })
    await fetch(`${recorder}${path.replace('telegram', 'slack')}`, { method: 'POST', body: form })
    answer = 401
    expect((await post(path)).status).toBe(401)
    ended.resolve(undefined)
    await recording

    expect(await readdir(join(folder, 'recorded', 'telegram'))).toEqual(['001.json'])
    const saved = await readFile(join(folder, 'recorded', 'telegram', '001.json'), 'utf8')
    const press = JSON.parse(await readFile(join(folder, 'recorded', 'slack', '002.json'), 'utf8'))
    expect(press).toMatchObject({ type: 'block_actions', user: { name: expect.not.stringMatching('Ann') } })
    expect(saved).not.toMatch(/Ann|99887766/)
    expect(JSON.parse(saved)).toMatchObject({ message: { chat: { type: 'private' } } })
  })
})

describe('talk', () => {
  test('is what a visitor of the website would say and hear', async () => {
    const sockets = new SocketServer(server)
    const heard: unknown[] = []
    sockets.of('/chat').on('connection', (socket) => {
      heard.push(socket.handshake.auth)
      socket.emit('session', { visitorToken: 't', visitorId: 'v', lastSeq: 0 })
      socket.on('message:send', (message: { id: string; parts: unknown }, acknowledge: (answer: unknown) => void) => {
        heard.push(message.parts)
        acknowledge({ ok: true, id: message.id })
        const choices = { type: 'choices', text: 'What size?', options: [{ id: 's', label: 'small' }] }
        socket.emit('message:receive', { id: 'm', seq: 1, conversationId: 'c', from: 'bot', parts: [choices], at: '' })
      })
    })
    const { exit, out } = await run(`talk --url ${url} --embed cb_123456789012`, ['order', '', '1'])
    expect(exit).toBe(0)
    expect(out).toBe('What size?\n  1. small\nWhat size?\n  1. small')
    expect(heard).toEqual([
      { embedId: 'cb_123456789012' },
      [{ type: 'text', text: 'order' }],
      [{ type: 'chosen', id: 's', label: 'small' }],
    ])
    await sockets.close()
  })

  test('says why it is not let in', async () => {
    const sockets = new SocketServer(server)
    sockets.of('/chat').use((_socket, next) => next(new Error('There is no chat with this embed id.')))
    const { exit, notes } = await run(`talk --url ${url} --embed cb_000000000000`)
    expect([exit, notes]).toEqual([1, expect.stringContaining('There is no chat with this embed id.')])
    await sockets.close()
  })
})

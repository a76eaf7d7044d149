import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { selfSigned } from './certificate.ts'
import { createRecord } from './record.ts'
import type { CallRecord } from './record.ts'
import { checkSaid } from './whatsapp-web-checks.ts'

export interface WhatsappWebEmulatorOptions {
  /** The browser that shall show the page: the path of the host's Chromium. */
  readonly chromium: string
  /** The account on the phone; `15550100001@c.us` by default. */
  readonly account?: string
}

export interface SayOptions {
  /** In a group: who says it. */
  readonly author?: string
  readonly replyTo?: string
  /** Anything else the message has in the page: `{ type: 'location', lat: 1, lng: 2 }`. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** A message that came out of the page. */
export interface Said {
  readonly id: string
  readonly chat: string
  readonly type: string
  /** What it says: its text, its caption, the question of a poll. */
  readonly text: string
  /** The file that came with it. */
  readonly file: Buffer | undefined
  readonly message: Readonly<Record<string, unknown>>
}

export type WhatsappWebFault =
  /** The server does not confirm what is sent; `failed`: the page is told that it did not go. */
  | { readonly kind: 'unconfirmed' | 'failed'; readonly times?: number }
  /** Nobody has this number. */
  | { readonly kind: 'unregistered'; readonly chat: string }
  /** The page is shown and never becomes ready. */
  | { readonly kind: 'neverReady' }
  /** The page answers nothing any more, as if its server had gone. */
  | { readonly kind: 'silent' }

/**
 * WhatsApp Web for tests: its page as far as whatsapp-web.js knows it, over real HTTPS, for a real browser; the phone
 * that is paired with it, and the people who write to it. `chromium` is a program that starts the browser on this page.
 *
 * ```ts
 * const web = await createWhatsappWebEmulator({ chromium: '/usr/bin/chromium' })
 * // … settings of the channel: { chromium: web.chromium } …; a step of pairing gave a `qr`:
 * web.scan()
 * web.say('15550100002@c.us', 'Hello')
 * const [reply] = await web.waitForReply('15550100002@c.us')
 * await web.close()
 * ```
 */
export interface WhatsappWebEmulator {
  readonly chromium: string
  readonly account: string
  /** Every call of the page, good or bad. */
  readonly record: CallRecord
  /** How many pages there are now. */
  pages(): number
  /** The phone scans the picture, or types the code. */
  scan(): void
  /** Somebody writes, also while there is no page; the id of the message. */
  say(chat: string, text: string, options?: SayOptions): string
  /** Somebody writes on the phone that is paired. */
  type(chat: string, text: string): string
  /** What WhatsApp knows of a message changes: `{ body: 'new' }`, `{ ack: 3 }`, `{ type: 'revoked' }`. */
  change(id: string, changes: Readonly<Record<string, unknown>>): void
  react(to: string, emoji: string, by: string): void
  /** Somebody chooses an option of a poll that came out of the page. */
  vote(poll: string, option: string, by: string): void
  group(chat: string, change: 'add' | 'remove' | 'leave', who: readonly string[]): void
  /** The phone number behind a hidden id is known to the page from now on. */
  reveal(lid: string, phone: string): void
  /** The phone removes this device. */
  logout(): void
  /** The pages hang for ever. */
  freeze(): void
  /** Keeps a file; what a message's `directPath` is set to. */
  addFile(bytes: Uint8Array): string
  /** Lets something go wrong; the function it gives lifts it. */
  fault(fault: WhatsappWebFault): () => void
  /** The messages that came out of the page into a chat, once there are `count`; rejects after `withinMs` (10 s). */
  waitForReply(chat: string, count?: number, withinMs?: number): Promise<readonly Said[]>
  close(): Promise<void>
}

type Happening = Readonly<Record<string, unknown>> & { readonly kind: string }

const page = new URL('whatsapp-web-page/page.js', import.meta.url)

export async function createWhatsappWebEmulator({
  chromium,
  account = '15550100001@c.us',
}: WhatsappWebEmulatorOptions): Promise<WhatsappWebEmulator> {
  const record = createRecord(10_000)
  const pages = new Set<ServerResponse>()
  const files = new Map<string, Buffer>()
  const hidden: Record<string, string> = {}
  const faults = new Set<{ readonly fault: WhatsappWebFault; left: number }>()
  const sessions = new Set<string>()
  const script = await readFile(page, 'utf8')
  let missed: readonly Happening[] = []
  let count = 0

  const tell = (happening: Happening) => {
    for (const one of pages) one.write(`data: ${JSON.stringify(happening)}\n\n`)
  }
  const newId = () => `3A${(++count).toString(16).padStart(18, '0').toUpperCase()}`
  const now = () => Math.floor(Date.now() / 1000)

  function take(kind: WhatsappWebFault['kind'], matches: (fault: WhatsappWebFault) => boolean = () => true) {
    const found = [...faults].find(({ fault, left }) => fault.kind === kind && left > 0 && matches(fault))
    if (found) found.left -= 1
    return found?.fault
  }

  function keep(bytes: Uint8Array): string {
    const path = `/v/${randomBytes(9).toString('hex')}.enc`
    files.set(path, Buffer.from(bytes))
    return path
  }

  const calls: Readonly<Record<string, (payload: Readonly<Record<string, unknown>>) => unknown>> = {
    hello({ session }) {
      const paired = typeof session === 'string' && sessions.has(session)
      const ids = { ...hidden }
      const messages = paired ? missed.map(({ message }) => message) : []
      if (paired) missed = []
      return {
        ids,
        missed: messages,
        ...(paired ? { account } : {}),
        ...(take('neverReady') ? { neverReady: true } : {}),
      }
    },
    code: () => ({ code: 'ABCD1234' }),
    exists: ({ id }) => ({
      known: take('unregistered', (fault) => 'chat' in fault && fault.chat === id) === undefined,
    }),
    upload: ({ data }) => ({ directPath: keep(Buffer.from(String(data), 'base64')) }),
    send(message) {
      checkSaid(message)
      if (take('failed')) return { ack: -1 }
      return take('unconfirmed') ? {} : { ack: 1 }
    },
    seen: () => ({}),
    typing: () => ({}),
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'https://web.whatsapp.com')
    if (pathname === '/emulator/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
      pages.add(response)
      response.once('close', () => pages.delete(response))
      return
    }
    const file = files.get(pathname.replace('/emulator/files', ''))
    if (pathname.startsWith('/emulator/files/')) {
      response.writeHead(file ? 200 : 404).end(file)
      return
    }
    const name = /^\/emulator\/call\/(\w+)$/.exec(pathname)?.[1]
    const call = name === undefined ? undefined : calls[name]
    if (name === undefined || !call) {
      const html = pathname === '/' ? `<!doctype html><title>WhatsApp</title><script>${script}</script>` : ''
      response.writeHead(html === '' ? 404 : 200, { 'content-type': 'text/html' }).end(html)
      return
    }
    const payload = await bodyOf(request)
    if (take('silent')) return
    try {
      const result = call(payload)
      record.add({ method: name, payload, at: Date.now(), status: 200, answer: result })
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      record.add({ method: name, payload, at: Date.now(), status: 400, answer: reason })
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ ack: -1, reason }))
    }
  }

  const server = createServer(selfSigned('web.whatsapp.com'), (request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port
  const folder = await mkdtemp(join(tmpdir(), 'colloquy-emulated-whatsapp-'))
  const starter = join(folder, 'chromium')
  const flags = `--host-resolver-rules='MAP web.whatsapp.com 127.0.0.1:${port}' --ignore-certificate-errors`
  await writeFile(starter, `#!/bin/sh\nexec '${chromium}' "$@" ${flags}\n`, { mode: 0o700 })

  function said(payload: Readonly<Record<string, unknown>>): Said {
    const { id, chat, type, body, caption, pollName, directPath } = payload
    const words = [caption, body, pollName].find((text): text is string => typeof text === 'string')
    return {
      id: String((id as { id?: unknown }).id), // the page's own messages have one
      chat: String(chat),
      type: String(type),
      text: words ?? '',
      file: files.get(String(directPath)),
      message: payload,
    }
  }

  const messageOf = (chat: string, fromMe: boolean, text: string, { author, replyTo, extra }: SayOptions = {}) => {
    const id = newId()
    const participant = author === undefined ? [] : [author]
    const whole = [String(fromMe), chat, id, ...participant].join('_')
    const key = {
      fromMe,
      remote: chat,
      id,
      ...(author === undefined ? {} : { participant: author }),
      _serialized: whole,
    }
    const message = {
      id: key,
      type: 'chat',
      body: text,
      t: now(),
      notifyName: fromMe ? '' : 'Somebody',
      from: fromMe ? account : chat,
      to: fromMe ? chat : account,
      ...(author === undefined ? {} : { author }),
      ...(replyTo === undefined ? {} : { quotedStanzaID: replyTo, quotedMsg: {} }),
      ack: 1,
      isNewMsg: true,
      ...extra,
    }
    return { whole, message }
  }

  function happen(chat: string, fromMe: boolean, text: string, options?: SayOptions): string {
    const { whole, message } = messageOf(chat, fromMe, text, options)
    // The next page finds what came while there was none.
    if (pages.size === 0) missed = [...missed, { kind: 'message', message }]
    else tell({ kind: 'message', message })
    return whole
  }

  return {
    chromium: starter,
    account,
    record,
    pages: () => pages.size,
    scan() {
      const session = randomBytes(12).toString('hex')
      sessions.add(session)
      tell({ kind: 'paired', account, session })
    },
    say: (chat, text, options) => happen(chat, false, text, options),
    type: (chat, text) => happen(chat, true, text),
    change: (id, changes) => tell({ kind: 'change', id, changes }),
    react(to, emoji, by) {
      const id = newId()
      const [fromMe, remote, about] = to.split('_')
      tell({
        kind: 'reaction',
        reaction: {
          id: { fromMe: false, remote, id, _serialized: `false_${remote}_${id}` },
          reactionParentKey: { fromMe: fromMe === 'true', remote, id: about, _serialized: to },
          reactionText: emoji,
          reactionTimestamp: Date.now(),
          author: { _serialized: by },
        },
      })
    },
    vote(poll, option, by) {
      const asked = record.of('send').find(({ payload }) => said(payload).id === poll)?.payload
      const options = (asked?.['pollOptions'] ?? []) as readonly { name: string; localId: number }[] // it was checked
      tell({
        kind: 'vote',
        vote: {
          id: { fromMe: false, remote: asked?.['chat'], id: newId() },
          pollUpdateParentKey: asked?.['id'],
          selectedOptionLocalIds: options.filter(({ name }) => name === option).map(({ localId }) => localId),
          senderTimestampMs: Date.now(),
          t: Date.now(),
          author: { _serialized: by },
        },
      })
    },
    group(chat, change, who) {
      const [first] = who
      const { message } = messageOf(chat, false, '', first === undefined ? {} : { author: first })
      tell({ kind: 'message', message: { ...message, type: 'gp2', subtype: change, recipients: who } })
    },
    reveal(lid, phone) {
      hidden[phone] = lid
      tell({ kind: 'hidden', ids: hidden })
    },
    logout() {
      sessions.clear()
      tell({ kind: 'logout' })
    },
    freeze: () => tell({ kind: 'freeze' }),
    addFile: keep,
    fault(fault) {
      const entry = { fault, left: ('times' in fault ? fault.times : undefined) ?? Infinity }
      faults.add(entry)
      return () => void faults.delete(entry)
    },
    async waitForReply(chat, replies = 1, withinMs = 10_000) {
      const isReply = (call: { method: string; payload: Readonly<Record<string, unknown>>; status: number }) =>
        call.method === 'send' && call.status === 200 && call.payload['chat'] === chat
      return (await record.waitFor(isReply, replies, withinMs)).map(({ payload }) => said(payload))
    },
    async close() {
      for (const one of pages) one.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer) // a request's chunks are
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Readonly<Record<string, unknown>>
}

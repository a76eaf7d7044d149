import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { startApp } from '../app.ts'
import { cliDefaults } from '../config/defaults.ts'
import { readConfig } from '../config/env.ts'
import { Invalid, Refused } from '../contracts/errors.ts'
import type { Option, Part } from '../contracts/message.ts'
import type { ClientToServer, ServerToClient, WireAck, WireAuth, WireMessage } from '../contracts/wire.ts'
import { ensureDemo } from '../demo.ts'
import { createLog } from '../telemetry/log.ts'
import { runningServer } from '../tenancy/lock.ts'
import { namedChatbot } from './channel.ts'
import { openWorkspace, pluginFolder } from './open.ts'
import type { Lines, Terminal } from './terminal.ts'

export interface TalkOptions {
  readonly tenant: string
  readonly bot?: string
  readonly url?: string
  readonly embed?: string
}

/** A visitor of the chatbot's website, without the website: what is typed goes through the socket like a widget's. */
export async function talk(terminal: Terminal, options: TalkOptions): Promise<void> {
  await using opening = new AsyncDisposableStack()
  const url = options.url ?? (await serverFor(terminal, options, opening))
  const embedId = options.embed ?? (await embedIdOf(terminal, options))
  const socket = await connected(url, embedId)
  opening.defer(() => void socket.disconnect())
  if (terminal.interactive) terminal.note('Write to the bot. Ctrl-D ends.')
  await converse(socket, terminal.lines(), terminal.interactive)
}

/** The server of the data folder; where none runs, one starts in this process and ends with it. */
async function serverFor(terminal: Terminal, { tenant }: TalkOptions, opening: AsyncDisposableStack): Promise<string> {
  const config = readConfig(terminal.environment())
  const running = await runningServer(config.dataDir)
  if (running !== undefined) {
    if (running.url !== undefined) return running.url
    throw new Refused(`The server of ${config.dataDir} (process ${running.pid}) does not listen yet.`)
  }
  const app = await startApp({
    config: { ...config, host: '127.0.0.1', port: 0, publicUrl: undefined },
    log: createLog('error', { write: (line) => terminal.note(line.trimEnd()) }),
    pluginFolders: [pluginFolder],
  })
  opening.defer(() => app.stop())
  if (app.madeAdminKey !== undefined) terminal.note(`Admin API key, shown this once: ${app.madeAdminKey}`)
  if (tenant === 'demo') await ensureDemo(app.tenants)
  return app.url
}

async function embedIdOf(terminal: Terminal, { tenant, bot }: TalkOptions): Promise<string> {
  await using workspace = await openWorkspace(terminal)
  const { configuration } = await workspace.tenant(tenant)
  const onTheWeb = new Set(
    configuration
      .channels()
      .filter(({ platform, status }) => platform === 'web' && status === 'active')
      .map(({ chatbotId }) => chatbotId),
  )
  const chatbots = configuration.chatbots().filter(({ id }) => onTheWeb.has(id))
  const [first] = bot === undefined ? chatbots : [namedChatbot(chatbots, bot)]
  if (first === undefined) {
    throw new Invalid(`No chatbot of ${tenant} is on a website: \`colloquy channel add ${tenant} web\` puts one there.`)
  }
  return first.embedId
}

type ChatSocket = Socket<ServerToClient, ClientToServer>

async function connected(url: string, embedId: string): Promise<ChatSocket> {
  const socket: ChatSocket = io(`${url}/chat`, {
    auth: { embedId } satisfies WireAuth,
    transports: ['websocket'],
    timeout: cliDefaults.connectMs,
  })
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  socket.once('session', () => resolve(undefined))
  socket.once('connect_error', (error) => {
    socket.disconnect()
    reject(new Refused(`${url} does not let us in: ${error.message}`))
  })
  await promise
  // From here on it comes back by itself, as the visitor it was.
  socket.once('session', () => undefined)
  return socket
}

async function converse(socket: ChatSocket, lines: Lines, interactive: boolean): Promise<void> {
  let options: readonly Option[] = []
  let heardAt = 0
  socket.on('message:receive', ({ from, parts }: WireMessage) => {
    if (from === 'visitor') return
    heardAt = performance.now()
    options = parts.flatMap(optionsOf)
    for (const part of parts) for (const line of shown(part).split('\n')) lines.say(line)
  })
  for await (const line of lines) {
    if (line.trim() === '') continue
    const sentAt = performance.now()
    const answer = await send(socket, said(line.trim(), options))
    if (!answer.ok) lines.say(`(${answer.error.message})`)
    // A script says its next line when the bot has said what it had to say; a person sees for themself.
    else if (!interactive) await untilQuiet(() => Math.max(heardAt, sentAt))
  }
}

/** Resolves once it is durable, or refused. */
async function send(socket: ChatSocket, part: Part): Promise<WireAck> {
  try {
    const acknowledged: unknown = await socket
      .timeout(cliDefaults.connectMs)
      .emitWithAck('message:send', { id: randomUUID(), parts: [part] })
    return acknowledged as WireAck // what our own server acknowledges with
  } catch {
    return { ok: false, error: { code: 'E_BUSY', message: 'The server did not answer.' } }
  }
}

async function untilQuiet(lastAt: () => number): Promise<void> {
  for (;;) {
    const left = lastAt() + cliDefaults.quietMs - performance.now()
    if (left <= 0) return
    await sleep(left)
  }
}

/** A number chooses among the options that were shown last. */
function said(line: string, options: readonly Option[]): Part {
  const option = /^\d+$/.test(line) ? options[Number(line) - 1] : undefined
  return option === undefined ? { type: 'text', text: line } : { type: 'chosen', id: option.id, label: option.label }
}

function optionsOf(part: Part): readonly Option[] {
  return part.type === 'choices' || part.type === 'card' ? (part.options ?? []) : []
}

function shown(part: Part): string {
  switch (part.type) {
    case 'text':
      return part.text
    case 'choices':
      return [part.text, ...numbered(part.options)].join('\n')
    case 'card':
      return [
        part.title,
        ...[part.text, part.imageUrl].filter((line) => line !== undefined),
        ...numbered(part.options ?? []),
      ].join('\n')
    case 'location':
      return `[location] ${part.latitude}, ${part.longitude} ${part.name ?? ''}`.trimEnd()
    case 'contact':
      return `[contact] ${[part.name, ...part.phones, ...part.emails].join(', ')}`
    case 'chosen':
      return part.label ?? part.id
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return `[${part.type}] ${[part.caption, part.url ?? part.name ?? part.mediaId].filter((text) => text !== undefined).join(' ')}`
  }
}

function numbered(options: readonly Option[]): readonly string[] {
  return options.map(({ label }, index) => `  ${index + 1}. ${label}`)
}

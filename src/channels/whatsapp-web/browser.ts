import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type WAWebJS from 'whatsapp-web.js'
import type { Client } from 'whatsapp-web.js'
import { whatsappWebDefaults } from '../../config/defaults.ts'
import type { ChannelFiles } from '../../contracts/channel.ts'
import type { MediaType } from '../../contracts/message.ts'
import { Busy } from '../../contracts/errors.ts'
import { findChromium, killGroup, launchOptions, pause } from './chromium.ts'
import { readArchive, writeArchive } from './session.ts'

/** One browser with WhatsApp Web in it: what the rest of this folder needs of whatsapp-web.js. */
export interface WebBrowser {
  /** The library's events, and `failed` with the reason when it broke off by itself. */
  on(event: string, listener: (...told: readonly unknown[]) => void): void
  /** Resolves when the page is there and said whether it is paired; what follows are events. */
  start(): Promise<void>
  /** Whose account it is, once it is ready. */
  account(): string | undefined
  /** WhatsApp's word for the state of the connection. */
  state(): Promise<string | null>
  /** Asks WhatsApp's server. Undefined: nobody has this number. */
  find(chat: string): Promise<string | undefined>
  /** Who is behind a hidden id, or which hidden id somebody has. */
  identityOf(id: string): Promise<{ readonly lid?: string | undefined; readonly phone?: string | undefined }>
  /** Messages of others that nobody has read, said since then (milliseconds since 1970), as the page has them. */
  unread(since: number): Promise<readonly unknown[]>
  /** Puts a message into a chat. Undefined when there is no such chat. Resolves before the server has it. */
  say(chat: string, content: Sayable): Promise<{ readonly id: string; readonly ack: number } | undefined>
  seen(chat: string): Promise<void>
  typing(chat: string): Promise<void>
  /** The file of a message; undefined when it is there no longer. */
  download(message: string): Promise<Downloaded | undefined>
  /** Writes the session away as it is now. */
  save(): Promise<void>
  /** Ends it with all its processes, then writes the session away when it is worth it. Never throws. */
  close(keep: boolean): Promise<void>
}

export type Sayable =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'poll'; readonly question: string; readonly options: readonly string[] }
  | { readonly kind: 'vcard'; readonly vcard: string }
  | {
      readonly kind: 'location'
      readonly latitude: number
      readonly longitude: number
      readonly name?: string
      readonly address?: string
    }
  | ({ readonly kind: 'media'; readonly type: MediaType; readonly caption?: string } & Downloaded)

export interface Downloaded {
  readonly mime: string
  readonly base64: string
  readonly name?: string | undefined
}

export interface OpenOptions {
  readonly session: string
  readonly chromium: string | undefined
  readonly files: ChannelFiles
  /** Begins without the session that is kept. */
  readonly fresh?: boolean
  /** Asks for a code to type on this phone instead of a picture to scan: digits. */
  readonly phone?: string
}

export type OpenBrowser = (options: OpenOptions) => Promise<WebBrowser>

/** The parts of the library that it does not declare: of exactly the version that is pinned. */
interface Inside {
  inject(): Promise<void>
  initWebVersionCache(): Promise<void>
  requestPairingCode(...of: readonly unknown[]): Promise<unknown>
  destroy(): Promise<void>
  readonly authStrategy: {
    beforeBrowserInitialized(): Promise<void>
    afterBrowserInitialized(): Promise<void>
    afterAuthReady(): Promise<void>
    storeRemoteSession(): Promise<void>
    logout(): Promise<void>
    disconnect(): Promise<void>
  }
}

/**
 * Loads the library with the first browser: it and puppeteer are 50 MB of memory.
 *
 * The library leaves promises unhandled when its page goes away at a bad moment, each of which would end the process of
 * every tenant: what it calls by itself is wrapped here. Its session storage deletes the session when the connection
 * breaks for whatever reason: when a session is over is decided by us.
 */
export const openBrowser: OpenBrowser = async ({ session, chromium, files, fresh, phone }) => {
  const executablePath = await findChromium(chromium)
  const { Client, RemoteAuth, MessageMedia, Location, Poll } = await library()
  const folder = await mkdtemp(join(tmpdir(), 'colloquy-whatsapp-web-'))
  const archive = join(folder, `RemoteAuth-${session}.zip`)
  const launching = new AbortController()
  const before = fresh === true ? undefined : await readArchive(files, session)
  let saving = Promise.resolve()
  let backup: NodeJS.Timeout | undefined
  let closed = false

  const client: Client = new Client({
    authStrategy: new RemoteAuth({
      clientId: session,
      dataPath: folder,
      backupSyncIntervalMs: whatsappWebDefaults.backupMs,
      store: {
        sessionExists: () => Promise.resolve(before !== undefined),
        extract: ({ path }) => writeFile(path, before ?? Buffer.alloc(0), { mode: 0o600 }),
        save: async () => writeArchive(files, session, await readFile(archive)),
        delete: () => Promise.resolve(),
      },
    }),
    puppeteer: launchOptions(executablePath, folder, launching.signal),
    authTimeoutMs: whatsappWebDefaults.pageMs,
    webVersionCache: { type: 'none' },
    takeoverOnConflict: false,
    ...(phone === undefined ? {} : { pairWithPhoneNumber: { phoneNumber: phone } }),
  })
  const inside = client as unknown as Inside // see there
  const { authStrategy } = inside

  function fail(error: unknown): void {
    if (!closed) client.emit('failed', error)
  }
  const store = authStrategy.storeRemoteSession.bind(authStrategy)
  function save(): Promise<void> {
    saving = saving.catch(() => undefined).then(store)
    return saving
  }

  const inject = inside.inject.bind(client)
  inside.inject = () => inject().catch(fail)
  const requestPairingCode = inside.requestPairingCode.bind(client)
  inside.requestPairingCode = (...of) => requestPairingCode(...of).catch(fail)
  inside.initWebVersionCache = () => Promise.resolve()
  inside.destroy = () => Promise.resolve()
  const prepare = authStrategy.beforeBrowserInitialized.bind(authStrategy)
  let isPrepared = false
  authStrategy.beforeBrowserInitialized = async () => {
    if (!isPrepared) await prepare()
    isPrepared = true
  }
  authStrategy.afterBrowserInitialized = () => {
    client.pupBrowser?.on('disconnected', () => fail(new Error('The browser disconnected')))
    client.pupPage?.on('error', fail)
    return Promise.resolve()
  }
  authStrategy.afterAuthReady = () => {
    clearInterval(backup)
    // What changes while it is copied is copied the next time.
    backup = setInterval(() => void save().catch(() => undefined), whatsappWebDefaults.backupMs).unref()
    return Promise.resolve()
  }
  authStrategy.logout = () => Promise.resolve()
  authStrategy.disconnect = () => Promise.resolve()

  const starting = () => client.initialize()
  let started: Promise<void> = Promise.resolve()

  async function end(): Promise<void> {
    launching.abort()
    // A browser that is being launched is not known yet.
    await Promise.race([started.catch(() => undefined), pause(client.pupBrowser ? 0 : whatsappWebDefaults.closeMs)])
    const browser = client.pupBrowser
    const pid = browser?.process()?.pid
    await Promise.race([browser?.close().catch(() => undefined), pause(whatsappWebDefaults.closeMs)])
    if (pid !== undefined) killGroup(pid)
  }

  return {
    on: (event, listener) => void client.on(event as 'ready', listener), // its events, and one of ours
    start() {
      started = starting()
      return started
    },
    account: () => readyAccount(client),
    state: () => client.getState(),
    async find(chat) {
      const found = await client.getNumberId(chat)
      return found === null ? undefined : found._serialized
    },
    async identityOf(id) {
      const [found] = await client.getContactLidAndPhone([id])
      return { lid: found?.lid, phone: found?.pn }
    },
    unread: async (since) =>
      (await client.pupPage?.evaluate(`(${unreadSince})(${Math.floor(since / 1000)})`)) as readonly unknown[],
    async say(chat, content) {
      const options = { sendSeen: false, linkPreview: false, parseVCards: content.kind === 'vcard' }
      const sent = await client.sendMessage(chat, ...contentFor(content, { MessageMedia, Location, Poll }, options))
      // Undefined for chats that there are not, whatever the types say.
      const message = sent as typeof sent | undefined
      return message && { id: message.id.id, ack: message.ack }
    },
    async seen(chat) {
      await client.sendSeen(chat)
    },
    async typing(chat) {
      await client.pupPage?.evaluate(`window.WWebJS.sendChatstate('typing', ${JSON.stringify(chat)})`)
    },
    async download(id) {
      const message = (await client.getMessageById(id)) as Awaited<ReturnType<Client['getMessageById']>> | null
      const media = (await message?.downloadMedia()) as
        { mimetype: string; data: string; filename?: string } | undefined
      return media && { mime: media.mimetype, base64: media.data, name: media.filename ?? undefined }
    },
    save,
    async close(keep) {
      closed = true
      clearInterval(backup)
      await end().catch(() => undefined)
      if (keep) await Promise.race([save().catch(() => undefined), pause(whatsappWebDefaults.saveMs)])
      await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
    },
  }
}

/** In the page. What it received before the library listened is in memory, and was told to nobody. */
const unreadSince = `(since) => window.require('WAWebCollections').Chat.getModelsArray().flatMap((chat) =>
  chat.unreadCount > 0
    ? chat.msgs.getModelsArray().slice(-chat.unreadCount).filter((msg) => !msg.id.fromMe && msg.t >= since)
    : []
).map((msg) => window.WWebJS.getMessageModel(msg))`

type Library = typeof WAWebJS

async function library(): Promise<Library> {
  try {
    return (await import('whatsapp-web.js')).default
  } catch (error) {
    throw new Busy(
      'The optional package whatsapp-web.js is not installed: install it with `npm install --include=optional`.',
      whatsappWebDefaults.retryMs,
      { cause: error },
    )
  }
}

function readyAccount(client: Client): string | undefined {
  // Not there before it is ready, whatever the types say.
  return (client.info as Client['info'] | undefined)?.wid._serialized
}

type Said = [content: Parameters<Client['sendMessage']>[1], options: Parameters<Client['sendMessage']>[2]]

function contentFor(
  content: Sayable,
  { MessageMedia, Location, Poll }: Pick<Library, 'MessageMedia' | 'Location' | 'Poll'>,
  options: object,
): Said {
  switch (content.kind) {
    case 'text':
      return [content.text, options]
    case 'vcard':
      return [content.vcard, options]
    case 'poll':
      return [new Poll(content.question, [...content.options]), options]
    case 'location': {
      const { latitude, longitude, name, address } = content
      return [
        new Location(latitude, longitude, {
          ...(name === undefined ? {} : { name }),
          ...(address === undefined ? {} : { address }),
        }),
        options,
      ]
    }
    case 'media': {
      const { type, mime, base64, name, caption } = content
      return [
        new MessageMedia(mime, base64, name ?? null),
        { ...options, ...(caption === undefined ? {} : { caption }), ...waysOf(type, mime) },
      ]
    }
  }
}

/** What WhatsApp Web shows by itself; everything else goes as a document. */
function waysOf(type: MediaType, mime: string): object {
  switch (type) {
    case 'image':
      return /^image\/(?:jpe?g|png|webp)$/i.test(mime) ? {} : { sendMediaAsDocument: true }
    case 'video':
      return /^video\/(?:mp4|3gpp)$/i.test(mime) ? {} : { sendMediaAsDocument: true }
    case 'audio':
      return /ogg|opus/i.test(mime) ? { sendAudioAsVoice: true } : {}
    case 'sticker':
      // Anything else would be converted by programs that may not be there.
      return /^image\/webp$/i.test(mime) ? { sendMediaAsSticker: true } : {}
    case 'document':
      return { sendMediaAsDocument: true }
  }
}

import http from 'node:http'
import https from 'node:https'
import { Api, InputFile } from 'grammy'
import { telegramDefaults } from '../../config/defaults.ts'
import { Unauthorized } from '../../contracts/errors.ts'
import type { Network } from '../../contracts/channel.ts'
import { field } from '../json.ts'
import type { Settings } from './settings.ts'
import { createTransport } from './transport.ts'
import type { Transport } from './transport.ts'

/** The type of a signal in grammY's methods: a polyfill's, which Node's own fits in all but its declaration. */
export type ApiSignal = Parameters<Api['raw']['getMe']>[0]

/** Replies that are being written. */
export interface Drafts {
  /** False once the server did not know what a draft is: an old one, or one of the operator's own. */
  known: boolean
  readonly open: Map<string, Draft>
}

export interface Draft {
  text: string
  /** Not before, milliseconds since 1970. */
  nextAt: number
  /** Between a call and its answer. */
  underway: boolean
}

export interface TelegramClient {
  /** grammY's methods, over our transport. */
  readonly api: Api['raw']
  readonly transport: Transport
  readonly drafts: Drafts
}

/** Opens nothing yet: connections are made when there is something to say. Throws Unauthorized for what is no token. */
export function createClient(
  { token, apiRoot = 'https://api.telegram.org' }: Settings,
  network?: Network,
): TelegramClient {
  // It becomes part of a path.
  if (!/^[\w:.~-]+$/.test(token)) {
    throw new Unauthorized('The bot token is not one of Telegram’s: copy it again from @BotFather.')
  }
  const root = apiRoot.replace(/\/+$/, '')
  const transport = createTransport(root, token, network)
  const api = new Api(token, {
    apiRoot: root,
    timeoutSeconds: telegramDefaults.uploadMs / 1000,
    ...(network && { baseFetchConfig: { agent: agentOf(root, network), redirect: 'error' } }),
  })
  api.config.use((own, method, payload, signal) => {
    // Uploads are few, and a stream of parts: grammY's own transport knows how. All else takes the short way.
    if (hasUpload(payload)) return own(method, payload, signal)
    const pollMs = method === 'getUpdates' ? telegramDefaults.pollSeconds * 1000 : 0
    const answerMs = telegramDefaults.answerMs + pollMs
    // Which answer belongs to which method is grammY's knowledge; its signals have the type of a polyfill.
    return transport.post(method, payload, { signal: signal as AbortSignal | undefined, answerMs }) as Promise<never>
  })
  return { api: api.raw, transport, drafts: { known: true, open: new Map() } }
}

/** For uploads, which grammY makes itself. */
function agentOf(root: string, { lookup }: Network): http.Agent {
  return root.startsWith('https:') ? new https.Agent({ lookup }) : new http.Agent({ lookup })
}

function hasUpload(payload: object): boolean {
  return Object.values(payload).some(
    (value: unknown) =>
      value instanceof InputFile ||
      (Array.isArray(value) && value.some((item) => field(item, 'media') instanceof InputFile)),
  )
}

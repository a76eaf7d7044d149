import type { ServerResponse } from 'node:http'
import { createRecord } from './record.ts'
import type { CallRecord, RecordedCall } from './record.ts'
import { createSlackDelivery, sign, written } from './slack-delivery.ts'
import type { Outgoing, SignedRequest, SlackDelivery } from './slack-delivery.ts'
import { createSlackFaults, failureOf } from './slack-faults.ts'
import type { SlackFault } from './slack-faults.ts'
import { serveSlack } from './slack-http.ts'
import { describe, methods, SlackRefusal } from './slack-methods.ts'
import type { Payload, SlackFile } from './slack-methods.ts'
import { commandPayload, escaped, eventPayload, pressPayload } from './slack-people.ts'
import { buttonsOf, elementsOf, isReply, replyOf } from './slack-replies.ts'
import type { SlackReply } from './slack-replies.ts'

export type { SlackFault } from './slack-faults.ts'
export type { SlackReply } from './slack-replies.ts'

export interface SlackEmulatorOptions {
  /** 0, the default: any free one. */
  readonly port?: number
  readonly botToken?: string
  readonly signingSecret?: string
  /** Of Socket Mode. */
  readonly appToken?: string
  /** Changes tokens as OAuth does: refresh tokens work once. */
  readonly refreshToken?: string
  readonly clientId?: string
  readonly clientSecret?: string
  /** Multiplies the waits between tries of a delivery; 0.001 by default: a minute is 60 ms. */
  readonly timeScale?: number
  /** Calls that `record` keeps; 10,000 by default. */
  readonly keep?: number
  readonly onCall?: (call: RecordedCall) => void
  /** Sees every answer that a delivery got. */
  readonly onDelivered?: (outgoing: Outgoing, status: number, body: string) => void
}

export interface SlackSayOptions {
  readonly user?: string
  readonly thread?: string
  /** Calls the bot by name; Slack then tells it twice. */
  readonly mention?: boolean
  readonly files?: readonly string[]
  /** Anything else the message has. */
  readonly extra?: Payload
}

/**
 * Slack for tests, over real HTTP and real sockets: the Web API, and the people who write to a bot. Channels whose ids
 * begin with D are direct messages.
 *
 * ```ts
 * const slack = await createSlackEmulator()
 * // … settings of the channel: { ...slack.settings } …
 * slack.deliverTo(webhookUrl)
 * slack.say('D1', 'Hello')
 * const [reply] = await slack.waitForReply('D1')
 * slack.press('D1', 'Yes')
 * slack.fault({ kind: 'tooMany', retryAfter: 1 })
 * await slack.close()
 * ```
 */
export interface SlackEmulator {
  /** What the adapter's `apiUrl` is set to. */
  readonly url: string
  /** What a channel needs to be this app's. */
  readonly settings: { readonly botToken: string; readonly signingSecret: string; readonly apiUrl: string }
  readonly appToken: string
  readonly bot: { readonly user: string; readonly id: string; readonly app: string; readonly team: string }
  /** The token that is good now. */
  readonly botToken: string
  readonly record: CallRecord
  /** Messages that were answered to one person alone. */
  readonly responses: readonly Payload[]
  /** What the bot has said, as it stands now, by channel and timestamp. */
  readonly messages: ReadonlyMap<string, Payload>
  readonly delivery: Pick<SlackDelivery, 'refresh' | 'cut' | 'sockets'>
  deliverTo(url: string | undefined): void
  /** A person writes; its timestamp. */
  say(channel: string, text: string, options?: SlackSayOptions): string
  /** A person presses a button or chooses of the menu under the bot's last message with one, by label or value. */
  press(channel: string, button: string, options?: { readonly user?: string }): void
  /** A slash command. */
  command(channel: string, command: string, text: string, options?: { readonly user?: string }): void
  /** Any event, in an envelope of Slack's. */
  event(event: Payload, envelope?: Payload): Payload
  /** Any interaction. */
  interaction(payload: Payload): void
  /** A request as Slack would send it. */
  request(outgoing: Outgoing, at?: number): SignedRequest
  /** Lets something go wrong; the function it gives lifts it. */
  fault(fault: SlackFault): () => void
  /** Keeps a file that people can send along; its id. */
  addFile(name: string, mime: string, bytes: Uint8Array): string
  file(id: string): SlackFile | undefined
  /** The messages that the bot sent to a channel, once there are `count`; rejects after `withinMs` (5 s). */
  waitForReply(channel: string, count?: number, withinMs?: number): Promise<readonly SlackReply[]>
  waitForCall(method: string, count?: number, withinMs?: number): Promise<readonly RecordedCall[]>
  idle(): Promise<void>
  close(): Promise<void>
}

export async function createSlackEmulator(options: SlackEmulatorOptions = {}): Promise<SlackEmulator> {
  const {
    port = 0,
    signingSecret = 'emulated-signing-secret',
    appToken = 'xapp-1-emulated',
    timeScale = 0.001,
    keep = 10_000,
  } = options
  const { clientId = '1.2', clientSecret = 'emulated-client-secret', onCall, onDelivered } = options
  const bot = { user: 'U0BOT', id: 'B0BOT', app: 'A0EMULATED', team: 'T0EMULATED' } as const
  const record = createRecord(keep)
  const faults = createSlackFaults()
  const slow = new Set<NodeJS.Timeout>()
  const responses: Payload[] = []
  const offers = new Map<string, Payload>()
  const responders = new Map<string, number>()
  let botToken = options.botToken ?? 'xoxb-emulated'
  let refreshToken = options.refreshToken
  let expired = false
  let clock = Date.now() * 1000
  let events = 0
  let held: Outgoing | undefined

  const host = {
    bot,
    url: '',
    messages: new Map<string, Payload>(),
    files: new Map<string, SlackFile>(),
    places: new Map<string, { readonly name: string; readonly length: number }>(),
    nextTs() {
      clock = Math.max(clock + 1, Date.now() * 1000)
      return `${Math.floor(clock / 1_000_000)}.${String(clock % 1_000_000).padStart(6, '0')}`
    },
  }

  function exchange(payload: Payload): Payload {
    if (payload['client_id'] !== clientId || payload['client_secret'] !== clientSecret)
      throw new SlackRefusal('invalid_client_id')
    if (payload['grant_type'] === 'refresh_token') {
      if (refreshToken === undefined || payload['refresh_token'] !== refreshToken)
        throw new SlackRefusal('invalid_refresh_token')
    } else if (payload['code'] !== 'emulated-code') throw new SlackRefusal('invalid_code')
    events += 1
    botToken = `xoxb-renewed-${events}`
    expired = false
    if (refreshToken !== undefined) refreshToken = `xoxe-1-renewed-${events}`
    return {
      access_token: botToken,
      token_type: 'bot',
      bot_user_id: bot.user,
      team: { id: bot.team, name: 'Emulated' },
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken, expires_in: 43_200 }),
    }
  }

  function call(method: string, payload: Payload, token: string): Payload {
    if (method === 'oauth.v2.access') return exchange(payload)
    if (method === 'apps.connections.open') {
      if (token !== appToken) throw new SlackRefusal('invalid_auth')
      return { url: `${host.url.replace('http', 'ws')}/link` }
    }
    if (token === '') throw new SlackRefusal('not_authed')
    if (token !== botToken) throw new SlackRefusal('invalid_auth')
    if (expired) throw new SlackRefusal('token_expired')
    const perform = methods.get(method)
    if (perform === undefined) throw new SlackRefusal('unknown_method')
    const result = perform(payload, host)
    const channel = payload['channel']
    if (method === 'chat.postMessage' && typeof channel === 'string' && buttonsOf(payload).length > 0) {
      offers.set(channel, result['message'] as Payload)
    }
    return result
  }

  function answer(method: string, payload: Payload, token: string, response: ServerResponse): void {
    const fault = faults.take(method, payload['channel'] ?? payload['channel_id'])
    const failure = fault && failureOf(fault)
    if (failure) finish(method, payload, response, failure.body, failure.status, failure.headers)
    else if (fault?.kind === 'silent') kept(method, payload, 0, undefined)
    else if (fault?.kind === 'reset') {
      kept(method, payload, 0, undefined)
      response.destroy()
    } else if (fault?.kind === 'slow') {
      const timer = setTimeout(() => {
        slow.delete(timer)
        perform(method, payload, token, response, false)
      }, fault.ms)
      slow.add(timer)
    } else perform(method, payload, token, response, fault?.kind === 'lost')
  }

  function perform(method: string, payload: Payload, token: string, response: ServerResponse, isLost: boolean): void {
    let body: Payload
    try {
      body = { ok: true, ...call(method, payload, token) }
    } catch (error) {
      body = { ok: false, error: error instanceof SlackRefusal ? error.error : 'internal_error' }
    }
    if (!isLost) {
      finish(method, payload, response, body, 200)
      return
    }
    kept(method, payload, 0, body)
    response.destroy()
  }

  function finish(
    method: string,
    payload: Payload,
    response: ServerResponse,
    body: Payload,
    status: number,
    headers: Readonly<Record<string, string>> = {},
  ): void {
    kept(method, payload, status, body)
    if (response.destroyed) return
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }

  function kept(method: string, payload: Payload, status: number, result: unknown): void {
    const one = { method, payload, at: Date.now(), status, answer: result }
    if (keep > 0) record.add(one)
    onCall?.(one)
  }

  const http = await serveSlack({
    port,
    answer,
    file: (id, token) => (token === botToken ? host.files.get(id) : undefined),
    upload(id, bytes) {
      const place = host.places.get(id)
      if (place?.length !== bytes.length) return false
      host.files.set(id, { id, name: place.name, mime: 'application/octet-stream', bytes })
      return true
    },
    respond(id, payload) {
      const left = responders.get(id) ?? 0
      if (left <= 0) return 404
      responders.set(id, left - 1)
      responses.push(payload)
      kept('response_url', payload, 200, undefined)
      return 200
    },
  })
  host.url = http.url
  const delivery = createSlackDelivery({
    secret: signingSecret,
    server: http.server,
    timeScale,
    onAnswer: (outgoing, status, body) => onDelivered?.(outgoing, status, body),
  })

  function deliver(outgoing: Outgoing): void {
    const disturbance = faults.disturbance()
    if (disturbance === 'reorder') {
      held = outgoing
      return
    }
    delivery.add(outgoing)
    if (disturbance === 'duplicate')
      delivery.add({ ...outgoing, payload: { ...outgoing.payload, event_id: nextEventId() } })
    if (held) delivery.add(held)
    held = undefined
  }

  function nextEventId(): string {
    events += 1
    return `Ev${String(events).padStart(8, '0')}`
  }

  function event(inner: Payload, envelope: Payload = {}): Payload {
    const ts = inner['ts'] ?? host.nextTs()
    const payload = { ...eventPayload(bot, { event_ts: ts, ...inner }, nextEventId()), ...envelope }
    deliver({ kind: 'events_api', payload })
    return payload
  }

  function responder(): string {
    const id = `r${responders.size + 1}`
    responders.set(id, 5)
    return `${http.url}/respond/${id}`
  }

  return {
    url: `${http.url}/api/`,
    settings: { botToken, signingSecret, apiUrl: `${http.url}/api/` },
    appToken,
    bot,
    get botToken() {
      return botToken
    },
    record,
    responses,
    messages: host.messages,
    delivery,
    deliverTo: (url) => delivery.setUrl(url),
    say(channel, text, { user = 'U0PERSON', thread, mention = false, files = [], extra = {} } = {}) {
      const ts = host.nextTs()
      const said = {
        user,
        ts,
        client_msg_id: `emulated-${ts}`,
        text: (mention ? `<@${bot.user}> ` : '') + escaped(text),
        team: bot.team,
        channel,
        ...(thread === undefined ? {} : { thread_ts: thread }),
        ...(files.length === 0 ? {} : { files: files.map((id) => describe(host.files.get(id)!, http.url)) }),
        ...extra,
      }
      const subtype = files.length === 0 ? {} : { subtype: 'file_share' }
      event({ type: 'message', ...subtype, ...said, channel_type: channel.startsWith('D') ? 'im' : 'channel' })
      if (mention && !channel.startsWith('D')) event({ type: 'app_mention', ...said })
      return ts
    },
    press(channel, button, { user = 'U0PERSON' } = {}) {
      const message = offers.get(channel)
      const found = message && elementsOf(message).find(({ label, value }) => label === button || value === button)
      if (message === undefined || found === undefined) {
        throw new Error(
          `There is no button "${button}" in channel ${channel}; there are: ${message ? buttonsOf(message).join(', ') : 'none'}`,
        )
      }
      const made = { channel, user, message, response_url: responder(), trigger_id: host.nextTs() }
      const payload = pressPayload(bot, { ...found.action, action_ts: host.nextTs() }, made)
      deliver({ kind: 'interactive', payload })
    },
    command(channel, command, text, { user = 'U0PERSON' } = {}) {
      const made = { channel, user, response_url: responder(), trigger_id: host.nextTs() }
      const payload = commandPayload(bot, command, text, made)
      deliver({ kind: 'slash_commands', payload })
    },
    event,
    interaction: (payload) => deliver({ kind: 'interactive', payload }),
    request(outgoing, at) {
      const { body, type } = written(outgoing)
      return sign(signingSecret, body, type, at)
    },
    fault(fault) {
      if (fault.kind === 'refused' && fault.error === 'token_expired') {
        expired = true
        return () => {
          expired = false
        }
      }
      return faults.add(fault)
    },
    addFile(name, mime, bytes) {
      const id = `F0FILE${host.files.size + 1}`
      host.files.set(id, { id, name, mime, bytes })
      return id
    },
    file: (id) => host.files.get(id),
    async waitForReply(channel, count = 1, withinMs = 5000) {
      const calls = await record.waitFor((one) => isReply(one) && one.payload['channel'] === channel, count, withinMs)
      return calls.map(replyOf)
    },
    waitForCall: (method, count = 1, withinMs = 5000) =>
      record.waitFor((one) => one.method === method, count, withinMs),
    idle: () => delivery.idle(),
    async close() {
      for (const timer of slow) clearTimeout(timer)
      await delivery.close()
      await http.close()
    },
  }
}

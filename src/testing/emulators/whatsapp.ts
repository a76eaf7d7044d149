import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { createRecord } from './record.ts'
import type { CallRecord, RecordedCall } from './record.ts'
import { CallFailure, checkMessage } from './whatsapp-checks.ts'
import type { GraphFailure, Payload } from './whatsapp-checks.ts'
import { createDelivery } from './whatsapp-delivery.ts'
import { createFaults, failureOf } from './whatsapp-faults.ts'
import type { WhatsappFault } from './whatsapp-faults.ts'
import { errorBody, serveGraph } from './whatsapp-http.ts'
import type { Asked } from './whatsapp-http.ts'
import { idsOf, isReply, isTo, optionsOf, replyOf } from './whatsapp-people.ts'
import type { WhatsappPerson, WhatsappReply } from './whatsapp-people.ts'

export type { WhatsappFault } from './whatsapp-faults.ts'
export type { WhatsappPerson, WhatsappReply } from './whatsapp-people.ts'

export interface WhatsappEmulatorOptions {
  /** 0, the default: any free one. */
  readonly port?: number
  /** Multiplies the waits between tries of a webhook; 0.02 by default: a second is 20 ms. */
  readonly timeScale?: number
  /** Calls that `record` keeps; 10,000 by default. */
  readonly keep?: number
  /** Statuses that every message sent gets by itself, in this order; `sent` and `delivered` by default. */
  readonly statuses?: readonly ('sent' | 'delivered' | 'read')[]
  /** Sees every answer that a webhook got. */
  readonly onDelivered?: (body: string, status: number) => void
}

/** What the channel's settings are. */
export interface WhatsappSettings {
  readonly phoneNumberId: string
  readonly accessToken: string
  readonly appSecret: string
  readonly verifyToken: string
  readonly graphUrl: string
}

/**
 * The Cloud API for tests, over real HTTP: the Graph API's part for one number, and the people who write to it.
 *
 * ```ts
 * const whatsapp = await createWhatsappEmulator()
 * // … settings of the channel: whatsapp.settings …
 * await whatsapp.callAt(channel.webhookUrl)
 * whatsapp.say('15551234567', 'Hello')
 * const [reply] = await whatsapp.waitForReply('15551234567')
 * whatsapp.press('15551234567', 'Yes')
 * whatsapp.fault({ kind: 'tooMany', of: 'pair' })
 * await whatsapp.close()
 * ```
 */
export interface WhatsappEmulator {
  readonly settings: WhatsappSettings
  /** Every call, good or bad: `messages`, `read`, `media` (uploads), `file` (where one is), `download`, `number`. */
  readonly record: CallRecord
  /** Verifies the address as Meta does, and sends everything there from then on. */
  callAt(url: string): Promise<void>
  /** A person writes. Gives the message's id. */
  say(person: WhatsappPerson, text: string, extra?: Payload): string
  /** Any message: `{ type: 'image', image: { id } }`. Gives its id. */
  message(person: WhatsappPerson, content: Payload): string
  /** A person presses a button or chooses a row of the last message that had some, by title or id. Throws when there is none. */
  press(person: WhatsappPerson, option: string): string
  status(message: string, status: string, extra?: Payload): void
  /** Any change of any field. */
  change(field: string, value: Payload): void
  /** Lets something go wrong; the function it gives lifts it. */
  fault(fault: WhatsappFault): () => void
  /** Keeps a file that can be asked for from then on; its id. Uploads are kept as well. */
  addFile(file: {
    readonly mime: string
    readonly bytes: Uint8Array
    /** A wrong one, to be found out. */ readonly sha256?: string
  }): string
  file(id: string): { readonly mime: string; readonly bytes: Uint8Array } | undefined
  /** The messages that were sent to a person, by phone number or id, once there are `count`; rejects after `withinMs` (5 s). */
  waitForReply(to: string, count?: number, withinMs?: number): Promise<readonly WhatsappReply[]>
  waitForCall(method: string, count?: number, withinMs?: number): Promise<readonly RecordedCall[]>
  /** Resolves when every webhook was taken. */
  idle(): Promise<void>
  close(): Promise<void>
}

const displayNumber = '15550001111'

export async function createWhatsappEmulator(options: WhatsappEmulatorOptions = {}): Promise<WhatsappEmulator> {
  const { port = 0, timeScale = 0.02, keep = 10_000, statuses = ['sent', 'delivered'], onDelivered } = options
  const secrets = {
    phoneNumberId: '106540352242922',
    accessToken: 'EAAemulatedAccessToken',
    appSecret: 'emulated-app-secret',
    verifyToken: 'emulated-verify-token',
  }
  const record = createRecord(keep)
  const faults = createFaults()
  const delivery = createDelivery({
    appSecret: secrets.appSecret,
    timeScale,
    onAnswer: (body, status) => onDelivered?.(body, status),
  })
  const files = new Map<string, { mime: string; bytes: Uint8Array; sha256: string }>()
  const sent = new Map<string, Payload>()
  const offers = new Map<unknown, { readonly id: string; readonly payload: Payload }>()
  const timers = new Set<NodeJS.Timeout>()
  const origin = { url: '' }
  let override: string | undefined
  let counted = 0

  const nextId = () => `wamid.${Buffer.from(`emulated-${(counted += 1)}`).toString('base64')}`
  const metadata = { display_phone_number: displayNumber, phone_number_id: secrets.phoneNumberId }
  const now = () => String(Math.floor(Date.now() / 1000))

  function change(field: string, value: Payload): void {
    const whole = { messaging_product: 'whatsapp', metadata, ...value }
    delivery.add(
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: '102290129340398', changes: [{ field, value: whole }] }],
      }),
    )
  }

  function status(message: string, name: string, extra: Payload = {}): void {
    const { to, recipient } = sent.get(message) ?? {}
    const ids = {
      ...(to === undefined ? {} : { recipient_id: to }),
      ...(recipient === undefined ? {} : { recipient_user_id: recipient }),
    }
    change('messages', { statuses: [{ id: message, status: name, timestamp: now(), ...ids, ...extra }] })
  }

  function message(person: WhatsappPerson, content: Payload): string {
    const { phone, user } = idsOf(person)
    const id = nextId()
    const contact = {
      profile: { name: `Person ${phone ?? user}` },
      ...(phone === undefined ? {} : { wa_id: phone }),
      ...(user === undefined ? {} : { user_id: user }),
    }
    const from = {
      ...(phone === undefined ? {} : { from: phone }),
      ...(user === undefined ? {} : { from_user_id: user }),
    }
    change('messages', { contacts: [contact], messages: [{ ...from, id, timestamp: now(), ...content }] })
    return id
  }

  /** The answer, and what happens after it. */
  function perform(
    asked: Asked,
    fault: WhatsappFault | undefined,
  ): { readonly answer: Payload; readonly then?: () => void } {
    const { method, path, payload, file } = asked
    const [, first = '', second] = path.split('/').map(decodeURIComponent)
    if (first !== secrets.phoneNumberId) return { answer: whereFile(first) }
    if (second === 'messages' && method === 'POST') {
      if (payload['status'] === 'read') return { answer: { success: true } }
      return sendMessage(payload, fault)
    }
    if (second === 'media' && method === 'POST') {
      if (file === undefined || payload['messaging_product'] !== 'whatsapp') throw missing('file')
      return { answer: { id: addFile({ mime: String(payload['type']), bytes: file.bytes }) } }
    }
    if (second !== undefined) throw missing(second)
    if (method === 'POST') {
      const given = payload['webhook_configuration'] as Payload | undefined
      const to = given?.['override_callback_uri']
      override = typeof to === 'string' && to !== '' ? to : undefined
      return { answer: { success: true } }
    }
    const own = override === undefined ? {} : { phone_number: override }
    return { answer: { webhook_configuration: { application: 'https://example.org/app', ...own }, id: first } }
  }

  function sendMessage(payload: Payload, fault: WhatsappFault | undefined): ReturnType<typeof perform> {
    checkMessage(payload)
    const media = payload[String(payload['type'])] as Payload | undefined
    if (typeof media?.['id'] === 'string' && !files.has(media['id'])) throw missing(`media ${media['id']}`)
    const id = nextId()
    sent.set(id, payload)
    const { to, recipient } = payload
    if (payload['type'] === 'interactive') for (const one of [to, recipient]) offers.set(one, { id, payload })
    const follow = () => {
      if (fault?.kind === 'failed') {
        const title = fault.message ?? 'Message failed'
        status(id, 'failed', { errors: [{ code: fault.code, title, message: title, error_data: { details: title } }] })
        return
      }
      for (const name of statuses) status(id, name)
    }
    return {
      answer: {
        messaging_product: 'whatsapp',
        contacts: [{ input: to ?? recipient, ...(to === undefined ? { user_id: recipient } : { wa_id: to }) }],
        messages: [{ id }],
      },
      then: follow,
    }
  }

  function whereFile(id: string): Payload {
    const file = files.get(id)
    if (!file) throw missing(id)
    const url = `${origin.url.replace(/\/v[^/]*$/, '')}/whatsapp_business/attachments/?mid=${id}`
    return {
      url,
      mime_type: file.mime,
      sha256: file.sha256,
      file_size: file.bytes.length,
      id,
      messaging_product: 'whatsapp',
    }
  }

  function methodOf({ path, method, payload }: Asked): string {
    if (path.startsWith('/whatsapp_business/')) return 'download'
    if (path.endsWith('/messages')) return payload['status'] === 'read' ? 'read' : 'messages'
    if (path.endsWith('/media') && method === 'POST') return 'media'
    return path === `/${secrets.phoneNumberId}` ? 'number' : 'file'
  }

  function answer(asked: Asked, response: ServerResponse): void {
    const method = methodOf(asked)
    const kept = method === 'file' ? { id: asked.path.slice(1) } : asked.payload
    const end = (code: number, body: string | Uint8Array, result: unknown, headers: Record<string, string> = {}) => {
      record.add({ method, payload: kept, at: Date.now(), status: code, answer: result })
      if (response.destroyed) return
      response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(body)
    }
    const fail = (failure: GraphFailure) =>
      end(
        failure.status,
        errorBody(failure),
        failure,
        failure.retryAfter === undefined ? {} : { 'retry-after': String(failure.retryAfter) },
      )
    if (!asked.isAllowed) {
      fail({ status: 401, code: 190, message: 'Invalid OAuth access token - Cannot parse access token' })
      return
    }
    const fault = faults.take(method, [asked.payload['to'], asked.payload['recipient']])
    const failure = fault && failureOf(fault)
    if (failure === 'not JSON') {
      const code = fault?.kind === 'unavailable' ? (fault.status ?? 502) : 502
      end(code, '<html>Bad Gateway</html>', 'Bad Gateway', { 'content-type': 'text/html' })
      return
    }
    if (failure) {
      fail(failure)
      return
    }
    if (fault?.kind === 'silent' || fault?.kind === 'reset') {
      record.add({ method, payload: kept, at: Date.now(), status: 0, answer: undefined })
      if (fault.kind === 'reset') response.destroy()
      return
    }
    if (fault?.kind === 'slow') {
      const timer = setTimeout(() => {
        timers.delete(timer)
        finish()
      }, fault.ms)
      timers.add(timer)
      return
    }
    finish()

    function finish(): void {
      try {
        if (method === 'download') {
          const file = files.get(asked.query.get('mid') ?? '')
          if (!file) throw missing('file')
          end(200, file.bytes, undefined, { 'content-type': file.mime, 'content-length': String(file.bytes.length) })
          return
        }
        const { answer: result, then } = perform(asked, fault)
        if (fault?.kind === 'lost') {
          record.add({ method, payload: kept, at: Date.now(), status: 0, answer: result })
          response.destroy()
        } else if (fault?.kind === 'early') {
          then?.()
          void delivery.idle().then(() => end(200, JSON.stringify(result), result))
          return
        } else end(200, JSON.stringify(result), result)
        then?.()
      } catch (error) {
        fail(error instanceof CallFailure ? error.failure : { status: 500, code: 131000, message: String(error) })
      }
    }
  }

  function addFile({ mime, bytes, sha256 }: { mime: string; bytes: Uint8Array; sha256?: string }): string {
    const id = String(1_000_000 + files.size)
    files.set(id, { mime, bytes, sha256: sha256 ?? createHash('sha256').update(bytes).digest('hex') })
    return id
  }

  const server = await serveGraph({ port, token: secrets.accessToken }, answer)
  origin.url = server.url

  return {
    settings: { ...secrets, graphUrl: server.url },
    record,
    async callAt(url) {
      await delivery.verify(url, secrets.verifyToken)
      delivery.target = url
    },
    say: (person, text, extra = {}) => message(person, { type: 'text', text: { body: text }, ...extra }),
    message,
    press(person, option) {
      const { phone, user } = idsOf(person)
      const offer = offers.get(phone) ?? offers.get(user)
      const found = offer && optionsOf(offer.payload).find(({ id, title }) => id === option || title === option)
      if (!offer || !found) throw new Error(`There is no option "${option}" for ${phone ?? user}.`)
      const { id, title } = found
      return message(person, {
        type: 'interactive',
        context: { from: displayNumber, id: offer.id },
        interactive: { type: found.kind, [found.kind]: { id, title } },
      })
    },
    status,
    change,
    fault(fault) {
      if (fault.kind !== 'duplicate' && fault.kind !== 'reorder') return faults.add(fault)
      for (let count = 0; count < (fault.times ?? 1); count += 1) delivery.disturb(fault.kind)
      return () => undefined
    },
    addFile,
    file: (id) => files.get(id),
    async waitForReply(to, count = 1, withinMs = 5000) {
      const calls = await record.waitFor((one) => isReply(one) && isTo(one.payload, to), count, withinMs)
      return calls.map(replyOf)
    },
    waitForCall: (method, count = 1, withinMs = 5000) =>
      record.waitFor((one) => one.method === method, count, withinMs),
    idle: () => delivery.idle(),
    async close() {
      for (const timer of timers) clearTimeout(timer)
      await delivery.close()
      await server.close()
    },
  }
}

function missing(id: string): CallFailure {
  return new CallFailure({
    status: 400,
    code: 100,
    subcode: 33,
    message: `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions`,
  })
}

import type { ServerResponse } from 'node:http'
import type { Message, Update, User } from 'grammy/types'
import { createRecord } from './record.ts'
import type { CallRecord, RecordedCall } from './record.ts'
import { createDelivery } from './telegram-delivery.ts'
import type { Webhook } from './telegram-delivery.ts'
import { createFaults, failureOf } from './telegram-faults.ts'
import type { TelegramFault } from './telegram-faults.ts'
import { failureBody, serveBot } from './telegram-http.ts'
import { MethodFailure, methods, refuse } from './telegram-methods.ts'
import type { Payload } from './telegram-methods.ts'
import { ways } from './telegram-ways.ts'

export type { TelegramFault } from './telegram-faults.ts'

export interface TelegramEmulatorOptions {
  /** 0, the default: any free one. */
  readonly port?: number
  /** The bot's; `123456:emulated` by default. Calls with any other are answered 401, as the real one does. */
  readonly token?: string
  /** Multiplies the waits between tries of a delivery; 0.02 by default: a second is 20 ms. */
  readonly timeScale?: number
  /** Calls that `record` keeps; 10,000 by default. */
  readonly keep?: number
  /** Sees every call as it is answered: for measurements that are to keep nothing. */
  readonly onCall?: (call: RecordedCall) => void
  /** Sees every answer that a delivered update got. */
  readonly onDelivered?: (update: Update, status: number) => void
}

export interface SayOptions {
  /** Who says it: the person of a private chat, person 1000 of a group, by default. */
  readonly from?: Partial<User>
  readonly thread?: number
  readonly replyTo?: number
  /** Anything else the message has: `{ photo: […], caption: '…' }`. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** A message that the bot sent, in a few words. */
export interface Reply {
  readonly method: string
  readonly text: string
  /** Labels of its buttons. */
  readonly buttons: readonly string[]
  readonly message: Message
}

/**
 * Telegram for tests, over real HTTP: the Bot API's server and the people who write to a bot. Negative chat ids are
 * groups.
 *
 * ```ts
 * const telegram = await createTelegramEmulator()
 * // … settings of the channel: { token: telegram.token, apiRoot: telegram.url } …
 * telegram.say(42, 'Hello')
 * const [reply] = await telegram.waitForReply(42)
 * telegram.press(42, 'Yes')
 * telegram.fault({ kind: 'tooMany', retryAfter: 1 })
 * await telegram.close()
 * ```
 */
export interface TelegramEmulator {
  /** What the adapter's `apiRoot` is set to. */
  readonly url: string
  readonly token: string
  /** Every call of a method, good or bad. */
  readonly record: CallRecord
  /** A person writes; delivered by webhook or polling like everything below. `/name` becomes a command. */
  say(chat: number, text: string, options?: SayOptions): Update
  /** A person presses a button under the bot's last message with buttons, by its label or its data. Throws when there is none. */
  press(chat: number, button: string, options?: Pick<SayOptions, 'from'>): Update
  /** Any update; its `update_id` is given where it has none. */
  update(raw: Readonly<Record<string, unknown>>): Update
  /** Lets something go wrong; the function it gives lifts it. */
  fault(fault: TelegramFault): () => void
  /** Keeps a file that getFile knows from then on; its id. Uploads are kept as well. */
  addFile(name: string, bytes: Uint8Array): string
  /** The messages that the bot sent to a chat, once there are `count`; rejects after `withinMs` (5 s). */
  waitForReply(chat: number, count?: number, withinMs?: number): Promise<readonly Reply[]>
  waitForCall(method: string, count?: number, withinMs?: number): Promise<readonly RecordedCall[]>
  /** Resolves when every update was taken. */
  idle(): Promise<void>
  /** What setWebhook was told. */
  readonly webhook: Webhook | undefined
  close(): Promise<void>
}

const firstUpdate = 100_000

export async function createTelegramEmulator(options: TelegramEmulatorOptions = {}): Promise<TelegramEmulator> {
  const { port = 0, token = '123456:emulated', timeScale = 0.02, keep = 10_000, onCall, onDelivered } = options
  const record = createRecord(keep)
  const faults = createFaults()
  const delivery = createDelivery({ timeScale, onAnswer: (update, status) => onDelivered?.(update, status) })
  const files = new Map<string, { readonly path: string; readonly size: number; readonly bytes: Uint8Array }>()
  const lastMessage = new Map<number | string, number>()
  const lastOffer = new Map<number, Message>()
  const slow = new Set<NodeJS.Timeout>()
  const bot = {
    id: Number.parseInt(token, 10) || 1,
    is_bot: true,
    first_name: 'Emulated',
    username: 'emulated_bot',
  } as const
  let updates = firstUpdate

  const host = {
    bot,
    file: (id: string) => files.get(id),
    nextMessageId(chat: number | string) {
      const id = (lastMessage.get(chat) ?? 0) + 1
      lastMessage.set(chat, id)
      return id
    },
  }

  async function call(method: string, payload: Payload): Promise<unknown> {
    const way = ways.get(method)
    if (way) return way(payload, delivery)
    const perform = methods.get(method)
    if (!perform) return refuse('Not Found: method not found', 404)
    const result = perform(payload, host)
    if (payload['reply_markup'] !== undefined && method.startsWith('send')) {
      lastOffer.set(Number(payload['chat_id']), result as Message) // what `send…` answers is the message
    }
    return result
  }

  function answer(method: string, payload: Payload, response: ServerResponse): void {
    const fault = faults.take(method, payload['chat_id'])
    const failure = fault && failureOf(fault)
    if (failure) {
      finish(method, payload, response, failureBody(failure), failure.status, failure.description)
      return
    }
    if (fault?.kind === 'silent' || fault?.kind === 'reset') {
      keepCall({ method, payload, at: Date.now(), status: 0, answer: undefined })
      if (fault.kind === 'reset') response.destroy()
      return
    }
    if (fault?.kind === 'slow') {
      const timer = setTimeout(() => {
        slow.delete(timer)
        perform(method, payload, response)
      }, fault.ms)
      slow.add(timer)
      return
    }
    perform(method, payload, response, fault?.kind === 'lost')
  }

  function perform(method: string, payload: Payload, response: ServerResponse, isLost = false): void {
    call(method, payload).then(
      (result) => {
        if (!isLost) {
          finish(method, payload, response, `{"ok":true,"result":${JSON.stringify(result)}}`, 200, result)
          return
        }
        keepCall({ method, payload, at: Date.now(), status: 0, answer: result })
        response.destroy()
      },
      (error: unknown) => {
        const failure =
          error instanceof MethodFailure ? error.failure : { status: 500, description: 'Internal Server Error' }
        finish(method, payload, response, failureBody(failure), failure.status, failure.description)
      },
    )
  }

  function finish(
    method: string,
    payload: Payload,
    response: ServerResponse,
    body: string,
    status: number,
    result: unknown,
  ): void {
    keepCall({ method, payload, at: Date.now(), status, answer: result })
    if (response.destroyed) return
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  }

  function keepCall(call: RecordedCall): void {
    if (keep > 0) record.add(call)
    onCall?.(call)
  }

  function addFile(name: string, bytes: Uint8Array): string {
    const id = `file-${files.size + 1}`
    files.set(id, { path: `documents/${files.size + 1}/${name}`, size: bytes.length, bytes })
    return id
  }

  const file = (path: string) => [...files.values()].find((one) => one.path === path)?.bytes
  const server = await serveBot({ port, token, answer, file, keep: addFile })

  function update(raw: Readonly<Record<string, unknown>>): Update {
    updates += 1
    const made = { update_id: updates, ...raw } as unknown as Update // the author of the test knows what is sent
    delivery.add(made)
    return made
  }

  function person(chat: number, from: Partial<User> = {}): User {
    const id = chat > 0 ? chat : 1000
    return { id, is_bot: false, first_name: `Person ${id}`, language_code: 'en', ...from }
  }

  function chatOf(chat: number, from: User): object {
    if (chat > 0) return { id: chat, type: 'private', first_name: from.first_name }
    return { id: chat, type: 'supergroup', title: `Group ${-chat}` }
  }

  return {
    url: server.url,
    token,
    record,
    get webhook() {
      return delivery.webhook
    },
    say(chat, text, { from, thread, replyTo, extra } = {}) {
      const who = person(chat, from)
      const command = /^\/\w+(?:@\w+)?/.exec(text)?.[0]
      return update({
        message: {
          message_id: host.nextMessageId(chat),
          from: who,
          chat: chatOf(chat, who),
          date: Math.floor(Date.now() / 1000),
          ...(text === '' ? {} : { text }),
          ...(command === undefined ? {} : { entities: [{ type: 'bot_command', offset: 0, length: command.length }] }),
          ...(thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true }),
          ...(replyTo === undefined ? {} : { reply_to_message: { message_id: replyTo, date: 0, chat: { id: chat } } }),
          ...extra,
        },
      })
    },
    press(chat, button, { from } = {}) {
      const message = lastOffer.get(chat)
      const buttons = message?.reply_markup?.inline_keyboard.flat() ?? []
      const found = buttons.find(
        (one) => one.text === button || ('callback_data' in one && one.callback_data === button),
      )
      if (!found || !('callback_data' in found))
        throw new Error(
          `There is no button "${button}" in chat ${chat}; there are: ${buttons.map(({ text }) => text).join(', ')}`,
        )
      const who = person(chat, from)
      return update({
        callback_query: {
          id: `${updates + 1}`,
          from: who,
          message,
          chat_instance: String(chat),
          data: found.callback_data,
        },
      })
    },
    update,
    fault(fault) {
      if (fault.kind !== 'duplicate' && fault.kind !== 'reorder') return faults.add(fault)
      for (let count = 0; count < (fault.times ?? 1); count += 1) delivery.disturb(fault.kind)
      return () => undefined
    },
    addFile,
    async waitForReply(chat, count = 1, withinMs = 5000) {
      const calls = await record.waitFor(
        (one) => isReply(one) && String(one.payload['chat_id']) === String(chat),
        count,
        withinMs,
      )
      return calls.map(replyOf)
    },
    waitForCall: (method, count = 1, withinMs = 5000) =>
      record.waitFor((one) => one.method === method, count, withinMs),
    idle: () => delivery.idle(),
    async close() {
      for (const timer of slow) clearTimeout(timer)
      await delivery.close()
      await server.close()
    },
  }
}

/** A message whose answer was lost on the way was sent all the same. */
function isReply({ method, status, answer }: RecordedCall): boolean {
  return /^send(?!ChatAction|MessageDraft)/.test(method) && (status === 200 || (status === 0 && answer !== undefined))
}

function replyOf({ method, payload, answer }: RecordedCall): Reply {
  const message = (Array.isArray(answer) ? answer[0] : answer) as Message // the answer to every `send…`
  return {
    method,
    text: message.text ?? message.caption ?? '',
    buttons: (payload['reply_markup'] === undefined ? [] : (message.reply_markup?.inline_keyboard ?? []))
      .flat()
      .map(({ text }) => text),
    message,
  }
}

import { whatsappWebDefaults } from '../../config/defaults.ts'
import type { Media, MediaRef, SendContext } from '../../contracts/channel.ts'
import { Busy, Refused } from '../../contracts/errors.ts'
import { ownMedia } from '../../contracts/message.ts'
import type { Address, InboundEvent } from '../../contracts/message.ts'
import { abilities } from './abilities.ts'
import type { Downloaded, Sayable } from './browser.ts'
import { noteAck, remember } from './connect.ts'
import type { Live, WhatsappWebClient } from './connect.ts'
import { asGatewayError, unknownNumber } from './failure.ts'
import { chatIdOf, isGroup } from './place.ts'
import type { Call } from './render.ts'
import type { Times } from './watch.ts'

/**
 * Resolves when WhatsApp's server has the message. A call that is made again while the same browser runs is the message
 * it was: the page sends by itself what could not go at once.
 */
export async function sendWith(
  times: Times,
  client: WhatsappWebClient,
  call: Call,
  context: SendContext,
): Promise<{ readonly id: string }> {
  const live = liveOf(client, times)
  if (context.signal.aborted) throw new Busy('The gateway is stopping; nothing was sent.')
  const id = live.made.get(context.idempotencyKey) ?? (await put(client, live, call, context))
  try {
    await confirmed(live, id, times, context.signal)
  } catch (error) {
    // What the page gave up is said again the next time, as another message.
    if ((live.acks.get(id) ?? 0) < 0) live.made.delete(context.idempotencyKey)
    throw error
  }
  return { id }
}

function liveOf({ live, problem }: WhatsappWebClient, { retryMs }: Pick<Times, 'retryMs'>): Live {
  if (live) return live
  throw new Busy(`WhatsApp Web is not connected. ${problem ?? ''}`.trim(), retryMs)
}

async function put(client: WhatsappWebClient, live: Live, call: Call, context: SendContext): Promise<string> {
  const content = await sayable(client, live, call, context)
  const saying = live.browser.say(call.chat, content)
  const known = saying.then((said) => {
    if (said === undefined) return undefined
    remember(live.sent, said.id, true, whatsappWebDefaults.remembered)
    remember(live.made, context.idempotencyKey, said.id, whatsappWebDefaults.remembered)
    noteAck(live, said.id, said.ack)
    if (call.kind === 'text' && call.poll && content.kind === 'poll')
      remember(live.polls, said.id, call.poll.options, whatsappWebDefaults.remembered)
    return said.id
  })
  live.underway.add(known)
  try {
    const id = await known
    return id ?? (await refuse(live, call.chat, undefined))
  } catch (error) {
    return await refuse(live, call.chat, error)
  } finally {
    live.underway.delete(known)
  }
}

/** Why nothing came of it: the page says little more than that nothing did. */
async function refuse(live: Live, chat: string, error: unknown): Promise<never> {
  if (error instanceof Busy || error instanceof Refused) throw error
  if (/invalid wid|wid error/i.test(String(error))) throw new Refused(`WhatsApp has no chat that is named ${chat}.`)
  if (isGroup(chat)) {
    if (error === undefined) throw new Refused('The account is in no such group.')
    throw asGatewayError(error)
  }
  const found = await live.browser.find(chat).catch((reason: unknown) => {
    throw asGatewayError(error ?? reason)
  })
  throw found === undefined ? unknownNumber() : asGatewayError(error ?? new Error('no message was made'))
}

/** https://docs.wwebjs.dev/global.html#MessageAck: from 1 on the server has it. */
function confirmed(live: Live, id: string, { sentMs, retryMs }: Times, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error) => {
      clearTimeout(timer)
      live.waiting.delete(look)
      signal.removeEventListener('abort', stop)
      if (error) reject(error)
      else resolve()
    }
    const look = () => {
      const ack = live.acks.get(id) ?? 0
      if (ack >= 1) done()
      else if (ack < 0) done(new Busy('WhatsApp could not send the message yet.', retryMs))
    }
    const stop = () => done(new Busy('The gateway is stopping; the message is on its way.'))
    const timer = setTimeout(
      () => done(new Busy('WhatsApp’s server has not confirmed the message yet.', retryMs)),
      sentMs,
    )
    live.waiting.add(look)
    signal.addEventListener('abort', stop, { once: true })
    look()
  })
}

// ── What a call says ─────────────────────────────────────────────────────────────────────────────────────────────

async function sayable(client: WhatsappWebClient, live: Live, call: Call, context: SendContext): Promise<Sayable> {
  switch (call.kind) {
    case 'text': {
      const { poll } = call
      if (poll && client.settings.polls === true)
        return { kind: 'poll', question: poll.question, options: poll.options.map(({ label }) => label) }
      return { kind: 'text', text: call.text }
    }
    case 'contact':
      return { kind: 'vcard', vcard: call.vcard }
    case 'location': {
      const { chat: _, ...place } = call
      return place
    }
    case 'media': {
      const file = await fileOf(live, call.source, context)
      const name = call.name ?? file.name
      return {
        kind: 'media',
        type: call.type,
        mime: file.mime === '' ? call.mime : file.mime,
        base64: file.base64,
        ...(name === undefined ? {} : { name }),
        ...(call.caption === undefined ? {} : { caption: call.caption }),
      }
    }
  }
}

async function fileOf(live: Live, source: string, context: SendContext): Promise<Downloaded> {
  if (source.startsWith(ownMedia)) return encoded(await context.media(source))
  if (source.includes('://')) return encoded(await context.fetch(source))
  return fromMessage(live, source)
}

/** The page takes a file as text, whole. */
async function encoded({ mime, name, size = 0, body }: Media): Promise<Downloaded> {
  const most = abilities.uploadBytes.value
  const tooLarge = () => new Refused(`The file is larger than the ${most} bytes that WhatsApp Web is given here.`)
  if (size > most) throw tooLarge()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > most) throw tooLarge()
    chunks.push(chunk)
  }
  return { mime, base64: Buffer.concat(chunks).toString('base64'), name }
}

async function fromMessage(live: Live, message: string): Promise<Downloaded> {
  const file = await live.browser.download(message).catch((error: unknown) => {
    throw /invalid serialized/i.test(String(error)) ? new Refused('There is no such file.') : asGatewayError(error)
  })
  if (file === undefined) throw new Refused('The phone and WhatsApp have this file no longer.')
  return file
}

// ── Beside messages ──────────────────────────────────────────────────────────────────────────────────────────────

export function fetchMediaWith(times: Times) {
  return async (client: WhatsappWebClient, { mediaId }: MediaRef, signal: AbortSignal): Promise<Media> => {
    const live = liveOf(client, times)
    const { mime, base64, name } = await fromMessage(live, mediaId)
    signal.throwIfAborted()
    const bytes = Buffer.from(base64, 'base64')
    if (bytes.length > abilities.downloadBytes.value)
      throw new Refused(`The file is larger than the ${abilities.downloadBytes.value} bytes that are taken here.`)
    return { mime, ...(name === undefined ? {} : { name }), size: bytes.length, body: once(bytes) }
  }
}

/** A file that is here already, as one that comes. */
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** As a person would: who answers has read. */
export async function seen({ live }: WhatsappWebClient, events: readonly InboundEvent[]): Promise<void> {
  const chats = new Set(events.flatMap((event) => (event.address ? [chatIdOf(event.address)] : [])))
  for (const chat of chats) await live?.browser.seen(chat)
}

export async function typing({ live }: WhatsappWebClient, to: Address): Promise<void> {
  await live?.browser.typing(chatIdOf(to))
}

import { createHash } from 'node:crypto'
import { whatsappDefaults } from '../../config/defaults.ts'
import type { Media, MediaRef, SendContext } from '../../contracts/channel.ts'
import { Busy, Refused } from '../../contracts/errors.ts'
import { ownMedia } from '../../contracts/message.ts'
import type { Address, InboundEvent, MediaType } from '../../contracts/message.ts'
import { integerIn, objectsIn, textIn } from '../json.ts'
import { abilities, limits } from './abilities.ts'
import type { WhatsappClient } from './connect.ts'
import { fileContent, kindOf } from './render.ts'
import type { Call, File } from './render.ts'
import { reopening } from './template.ts'

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
export async function send(client: WhatsappClient, call: Call, context: SendContext): Promise<{ readonly id: string }> {
  if (context.signal.aborted) throw new Busy('The gateway is stopping; nothing was sent.')
  const { graph, settings } = client
  const payload = (await isOpen(call, context)) ? await uploading(client, call, context) : reopening(call, settings)
  const answer = await graph.post(messagesOf(client), payload, 'number', context.signal)
  return { id: textIn(objectsIn(answer, 'messages')[0], 'id') ?? '' }
}

function messagesOf({ settings }: WhatsappClient): string {
  return `${encodeURIComponent(settings.phoneNumberId)}/messages`
}

/** A person who wrote less than a day ago may be sent anything; nobody knows of such a thing in groups. */
async function isOpen({ recipient_type: type }: Call, context: SendContext): Promise<boolean> {
  if (type === 'group') return true
  const heardAt = await context.lastHeardAt()
  return heardAt !== undefined && Date.now() - heardAt < limits.windowMs
}

// ── Media ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the gateway keeps itself is uploaded: WhatsApp knows it by no id and no URL. */
async function uploading(client: WhatsappClient, call: Call, context: SendContext): Promise<object> {
  const { file, type, rest } = fileIn(call) ?? {}
  if (file === undefined || type === undefined || file.id?.startsWith(ownMedia) !== true) return call
  const { mime, body, ...media } = await context.media(file.id)
  const { size, content } = media.size === undefined ? await gathered(body) : { size: media.size, content: body }
  // It becomes part of a header.
  const declared = mime.replaceAll(/[^\w\s;=.+/-]/g, '')
  // What is too large for its kind, or turned out to be another, is a document: those take anything.
  const fitting = kindOf(type, mime)
  const kind = size > limits.bytes[fitting] ? 'document' : fitting
  if (size > limits.bytes[kind])
    throw new Refused(`The file is larger than the ${limits.bytes[kind]} bytes WhatsApp takes.`)
  const name = plainName(file.filename ?? media.name ?? file.id)
  const answer = await client.graph.upload(
    `${encodeURIComponent(client.settings.phoneNumberId)}/media`,
    {
      fields: { messaging_product: 'whatsapp', type: declared },
      file: { name, mime: declared, size, body: content },
    },
    context.signal,
  )
  const { filename = kind === 'document' ? media.name : undefined, caption } = file
  return {
    ...rest,
    ...fileContent(kind, {
      id: textIn(answer, 'id') ?? '',
      ...(caption === undefined || kind === 'audio' || kind === 'sticker' ? {} : { caption }),
      ...(kind !== 'document' || filename === undefined ? {} : { filename }),
    }),
  }
}

function fileIn(call: Call): { file: File; type: MediaType; rest: object } | undefined {
  switch (call.type) {
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker': {
      const { [call.type]: file, type, ...rest } = call as Call & Readonly<Record<string, unknown>> // its type names its field
      return { file: file as File, type: type as MediaType, rest }
    }
    default:
      return undefined
  }
}

/** It becomes part of a header. */
function plainName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(0, limits.filename)
}

async function gathered(body: Media['body']): Promise<{ size: number; content: Media['body'] }> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > whatsappDefaults.gatheredBytes)
      throw new Refused('The file does not say how large it is, and is too large for that.')
    chunks.push(chunk)
  }
  return { size, content: streamOf(chunks) }
}

async function* streamOf(chunks: readonly Uint8Array[]): Media['body'] {
  for (const chunk of chunks) yield chunk
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
export async function fetchMedia(
  { graph }: WhatsappClient,
  { mediaId }: MediaRef,
  signal: AbortSignal,
): Promise<Media> {
  const about = await graph.get(encodeURIComponent(mediaId), 'media', signal)
  const address = textIn(about, 'url')
  if (address === undefined) throw new Refused('WhatsApp does not say where the file is.')
  const size = integerIn(about, 'file_size') ?? Number(textIn(about, 'file_size') ?? NaN)
  if (size > abilities.downloadBytes.value) throw tooLarge()
  return {
    mime: textIn(about, 'mime_type') ?? 'application/octet-stream',
    ...(Number.isSafeInteger(size) && size >= 0 ? { size } : {}),
    body: checked(await graph.download(address, signal), textIn(about, 'sha256')),
  }
}

/** Ends only when it was what WhatsApp said it is. */
async function* checked(body: Media['body'], sha256: string | undefined): Media['body'] {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > abilities.downloadBytes.value) throw tooLarge()
    hash.update(chunk)
    yield chunk
  }
  const digest = hash.digest()
  if (sha256 === undefined || sha256.toLowerCase() === digest.toString('hex') || sha256 === digest.toString('base64'))
    return
  throw new Refused('The file is not what WhatsApp said it is: its SHA-256 is another.')
}

function tooLarge(): Refused {
  return new Refused(`The file is larger than the ${abilities.downloadBytes.value} bytes that WhatsApp carries.`)
}

// ── Read, and writing ────────────────────────────────────────────────────────────────────────────────────────────

/** The newest stands for all before it. https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/mark-message-as-read */
export async function seen(client: WhatsappClient, events: readonly InboundEvent[]): Promise<void> {
  const last = events.map(idOf).findLast((id) => id !== undefined)
  if (last !== undefined) await markRead(client, last)
}

function idOf(event: InboundEvent): string | undefined {
  return event.kind === 'message' || event.kind === 'command' || event.kind === 'button' ? event.id : undefined
}

/** Rides on the message that is being answered, and marks it as read. */
export async function typing(client: WhatsappClient, _: Address, about?: string): Promise<void> {
  if (about !== undefined) await markRead(client, about, { typing_indicator: { type: 'text' } })
}

async function markRead(client: WhatsappClient, id: string, more: object = {}): Promise<void> {
  const payload = { messaging_product: 'whatsapp', status: 'read', message_id: id, ...more }
  await client.graph.post(messagesOf(client), payload, 'number')
}

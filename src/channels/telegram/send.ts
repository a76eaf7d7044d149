import type { InputFile } from 'grammy'
import { Busy, Refused } from '../../contracts/errors.ts'
import type { Media, MediaRef, SendContext } from '../../contracts/channel.ts'
import type { Address, InboundEvent } from '../../contracts/message.ts'
import { field, integerIn, isObject } from '../json.ts'
import { abilities } from './abilities.ts'
import type { ApiSignal, TelegramClient } from './client.ts'
import { asGatewayError, asked, isAboutEntities } from './failure.ts'
import { isOwnMedia, isWay, targetOf } from './render.ts'
import type { Call } from './render.ts'

/** Formatting that Telegram does not take never costs a message: the same text goes without it. */
export async function send(client: TelegramClient, call: Call, context: SendContext): Promise<{ readonly id: string }> {
  if (context.signal.aborted) throw new Busy('The gateway is stopping; nothing was sent.')
  try {
    return sent(await made(client, call, context))
  } catch (error) {
    if (!isAboutEntities(error)) throw asGatewayError(error)
    return sent(await asked(made(client, withoutEntities(call), context)))
  }
}

async function made({ api }: TelegramClient, call: Call, context: SendContext): Promise<unknown> {
  // A call's payload is its method's: the union keeps the pair together, which an index into the methods forgets.
  const invoke = api[call.method] as (payload: object, signal?: ApiSignal) => Promise<unknown>
  const payload = call.method === 'sendMessage' ? call.payload : await uploading(call, context)
  return invoke(payload, context.signal as ApiSignal)
}

/** What the gateway keeps itself is uploaded: Telegram knows it by no id and no URL. */
async function uploading({ method, payload }: Call, context: SendContext): Promise<object> {
  const upload = async (source: unknown) =>
    isOwnMedia(source) ? inputFile(source, await context.media(source)) : source
  if (method === 'sendMediaGroup') {
    const items = payload.media.map(async (item) => ({ ...item, media: await upload(item.media) }))
    return { ...payload, media: await Promise.all(items) }
  }
  const uploads: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(payload)) if (isWay(name)) uploads[name] = await upload(value)
  return { ...payload, ...uploads }
}

async function inputFile(id: string, { name, mime, size = 0, body }: Media): Promise<InputFile> {
  const { InputFile } = await import('grammy')
  if (size > abilities.uploadBytes.value) {
    throw new Refused(`The file is larger than the ${abilities.uploadBytes.value} bytes that a bot may send.`)
  }
  const extension = [...mimes].find(([, known]) => known === mime)?.[0] ?? 'bin'
  // It becomes part of a header.
  return new InputFile(body, (name ?? `${id}.${extension}`).replaceAll(/[^\p{L}\p{N}._-]/gu, '_'))
}

/** An album is answered with a list: its first message stands for it. */
function sent(answer: unknown): { readonly id: string } {
  return { id: String(integerIn(Array.isArray(answer) ? answer[0] : answer, 'message_id') ?? '') }
}

function withoutEntities({ method, payload }: Call): Call {
  const bare = (item: object) => {
    const { entities: _, caption_entities: __, ...rest } = item as Record<string, unknown>
    return rest
  }
  const media: unknown = field(payload, 'media')
  const items = Array.isArray(media) ? { media: media.filter(isObject).map(bare) } : {}
  return { method, payload: { ...bare(payload), ...items } } as unknown as Call // the same without optional fields
}

/** Always, or the button keeps its spinner. */
export async function acknowledge({ api }: TelegramClient, event: InboundEvent): Promise<void> {
  if (event.kind !== 'button' || event.acknowledge === undefined) return
  await asked(api.answerCallbackQuery({ callback_query_id: event.acknowledge }))
}

export async function typing({ api }: TelegramClient, to: Address): Promise<void> {
  const { direct_messages_topic_id: _, ...target } = targetOf(to)
  await asked(api.sendChatAction({ ...target, action: 'typing' }))
}

/** https://core.telegram.org/bots/api#getfile */
export async function fetchMedia(client: TelegramClient, { mediaId }: MediaRef, signal: AbortSignal): Promise<Media> {
  const file = await asked(client.api.getFile({ file_id: mediaId }, signal as ApiSignal))
  const path = file.file_path
  if (path === undefined) throw new Refused('Telegram has this file no longer.')
  if (path.startsWith('/'))
    throw new Refused('The Bot API server keeps files on its own disk (--local): they cannot be fetched.')
  if ((file.file_size ?? 0) > abilities.downloadBytes.value) throw tooLarge()
  const { status, body } = await client.transport.download(path, signal)
  if (status !== 200) {
    for await (const _ of body) break // lets go of the connection
    throw status >= 500 || status === 429
      ? new Busy(`Telegram answered a download with ${status}.`)
      : new Refused(`Telegram answered a download with ${status}.`)
  }
  const name = path.split('/').at(-1)
  return {
    mime: mimeOf(path),
    ...(name === undefined ? {} : { name }),
    ...(file.file_size === undefined ? {} : { size: file.file_size }),
    body: bounded(body),
  }
}

function tooLarge(): Refused {
  return new Refused(`The file is larger than the ${abilities.downloadBytes.value} bytes that a bot may fetch.`)
}

async function* bounded(body: Media['body']): Media['body'] {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > abilities.downloadBytes.value) throw tooLarge()
    yield chunk
  }
}

/** Telegram serves every file as bytes; how it names them tells what they are. */
function mimeOf(path: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''
  return mimes.get(extension) ?? 'application/octet-stream'
}

const mimes: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
  ['mp4', 'video/mp4'],
  ['webm', 'video/webm'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['oga', 'audio/ogg'],
  ['ogg', 'audio/ogg'],
  ['pdf', 'application/pdf'],
  ['tgs', 'application/x-tgsticker'],
])

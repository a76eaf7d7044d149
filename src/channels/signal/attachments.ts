import { signalDefaults } from '../../config/defaults.ts'
import type { Media, MediaRef, SendContext } from '../../contracts/channel.ts'
import { Refused } from '../../contracts/errors.ts'
import { ownMedia } from '../../contracts/message.ts'
import { abilities } from './abilities.ts'
import { base64Of, fileIn } from './base64.ts'
import { asked } from './connect.ts'
import type { SignalClient } from './connect.ts'
import { stickerOf } from './content.ts'
import { requestOf } from './rpc.ts'
import type { Params } from './rpc.ts'

/** A file on its way out: kept by the gateway, by Signal, or at an address. */
export interface File {
  readonly mediaId?: string
  readonly url?: string
  readonly mime: string
  readonly name?: string
}

/** Undefined for what is at an address and cannot be had: the address itself is sent instead. Throws Refused for any other. */
export async function opened(client: SignalClient, file: File, context: SendContext): Promise<Media | undefined> {
  const media = await found(client, file, context)
  if (media !== undefined && (media.size ?? 0) > abilities.uploadBytes.value) {
    throw new Refused(`The file is larger than the ${abilities.uploadBytes.value} bytes that Signal takes.`)
  }
  return media
}

async function found(client: SignalClient, file: File, context: SendContext): Promise<Media | undefined> {
  const { mediaId, url } = file
  if (mediaId?.startsWith(ownMedia) === true) return context.media(mediaId)
  if (mediaId !== undefined) return { ...(await fetchMedia(client, { mediaId }, context.signal)), mime: file.mime }
  try {
    return url === undefined ? undefined : await context.fetch(url)
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** The body of a call with files in it: they are written as they are read. */
export async function* bodyWith(method: string, params: Params, files: readonly OpenFile[]): AsyncGenerator<string> {
  // Nobody says this by accident, so the places of the files are known.
  const mark = `file-${crypto.randomUUID()}`
  const [first = '', ...others] = requestOf(method, { ...params, attachments: files.map(() => mark) }).split(mark)
  yield first
  for (const [index, { media, name }] of files.entries()) {
    yield `data:${mimeOf(media)};filename=${encodeURIComponent(name)};base64,`
    yield* base64Of(media.body)
    yield others[index] ?? ''
  }
}

export interface OpenFile {
  readonly media: Media
  readonly name: string
}

/** As a data URI has it: a parameter in it would be read as ours. */
function mimeOf({ mime }: Media): string {
  return /^[\w.+-]+\/[\w.+-]+/.exec(mime)?.[0] ?? 'application/octet-stream'
}

/** A name that is safe wherever it is saved. */
export function nameOf(file: File, media: Media): string {
  const [kind = 'file', subtype = 'bin'] = mimeOf(media).split('/')
  const name = (media.name ?? file.name ?? '').toWellFormed().replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
  return name.trim() === '' ? `${kind}.${extensions.get(subtype) ?? subtype}` : name
}

const extensions: ReadonlyMap<string, string> = new Map([
  ['jpeg', 'jpg'],
  ['mpeg', 'mp3'],
  ['octet-stream', 'bin'],
  ['plain', 'txt'],
])

// ── Files that came ──────────────────────────────────────────────────────────────────────────────────────────────

/** An attachment or a sticker. What they are, an attachment's id says by its ending. */
export async function fetchMedia(client: SignalClient, { mediaId }: MediaRef, signal: AbortSignal): Promise<Media> {
  const sticker = stickerOf(mediaId)
  const body = sticker
    ? await read(client, 'getSticker', { packId: sticker.pack, stickerId: sticker.number }, signal)
    : await read(client, 'getAttachment', { id: mediaId }, signal)
  return { mime: sticker ? 'image/webp' : mimeByName(mediaId), body: bounded(body) }
}

async function read(client: SignalClient, method: string, params: Params, signal: AbortSignal): Promise<Media['body']> {
  const call = client.transport.read(method, { account: client.account, ...params }, { signal })
  return asked(client, call.then(fileIn))
}

/** What an attachment says: a text that was too long for a body. */
export async function textOf(client: SignalClient, id: string, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of await read(client, 'getAttachment', { id }, signal)) {
    bytes += chunk.length
    if (bytes > signalDefaults.answerBytes) throw new Refused('The text is longer than anybody writes.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

async function* bounded(body: Media['body']): Media['body'] {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > abilities.downloadBytes.value) {
      throw new Refused(`The file is larger than the ${abilities.downloadBytes.value} bytes that Signal carries.`)
    }
    yield chunk
  }
}

function mimeByName(name: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return mimes.get(extension) ?? 'application/octet-stream'
}

const mimes: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['mp4', 'video/mp4'],
  ['aac', 'audio/aac'],
  ['m4a', 'audio/mp4'],
  ['mp3', 'audio/mpeg'],
  ['ogg', 'audio/ogg'],
  ['pdf', 'application/pdf'],
  ['txt', 'text/plain'],
])

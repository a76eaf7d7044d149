import { slackDefaults } from '../../config/defaults.ts'
import type { Media, MediaRef, SendContext } from '../../contracts/channel.ts'
import { Busy, Refused } from '../../contracts/errors.ts'
import { objectIn, objectsIn, textIn } from '../json.ts'
import { abilities } from './abilities.ts'
import { ask } from './connect.ts'
import type { SlackClient } from './connect.ts'
import { answerText } from './failure.ts'
import type { Upload } from './render.ts'

/** In three steps, of which the last one says it: a file that was left behind before is nobody's to see. */
export async function upload(
  client: SlackClient,
  call: Upload,
  context: SendContext,
): Promise<{ readonly id: string }> {
  const { signal } = context
  const media = await context.media(call.file.mediaId)
  const { body, length } = await measured(media)
  const title = fileName(call, media)
  const place = await ask(client, 'files.getUploadURLExternal', { filename: title, length }, signal)
  const url = answerText(place, 'upload_url')
  const id = answerText(place, 'file_id')
  if (url === undefined || id === undefined || !client.transport.isSlack(url))
    throw new Refused('Slack named no place to upload the file to.')
  const status = await client.transport.post(url, { type: 'application/octet-stream', body, length }, signal)
  if (status >= 500 || status === 429) throw new Busy(`Slack answered an upload with HTTP ${status}.`)
  if (status >= 300) throw new Refused(`Slack answered an upload with HTTP ${status}.`, { status })
  await ask(client, call.method, { ...call.payload, files: [{ id, title }] }, signal)
  return { id }
}

/** Slack wants to know how long a file is before it sees it. */
async function measured({
  size,
  body,
}: Media): Promise<{ readonly body: Media['body'] | Uint8Array; readonly length: number }> {
  if (size !== undefined) {
    if (size > abilities.uploadBytes.value) throw tooLarge(abilities.uploadBytes.value)
    return { body, length: size }
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > slackDefaults.gatheredBytes) throw tooLarge(slackDefaults.gatheredBytes)
    chunks.push(chunk)
  }
  return { body: Buffer.concat(chunks), length }
}

function tooLarge(bytes: number): Refused {
  return new Refused(`The file is larger than the ${bytes} bytes that go to or come from Slack.`)
}

function fileName({ file }: Upload, { name = file.name, mime }: Media): string {
  const extension = mime.split('/')[1]?.replace(/[^a-z0-9]+.*$/i, '') ?? 'bin'
  return (name ?? `${file.mediaId}.${extension}`)
    .toWellFormed()
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
    .slice(0, 255)
}

/** The address that came with a message, or the file's id where none did: Slack serves it to whoever has the token. */
export async function fetchMedia(client: SlackClient, { mediaId }: MediaRef, signal: AbortSignal): Promise<Media> {
  const url = /^https?:/i.test(mediaId) ? mediaId : await addressOf(client, mediaId, signal)
  if (!client.transport.isSlack(url))
    throw new Refused('The file is not one of Slack’s: the bot token goes nowhere else.')
  const { status, headers, body } = await client.transport.get(url, client.token.bot, signal)
  const type = String(headers['content-type'] ?? 'application/octet-stream').split(';')[0] ?? ''
  // Whoever may not see a file is sent to a page to log in.
  const isLogin = (status >= 300 && status < 400) || (type === 'text/html' && !/\.html?(?:\?|$)/i.test(url))
  if (status !== 200 || isLogin) {
    for await (const _ of body) break // lets go of the connection
    if (status >= 500 || status === 429) throw new Busy(`Slack answered a download with HTTP ${status}.`)
    throw new Refused(
      isLogin
        ? 'Slack asks for a login: the app lacks the scope files:read.'
        : `Slack answered a download with HTTP ${status}.`,
      { status },
    )
  }
  const size = Number(headers['content-length'])
  if (size > abilities.downloadBytes.value) throw tooLarge(abilities.downloadBytes.value)
  const name = decodeURIComponentSafely(new URL(url).pathname.split('/').at(-1) ?? '')
  return {
    mime: type,
    ...(name === '' ? {} : { name }),
    ...(Number.isSafeInteger(size) ? { size } : {}),
    body: bounded(body),
  }
}

async function addressOf(client: SlackClient, file: string, signal: AbortSignal): Promise<string> {
  const answer = await ask(client, 'files.info', { file }, signal)
  const found = objectIn(answer, 'file')
  const url = textIn(found, 'url_private_download') ?? textIn(found, 'url_private')
  if (url === undefined || objectsIn(answer, 'errors').length > 0) throw new Refused('Slack has this file no longer.')
  return url
}

async function* bounded(body: Media['body']): Media['body'] {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > abilities.downloadBytes.value) throw tooLarge(abilities.downloadBytes.value)
    yield chunk
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

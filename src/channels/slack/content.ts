import type { MediaType, Part } from '../../contracts/message.ts'
import { field, integerIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** The parts of a message: what was said, then the files that came with it. */
export function partsOf(message: JsonObject, own: readonly string[]): readonly Part[] {
  const text = addressed(textIn(message, 'text') ?? forwarded(message), own)
  return [...(text === '' ? [] : [{ type: 'text', text } as const]), ...objectsIn(message, 'files').flatMap(fileOf)]
}

/** A message that was shared without a word of one's own. */
function forwarded(message: JsonObject): string {
  return objectsIn(message, 'attachments')
    .flatMap((attachment) => textIn(attachment, 'text') ?? textIn(attachment, 'fallback') ?? [])
    .join('\n')
}

/** Calling the bot by name is how one turns to it, not what one says. A call alone is all that was said. */
function addressed(text: string, own: readonly string[]): string {
  const [call = '', id = ''] = /^\s*<@([A-Z0-9_]+)(?:\|[^>]*)?>[\s,:]*/.exec(text) ?? []
  const said = own.includes(id) ? text.slice(call.length) : text
  return typed(said.trim() === '' ? text : said)
}

/**
 * What the person typed: Slack escapes `&`, `<` and `>`, and writes links and mentions in angle brackets.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function typed(text: string): string {
  const plain = text.replaceAll(/<([^<>\n]+)>/g, (_, inner: string) => shown(inner))
  return plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

function shown(inner: string): string {
  const bar = inner.indexOf('|')
  const target = bar === -1 ? inner : inner.slice(0, bar)
  const label = bar === -1 ? '' : inner.slice(bar + 1)
  const name = (sign: string, otherwise: string) => (label === '' ? sign + otherwise : sign + label.replace(sign, ''))
  if (target.startsWith('@')) return name('@', target.slice(1))
  if (target.startsWith('#')) return name('#', target.slice(1))
  if (target.startsWith('!subteam^')) return name('@', target.slice('!subteam^'.length))
  if (target.startsWith('!')) return label === '' ? `@${target.slice(1)}` : label
  const address = target.replace(/^(?:mailto|tel):/, '')
  // An address that Slack made a link of, or one behind a label.
  return label === '' || label === address || target.endsWith(`//${label}`) ? label || address : `${label} (${address})`
}

/** A file is known by its address, which Slack serves to whoever has the bot's token; by its id where it says no address. */
function fileOf(file: JsonObject): readonly Part[] {
  const mediaId = textIn(file, 'url_private_download') ?? textIn(file, 'url_private') ?? textIn(file, 'id')
  const mode = field(file, 'mode')
  if (mediaId === undefined || mode === 'tombstone' || mode === 'hidden_by_limit') return []
  const mime = textIn(file, 'mimetype') ?? 'application/octet-stream'
  const name = textIn(file, 'name') ?? textIn(file, 'title')
  const size = integerIn(file, 'size')
  const durationMs = integerIn(file, 'duration_ms')
  return [
    {
      type: typeOf(mime),
      mime,
      mediaId,
      ...(name === undefined ? {} : { name }),
      ...(size === undefined || size < 0 ? {} : { size }),
      ...(durationMs === undefined || durationMs < 0 ? {} : { durationMs }),
    },
  ]
}

function typeOf(mime: string): MediaType {
  const [kind] = mime.split('/')
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document'
}

import type {
  Address,
  CardPart,
  ContactPart,
  LocationPart,
  MediaPart,
  MediaType,
  Option,
  Part,
} from '../../contracts/message.ts'
import { clip } from '../split.ts'
import { isVisible, joined, plain, readMarkdown, styled } from '../styled.ts'
import type { StyledText } from '../styled.ts'
import { piecesOf } from '../whatsapp-markup.ts'
import { abilities, limits } from './abilities.ts'
import { chatIdOf } from './place.ts'

/** A poll that asks what a numbered text asks. */
export interface PollCall {
  readonly question: string
  readonly options: readonly { readonly id: string; readonly label: string }[]
}

/** One message of WhatsApp's. */
export type Call = { readonly chat: string } & (
  | { readonly kind: 'text'; readonly text: string; readonly poll?: PollCall }
  | {
      readonly kind: 'media'
      readonly type: MediaType
      /** A URL, or an id: the gateway's own, or of a message that brought it. */
      readonly source: string
      readonly mime: string
      readonly name?: string
      readonly caption?: string
    }
  | {
      readonly kind: 'location'
      readonly latitude: number
      readonly longitude: number
      readonly name?: string
      readonly address?: string
    }
  | { readonly kind: 'contact'; readonly vcard: string }
)

type Content = Call extends infer One ? (One extends Call ? Omit<One, 'chat'> : never) : never

/** Pure and total. What WhatsApp has no place for is said in text. */
export function render(parts: readonly Part[], to: Address): readonly Call[] {
  const chat = chatIdOf(to)
  return parts.flatMap(contentsOf).map((content) => ({ chat, ...content }))
}

function contentsOf(part: Part): readonly Content[] {
  switch (part.type) {
    case 'text':
      return texts(readMarkdown(part.text))
    case 'choices':
      return choices(readMarkdown(part.text), part.options)
    case 'card':
      return card(part)
    case 'chosen':
      return texts(plain(part.label ?? part.id))
    case 'location':
      return location(part)
    case 'contact':
      return contact(part)
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return media(part)
  }
}

// ── Text and options ─────────────────────────────────────────────────────────────────────────────────────────────

function texts(text: StyledText): readonly Content[] {
  return piecesOf(text, abilities.textLimit.value).map((piece) => ({ kind: 'text', text: piece }))
}

function line(text: string): string {
  return text.toWellFormed().replaceAll(/\s+/g, ' ').trim()
}

function labelOf({ label, id }: Option): string {
  return [line(label), line(id)].find(isVisible) ?? '…'
}

/** The person answers with the number or the label; the gateway knows which option that is. */
function numbered(options: readonly Option[]): StyledText {
  const lines = options.map((option, index) => {
    const words = [labelOf(option), line(option.description ?? '')].filter(isVisible)
    return plain(`${index + 1}. ${words.join(' — ')}`)
  })
  return joined(lines, '\n')
}

function choices(text: StyledText, options: readonly Option[]): readonly Content[] {
  const contents = texts(joined([text, numbered(options)], '\n\n'))
  const poll = contents.length === 1 ? pollOf(text, options) : undefined
  return poll ? contents.map((content) => (content.kind === 'text' ? { ...content, poll } : content)) : contents
}

/** Undefined for what a poll would not say in full. */
function pollOf({ text }: StyledText, options: readonly Option[]): PollCall | undefined {
  const question = text.trim()
  const labels = new Set(options.map(labelOf))
  const fits =
    isVisible(question) &&
    question.length <= limits.pollQuestion &&
    options.length >= 2 &&
    options.length <= limits.pollOptions &&
    labels.size === options.length &&
    [...labels].every((label) => label.length <= abilities.buttonLabelLimit.value) &&
    options.every(({ description = '' }) => !isVisible(description))
  return fits ? { question, options: options.map((option) => ({ id: option.id, label: labelOf(option) })) } : undefined
}

function card({ title, text, imageUrl, options = [] }: CardPart): readonly Content[] {
  const words = joined([joined([styled(title, 'bold'), readMarkdown(text ?? '')], '\n'), numbered(options)], '\n\n')
  return imageUrl === undefined ? texts(words) : captioned({ type: 'image', url: imageUrl, mime: 'image/jpeg' }, words)
}

// ── Media ────────────────────────────────────────────────────────────────────────────────────────────────────────

function media(part: MediaPart): readonly Content[] {
  return captioned(part, readMarkdown(part.caption ?? ''))
}

const takesCaption: ReadonlySet<MediaType> = new Set(['image', 'video', 'document'])

function captioned(part: MediaPart, words: StyledText): readonly Content[] {
  const source = sourceOf(part)
  if (source === undefined) return texts(joined([plain(part.name ?? ''), plain(part.url ?? ''), words], '\n'))
  const name = line(part.name ?? '')
  const content = {
    kind: 'media',
    type: part.type,
    source,
    mime: part.mime,
    ...(isVisible(name) ? { name: clip(name, limits.line) } : {}),
  } as const
  const pieces = piecesOf(words, abilities.captionLimit.value)
  const [caption, ...more] = pieces
  if (caption !== undefined && more.length === 0 && takesCaption.has(part.type)) return [{ ...content, caption }]
  return [content, ...texts(words)]
}

/** By id, which needs no fetching, or by URL. */
function sourceOf({ mediaId, url }: MediaPart): string | undefined {
  if (mediaId !== undefined && /^[\w@.-]+$/.test(mediaId)) return mediaId
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined
}

// ── Places and people ────────────────────────────────────────────────────────────────────────────────────────────

function location({ latitude, longitude, name = '', address = '' }: LocationPart): readonly Content[] {
  const [title, where] = [line(name), line(address)]
  const words = [title, where].filter(isVisible)
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return texts(plain([...words, `${latitude}, ${longitude}`].join('\n')))
  }
  const place = { kind: 'location', latitude, longitude } as const
  if (words.some((text) => text.length > limits.line)) return [place, ...texts(plain(words.join('\n')))]
  return [
    {
      ...place,
      ...(isVisible(title) ? { name: title } : {}),
      ...(isVisible(where) ? { address: where } : {}),
    },
  ]
}

function contact({ name, phones, emails }: ContactPart): readonly Content[] {
  const [numbers, mails] = [phones.map(line).filter(isVisible), emails.map(line).filter(isVisible)]
  const title = [line(name), ...numbers, ...mails].find(isVisible)
  const all = [line(name), ...numbers, ...mails].filter(isVisible)
  if (title === undefined || numbers.length === 0 || all.some((text) => text.length > limits.line)) {
    return texts(plain(all.join('\n')))
  }
  return [{ kind: 'contact', vcard: vcardOf(title, numbers, mails) }]
}

/** https://www.rfc-editor.org/rfc/rfc2426 */
function vcardOf(name: string, phones: readonly string[], emails: readonly string[]): string {
  const value = (text: string) => text.replaceAll(/[\\;,]/g, String.raw`\$&`)
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${value(name)};;;`,
    `FN:${value(name)}`,
    ...phones.map((phone) => `TEL;type=CELL:${value(phone)}`),
    ...emails.map((email) => `EMAIL:${value(email)}`),
    'END:VCARD',
  ].join('\n')
}

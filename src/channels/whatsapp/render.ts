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
import { abilities, limits } from './abilities.ts'
import { markupOf, piecesOf } from '../whatsapp-markup.ts'
import { offer } from './offer.ts'
import type { ReplyButton, Row } from './offer.ts'
import { recipientOf } from './place.ts'

export interface File {
  readonly id?: string
  readonly link?: string
  readonly caption?: string
  readonly filename?: string
}

export type Interactive = { readonly body: { readonly text: string } } & (
  | {
      readonly type: 'button'
      readonly header?: { readonly type: 'image'; readonly image: File }
      readonly action: { readonly buttons: readonly ReplyButton[] }
    }
  | {
      readonly type: 'list'
      readonly action: { readonly button: string; readonly sections: readonly [{ readonly rows: readonly Row[] }] }
    }
  | {
      readonly type: 'cta_url'
      readonly action: {
        readonly name: 'cta_url'
        readonly parameters: { readonly display_text: string; readonly url: string }
      }
    }
)

interface ContactCard {
  readonly name: { readonly formatted_name: string; readonly first_name: string }
  readonly phones: readonly { readonly phone: string; readonly type: 'CELL' }[]
  readonly emails: readonly { readonly email: string; readonly type: 'WORK' }[]
}

/** What a message says. */
export type Content =
  | { readonly type: 'text'; readonly text: { readonly body: string; readonly preview_url: boolean } }
  | { readonly type: 'interactive'; readonly interactive: Interactive }
  | { readonly type: 'image'; readonly image: File }
  | { readonly type: 'audio'; readonly audio: File }
  | { readonly type: 'video'; readonly video: File }
  | { readonly type: 'document'; readonly document: File }
  | { readonly type: 'sticker'; readonly sticker: File }
  | { readonly type: 'location'; readonly location: Omit<LocationPart, 'type'> }
  | { readonly type: 'contacts'; readonly contacts: readonly ContactCard[] }

/** The body of one POST to `/messages`. */
export type Call = { readonly messaging_product: 'whatsapp' } & ReturnType<typeof recipientOf> & Content

/** Pure and total. What WhatsApp has no place for is said in text. */
export function render(parts: readonly Part[], to: Address): readonly Call[] {
  const recipient = recipientOf(to)
  return parts.flatMap(contentsOf).map((content) => ({ messaging_product: 'whatsapp', ...recipient, ...content }))
}

function contentsOf(part: Part): readonly Content[] {
  switch (part.type) {
    case 'text':
      return textOrLink(part.text)
    case 'choices':
      return choices(read(part.text), part.options)
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

/** No label hides an address: a link is its label and its address, as text. */
function read(markdown: string): StyledText {
  return readMarkdown(markdown, () => false)
}

// ── Text and options ─────────────────────────────────────────────────────────────────────────────────────────────

/** Stands for text where WhatsApp wants some and there is none. */
const nothingToSay = '…'

function texts(text: StyledText): readonly Content[] {
  return piecesOf(text, abilities.textLimit.value).map(textContent)
}

function textContent(body: string): Content {
  return { type: 'text', text: { body, preview_url: /https?:\/\//i.test(body) } }
}

/** A link that is a paragraph of its own after the text is the one thing WhatsApp has a button for that opens a page. */
function textOrLink(markdown: string): readonly Content[] {
  const [, words, label, url] =
    /^([\s\S]*\S)\n[ \t]*\n\[([^[\]*_~`<&\\]+)\]\((https?:\/\/[^\s()<>\\&]+)\)\s*$/.exec(markdown) ?? []
  if (words === undefined || label === undefined || url === undefined) return texts(read(markdown))
  const title = label.trim()
  const body = markupOf(read(words))
  const isButton =
    isVisible(title) &&
    title.isWellFormed() &&
    title.length <= limits.listButton &&
    URL.canParse(url) &&
    isVisible(body) &&
    body.length <= limits.body
  if (!isButton) return texts(read(markdown))
  const action = { name: 'cta_url', parameters: { display_text: title, url } } as const
  return [{ type: 'interactive', interactive: { type: 'cta_url', body: { text: body }, action } }]
}

function choices(text: StyledText, options: readonly Option[], image?: File): readonly Content[] {
  if (options.length === 0) return texts(text)
  const offered = offer(options)
  const words = joined([text, offered.explained], '\n\n')
  if (offered.as === 'text') return texts(words)
  // The options belong to the end of what was said.
  const pieces = piecesOf(words, limits.body)
  const body = { text: pieces.at(-1) ?? nothingToSay }
  const before = pieces.length > 1 ? pieces.slice(0, -1).map(textContent) : []
  const interactive: Interactive =
    offered.as === 'buttons'
      ? {
          type: 'button',
          ...(image && before.length === 0 ? { header: { type: 'image', image } } : {}),
          body,
          action: { buttons: offered.buttons },
        }
      : { type: 'list', body, action: { button: '☰', sections: [{ rows: offered.rows }] } }
  const alone: readonly Content[] = image && !('header' in interactive) ? [{ type: 'image', image }] : []
  return [...alone, ...before, { type: 'interactive', interactive }]
}

function card({ title, text, imageUrl, options = [] }: CardPart): readonly Content[] {
  const words = joined([styled(title.toWellFormed(), 'bold'), read(text ?? '')], '\n')
  const link = imageUrl === undefined ? undefined : webAddress(imageUrl)
  if (link === undefined) return choices(joined([words, plain(imageUrl ?? '')], '\n\n'), options)
  if (options.length > 0) return choices(words, options, { link })
  return captioned('image', { link }, words)
}

// ── Media ────────────────────────────────────────────────────────────────────────────────────────────────────────

function media(part: MediaPart): readonly Content[] {
  const caption = read(part.caption ?? '')
  const source = sourceOf(part)
  if (source === undefined) return texts(joined([plain(part.name ?? ''), plain(part.url ?? ''), caption], '\n'))
  const type = kindOf(part.type, part.mime)
  const filename = type === 'document' ? filenameOf(part) : undefined
  return captioned(type, { ...source, ...(filename === undefined ? {} : { filename }) }, caption)
}

/** By id or by URL: WhatsApp fetches what it is given an address of. */
function sourceOf({ mediaId, url }: MediaPart): File | undefined {
  if (mediaId !== undefined && /^[\w-]{1,200}$/.test(mediaId)) return { id: mediaId }
  const link = url === undefined ? undefined : webAddress(url)
  return link === undefined ? undefined : { link }
}

function webAddress(url: string): string | undefined {
  return /^https?:\/\//i.test(url) && URL.canParse(url) && !/\s/.test(url) ? url : undefined
}

/** Types that are shown as what they are; everything else goes as a document, which takes any. */
const shown: Readonly<Record<MediaType, RegExp>> = {
  image: /^image\/(?:jpe?g|png)\b/i,
  audio: /^audio\/(?:aac|amr|mpeg|mp3|mp4|m4a|x-m4a|ogg|opus)\b/i,
  video: /^video\/(?:mp4|3gpp?)\b/i,
  sticker: /^image\/webp\b/i,
  document: /^/,
}

export function kindOf(type: MediaType, mime: string): MediaType {
  // `image/*` and nothing at all say no more than the part does.
  return shown[type].test(mime) || !/^\w+\/[\w.+-]+/.test(mime) ? type : 'document'
}

function filenameOf({ name }: MediaPart): string | undefined {
  const line = (name ?? '')
    .toWellFormed()
    .replaceAll(/[\p{Cc}/\\]+/gu, '_')
    .trim()
  return isVisible(line) ? clip(line, limits.filename) : undefined
}

/** A caption that is too long, or that has no place, follows as text. */
function captioned(type: MediaType, file: File, caption: StyledText): readonly Content[] {
  const words = markupOf(caption)
  const fits = type !== 'audio' && type !== 'sticker' && words.length <= abilities.captionLimit.value
  if (!isVisible(words)) return [fileContent(type, file)]
  return fits ? [fileContent(type, { ...file, caption: words })] : [fileContent(type, file), ...texts(caption)]
}

export function fileContent(type: MediaType, file: File): Content {
  return { type, [type]: file } as unknown as Content // the field has the name of its type
}

// ── Places and people ────────────────────────────────────────────────────────────────────────────────────────────

function location({ latitude, longitude, name = '', address = '' }: LocationPart): readonly Content[] {
  const words = [name.toWellFormed().trim(), address.toWellFormed().trim()]
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
    return texts(plain([...words, `${latitude}, ${longitude}`].filter(isVisible).join('\n')))
  }
  const [title = '', place = ''] = words
  const fits = words.every((text) => text.length <= limits.placeText)
  const content: Content = {
    type: 'location',
    location: {
      latitude,
      longitude,
      ...(fits && isVisible(title) ? { name: title } : {}),
      ...(fits && isVisible(place) ? { address: place } : {}),
    },
  }
  return fits ? [content] : [...texts(plain(words.filter(isVisible).join('\n'))), content]
}

function contact({ name, phones, emails }: ContactPart): readonly Content[] {
  const clean = (text: string) => text.toWellFormed().trim()
  const [numbers, mails] = [phones.map(clean).filter(isVisible), emails.map(clean).filter(isVisible)]
  const title = [clean(name), ...numbers, ...mails].find(isVisible)
  const all = [clean(name), ...numbers, ...mails].filter(isVisible)
  if (title === undefined || numbers.length === 0 || all.some((text) => text.length > limits.contactText)) {
    return texts(plain(all.join('\n')))
  }
  const one: ContactCard = {
    name: { formatted_name: title, first_name: title },
    phones: numbers.map((phone) => ({ phone, type: 'CELL' })),
    emails: mails.map((email) => ({ email, type: 'WORK' })),
  }
  return [{ type: 'contacts', contacts: [one] }]
}

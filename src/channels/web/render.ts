import type { Address, CardPart, ChoicesPart, MediaPart, Option, Part, TextPart } from '../../contracts/message.ts'
import { clip, split } from '../split.ts'
import { abilities } from './abilities.ts'

export interface WebCall {
  /** The visitor. */
  readonly to: string
  readonly parts: readonly Part[]
}

const textLimit = abilities.textLimit.value
const buttonLimit = abilities.buttons.value
const labelLimit = abilities.buttonLabelLimit.value
/** Anything but white space and what has no shape: an empty bubble says nothing. */
const visible = /[^\s\p{Cf}\p{Cc}]/u

/** One message, one call: the page draws every part itself, so nearly all pass as they are. */
export function render(parts: readonly Part[], to: Address): readonly WebCall[] {
  const drawn = parts.flatMap(draw)
  return drawn.length === 0 ? [] : [{ to: to.chat, parts: drawn }]
}

function draw(part: Part): Part | readonly Part[] {
  switch (part.type) {
    case 'text':
      if (!visible.test(part.text)) return []
      return part.text.length <= textLimit ? part : texts(part.text)
    case 'location':
    case 'contact':
      return part
    case 'chosen':
      return texts(part.label ?? part.id)
    case 'choices':
      return drawChoices(part)
    case 'card':
      return drawCard(part)
    default:
      return drawMedia(part)
  }
}

function drawChoices(part: ChoicesPart): readonly Part[] {
  const pieces = cut(part.text, textLimit)
  const text = pieces.pop() ?? ''
  const [first = [], ...more] = rows(part.options)
  return [...pieces.map(asText), { ...part, text, options: first }, ...more.map(asChoices)]
}

function drawCard(part: CardPart): readonly Part[] {
  const { text, imageUrl, options, ...card } = part
  const [titlePiece = '', ...titleRest] = cut(card.title, textLimit)
  const [textPiece, ...textRest] = text === undefined ? [] : cut(text, textLimit)
  const [first, ...more] = options === undefined ? [] : rows(options)
  return [
    {
      ...card,
      title: titlePiece,
      ...(textPiece === undefined ? {} : { text: textPiece }),
      ...(imageUrl === undefined || !isWeb(imageUrl) ? {} : { imageUrl }),
      ...(first === undefined ? {} : { options: first }),
    },
    ...[...titleRest, ...textRest].map(asText),
    ...more.map(asChoices),
  ]
}

/** A browser can show what has a URL of the web; of anything else it can say that it was there. */
function drawMedia(part: MediaPart): Part | readonly Part[] {
  const caption = part.caption ?? ''
  if (part.url === undefined || !isWeb(part.url)) {
    return texts([part.name ?? part.type, caption].filter((text) => text !== '').join('\n\n'))
  }
  if (caption.length <= textLimit) return part
  const [first = '', ...rest] = cut(caption, textLimit)
  return [{ ...part, caption: first }, ...rest.map(asText)]
}

function isWeb(url: string): boolean {
  const protocol = URL.parse(url)?.protocol
  return protocol === 'https:' || protocol === 'http:'
}

function rows(options: readonly Option[]): readonly (readonly Option[])[] {
  const short = options.map(shortOption)
  return Array.from({ length: Math.ceil(short.length / buttonLimit) }, (_, row) =>
    short.slice(row * buttonLimit, (row + 1) * buttonLimit),
  )
}

function shortOption(option: Option): Option {
  if (option.label.length <= labelLimit) return option
  const { label, description } = option
  return {
    ...option,
    label: clip(label, labelLimit),
    description: description === undefined ? label : `${label}\n${description}`,
  }
}

const asText = (text: string): TextPart => ({ type: 'text', text })
const asChoices = (options: readonly Option[]): ChoicesPart => ({ type: 'choices', text: '', options })
const texts = (text: string): readonly TextPart[] => cut(text, textLimit).map(asText)

/** Cut where a paragraph, a sentence or a word ends; only white space is lost. */
function cut(text: string, limit: number): string[] {
  return text.length <= limit ? [text] : split({ text, spans: [] }, { units: limit }).map((piece) => piece.text)
}

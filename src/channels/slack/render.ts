import type { ImageBlock, KnownBlock, SectionBlock } from '@slack/types'
import type { Address, CardPart, ContactPart, LocationPart, MediaPart, Option, Part } from '../../contracts/message.ts'
import { clip } from '../split.ts'
import { isVisible, joined, plain, readMarkdown, styled } from '../styled.ts'
import type { StyledText } from '../styled.ts'
import { abilities, limits } from './abilities.ts'
import { mrkdwn, pieces } from './mrkdwn.ts'
import { offer } from './offer.ts'

export interface Target {
  readonly channel: string
  readonly thread_ts?: string
}

export interface Post {
  readonly method: 'chat.postMessage'
  /** With blocks, `text` is what notifications and screens without blocks show: all of it again. */
  readonly payload: Target & { readonly text: string; readonly blocks?: readonly KnownBlock[] }
}

export interface Upload {
  readonly method: 'files.completeUploadExternal'
  readonly payload: { readonly channel_id: string; readonly thread_ts?: string; readonly initial_comment?: string }
  /** What is kept by the gateway, and the name that it is shown by. */
  readonly file: { readonly mediaId: string; readonly name?: string; readonly mime: string }
}

/** A method of the Web API and what it is given. */
export type Call = Post | Upload

/** Pure and total. What Slack has no place for is said in text. */
export function render(parts: readonly Part[], to: Address): readonly Call[] {
  const target = targetOf(to)
  return parts.flatMap((part) => renderPart(part, target))
}

export function targetOf({ chat, thread }: Address): Target {
  return { channel: chat, ...(thread === undefined ? {} : { thread_ts: thread }) }
}

function renderPart(part: Part, target: Target): readonly Call[] {
  switch (part.type) {
    case 'text':
      return said(read(part.text), target)
    case 'choices':
      return offered(read(part.text), part.options, target)
    case 'card':
      return card(part, target)
    case 'chosen':
      return said(plain(part.label ?? part.id), target)
    case 'location':
      return said(location(part), target)
    case 'contact':
      return said(contact(part), target)
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return media(part, target)
  }
}

function read(markdown: string): StyledText {
  return readMarkdown(markdown, isLinkable)
}

function isLinkable(url: string): boolean {
  return (
    url.length <= limits.linkUrl &&
    /^(?:https?|mailto|tel|slack):/i.test(url) &&
    !/[\s<>\p{Cc}]/u.test(url) &&
    URL.canParse(url)
  )
}

// ── Text and options ─────────────────────────────────────────────────────────────────────────────────────────────

function said(text: StyledText, target: Target): readonly Call[] {
  return pieces(text, abilities.textLimit.value).map((piece) => post(target, piece))
}

function post(target: Target, text: string, blocks: readonly KnownBlock[] = []): Post {
  return { method: 'chat.postMessage', payload: { ...target, text, ...(blocks.length === 0 ? {} : { blocks }) } }
}

function offered(text: StyledText, options: readonly Option[], target: Target): readonly Call[] {
  const { explained, blocks, listed } = offer(options)
  const words = joined([text, explained], '\n\n')
  if (blocks.length === 0) return said(words, target)
  const sections = pieces(words, limits.section)
  const last = sections.at(-1)
  const before = sections.slice(0, -1).map((piece) => post(target, piece))
  return [...before, post(target, inWords(text, listed), [...(last === undefined ? [] : [section(last)]), ...blocks])]
}

/** Everything in a block, for who sees none. */
function inWords(text: StyledText, listed: StyledText): string {
  return clip(mrkdwn(joined([text, listed], '\n\n')), abilities.textLimit.value)
}

function section(text: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } }
}

function card({ title, text = '', imageUrl, options = [] }: CardPart, target: Target): readonly Call[] {
  const { explained, blocks, listed } = offer(options)
  const head = joined([styled(title, 'bold'), read(text)], '\n')
  const words = joined([head, explained], '\n\n')
  const image = imageUrl !== undefined && isImage(imageUrl) ? imageUrl : undefined
  const unseen = imageUrl !== undefined && image === undefined ? plain(imageUrl) : plain('')
  const sections = pieces(joined([words, unseen], '\n\n'), limits.section)
  const [first, ...rest] = sections
  const alt_text = altOf(title)
  const shown: KnownBlock[] = []
  if (first !== undefined) {
    shown.push(
      image === undefined
        ? section(first)
        : { ...section(first), accessory: { type: 'image', image_url: image, alt_text } },
    )
  } else if (image !== undefined) shown.push({ type: 'image', image_url: image, alt_text })
  const fallback = inWords(head, listed)
  // What is long is said first, and ends with what can be pressed.
  if (rest.length > 0) {
    const middle = rest.slice(0, -1).map((piece) => post(target, piece))
    return [
      post(target, first ?? fallback, shown),
      ...middle,
      post(target, rest.at(-1) ?? fallback, [...rest.slice(-1).map(section), ...blocks]),
    ]
  }
  const all = [...shown, ...blocks]
  return all.length === 0 ? [] : [post(target, isVisible(fallback) ? fallback : alt_text, all)]
}

// ── Media ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Media that the gateway keeps: uploaded when it is sent. */
function isOwnMedia(mediaId: string): boolean {
  return mediaId.startsWith('md_')
}

/** Slack fetches images by their address, and shows those it keeps; of other files the address is said. */
function media(part: MediaPart, target: Target): readonly Call[] {
  const { mediaId, url, mime, name, type } = part
  const caption = read(part.caption ?? '')
  if (mediaId !== undefined && isOwnMedia(mediaId)) return uploaded(part, mediaId, caption, target)
  const known = mediaId !== undefined && isImage(mediaId) ? mediaId : undefined
  const isPicture = type === 'image' && !/svg|tiff|heic|avif/i.test(mime)
  const title = name === undefined || !isVisible(name) ? 'Image' : name
  const alt_text = altOf(title)
  let image: ImageBlock | undefined
  if (isPicture && url !== undefined && isImage(url)) image = { type: 'image', image_url: url, alt_text }
  else if (isPicture && known !== undefined) image = { type: 'image', slack_file: { url: known }, alt_text }
  else if (isPicture && mediaId !== undefined && /^F[A-Z0-9]+$/.test(mediaId)) {
    image = { type: 'image', slack_file: { id: mediaId }, alt_text }
  }
  if (image === undefined) {
    const address = url ?? known ?? ''
    const label = name !== undefined && isVisible(name) ? name : address
    const shown: StyledText = isLinkable(address)
      ? { text: label, spans: [{ kind: 'link', offset: 0, length: label.length, url: address }] }
      : joined([plain(name ?? ''), plain(address)], '\n')
    return said(joined([shown, caption], '\n'), target)
  }
  const captions = pieces(caption, limits.section)
  const [first, ...rest] = captions
  const blocks = [...(first === undefined ? [] : [section(first)]), image]
  return [post(target, first ?? alt_text, blocks), ...rest.map((piece) => post(target, piece))]
}

function uploaded({ name, mime }: MediaPart, mediaId: string, caption: StyledText, target: Target): readonly Call[] {
  const { channel: channel_id, ...thread } = target
  const [comment, ...rest] = pieces(caption, abilities.captionLimit.value)
  const file = { mediaId, mime, ...(name === undefined ? {} : { name }) }
  const payload = { channel_id, ...thread, ...(comment === undefined ? {} : { initial_comment: comment }) }
  return [{ method: 'files.completeUploadExternal', payload, file }, ...rest.map((piece) => post(target, piece))]
}

function isImage(url: string): boolean {
  return url.length <= limits.imageUrl && /^https?:\/\//i.test(url) && URL.canParse(url)
}

/** A description is one line that is never empty. */
function altOf(title: string): string {
  const line = title.toWellFormed().replaceAll(/\s+/g, ' ').trim()
  return isVisible(line) ? clip(line, limits.imageAlt) : 'Image'
}

// ── Places, people ───────────────────────────────────────────────────────────────────────────────────────────────

function location({ latitude, longitude, name = '', address = '' }: LocationPart): StyledText {
  const where = `${latitude}, ${longitude}`
  const words = joined([plain(name), plain(address)], '\n')
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return joined([words, plain(where)], '\n')
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
  return joined([words, { text: where, spans: [{ kind: 'link', offset: 0, length: where.length, url }] }], '\n')
}

function contact({ name, phones, emails }: ContactPart): StyledText {
  return joined([styled(name, 'bold'), ...[...phones, ...emails].map(plain)], '\n')
}

import type { Abilities } from '../../contracts/channel.ts'

const docs = 'https://developers.facebook.com/documentation/business-messaging/whatsapp'
const media = `${docs}/business-phone-numbers/media (supported media types)`

/** What the Cloud API can show and take; every number with the place it is written down. */
export const abilities = {
  parts: {
    text: 'native',
    image: 'native',
    audio: 'native',
    video: 'native',
    document: 'native',
    sticker: 'native',
    location: 'native',
    contact: 'native',
    choices: 'native',
    card: 'degraded',
    chosen: 'inbound',
  },
  textLimit: { value: 4096, source: `${docs}/messages/text-messages (body: 4096 characters)` },
  captionLimit: { value: 1024, source: `${docs}/messages/image-messages (caption: 1024 characters)` },
  buttons: { value: 10, source: `${docs}/messages/interactive-list-messages (10 rows over all sections)` },
  buttonLabelLimit: { value: 24, source: `${docs}/messages/interactive-list-messages (row title: 24 characters)` },
  optionIdBytes: {
    value: 200,
    source: `${docs}/messages/interactive-list-messages (row id: 200 characters; 256 of a reply button)`,
  },
  albumLimit: { value: 1, source: `${docs}/messages/send-messages (one file in one message)` },
  downloadBytes: { value: 100 * 1024 * 1024, source: media },
  uploadBytes: { value: 100 * 1024 * 1024, source: media },
  media: ['image', 'audio', 'video', 'document', 'sticker'],
  edits: false,
  reactions: true,
  typing: true,
  threads: false,
  streaming: 'none',
  burstMs: { value: 700, source: 'ours: people who write in fragments take about half a second between them' },
  chatRate: {
    value: { perSecond: 1 / 6, burst: 45 },
    source: `${docs}/about-the-platform#pair-rate-limits (one in 6 s to the same person; 45 at once, borrowed from the next minutes)`,
  },
  accountRate: {
    value: { perSecond: 80, burst: 80 },
    source: `${docs}/throughput (80 messages a second of one number, in and out)`,
  },
} as const satisfies Abilities

/** Limits that only this folder needs. All lengths are UTF-16 units, which is never more than WhatsApp counts. */
export const limits = {
  /** `${docs}/messages/interactive-reply-buttons-messages` */
  replyButtons: 3,
  buttonTitle: 20,
  /** `${docs}/messages/interactive-list-messages`: 4096 there, 1024 of every other kind; the smaller is always taken. */
  body: 1024,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  /** The button that opens a list; of a button that opens a page as well. */
  listButton: 20,
  /** `${docs}/messages/document-messages` */
  filename: 240,
  /** `${docs}/messages/location-messages` */
  placeText: 1000,
  /** `${docs}/messages/contacts-messages`: none is written down; as long as a message's name may be anywhere. */
  contactText: 256,
  /** Bytes of one file of each kind. */
  bytes: {
    image: 5 * 1024 * 1024,
    audio: 16 * 1024 * 1024,
    video: 16 * 1024 * 1024,
    document: 100 * 1024 * 1024,
    sticker: 500 * 1024,
  },
  /** `${docs}/templates/components`: the text of one variable; line breaks are not taken in it. */
  templateText: 1024,
  /** `${docs}/messages/send-messages#customer-service-windows` */
  windowMs: 24 * 60 * 60 * 1000,
  /** `${docs}/webhooks/overview`: what could not be delivered is sent again for so long. */
  redeliveryMs: 7 * 24 * 60 * 60 * 1000,
} as const

import type { Abilities } from '../../contracts/channel.ts'

const features = 'https://github.com/wwebjs/whatsapp-web.js#supported-features'
const unwritten = 'ours: WhatsApp writes down no rate for people, and blocks accounts that write as nobody could'

/** What WhatsApp Web can show and take; every number with the place it is written down. */
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
    choices: 'degraded',
    card: 'degraded',
    chosen: 'inbound',
  },
  textLimit: {
    value: 4096,
    source: 'ours: WhatsApp takes 65536 and folds long messages away; the Cloud API takes 4096, and so do we on both',
  },
  captionLimit: {
    value: 1024,
    source: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/image-messages',
  },
  buttons: { value: 0, source: `${features} (send buttons, send lists: deprecated)` },
  buttonLabelLimit: { value: 100, source: 'ours: characters of a poll’s option that WhatsApp’s apps let people type' },
  optionIdBytes: { value: 4096, source: 'ours: ids are not sent; options are chosen by their number' },
  albumLimit: { value: 1, source: `${features} (one file in one message)` },
  downloadBytes: { value: 32 * 1024 * 1024, source: 'ours: a file passes through the page, as text, whole' },
  uploadBytes: { value: 32 * 1024 * 1024, source: 'ours: a file passes through the page, as text, whole' },
  media: ['image', 'audio', 'video', 'document', 'sticker'],
  edits: false,
  reactions: true,
  typing: true,
  threads: false,
  streaming: 'none',
  burstMs: { value: 700, source: 'ours: people who write in fragments take about half a second between them' },
  chatRate: { value: { perSecond: 1 / 2, burst: 3 }, source: unwritten },
  groupRate: { value: { perSecond: 1 / 4, burst: 2 }, source: unwritten },
  accountRate: { value: { perSecond: 1, burst: 5 }, source: unwritten },
} as const satisfies Abilities

/** Limits that only this folder needs. */
export const limits = {
  /** https://faq.whatsapp.com/1170553390224591: options of a poll. */
  pollOptions: 12,
  /** Characters of a poll's question that WhatsApp's apps let people type. */
  pollQuestion: 255,
  /** Characters of a place's name or address, of a contact's name: what surely fits one line of WhatsApp's. */
  line: 255,
} as const

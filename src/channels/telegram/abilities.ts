import type { Abilities } from '../../contracts/channel.ts'

const methods = 'https://core.telegram.org/bots/api#available-methods'

/** What Telegram can show and take; every number with the place it is written down. */
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
    card: 'native',
    chosen: 'inbound',
  },
  textLimit: { value: 4096, source: 'https://core.telegram.org/bots/api#sendmessage (1-4096 after entities parsing)' },
  captionLimit: { value: 1024, source: 'https://core.telegram.org/bots/api#sendphoto (0-1024 after entities parsing)' },
  buttons: { value: 100, source: 'https://limits.tginfo.me (buttons of one inline keyboard)' },
  buttonLabelLimit: {
    value: 64,
    source: 'ours: none is written down, and apps show about 40 characters of a full row',
  },
  optionIdBytes: {
    value: 64,
    source: 'https://core.telegram.org/bots/api#inlinekeyboardbutton (callback_data, 1-64 bytes)',
  },
  albumLimit: { value: 10, source: 'https://core.telegram.org/bots/api#sendmediagroup (2-10 items)' },
  downloadBytes: { value: 20 * 1024 * 1024, source: 'https://core.telegram.org/bots/api#getfile (20 MB)' },
  uploadBytes: { value: 50 * 1024 * 1024, source: `${methods} (sendDocument: 50 MB)` },
  media: ['image', 'audio', 'video', 'document', 'sticker'],
  edits: true,
  reactions: true,
  typing: true,
  threads: true,
  streaming: 'native',
  burstMs: { value: 700, source: 'ours: people who write in fragments take about half a second between them' },
  chatRate: {
    value: { perSecond: 1, burst: 5 },
    source:
      'https://core.telegram.org/bots/faq#my-bot-is-hitting-limits (about one a second, short bursts are tolerated)',
  },
  groupRate: {
    value: { perSecond: 20 / 60, burst: 5 },
    source: 'https://core.telegram.org/bots/faq#my-bot-is-hitting-limits (20 messages a minute)',
  },
  accountRate: {
    value: { perSecond: 30, burst: 30 },
    source: 'https://core.telegram.org/bots/faq#my-bot-is-hitting-limits (about 30 a second over all chats)',
  },
} as const satisfies Abilities

/** Limits that only this folder needs. */
export const limits = {
  /** https://limits.tginfo.me: formatting beyond that many entities of a message is ignored. */
  entities: 100,
  /** https://core.telegram.org/bots/api#sendcontact: bytes of a vCard. */
  vcardBytes: 2048,
  /** Characters of a contact's name that are surely taken: as long as a person's own may be. */
  contactName: 64,
  /** Characters of a venue's title or address that are surely taken; none is written down. */
  venueText: 255,
  /** https://core.telegram.org/bots/api#getupdates: updates of one answer. */
  updates: 100,
} as const

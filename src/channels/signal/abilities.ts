import type { Abilities } from '../../contracts/channel.ts'

const limiters =
  'https://github.com/signalapp/Signal-Server (RateLimiters.java: messages, 60 at once and one a second to one person'

/** What Signal can show and take, through signal-cli; every number with the place it is written down. */
export const abilities = {
  parts: {
    text: 'native',
    image: 'native',
    audio: 'native',
    video: 'native',
    document: 'native',
    sticker: 'native',
    location: 'degraded',
    contact: 'degraded',
    choices: 'degraded',
    card: 'degraded',
    chosen: 'inbound',
  },
  textLimit: {
    value: 2000,
    source: 'https://github.com/signalapp/Signal-Android (a body of 2000; the rest of a longer text is an attachment)',
  },
  captionLimit: { value: 2000, source: 'the same: what is said beside an attachment is the body of its message' },
  buttons: { value: 0, source: 'Signal has none: options are numbered, and chosen by typing' },
  buttonLabelLimit: { value: 2000, source: 'ours: a label is a line of text' },
  optionIdBytes: { value: 65_536, source: 'ours: ids stay here' },
  albumLimit: { value: 32, source: 'https://github.com/signalapp/Signal-Desktop (attachments of one message)' },
  downloadBytes: { value: 100 * 1024 * 1024, source: 'https://support.signal.org/hc/articles/360007320391 (100 MB)' },
  uploadBytes: { value: 100 * 1024 * 1024, source: 'https://support.signal.org/hc/articles/360007320391 (100 MB)' },
  media: ['image', 'audio', 'video', 'document', 'sticker'],
  edits: true,
  reactions: true,
  typing: true,
  threads: false,
  streaming: 'none',
  burstMs: { value: 700, source: 'ours: people who write in fragments take about half a second between them' },
  chatRate: {
    value: { perSecond: 1, burst: 30 },
    source: `${limiters}; typing and read receipts count as well)`,
  },
  accountRate: {
    value: { perSecond: 1, burst: 5 },
    source: 'ours: for a whole account nothing is written down, and who was told "too many" does well to be slow',
  },
} as const satisfies Abilities

/** Limits that only this folder needs. */
export const limits = {
  /** https://github.com/signalapp/Signal-Desktop (BodyRange: of each kind): formatting beyond is ignored. */
  styles: 250,
} as const

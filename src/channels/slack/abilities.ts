import type { Abilities } from '../../contracts/channel.ts'

const blockKit = 'https://docs.slack.dev/reference/block-kit'

/** What Slack can show and take; every number with the place it is written down. */
export const abilities = {
  parts: {
    text: 'native',
    image: 'native',
    audio: 'native',
    video: 'native',
    document: 'native',
    sticker: 'degraded',
    location: 'degraded',
    contact: 'degraded',
    choices: 'native',
    card: 'native',
    chosen: 'inbound',
  },
  textLimit: {
    value: 4000,
    source: 'https://docs.slack.dev/reference/methods/chat.postMessage#truncating (best up to 4,000 characters)',
  },
  captionLimit: { value: 4000, source: 'as text: a caption is the comment of the file, or a message beside it' },
  buttons: {
    value: 100,
    source: `${blockKit}/block-elements/select-menu-element (100 options; 25 buttons in an actions block)`,
  },
  buttonLabelLimit: { value: 75, source: `${blockKit}/block-elements/button-element (text, 75 characters)` },
  optionIdBytes: {
    value: 75,
    source: `${blockKit}/composition-objects/option-object (value; @slack/types 3.2.0: 75 characters)`,
  },
  albumLimit: { value: 1, source: 'ours: every file is a message of its own, in the order it was said' },
  downloadBytes: {
    value: 100 * 1024 * 1024,
    source: 'ours: Slack keeps files of up to 1 GB, and a bot reads none that long',
  },
  uploadBytes: { value: 1024 * 1024 * 1024, source: 'https://slack.com/help/articles/201330736 (1 GB a file)' },
  media: ['image', 'audio', 'video', 'document'],
  edits: true,
  reactions: true,
  typing: true,
  threads: true,
  streaming: 'native',
  burstMs: { value: 700, source: 'ours: people who write in fragments take about half a second between them' },
  chatRate: {
    value: { perSecond: 1, burst: 4 },
    source: 'https://docs.slack.dev/apis/web-api/rate-limits (one a second in a channel, short bursts are tolerated)',
  },
  accountRate: {
    value: { perSecond: 5, burst: 10 },
    source: 'https://docs.slack.dev/apis/web-api/rate-limits (several hundred messages a minute in a workspace)',
  },
} as const satisfies Abilities

/** Limits that only this folder needs. */
export const limits = {
  /** Characters of a section's text: docs.slack.dev/reference/block-kit/blocks/section-block. */
  section: 3000,
  /** Elements of a row of buttons that all screens show as one: ours; an actions block holds 25. */
  buttonsPerRow: 5,
  /** Options that are buttons; more are a menu. docs.slack.dev/reference/block-kit/blocks/actions-block. */
  buttons: 25,
  /** Characters of an image's URL and of its description: docs.slack.dev/reference/block-kit/blocks/image-block. */
  imageUrl: 3000,
  imageAlt: 2000,
  /** Characters of a link's address that stays hidden behind its label: a longer one would not leave room for text. */
  linkUrl: 1000,
  /** Markdown of one piece of a stream: docs.slack.dev/reference/methods/chat.appendStream. */
  streamText: 12_000,
  /** Answers that one `response_url` takes: docs.slack.dev/interactivity/handling-user-interaction. */
  responses: 5,
  /** Suggested prompts of an assistant's thread: docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts. */
  prompts: 4,
  /** Characters of an app's and of a bot's name: docs.slack.dev/reference/app-manifest. */
  appName: 35,
  botName: 80,
} as const

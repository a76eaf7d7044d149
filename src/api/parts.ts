import { z } from 'zod'
import { apiDefaults } from '../config/defaults.ts'
import { example } from './examples.ts'

/** The parts of a message as a caller may send them: the words of contracts/message.ts, checked. */

const httpUrl = z.url({ protocol: /^https?$/ }).max(2048)
const label = z.string().min(1).max(500)

const option = z.strictObject({
  id: z.string().min(1).max(1000),
  label,
  description: z.string().max(1000).exactOptional(),
})
const options = z.array(option).min(1).max(apiDefaults.partOptions)

const text = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1).describe('Markdown.'),
})

const media = z
  .strictObject({
    type: z.enum(['image', 'audio', 'video', 'document', 'sticker']),
    url: httpUrl.exactOptional(),
    mediaId: z.string().min(1).max(500).exactOptional().describe('An id the channel’s platform knows.'),
    mime: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+$/, 'A MIME type looks like image/png.')
      .max(100),
    name: z.string().min(1).max(255).exactOptional(),
    caption: z.string().exactOptional().describe('Markdown.'),
    size: z.int().nonnegative().exactOptional(),
    durationMs: z.number().nonnegative().exactOptional(),
  })
  .refine(({ url, mediaId }) => (url === undefined) !== (mediaId === undefined), {
    message: 'Give either a url or a mediaId.',
    path: ['url'],
  })

const location = z.strictObject({
  type: z.literal('location'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: label.exactOptional(),
  address: label.exactOptional(),
})

const contact = z.strictObject({
  type: z.literal('contact'),
  name: label,
  phones: z.array(z.string().min(1).max(50)).max(apiDefaults.partOptions),
  emails: z.array(z.string().min(1).max(320)).max(apiDefaults.partOptions),
})

const choices = z.strictObject({
  type: z.literal('choices'),
  text: z.string().min(1).describe('Markdown.'),
  options,
})

const card = z.strictObject({
  type: z.literal('card'),
  title: label,
  text: z.string().exactOptional().describe('Markdown.'),
  imageUrl: httpUrl.exactOptional(),
  options: options.exactOptional(),
})

/** What may be said to a person; `chosen` only ever comes from one. */
export const outgoingParts = z
  .array(z.discriminatedUnion('type', [text, media, location, contact, choices, card]))
  .min(1)
  .max(apiDefaults.messageParts)

/** Repeated with a request that is sent again: it makes one message, however often it arrives. */
export const idempotencyKey = z
  .string()
  .min(1)
  .max(190)
  .regex(/^\P{Cc}*$/u, 'An idempotency key has no control characters.')
  .describe('Sent again with the same key, the request makes no second message.')

export const queued = z
  .object({
    messageId: z.string(),
    status: z.enum(['queued', 'sent', 'delivered', 'read', 'failed']),
  })
  .meta({ examples: [{ messageId: example.reply, status: 'queued' }] })

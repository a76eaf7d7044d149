import { z } from 'zod'
import { ownIntentDefaults } from '../config/defaults.ts'
import { ownSlotKinds } from '../contracts/intent.ts'

/** The schema of an intent that a tenant writes (`contracts/intent.ts`), for the routes that keep it. */

const { textLength, texts, utterances, languages, slots, options, next, headers, bodyBytes } = ownIntentDefaults

const tag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, 'A language is an IETF tag such as en or pt-BR.')
const said = z.string().trim().min(1).max(textLength)
const label = z.string().trim().min(1).max(ownIntentDefaults.labelLength)

function inLanguages<Value extends z.ZodType>(value: Value) {
  return z.record(tag, value).refine((given) => {
    const count = Object.keys(given).length
    return count > 0 && count <= languages
  }, `Between one and ${languages} languages.`)
}

const word = /^[a-z][a-z0-9-]{0,59}$/
export const ownIntentName = z.string().regex(word, 'A name is lower-case letters, digits and hyphens.')
const slotName = z.string().regex(/^[A-Za-z_]\w{0,39}$/, 'A slot is named by letters, digits and underscores.')

const ownSlot = z
  .strictObject({
    kind: z.enum(ownSlotKinds),
    ask: inLanguages(said),
    options: z
      .array(z.strictObject({ id: z.string().min(1).max(60), label: inLanguages(label) }))
      .min(2)
      .max(options)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'Every option has an id of its own.')
      .exactOptional(),
    optional: z.boolean().exactOptional(),
  })
  .refine(
    ({ kind, options: given }) => (kind === 'choice') === (given !== undefined),
    'A choice has options, and nothing else has.',
  )

const ownCall = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: z
    .string()
    .max(textLength)
    // Where a call goes, and with whose secrets, is the tenant's to say and no visitor's.
    .regex(/^https?:\/\/[^\s/?#{}]+(?:[/?#]\S*)?$/u, 'A URL begins with https:// and names its host without {{…}}.'),
  headers: z
    .record(
      z.string().regex(/^[\w-]{1,60}$/),
      z
        .string()
        .max(textLength)
        .regex(/^\P{Cc}*$/u),
    )
    .refine((given) => Object.keys(given).length <= headers, `At most ${headers} headers.`)
    .exactOptional(),
  // Any JSON: what does not nest too deeply has come this far.
  body: z
    .unknown()
    .refine((body) => body === undefined || JSON.stringify(body).length <= bodyBytes, `At most ${bodyBytes} bytes.`)
    .exactOptional(),
  refused: z
    .record(z.string().regex(/^(?:[45]\d\d|else)$/, 'A status such as 404, or else.'), inLanguages(said))
    .exactOptional(),
})

const ownAnswer = z
  .strictObject({
    confirm: inLanguages(said).exactOptional(),
    call: ownCall.exactOptional(),
    say: inLanguages(z.array(said).min(1).max(texts)).exactOptional(),
    imageUrl: z
      .url({ protocol: /^https?$/ })
      .max(textLength)
      .exactOptional(),
    next: z
      .array(z.strictObject({ intent: ownIntentName, label: inLanguages(label) }))
      .min(1)
      .max(next)
      .exactOptional(),
    handoff: z.string().trim().min(1).max(60).exactOptional(),
  })
  .refine(
    ({ say, handoff }) => say !== undefined || handoff !== undefined,
    'An answer says something, or hands over to a person.',
  )

export const ownIntentExample = {
  name: 'opening-hours',
  title: { en: 'Opening hours', de: 'Öffnungszeiten' },
  utterances: {
    en: ['when are you open', 'opening hours', 'are you open on {day}'],
    de: ['wann habt ihr offen', 'Öffnungszeiten'],
  },
  slots: { day: { kind: 'date', ask: { en: 'Which day?', de: 'An welchem Tag?' }, optional: true } },
  answer: { say: { en: ['Monday to Friday, 9 to 18 o’clock.'], de: ['Montag bis Freitag, 9 bis 18 Uhr.'] } },
}

/** What a tenant writes; its id and version are ours. */
export const ownIntentBody = z
  .strictObject({
    name: ownIntentName,
    description: z.string().trim().max(textLength).exactOptional(),
    title: inLanguages(label).exactOptional(),
    utterances: inLanguages(
      z.array(z.string().trim().min(1).max(ownIntentDefaults.utteranceLength)).min(1).max(utterances),
    ),
    slots: z
      .record(slotName, ownSlot)
      .refine((given) => Object.keys(given).length <= slots, `At most ${slots} slots.`)
      .exactOptional(),
    answer: ownAnswer,
  })
  .meta({ examples: [ownIntentExample] })

import { z } from 'zod'
import { chatbotDefaults, modelDefaults, ownIntentDefaults, tenancyDefaults } from '../config/defaults.ts'
import { devices, positions, themeColors, themeModes, themeWords, weekdays } from '../contracts/appearance.ts'

/** The schemas of what a chatbot is (`contracts/appearance.ts`), for the routes that keep it and files that bring it. */

const { sentenceLength, wordLength, pages, pageLength } = chatbotDefaults

const tag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, 'A language is an IETF tag such as en or pt-BR.')

export const languages = z
  .array(tag)
  .min(1)
  .max(tenancyDefaults.chatbotLanguages)
  .readonly()
  .describe('IETF tags, the preferred one first.')

const oneLine = (length: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(length)
    .regex(/^\P{Cc}*$/u, 'This is one line without control characters.')

/** In the chatbot's first language, or by language. */
function sentence(text: z.ZodString) {
  const several = z
    .record(tag, text)
    .refine(
      (given) => Object.keys(given).length > 0 && Object.keys(given).length <= ownIntentDefaults.languages,
      `Between one and ${ownIntentDefaults.languages} languages.`,
    )
  return z.union([text, several]).describe('In the chatbot’s first language, or by language.')
}

const said = sentence(z.string().trim().min(1).max(sentenceLength))

export const description = z.string().trim().max(chatbotDefaults.descriptionLength).describe('For your own people.')

export const personality = z
  .strictObject({
    name: oneLine(chatbotDefaults.nameLength)
      .exactOptional()
      .describe('What it calls itself; else the chatbot’s name.'),
    tone: oneLine(chatbotDefaults.toneLength).exactOptional().describe('For language models: “friendly, brief”.'),
    instructions: z
      .string()
      .trim()
      .min(1)
      .max(modelDefaults.instructionsLength)
      .exactOptional()
      .describe('For language models: what it is to do, and what not.'),
    greeting: said.exactOptional(),
    fallback: z
      .strictObject({
        say: said.exactOptional().describe('Instead of the gateway’s own sentences.'),
        queue: oneLine(60).exactOptional().describe('Of the people who are offered when it happens again.'),
      })
      .exactOptional()
      .describe('When nobody understood.'),
    ai: z
      .strictObject({
        enabled: z.boolean().exactOptional().describe('Whether language models are asked at all.'),
        tools: z.boolean().exactOptional().describe('Whether one may choose among the chatbot’s intents.'),
        provider: z
          .string()
          .regex(/^[a-z][a-z0-9-]{0,39}$/, 'A provider is lower-case letters, digits and hyphens.')
          .exactOptional()
          .describe('The name of the provider that is asked first.'),
        model: z
          .string()
          .regex(/^[\w.:/@-]{1,120}$/, 'A model is called by its provider’s name for it.')
          .exactOptional(),
      })
      .exactOptional(),
  })
  .describe('How it speaks. Whatever is left out is the gateway’s own.')
  .meta({
    examples: [
      {
        name: 'Ada',
        tone: 'friendly, brief',
        instructions: 'You help customers of a bicycle shop. Never promise a date.',
        greeting: { en: 'Hello! Looking for a bicycle?', de: 'Hallo! Suchst du ein Fahrrad?' },
        fallback: { say: 'I did not get that.', queue: 'support' },
        ai: { tools: true },
      },
    ],
  })

const page = z
  .string()
  .max(pageLength)
  .regex(/^(?:\/|\*|https?:\/\/)\S*$/u, 'A pattern begins with /, https:// or *: `/shop/*`, `*://*.example.com/*`.')
const patterns = z.array(page).min(1).max(pages).readonly()
const clock = (last: string) =>
  z.string().regex(new RegExp(`^(?:[01]\\d|2[0-3]):[0-5]\\d$|^${last}$`), 'A time is HH:MM, such as 09:30.')

const hours = z
  .strictObject({
    timeZone: z
      .string()
      .max(60)
      .refine(isTimeZone, 'A time zone is named like Europe/Berlin.')
      .describe('IANA name: its days and clock are meant.'),
    open: z
      .array(
        z
          .strictObject({
            days: z.array(z.enum(weekdays)).min(1).max(weekdays.length).readonly(),
            from: clock('00:00'),
            to: clock('24:00'),
          })
          .refine(({ from, to }) => from < to, 'It closes after it opens; past midnight is a second entry.'),
      )
      .min(1)
      .max(chatbotDefaults.hours)
      .readonly(),
  })
  .describe('When it is shown; always, when it is left out.')

export const placement = z
  .strictObject({
    position: z.enum(positions).exactOptional(),
    size: z
      .strictObject({
        width: z.int().min(chatbotDefaults.leastWidth).max(chatbotDefaults.mostWidth).exactOptional(),
        height: z.int().min(chatbotDefaults.leastHeight).max(chatbotDefaults.mostHeight).exactOptional(),
      })
      .exactOptional()
      .describe('Of the open chat, CSS pixels; a phone shows it full-screen.'),
    pages: z
      .strictObject({ include: patterns.exactOptional(), exclude: patterns.exactOptional() })
      .exactOptional()
      .describe('Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins.'),
    delaySeconds: z.number().min(0).max(chatbotDefaults.delaySeconds).exactOptional(),
    scrollPercent: z.number().min(0).max(100).exactOptional(),
    languages: languages.exactOptional().describe('Of the browser; `en` stands for all of its kinds.'),
    devices: z.array(z.enum(devices)).min(1).max(devices.length).readonly().exactOptional(),
    hours: hours.exactOptional(),
  })
  .describe('Where and when websites show it: everything that is said must be true.')
  .meta({
    examples: [
      {
        position: 'bottom-right',
        pages: { include: ['/shop/*'], exclude: ['/shop/checkout'] },
        delaySeconds: 5,
        devices: ['desktop', 'tablet'],
        hours: {
          timeZone: 'Europe/Berlin',
          open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
        },
      },
    ],
  })

const color = z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'A colour is # and six hexadecimal digits.')
const word = sentence(oneLine(wordLength)).exactOptional()

export const theme = z
  .strictObject({
    mode: z.enum(themeModes).exactOptional().describe('`auto`: as the visitor’s system is.'),
    colors: z.strictObject(fields(themeColors, color.exactOptional())).exactOptional(),
    words: z.strictObject(fields(themeWords, word)).exactOptional().describe('The chat’s own words.'),
  })
  .describe('How websites show it.')
  .meta({
    examples: [{ mode: 'auto', colors: { primary: '#115e59' }, words: { title: { en: 'Ask us', de: 'Frag uns' } } }],
  })

export const avatarId = z
  .string()
  .max(60)
  .nullable()
  .describe('`default`, or one of your own. null: none.')
  .meta({ examples: ['default'] })

export const understanding = z
  .strictObject({
    voice: z.boolean().exactOptional().describe('Voice messages and the sound of videos become text.'),
    images: z.boolean().exactOptional().describe('What is written in pictures becomes text.'),
    documents: z.boolean().exactOptional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'A country is two capital letters, such as DE.')
      .exactOptional()
      .describe('ISO 3166-1: where people are who write a phone number without a prefix.'),
  })
  .describe('What the chatbot makes of what people send; whatever is not said is on.')

function fields<Name extends string, Field>(names: readonly Name[], field: Field): Record<Name, Field> {
  return Object.fromEntries(names.map((name) => [name, field])) as Record<Name, Field> // one for each name
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}

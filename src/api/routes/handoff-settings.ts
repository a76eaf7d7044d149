import { z } from 'zod'
import { handoffDefaults } from '../../config/defaults.ts'
import { handoffSayings, weekdays } from '../../contracts/handoff.ts'

/** How a tenant hands over, as the API takes and shows it. */

const minutes = z.int().min(1).max(handoffDefaults.longestMinutes).nullable().describe('null: never.')
const clock = (last: string) =>
  z.string().regex(new RegExp(`^(?:(?:[01]\\d|2[0-3]):[0-5]\\d${last})$`), 'A time is written like 09:30.')
const spans = z
  .array(z.strictObject({ from: clock(''), to: clock('|24:00') }))
  .max(handoffDefaults.spans)
  .readonly()
const hours = z.strictObject({
  zone: z.string().max(60).describe('The time zone whose clock is meant: Europe/Berlin.'),
  week: z.partialRecord(z.enum(weekdays), spans).describe('A weekday that is not named is closed.'),
  exceptions: z
    .array(z.strictObject({ date: z.iso.date(), open: spans }))
    .max(handoffDefaults.exceptions)
    .readonly()
    .exactOptional()
    .describe('Days that are not as their weekday says; without spans nobody is there.'),
})
const then = z.enum(['wait', 'bot'])
export const queueName = z.string().trim().min(1).max(handoffDefaults.queueLength)
const texts = z
  .record(z.string().max(35), z.string().min(1).max(handoffDefaults.sayingLength))
  .refine((texts) => Object.keys(texts).length <= handoffDefaults.sayingLanguages, 'These are too many languages.')

const example = {
  waiting: { minutes: 10, then: 'wait' },
  silence: { remindMinutes: 5, minutes: 30, then: 'wait' },
  idleMinutes: 720,
  failures: true,
  hours: {
    zone: 'Europe/Berlin',
    week: { mon: [{ from: '09:00', to: '18:00' }], sat: [{ from: '10:00', to: '14:00' }] },
    exceptions: [{ date: '2026-12-25', open: [] }],
  },
  whenClosed: 'message',
  queues: [{ name: 'sales', hours: { zone: 'Europe/Berlin', week: { mon: [{ from: '10:00', to: '16:00' }] } } }],
  says: { handedOver: { en: 'One moment, a colleague will be with you.' } },
} as const

export const settingsBody = z
  .strictObject({
    waiting: z
      .strictObject({ minutes, then })
      .default({ minutes: handoffDefaults.waitMinutes, then: 'wait' })
      .describe(
        'How long nobody may take a conversation before the person is told; then it waits on, or the bot goes on.',
      ),
    silence: z
      .strictObject({ remindMinutes: minutes, minutes, then })
      .default({
        remindMinutes: handoffDefaults.remindMinutes,
        minutes: handoffDefaults.silenceMinutes,
        then: 'wait',
      })
      .describe(
        'How long somebody may be left without an answer: until a reminder, and until others may take it or the bot goes on.',
      ),
    idleMinutes: minutes
      .default(handoffDefaults.idleMinutes)
      .describe('How long the person may be silent before the conversation ends.'),
    failures: z.boolean().default(true).describe('Whether people get what the bot cannot answer.'),
    hours: hours.exactOptional().describe('When people are there. Left out: always.'),
    whenClosed: z
      .enum(['message', 'email', 'bot'])
      .default('message')
      .describe(
        'What comes of a request when nobody is there: it is kept, kept with an e-mail address, or the bot goes on.',
      ),
    queues: z
      .array(
        z.strictObject({
          name: queueName,
          members: z
            .array(z.string().max(40))
            .max(handoffDefaults.members)
            .readonly()
            .exactOptional()
            .describe('Ids of the people who take from it. Left out: everybody.'),
          hours: hours.exactOptional().describe('Left out: the tenant’s.'),
        }),
      )
      .max(handoffDefaults.queues)
      .readonly()
      .default([]),
    says: z
      .partialRecord(z.enum(handoffSayings), texts)
      .default({})
      .describe('Sentences in the tenant’s own words, by language; `{opens}` in `closed` is when people are back.'),
  })
  .meta({ examples: [example] })

export const settingsAnswer = z
  .object({
    waiting: z.object({ minutes, then }),
    silence: z.object({ remindMinutes: minutes, minutes, then }),
    idleMinutes: minutes,
    failures: z.boolean(),
    hours: hours.exactOptional(),
    whenClosed: z.enum(['message', 'email', 'bot']),
    queues: z
      .array(
        z.object({
          name: z.string(),
          members: z.array(z.string()).readonly().exactOptional(),
          hours: hours.exactOptional(),
        }),
      )
      .readonly(),
    says: z.partialRecord(z.enum(handoffSayings), z.record(z.string(), z.string())),
  })
  .meta({ examples: [example] })

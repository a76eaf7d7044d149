import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { ask, choiceOf, date, definePlugin, goto, number, pass, say, silence, text, url } from '../sdk.ts'
import { talk } from './talk.ts'

const shop = definePlugin({
  name: 'shop',
  needs: ['http', 'schedule', 'store'],
  settings: { base: url() },
  intents: {
    track: {
      examples: ['where is my order?', 'track my order'],
      slots: { order: text({ ask: 'Which order number?', pattern: '^\\d+$' }) },
      async handle({ slots, http, settings }) {
        const { status } = await http.json(`${settings.base}/orders/${slots.order}`, { status: text() })
        return `Order ${slots.order} is ${status}.`
      },
    },
    buy: {
      examples: ['I want to buy a shirt', 'buy a shirt'],
      async *handle() {
        const size = yield* ask('What size?', choiceOf({ s: 'Small', l: 'Large' }))
        yield say('One moment…')
        return `A ${size} shirt\n\nis yours.`
      },
    },
  },
  commands: {
    remind: {
      slots: { minutes: number() },
      handle({ schedule, slots, now }) {
        schedule.at('done', now() + slots.minutes * 60_000, {})
        return 'I will.'
      },
    },
    quiet: { handle: ({ text: words }) => (words === '' ? silence : goto('remind')) },
    who: { handle: ({ contact, language }) => `${contact.name ?? 'nobody'} ${language} ${contact.timeZone ?? '-'}` },
    book: { slots: { day: date({ ask: 'Which day?' }) }, handle: ({ slots }) => `Booked for ${slots.day}.` },
    time: { handle: ({ now }) => new Date(now()).toISOString() },
  },
  due: { done: { handle: () => 'It is time.' } },
  on: { joined: () => 'Welcome.' },
})
const other = definePlugin({ name: 'other', fallback: ({ text: words }) => (words === 'echo' ? 'Echo.' : pass) })

const conversation = `
# What a shop says.
! settings shop {"base": "https://shop.example"}
! http GET https://shop.example/orders/* 200 {"status": "on its way", "more": 1}
> where is my order?
< Which order number?
! restart
> twelve
< That does not look right for this.
  Which order number?
> 12
< Order … is on its way.
> buy a shirt
< What size? [Small] [Large]
! crash
> [Large]
< /One moment.+/
< A l shirt
  is yours.
> /quiet
<
> echo
< Echo.
! event {"kind": "membership", "change": "joined"}
< Welcome.
! person {"name": "Ada", "language": "de", "timeZone": "Europe/Berlin"}
> /who
< Ada de Europe/Berlin
@ now 2026-01-06T10:00Z
> /time
< 2026-01-06T10:00:00.000Z
> /book
< Which day?
> tomorrow
< Booked for 2026-01-07.
> /remind 90
< I will.
@ after 2 hours
< It is time.
> /time
< 2026-01-06T12:00:00.000Z
`

describe('a written conversation', () => {
  test('is played as it stands', async () => {
    await talk(conversation, [shop, other])
  })

  test('is read from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'talks-'))
    const file = join(folder, 'talk.txt')
    await writeFile(file, conversation)
    await talk(file, [shop, other])
    await talk(pathToFileURL(file), [shop, other])
    await writeFile(file, '> echo\n< Nothing.')
    await expect(talk(file, other)).rejects.toThrow(
      `${file}:2: the bot was expected to say\n  < Nothing.\nbut said\n  < Echo.`,
    )
    await rm(folder, { recursive: true })
  })

  test.each([
    ['> echo\n< Something.', 'line 2: the bot was expected to say\n  < Something.\nbut said\n  < Echo.'],
    ['> echo\n<', 'line 2: the bot was expected to say nothing, but said\n  < Echo.'],
    ['> echo', 'line 1: nobody expected the bot to say\n  < Echo.'],
    ['> echo\n> echo', 'line 1: nobody expected the bot to say\n  < Echo.'],
    ['> hm\n< Echo.', 'line 2: the bot said nothing, instead of\n  < Echo.'],
    ['> echo\n< Echo.\n> [Large]', 'line 3: there is no button [Large] to press'],
    ['hello', 'line 1 begins with none of > < @ ! #'],
    ['@ tomorrow', 'line 1: "@ tomorrow" is no time'],
    ['! dance', 'line 1: there is no "! dance"'],
    ['! person {', 'line 1: this is no JSON: {'],
    ['! http GET', 'line 1: write "! http GET https://shop.example/* 200 {…}"'],
  ])('%j fails with the line and the reason', async (source, reason) => {
    await expect(talk(`${source}\n`, other)).rejects.toThrow(reason)
  })
})

import { describe, expect, test } from '@jest/globals'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import reminder from './index.ts'
import { momentIn, readRequest } from './moments.ts'
import { describeMoment, describeWait, instantOf, wallClock, zoneIn } from './zones.ts'

const question = {
  what: 'What shall I remind you of?',
  when: 'When shall I remind you? For example “in 20 minutes” or “tomorrow at 9”.',
  where: 'Where are you, so that I get the time right? A city is enough (“Lisbon”), or an offset (“UTC+2”).',
}

const folder = new URL('.', import.meta.url)
testPlugin(reminder, {
  folder,
  answers: { [question.what]: 'feed the cat', [question.when]: 'tomorrow at 9', [question.where]: 'Lisbon' },
})

/** Friday afternoon in Berlin, two days before the clocks are put forward. */
const now = Date.parse('2026-03-27T14:30:00Z')
const berlin = 'Europe/Berlin'

function read(text: string, zone = berlin): string {
  const { task, when } = readRequest(text, now, zone)
  const moment = when === '' ? undefined : momentIn(when, now, zone)
  return `${task} | ${moment === undefined ? 'never' : new Date(moment.at).toISOString().slice(0, 16)}`
}

const at = ({ day, time }: { readonly day: string; readonly time: string }): string => `${day} at ${time}`

describe('a request', () => {
  test.each([
    ['remind me tomorrow at 9 to call the bank', 'call the bank | 2026-03-28T08:00'],
    ['remind me to call the bank tomorrow at 9', 'call the bank | 2026-03-28T08:00'],
    ['tomorow at nine remind me: call the bank', 'call the bank | 2026-03-28T08:00'],
    ['could you please remind me to call mum in 5 minutes, thanks', 'call mum | 2026-03-27T14:35'],
    ['in half an hour remind me about the pizza', 'the pizza | 2026-03-27T15:00'],
    ['pls remind me 2moro 8am dentist', 'dentist | 2026-03-28T07:00'],
    ['remind me in 10 to check the oven', 'check the oven | 2026-03-27T14:40'],
    ['remind me on friday to call the bank at 3pm', 'call the bank | 2026-04-03T13:00'],
    ['remind me that the rent is due on the 1st of april', 'the rent is due | 2026-04-01T07:00'],
    ["don't let me forget to send the report by friday", 'send the report | 2026-04-03T07:00'],
    ['i need to be reminded to take my pills tonight at 10', 'take my pills | 2026-03-27T21:00'],
    ['set a reminder for 8 pm: feed the cat', 'feed the cat | 2026-03-27T19:00'],
    ['remind me at quarter to ten to log off', 'log off | 2026-03-27T20:45'],
    ['wake me up at 7', 'wake up | 2026-03-28T06:00'],
    ['remind me on 1.4. at 10 to laugh', 'laugh | 2026-04-01T08:00'],
    ['remind me on the 15th to pay the bill', 'pay the bill | 2026-04-15T07:00'],
    ['remind me at 16h to leave', 'leave | 2026-03-27T15:00'],
    ['remind me the day after tomorrow to buy milk', 'buy milk | 2026-03-29T07:00'],
    ['remind me this afternoon to stretch', 'stretch | 2026-03-27T15:30'],
    ['remind me to watch the match', 'watch the match | never'],
    ['remind me', ' | never'],
  ])('is taken apart: %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test('with two days in it means the one beside “remind me”, or the last', () => {
    expect(read('remind me tomorrow at 9 to book the flight on 5 May')).toBe(
      'book the flight on 5 May | 2026-03-28T08:00',
    )
    expect(read('remind me to book the flight on 5 May tomorrow at 9')).toBe(
      'book the flight on 5 May | 2026-03-28T08:00',
    )
  })

  test('for an hour means one at which people are awake, unless they say which', () => {
    expect(read('remind me at 5 to leave')).toBe('leave | 2026-03-27T16:00')
    expect(read('remind me at 9 to eat')).toBe('eat | 2026-03-27T20:00')
    expect(read('remind me tomorrow at 5 to leave')).toBe('leave | 2026-03-28T16:00')
    expect(read('remind me tomorrow at 5am to leave')).toBe('leave | 2026-03-28T04:00')
    expect(read('remind me tomorrow at 05:00 to leave')).toBe('leave | 2026-03-28T04:00')
  })

  test('for an hour that the clock skips means as much later', () => {
    expect(read('remind me on 29 March at 2:30am to look at the clock')).toBe('look at the clock | 2026-03-29T01:30')
  })

  test('reads 4/5 as people do where they are', () => {
    expect(read('remind me on 04/05/2026 to vote')).toBe('vote | 2026-05-04T07:00')
    expect(read('remind me on 04/05/2026 to vote', 'America/New_York')).toBe('vote | 2026-04-05T13:00')
  })

  test('in a zone of its own is the same moment for everybody', () => {
    for (const zone of [berlin, 'UTC', 'Asia/Tokyo']) {
      expect(momentIn('at 9:30 pm UTC', now, zone)).toEqual({ at: Date.parse('2026-03-27T21:30:00Z'), anywhere: true })
      expect(momentIn('in 2 hours', now, zone)).toEqual({ at: now + 7_200_000, anywhere: true })
    }
  })

  test('of any length and any kind takes no time and breaks nothing', () => {
    for (const text of [
      'remind me '.repeat(5000),
      '9'.repeat(10_000),
      'at 9 '.repeat(3000),
      '🕘'.repeat(500),
      '\u0000',
    ])
      expect(() => read(text)).not.toThrow()
  })
})

describe('a place', () => {
  test.each([
    ['Berlin', 'Europe/Berlin'],
    ['i live in new york', 'America/New_York'],
    ['Munich, Germany', 'Europe/Berlin'],
    ['europe/lisbon', 'Europe/Lisbon'],
    ['America/New York', 'America/New_York'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['PST', 'America/Los_Angeles'],
    ['UTC', 'UTC'],
    ['UTC+2', 'Etc/GMT-2'],
    ['gmt -3', 'Etc/GMT+3'],
    ['+5:30', '+05:30'],
    ['it is 3:33 pm here', 'Etc/GMT-1'],
    ['23:30', 'Etc/GMT-9'],
    ['the moon', undefined],
    ['UTC+99', undefined],
    ['99:99', undefined],
    ['Europe/Nowhere', undefined],
    ['', undefined],
  ])('is known by "%s"', (said, zone) => {
    expect(zoneIn(said, now)).toBe(zone)
  })

  test('and every zone there is gives the clock there and back', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      for (const instant of [now, now + 200 * 86_400_000])
        expect(instantOf(wallClock(instant, zone), zone)).toBe(instant)
    }
  })

  test('tells how a moment is said', () => {
    expect(describeMoment(now + 3_600_000, now, berlin, 'en', at)).toBe('today at 16:30')
    expect(describeMoment(now + 86_400_000, now, berlin, 'en', at)).toBe('tomorrow at 15:30 (Saturday 28 March)')
    expect(describeMoment(Date.parse('2027-01-04T09:00Z'), now, 'America/Chicago', 'en', at)).toBe(
      'on Monday, January 4, 2027 at 3:00 AM',
    )
    expect(describeWait(now + 60_000, now, 'en')).toBe('in 1 minute')
    expect(describeWait(now + 5 * 3_600_000, now, 'en')).toBe('in 5 hours')
    expect(describeWait(now + 72 * 3_600_000, now, 'en')).toBe('in 3 days')
  })
})

describe('a reminder', () => {
  const start = (timeZone?: string) =>
    new Rehearsal({ plugins: [reminder], folder, start: now, ...(timeZone === undefined ? {} : { timeZone }) })
  const said = async (rehearsal: Rehearsal, text: string): Promise<string> => {
    const { messages } = await rehearsal.say(text)
    return messages
      .flat()
      .map((part) => ('text' in part ? (part.text ?? '') : ''))
      .join('\n')
  }

  test.each([
    "remind me on 3 june to renew grandma's parking permit",
    'remind me to feed the neighbours parrot on thursday',
    'pls remind me to ask Olaf about the lecture notes tomorrow',
    'can u remind me to pick up the kids at half past three',
    'reminder for tomorrow: birthday cake',
    'set a reminder to pay the electricity bill on the 15th',
    'Remind me to cancel my gym membership tomorrow',
  ])('is recognised whatever it is about: %s', async (text) => {
    expect(await said(start(berlin), text)).toMatch(/^All right, I will remind you/)
  })

  test('comes once, and never again', async () => {
    const rehearsal = start()
    await rehearsal.say('remind me in 5 minutes to check the oven')
    expect(await rehearsal.passTime(now + 299_000)).toEqual([])
    expect(await rehearsal.passTime(now + 300_000)).toHaveLength(1)
    rehearsal.restart()
    expect(await rehearsal.passTime(now + 365 * 86_400_000)).toEqual([])
  })

  test('asks where the person is once, and remembers it', async () => {
    const rehearsal = start()
    await rehearsal.say('remind me tomorrow at 9 to call the bank')
    await rehearsal.say('Lisbon')
    expect(await said(rehearsal, 'remind me tomorrow at 10 to call again')).toMatch(/tomorrow at 10:00/)
  })

  test('is given up kindly when no place can be found', async () => {
    const rehearsal = start()
    await rehearsal.say('remind me tomorrow at 9 to call the bank')
    let last = ''
    for (let count = 0; count < 4; count++) last = await said(rehearsal, 'somewhere over the rainbow')
    expect(last).toMatch(/You can still write “remind me in 2 hours/)
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('is given up kindly when no time can be found', async () => {
    const rehearsal = start(berlin)
    await rehearsal.say('remind me to call the bank')
    let last = ''
    for (let count = 0; count < 4; count++) last = await said(rehearsal, 'when it suits you')
    expect(last).toMatch(/Let us leave it for now/)
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('is refused politely when there are very many', async () => {
    const rehearsal = start()
    for (let count = 0; count < 50; count++) await rehearsal.say(`remind me in ${count + 10} minutes to count`)
    expect(await said(rehearsal, 'remind me in 5 minutes to count')).toMatch(/You have 50 reminders already/)
    expect(await said(rehearsal, 'cancel all my reminders')).toBe('Done, I cancelled 50 reminders.')
  })
})

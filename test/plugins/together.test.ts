import { readdirSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Examples, Plugin } from '../../src/contracts/plugin.ts'
import { examplesOf } from '../../src/handlers/registry.ts'
import { withWords } from '../../src/handlers/words.ts'
import { Rehearsal } from '../../src/testing/index.ts'

/** The plugins that come with the house, all at once, as a new tenant has them. */
const folder = new URL('../../plugins/', import.meta.url)
const names = readdirSync(folder).sort()
const plugins = await Promise.all(
  names.map(async (name) => {
    const { default: plugin } = (await import(new URL(`${name}/index.ts`, folder).href)) as { default: Plugin } // what the loader asks of it
    return withWords(plugin, new URL(`${name}/`, folder)) as Plugin // the same plugin with one member more
  }),
)

const settings = {
  orders: { shop: 'https://shop.example' },
  fallback: { queue: 'support' },
  assessment: { service: 'https://clinic.example' },
  workflow: { workflows: [{ name: 'visit', title: { en: 'Visit' }, steps: [{ do: 'end' }] }] },
}
const heardBy = async (text: string, language = 'en') =>
  (await new Rehearsal({ plugins, settings, language }).say(text)).by

const purpose = { id: 'chat', version: '1', title: { en: 'Chat' }, text: { en: 'We keep it.' }, required: true }

/** With a plugin that has to be agreed to before anybody else answers. */
async function heardByConsent(text: string, language: string | undefined): Promise<string | undefined> {
  const consent = { purposes: [purpose] }
  const rehearsal = new Rehearsal({ plugins, settings: { ...settings, consent }, language: language ?? 'en' })
  await rehearsal.say('hello')
  await rehearsal.say('👍')
  return (await rehearsal.say(text)).by
}

describe.each([
  [
    'reminder intent:set',
    [
      "remind me on 3 june to renew grandma's parking permit",
      'remind me to feed the neighbours parrot on thursday',
      'pls remind me 2moro 8am dentist',
      'can u remind me to pick up the kids at half past three',
      'reminder for tomorrow: birthday cake',
      'set a reminder to pay the electricity bill on the 15th',
      'dont let me forget my umbrella tomorrow morning',
      'Remind me to cancel my gym membership tomorrow',
      'wake me at 6',
    ],
  ],
  ['reminder intent:list', ['what are my reminders', 'show reminders pls', 'list of my reminders']],
  ['reminder intent:cancel', ['delete my reminder', 'please remove reminder 3', 'cancel all reminders']],
  [
    'orders intent:track',
    [
      'wheres my stuff??',
      'track order A-1234 pls',
      'when do i get my package',
      'hello, could you please check the status of order #99812',
      'order 1234',
      'my parcel is late',
      'i havent got my delivery yet!!',
      'Where is my oder',
    ],
  ],
  [
    'survey intent:start',
    ['i want to leave a review', "i'd like to give you some feedback", 'survey', 'let me rate you'],
  ],
  [
    'fallback intent:human',
    ['can i talk to a real human', 'agent please', 'i want a person not a bot', 'get me a manager'],
  ],
  ['small-talk intent:greet', ['helo', 'HI', 'good morning!', 'hey bot', 'hola', 'guten tag']],
  ['small-talk intent:thanks', ['thank u', 'thx a lot', 'ok thank you', 'merci']],
  ['small-talk intent:bye', ['good bye', 'see ya', 'goodnight']],
  ['small-talk intent:help', ['help pls', 'what can you do?', 'how can you help me', 'i need some help']],
  ['small-talk intent:who-are-you', ['who r u', 'are you a robot', 'whats your name']],
  ['small-talk intent:acknowledge', ['ok', 'nvm', 'got it', 'no thanks']],
  [
    'fallback fallback',
    [
      'my cat is very fluffy',
      'do you sell red shoes in size 42',
      'can i pay with paypal',
      'the sky is blue and i am hungry',
      'change my password',
      'asdkjh asd',
      '1234',
      'blue',
    ],
  ],
])('%s', (handler, texts) => {
  test.each(texts)('hears "%s"', async (text) => {
    expect(await heardBy(text)).toBe(handler)
  })
})

test('what only the reminder makes sense of is not answered by the last resort', async () => {
  const { by, messages } = await new Rehearsal({ plugins, settings, timeZone: 'Europe/Berlin' }).say(
    "remind me: Schrödinger's 40 lecture notes, Qumran scrolls & Xanthippe's recipe",
  )
  expect(by).toMatch(/^reminder /)
  expect(JSON.stringify(messages)).toContain('When shall I remind you?')
})

/** All of English, and some of every other language: each costs a conversation. */
const someOf = (examples: Examples) =>
  examplesOf(examples).filter(({ language = 'en' }, index) => language === 'en' || index % 3 === 0)

test('every example of every plugin leads to its own handler', async () => {
  const wrong: string[] = []
  for (const { name, intents = {} } of plugins) {
    for (const [intent, { examples }] of Object.entries(intents)) {
      for (const { text, language } of someOf(examples)) {
        const by = await (name === 'consent' ? heardByConsent : heardBy)(text, language)
        if (by !== `${name} intent:${intent}`) wrong.push(`${text} → ${by ?? 'nobody'}`)
      }
    }
  }
  expect(wrong).toEqual([])
})

import { describe, expect, test } from '@jest/globals'
import { definePlugin, optional, yesNo } from 'colloquy/sdk'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import feedback from './index.ts'

const folder = new URL('.', import.meta.url)
const webhook = 'https://crm.example/ratings'

testPlugin(feedback, { folder, settings: { queue: 'support' } })

/** Reads what was kept, in the plugin's name. */
const reader = definePlugin({
  name: 'feedback',
  needs: ['store'],
  settings: { unasked: optional(yesNo()) },
  commands: {
    kept: {
      async handle({ store }) {
        const keys = await store.chatbot.keys('rating:')
        return JSON.stringify(await Promise.all(keys.map((key) => store.chatbot.get(key))))
      },
    },
  },
})

const begin = (settings: Readonly<Record<string, unknown>> = {}) =>
  new Rehearsal({ plugins: [feedback], settings: { feedback: settings }, folder })

async function kept(rehearsal: Rehearsal): Promise<unknown> {
  await rehearsal.say('cancel')
  rehearsal.restart([reader])
  const [part] = (await rehearsal.say('/kept')).messages.flat()
  return JSON.parse(part?.type === 'text' ? part.text : '') as unknown
}

const handedBack = { kind: 'handoffEnded', queue: 'support', since: 0 } as const

describe('a rating', () => {
  test('is kept as soon as it is given, and its reason with it', async () => {
    const rehearsal = begin()
    await rehearsal.say('/feedback')
    await rehearsal.say('4')
    expect(await kept(rehearsal)).toEqual([
      expect.objectContaining({ kind: 'stars', rating: 4, of: 5, occasion: 'asked', platform: 'web', language: 'en' }),
    ])
    const other = begin()
    for (const text of ['/feedback', '5', 'You were quick.']) await other.say(text)
    expect(await kept(other)).toEqual([expect.objectContaining({ rating: 5, comment: 'You were quick.' })])
  })

  test('goes to the webhook once, with its reason when there is one, else ten minutes later', async () => {
    const rehearsal = begin({ webhook, key: 'k' })
    for (const text of ['/feedback', '5', 'You were quick.']) await rehearsal.say(text)
    await rehearsal.passTime(rehearsal.clock.now() + 3_600_000)
    expect(rehearsal.http.calls).toMatchObject([
      { url: webhook, body: { rating: 5, comment: 'You were quick.' }, headers: { authorization: 'Bearer k' } },
    ])
    await rehearsal.say('/feedback')
    await rehearsal.say('3')
    await rehearsal.passTime(rehearsal.clock.now() + 3_600_000)
    expect(rehearsal.http.calls.slice(1)).toMatchObject([{ body: { rating: 3 } }])
  })

  test.each([
    [{}, '2', true],
    [{}, '3', false],
    [{ kind: 'recommend' }, '6', true],
    [{ kind: 'recommend' }, '7', false],
  ])('with %j of %s offers a person: %s', async (settings, rating, offered) => {
    const rehearsal = begin({ ...settings, queue: 'support' })
    for (const text of ['/feedback', rating]) await rehearsal.say(text)
    const { messages } = await rehearsal.say('skip')
    expect(JSON.stringify(messages).includes('talk to a person')).toBe(offered)
    if (offered) expect((await rehearsal.say('yes')).outcome).toBe('handoff')
  })

  test('is asked for unasked once in so many days, and never where nobody wants that', async () => {
    const rehearsal = begin({ everyDays: 7 })
    expect((await rehearsal.event(handedBack)).outcome).toBe('answered')
    await rehearsal.say('cancel')
    expect((await rehearsal.event({ kind: 'conversationEnded' })).outcome).not.toBe('answered')
    await rehearsal.passTime(rehearsal.clock.now() + 7 * 86_400_000)
    expect((await rehearsal.event({ kind: 'conversationEnded' })).outcome).toBe('answered')
    expect((await begin({ unasked: false }).event(handedBack)).outcome).not.toBe('answered')
  })

  test.each(['feedback:stars:9', 'feedback:recommend:3', 'feedback:stars:x', 'other:1'])(
    'is not read out of the button "%s"',
    async (option) => {
      const rehearsal = begin()
      await rehearsal.press(option, 'x')
      expect(await kept(rehearsal)).toEqual([])
    },
  )
})

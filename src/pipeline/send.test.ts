import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { deliveryDefaults } from '../config/defaults.ts'
import { Busy, Moved, Refused, Unauthorized } from '../contracts/errors.ts'
import type { ConversationId } from '../contracts/id.ts'
import { optionTokenPrefix, type Part } from '../contracts/message.ts'
import { closeRoads, hears, openRoad, says, textsOf, until, wordsOf, type Road } from './fixtures/road.ts'

let road: Road
let conversation: ConversationId
beforeEach(async () => {
  road = await openRoad()
  conversation = await road.store.conversations.begin(road.channel.id, { chat: 'c1' })
})
afterEach(() => road.close())
afterAll(closeRoads)

const sentTexts = () => road.sent.map(wordsOf)
const text = (words: string): Part => ({ type: 'text', text: words })
const waiting = () => road.store.outbox.pending(conversation, 100)
const statuses = async () => (await road.store.conversations.messages(conversation, 100)).map(({ status }) => status)
const letters = async () =>
  (await road.store.deadLetters.list(10)).items.map(({ side, reason }) => `${side}: ${reason}`)

/** An agent's message; each part is one call to the platform. */
async function say(...parts: readonly (string | Part)[]): Promise<void> {
  const all = parts.map((part) => (typeof part === 'string' ? text(part) : part))
  await road.store.outbox.add({ conversation, parts: all, author: 'agent' })
}

/** Works until nothing waits to be sent. */
async function deliver(): Promise<void> {
  road.start()
  road.ring('send', conversation)
  await until(async () => (await waiting()).length === 0)
}

/** The platform fails as often as there are errors, and then works. */
function failing(...errors: readonly Error[]): void {
  const left = [...errors]
  road.platform = (_call, n) => {
    const error = left.shift()
    return error === undefined ? Promise.resolve({ id: `p${n}` }) : Promise.reject(error)
  }
}

describe('messages', () => {
  test('go out in order, each call with a key of its own that stays the same', async () => {
    await say('one', 'two')
    await say('three')
    failing(new Error('a hiccup'))
    await deliver()
    expect(sentTexts()).toEqual(['one', 'one', 'two', 'three'])
    const keys = road.sent.map(({ idempotencyKey }) => idempotencyKey)
    expect(keys[1]).toBe(keys[0])
    expect(new Set(keys).size).toBe(3)
    expect(await statuses()).toEqual(['sent', 'sent'])
  })

  test('of several calls go on where they stopped: what was made is not made again', async () => {
    await say('one', 'two', 'three')
    road.platform = (_call, n) =>
      n === 2 || n === 3 ? Promise.reject(new Error('no')) : Promise.resolve({ id: `p${n}` })
    await deliver()
    expect(sentTexts()).toEqual(['one', 'two', 'two', 'two', 'three'])
  })

  test('of which nothing (more) can be shown are done', async () => {
    await say()
    await say('one')
    // Rendered by a version that made more of it.
    await road.store.outbox.sent((await waiting())[1]!, 3, 'p', false)
    await deliver()
    expect(road.sent).toEqual([])
    expect(await statuses()).toEqual(['sent', 'sent'])
  })

  test('with option ids too long for the platform come back as the ids that they were', async () => {
    const id = `order/${'ü'.repeat(100)}`
    await say({
      type: 'choices',
      text: 'Which?',
      options: [
        { id, label: 'This' },
        { id: 'short', label: 'That' },
      ],
    })
    await deliver()
    const { part } = road.sent[0]!
    const [long, short] = part.type === 'choices' ? part.options.map((option) => option.id) : []
    expect(long!.startsWith(optionTokenPrefix)).toBe(true)
    expect(Buffer.byteLength(long!)).toBeLessThanOrEqual(road.abilities.optionIdBytes.value)
    expect(short).toBe('short')
    const press = {
      kind: 'button',
      keys: ['b1'],
      option: long!,
      label: 'This',
      address: { chat: 'c1' },
      at: 0,
    } as const
    await road.receive(press)
    await until(() => road.turns.length === 1)
    expect(road.turns[0]).toMatchObject({ events: [{ option: id }], parts: [{ type: 'chosen', id, label: 'This' }] })
    await until(async () => (await road.store.conversations.messages(conversation, 10)).length > 1)
    expect((await road.store.conversations.messages(conversation, 10))[1]!.parts).toMatchObject([
      { type: 'chosen', id },
    ])
  })
})

describe('a platform that says', () => {
  test('"too many" is left alone for as long as it asks, and what is behind waits its turn', async () => {
    await say('one')
    await say('two')
    failing(new Busy('Too many requests.', 3_600_000))
    const before = Date.now()
    road.start()
    road.ring('send', conversation)
    await until(async () => (await waiting())[0]!.attempts === 1)
    expect((await waiting())[0]!.dueAt).toBeGreaterThanOrEqual(before + 3_600_000)
    road.ring('send', conversation)
    await road.stop()
    expect(sentTexts()).toEqual(['one'])
    // An hour later.
    road.clock = () => Date.now() + 3_601_000
    await deliver()
    expect(sentTexts()).toEqual(['one', 'one', 'two'])
  })

  test('no, for good: the message is set aside with the reason, and the next one goes', async () => {
    await say('one')
    await say('two')
    failing(new Refused('The user blocked the bot.'))
    await deliver()
    expect(sentTexts()).toEqual(['one', 'two'])
    expect(await statuses()).toEqual(['failed', 'sent'])
    expect(await letters()).toEqual(['outbox: The user blocked the bot.'])
    expect(road.counts.get('dead:outbox')).toBe(1)
  })

  test('that the credentials are wrong: the channel is marked and waits, and goes on at once with others', async () => {
    await say('one')
    failing(new Unauthorized('The token was revoked.'))
    road.start()
    road.ring('send', conversation)
    await until(() => road.channel.status === 'unauthorized')
    road.ring('send', conversation)
    await road.stop()
    expect(sentTexts()).toEqual(['one'])
    road.status('active')
    await deliver()
    expect(sentTexts()).toEqual(['one', 'one'])
  })

  test('that the chat moved: it is sent there, and so is all that follows', async () => {
    await say('one')
    await say('two')
    failing(new Moved('The group is a supergroup now.', { chat: 'c2' }))
    await deliver()
    expect(road.sent.map(({ to }) => to.chat)).toEqual(['c1', 'c2', 'c2'])
    expect((await road.store.conversations.at(road.channel.id, { chat: 'c2' }))!.id).toBe(conversation)
    expect(await road.receive(hears('hello', { address: { chat: 'c2' } }))).toBe(conversation)
  })

  test('that the chat moved, in circles, is left in the end', async () => {
    await say('one')
    road.platform = ({ to }) => Promise.reject(new Moved('Elsewhere.', { chat: to.chat === 'c1' ? 'c2' : 'c1' }))
    await deliver()
    expect(road.sent).toHaveLength(deliveryDefaults.attempts)
    expect(await letters()).toEqual(['outbox: Elsewhere.'])
  })

  test('nothing it can be understood by is tried as often as we try, then set aside', async () => {
    await say('one')
    road.platform = () => Promise.reject(new Error('garbage'))
    await deliver()
    expect(road.sent).toHaveLength(deliveryDefaults.attempts)
    expect(await letters()).toEqual(['outbox: garbage'])
  })
})

describe('what goes wrong on our side', () => {
  test('before the call is made is that message’s failure: no connection, no credentials', async () => {
    await say('one')
    await say('two')
    const errors = [new Error('no route'), new Refused('No such account.')]
    road.connect = () => {
      const error = errors.shift()
      return error === undefined ? Promise.resolve() : Promise.reject(error)
    }
    await deliver()
    expect(sentTexts()).toEqual(['two'])
    expect(await letters()).toEqual(['outbox: No such account.'])
    await say('three')
    errors.push(new Unauthorized('The token was revoked.'))
    road.ring('send', conversation)
    await until(() => road.channel.status === 'unauthorized')
  })

  test('a database that is gone after the platform answered does not make it say the same again', async () => {
    await say('one', 'two')
    const { sent } = road.store.outbox
    let refused = 0
    Object.assign(road.store.outbox, {
      sent: (...args: Parameters<typeof sent>) =>
        refused++ < 2 ? Promise.reject(new Busy('The database refuses writes.')) : sent(...args),
    })
    await deliver()
    expect(sentTexts()).toEqual(['one', 'two'])
    expect(await statuses()).toEqual(['sent'])
  })

  test('a channel that was removed: its messages are set aside', async () => {
    await say('one')
    road.removeChannel()
    await deliver()
    expect(road.sent).toEqual([])
    expect(await letters()).toEqual(['outbox: The channel was removed.'])
  })

  test('a stop in the middle of a call is not a try, and no further call is begun', async () => {
    await say('one', 'two')
    let finish: (made: { id: string }) => void = () => undefined
    road.platform = () => new Promise((resolve) => (finish = resolve))
    road.start()
    road.ring('send', conversation)
    await until(() => road.sent.length === 1)
    await road.stop(10)
    finish({ id: 'too late' })
    expect((await waiting())[0]).toMatchObject({ attempts: 0, progress: 0 })
    expect(await letters()).toEqual([])
    expect(sentTexts()).toEqual(['one'])
  })

  test('an unclean stop: what may be said twice is counted', async () => {
    await say('one')
    road.start({ uncleanBefore: Date.now() + 1000 })
    road.ring('send', conversation)
    await until(async () => (await waiting()).length === 0)
    expect(road.counts.get('maybeDoubled')).toBe(1)
  })

  test('a turn whose answer is lost on the way is not handled again', async () => {
    road.handle = (turn) => Promise.resolve(says(turn, textsOf(turn.events).join()))
    failing(new Error('a hiccup'), new Error('another'))
    road.start()
    await road.receive(hears('hello'))
    await until(() => road.sent.length === 3)
    expect(road.turns).toHaveLength(1)
  })
})

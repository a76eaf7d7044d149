import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { choiceDefaults } from '../config/defaults.ts'
import type { MessageEvent, Part } from '../contracts/message.ts'
import type { ConversationId } from '../contracts/id.ts'
import type { HandlerResult } from '../contracts/ports.ts'
import type { Routed } from '../contracts/turn.ts'
import { offeredIn } from './offer.ts'
import { closeRoads, hears, native, openRoad, says, until, type Road } from './fixtures/road.ts'

let road: Road
beforeEach(async () => {
  road = await openRoad()
  road.abilities = { ...road.abilities, parts: { ...native, choices: 'degraded' } }
})
afterEach(() => road.close())
afterAll(closeRoads)

const menu: Part = {
  type: 'choices',
  text: 'What is it about?',
  options: [
    { id: 'orders/track', label: 'My order', description: 'Where it is' },
    { id: 'hours', label: 'Opening hours' },
  ],
}

const answers = (turn: Routed, ...messages: readonly (readonly Part[])[]): HandlerResult => ({
  ...says(turn),
  outcome: messages.length === 0 ? 'silent' : 'answered',
  messages,
})

/** Offers the menu when asked for it, says something else otherwise. */
function offering(answer: (turn: Routed) => HandlerResult = (turn) => says(turn, 'All right.')): void {
  road.handle = async (turn) => (turn.text === 'menu' ? answers(turn, [menu]) : answer(turn))
  road.start()
}

/** Says one thing after the other, each when the one before is done; how the last was heard. */
async function hear(...texts: readonly (string | MessageEvent)[]): Promise<Routed> {
  for (const said of texts) {
    const before = road.turns.length
    const conversation = await road.receive(typeof said === 'string' ? hears(said) : said)
    await until(() => road.turns.length > before)
    await until(async () => (await road.store.inbox.pending(conversation, 1)) === undefined)
  }
  return road.turns.at(-1)!
}

const stateOf = async (conversation: ConversationId) => {
  await road.receive(hears('look', { address: { chat: 'c1' } }))
  return (await road.store.inbox.pending(conversation, 1))?.state
}

const kindOf = ({ events: [event] }: Routed) => (event.kind === 'button' ? event.option : event.kind)

describe('where a platform has no buttons', () => {
  test('a number is the press of one, and the history says which', async () => {
    offering()
    const turn = await hear('menu', hears('2', { id: 'n-two', replyTo: 'x' }))
    expect(turn.events).toEqual([
      expect.objectContaining({ kind: 'button', option: 'hours', label: 'Opening hours', id: 'n-two' }),
    ])
    expect(turn).toMatchObject({ text: 'Opening hours', parts: [{ type: 'chosen', id: 'hours' }], ranking: [] })
    expect(turn.routes.map(({ handler }) => handler.kind)).toEqual(['event', 'fallback'])
    const messages = await road.store.conversations.messages(turn.conversation, 10)
    expect(messages.find(({ platformId }) => platformId === 'n-two')!.parts).toEqual([
      { type: 'chosen', id: 'hours', label: 'Opening hours' },
    ])
  })

  test.each(['My order', 'my ordr', 'one', '1.'])('so is %j', async (said) => {
    offering()
    expect(kindOf(await hear('menu', said))).toBe('orders/track')
  })

  test.each(['3', 'hello', 'when are your opening hours today?'])('%j is what it is', async (said) => {
    offering()
    expect(kindOf(await hear('menu', said))).toBe('message')
  })

  test('the last options that were offered are meant', async () => {
    const other: Part = { type: 'choices', text: 'Which?', options: [{ id: 'x', label: 'X' }] }
    offering((turn) => answers(turn, [other, { type: 'text', text: 'Well?' }]))
    expect(kindOf(await hear('menu', 'something else', '1'))).toBe('x')
  })

  test('after another question nothing is meant any more', async () => {
    offering((turn) => says(turn, 'How many?'))
    expect(kindOf(await hear('menu', 'hello', '2'))).toBe('message')
  })

  test('what the bot says by itself in between leaves the question open, and so does silence', async () => {
    offering((turn) => (turn.events[0].kind === 'reaction' ? says(turn, 'Thank you!') : answers(turn)))
    await hear('menu', 'hm')
    await road.store.outbox.add({
      conversation: road.turns[0]!.conversation,
      parts: [{ type: 'text', text: 'By the way' }],
      author: 'agent',
    })
    expect(kindOf(await hear('2'))).toBe('hours')
  })

  test('what is offered from outside of a turn is chosen alike', async () => {
    offering()
    const { conversation } = await hear('hello')
    const offered = offeredIn([menu], road.clock(), road.adapter.abilities)!
    await road.store.outbox.add({ conversation, parts: [menu], author: 'bot', offered })
    expect(kindOf(await hear('2'))).toBe('hours')
  })

  test('after a day nothing is meant any more', async () => {
    offering()
    await hear('menu')
    road.clock = () => Date.now() + choiceDefaults.offeredMs + 60_000
    expect(kindOf(await hear('2'))).toBe('message')
  })

  test('when a person took over, nothing is meant any more', async () => {
    offering()
    const { conversation } = await hear('menu')
    await road.handOver(conversation, 'human')
    await road.handOver(conversation, 'bot')
    expect(kindOf(await hear('2'))).toBe('message')
  })

  test('in a group it is the person who was asked that answers', async () => {
    offering()
    const inGroup = (text: string, who: string, mentioned = false) =>
      hears(text, { group: true, from: { id: who }, ...(mentioned ? { mentioned } : {}) })
    await hear(inGroup('menu', 'ada', true))
    expect(kindOf(await hear(inGroup('2', 'bob', true)))).toBe('message')
    await hear(inGroup('menu', 'ada', true))
    expect(kindOf(await hear(inGroup('2', 'ada')))).toBe('hours')
  })

  test('several things said at once are no answer', async () => {
    road.abilities = { ...road.abilities, burstMs: { value: 300, source: 'the test' } }
    offering()
    await hear('menu')
    await road.receive(hears('2'))
    await road.receive(hears('by the way'))
    await until(() => road.turns.length === 2)
    expect(road.turns[1]!.text).toBe('2\nby the way')
  })

  test('options are forgotten with their descriptions', async () => {
    offering()
    const { conversation } = await hear('menu')
    await road.stop()
    expect((await stateOf(conversation))?.offered).toMatchObject({
      options: [
        { id: 'orders/track', label: 'My order' },
        { id: 'hours', label: 'Opening hours' },
      ],
      to: 'ada',
    })
  })
})

describe('where a platform has buttons', () => {
  test('a number is a number', async () => {
    road.abilities = { ...road.abilities, parts: native }
    offering()
    expect(kindOf(await hear('menu', '2'))).toBe('message')
  })

  test('but not so many, the options were numbered too', async () => {
    road.abilities = { ...road.abilities, parts: native, buttons: { value: 1, source: 'the test' } }
    offering()
    expect(kindOf(await hear('menu', '2'))).toBe('hours')
  })
})

test('a number means nothing where nothing was offered', async () => {
  offering()
  expect(kindOf(await hear('1'))).toBe('message')
})

import { houseSettings } from '../handoff/house.ts'
import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { turnDefaults } from '../config/defaults.ts'
import { Busy, OverLimit } from '../contracts/errors.ts'
import type { ConversationId } from '../contracts/id.ts'
import type { HandlerResult, TurnServices } from '../contracts/ports.ts'
import type { Routed } from '../contracts/turn.ts'
import { closeRoads, hears, openRoad, says, textsOf, until, wordsOf, type Road } from './fixtures/road.ts'
import { phrase } from '../language/phrasebook.ts'

const setAside = phrase('en', 'setAside')

let road: Road
beforeEach(async () => {
  road = await openRoad()
})
afterEach(() => road.close())
afterAll(closeRoads)

const sentTexts = () => road.sent.map(wordsOf)
const told = async (conversation: ConversationId) =>
  (await road.store.conversations.messages(conversation, 100)).map(
    ({ from, parts }) => `${from}: ${parts.map((part) => ('text' in part ? part.text : part.type)).join()}`,
  )
const reasons = async () => (await road.store.deadLetters.list(10)).items.map(({ reason }) => reason)
const pendingOf = (conversation: ConversationId) => road.store.inbox.pending(conversation, 10)

/** A handler that never ends, and what it was given. */
function hanging() {
  const given: { turn: Routed; services: TurnServices; finish: (result: HandlerResult) => void }[] = []
  road.handle = (turn, services) => new Promise((finish) => given.push({ turn, services, finish }))
  return given
}

describe('a message', () => {
  test('is answered, and both are in the history', async () => {
    road.start()
    const conversation = await road.receive(hears('hello'))
    await until(() => road.sent.length === 1)
    expect(sentTexts()).toEqual(['you said: hello'])
    expect(await told(conversation)).toEqual(['visitor: hello', 'bot: you said: hello'])
    await until(() => road.counts.get('message:out') === 1)
    expect(Object.fromEntries(road.counts)).toMatchObject({ 'message:in': 1, 'turn:answered': 1 })
  })

  test('that came while nobody worked is answered when its bell is rung, and once', async () => {
    road.start()
    await road.stop()
    const event = hears('hello')
    const conversation = await road.receive(event)
    expect(await road.receive(event)).toBe(conversation)
    road.start()
    for (const id of await road.store.inbox.waiting(10)) road.ring('turn', id)
    await until(() => road.sent.length === 1)
    expect(road.turns).toHaveLength(1)
  })

  test('in several fragments is one turn, and a later one another', async () => {
    road.abilities = { ...road.abilities, burstMs: { value: 60, source: 'the test' } }
    road.start()
    await road.receive(hears('I'))
    await road.receive(hears('want'))
    await until(() => road.sent.length === 1)
    await road.receive(hears('it'))
    await until(() => road.sent.length === 2)
    expect(road.turns.map(({ text }) => text)).toEqual(['I\nwant', 'it'])
  })

  test('of many is answered in order, one turn at a time in a conversation', async () => {
    let running = 0
    let most = 0
    road.handle = async (turn) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running--
      return says(turn, turn.text)
    }
    road.start()
    const texts = Array.from({ length: 25 }, (_, i) => `m${i}`)
    await Promise.all(texts.map((text) => road.receive({ ...hears(text), kind: 'command', name: 'say', text })))
    await until(() => road.sent.length === texts.length)
    expect(sentTexts()).toEqual(texts)
    expect(most).toBe(1)
  })

  test('to a channel that was removed is set aside for operators, and nobody is told', async () => {
    const conversation = await road.receive(hears('one'), hears('two'))
    road.removeChannel()
    road.start()
    road.ring('turn', conversation)
    await until(async () => (await reasons()).length === 1)
    expect(await reasons()).toEqual(['The channel or its chatbot was removed.'])
    expect(await told(conversation)).toEqual(['visitor: one', 'visitor: two'])
  })
})

describe('in a group', () => {
  const inGroup = (text: string, mentioned = false) => hears(text, { group: true, ...(mentioned ? { mentioned } : {}) })

  test('the bot answers when it is meant, and hears everything', async () => {
    road.start()
    const conversation = await road.receive(inGroup('just talking'))
    await until(async () => (await pendingOf(conversation)) === undefined)
    expect(road.turns).toEqual([])
    await road.receive(inGroup('bot, help', true))
    await until(() => road.sent.length === 1)
    expect(await told(conversation)).toEqual([
      'visitor: just talking',
      'visitor: bot, help',
      'bot: you said: bot, help',
    ])
  })
})

describe('in a conversation that a person has taken over', () => {
  test('the bot is silent until it is given back, and what is said is recorded', async () => {
    road.start()
    const conversation = await road.receive(hears('hello'))
    await until(() => road.sent.length === 1)
    await road.handOver(conversation, 'human')
    await road.receive(hears('are you there?'))
    await until(async () => (await pendingOf(conversation)) === undefined)
    await road.handOver(conversation, 'bot')
    await road.receive(hears('and now?'))
    await until(() => road.sent.length === 2)
    expect(sentTexts()).toEqual(['you said: hello', 'you said: and now?'])
    expect(await told(conversation)).toContain('visitor: are you there?')
  })
})

describe('a handler that fails', () => {
  test('gives the conversation to people where the tenant likes that, once, and what waits long at once', async () => {
    road.handoff = { ...houseSettings, failures: true }
    road.handle = () => Promise.reject(new Busy('The shop is left alone.', 60_000))
    road.start()
    const conversation = await road.receive(hears('poison'))
    await until(() => road.sent.length === 1)
    await road.receive(hears('hello?'))
    await until(async () => (await pendingOf(conversation)) === undefined)
    expect(road.turns.map(({ attempt }) => attempt)).toEqual([1])
    expect(sentTexts()).toEqual(['Sorry, something went wrong on my side. I am passing you on to a person.'])
    expect(await road.store.conversations.find(conversation)).toMatchObject({ state: 'waiting', queue: 'default' })
    const { items } = await road.store.handoffs.changes(conversation, 10)
    expect(items).toMatchObject([
      { from: 'bot', to: 'waiting', why: 'botFailed', cause: 'Busy: The shop is left alone.' },
    ])
    await road.handOver(conversation, 'bot')
    road.handle = (turn) => Promise.resolve(says(turn, 'fine'))
    await road.receive(hears('and now?'))
    await until(() => road.sent.length === 2)
    expect(sentTexts().at(-1)).toBe('fine')
  })

  test('every time is set aside after its tries, the person is told, and the next message is answered', async () => {
    road.handle = (turn) =>
      turn.text === 'poison' ? Promise.reject(new Error('a bug')) : Promise.resolve(says(turn, 'fine'))
    road.start()
    const conversation = await road.receive(hears('poison'))
    await until(() => road.sent.length === 1)
    await road.receive(hears('next'))
    await until(() => road.sent.length === 2)
    expect(road.turns.map(({ attempt }) => attempt)).toEqual(
      [...Array(turnDefaults.attempts).keys(), 0].map((i) => i + 1),
    )
    expect(new Set(road.turns.slice(0, -1).map(({ id }) => id)).size).toBe(1)
    expect(sentTexts()).toEqual([setAside, 'fine'])
    expect(await reasons()).toEqual(['Error: a bug'])
    expect(await told(conversation)).toHaveLength(4)
    expect(road.counts.get('dead:inbox')).toBe(1)
  })

  test('after a turn with an effect is set aside all the same', async () => {
    road.handle = async (turn, { record }) => {
      if (turn.text === 'poison') throw new Error('a bug')
      await record(0, { kind: 'call', name: 'http', value: 1 })
      return says(turn, 'fine')
    }
    road.start()
    await road.receive(hears('hello'))
    await until(() => road.sent.length === 1)
    await road.receive(hears('poison'))
    await until(() => road.sent.length === 2)
    expect(sentTexts()).toEqual(['fine', setAside])
  })

  test('because something else is busy is tried again when that said, not before', async () => {
    road.handle = () => Promise.reject(new Busy('The shop is busy.', 60_000))
    road.start()
    const before = Date.now()
    const conversation = await road.receive(hears('hello'))
    await until(async () => (await pendingOf(conversation))?.open !== undefined)
    expect((await pendingOf(conversation))!.open).toMatchObject({ attempts: 1 })
    expect((await pendingOf(conversation))!.open!.nextAt).toBeGreaterThanOrEqual(before + 60_000)
    road.ring('turn', conversation)
    await road.stop()
    expect(road.turns).toHaveLength(1)
    // Then is now.
    road.clock = () => Date.now() + 61_000
    road.handle = (turn) => Promise.resolve(says(turn, 'here you are'))
    road.start()
    road.ring('turn', conversation)
    await until(() => road.sent.length === 1)
    expect(road.turns.map(({ attempt }) => attempt)).toEqual([1, 2])
  })

  test('because a limit is reached is not tried again: the person is told which', async () => {
    road.handle = () => Promise.reject(new OverLimit('That was all for today.'))
    road.start()
    await road.receive(hears('hello'))
    await until(() => road.sent.length === 1)
    expect(sentTexts()).toEqual(['That was all for today.'])
    expect(road.turns).toHaveLength(1)
    expect(await reasons()).toEqual(['OverLimit: That was all for today.'])
  })

  test('does not repeat the calls it made, whatever arrived since and in whatever order', async () => {
    const order = { b: 2, a: 1 }
    road.abilities = { ...road.abilities, burstMs: { value: 30, source: 'the test' } }
    let calls = 0
    road.handle = async (turn, { journal, record }) => {
      if (journal.length === 0) await record(0, { kind: 'call', name: 'http', value: ++calls })
      if (turn.attempt < 3) throw new Error('later')
      return says(turn, textsOf(turn.events).join())
    }
    const conversation = await road.receive(hears('b', { order: order.b }), hears('a', { order: order.a }))
    road.start()
    road.ring('turn', conversation)
    await until(() => road.turns.length > 0)
    await road.receive(hears('0', { order: 0 }))
    await until(() => road.sent.length === 2)
    expect(calls).toBe(2)
    expect(sentTexts()).toEqual(['a,b', '0'])
    expect(road.turns.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 1, 2, 3])
  })
})

describe('a turn that is given up', () => {
  test('when its handler takes too long is tried again; what it does afterwards reaches nothing', async () => {
    const given = hanging()
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] })
    try {
      const scheduler = road.start({ leaseMs: 10 * turnDefaults.handlerMs })
      const conversation = await road.receive(hears('hello'))
      const turns = async (count: number) => {
        while (given.length < count) {
          jest.advanceTimersByTime(1)
          await new Promise(setImmediate)
        }
      }
      await turns(1)
      jest.advanceTimersByTime(turnDefaults.typingAfterMs)
      await new Promise(setImmediate)
      expect(road.typed()).toBe(1)
      jest.advanceTimersByTime(turnDefaults.handlerMs)
      await turns(2)
      const [first, second] = given
      expect(first!.services.signal.aborted).toBe(true)
      await expect(first!.services.record(0, { kind: 'call', name: 'http', value: 'late' })).rejects.toThrow(Busy)
      first!.finish(says(first!.turn, 'too late'))
      expect(second!.turn).toMatchObject({ id: first!.turn.id, attempt: 2 })
      expect(second!.services.journal).toEqual([])
      second!.finish(says(second!.turn, 'in time'))
      while (road.sent.length === 0) {
        jest.advanceTimersByTime(1)
        await new Promise(setImmediate)
      }
      const typed = road.typed()
      jest.advanceTimersByTime(10 * turnDefaults.typingEveryMs)
      await new Promise(setImmediate)
      expect(road.typed()).toBe(typed)
      expect(await told(conversation)).toEqual(['visitor: hello', 'bot: in time'])
      expect(scheduler.waiting()).toBe(0)
    } finally {
      jest.useRealTimers()
    }
  })

  test('because its lease is lost cannot write any more', async () => {
    const given = hanging()
    road.start({ leaseMs: 40 })
    const conversation = await road.receive(hears('hello'))
    await until(() => given.length === 1)
    await until(() => given.length === 2)
    const [first, second] = given
    road.handle = (turn) => Promise.resolve(says(turn, 'next'))
    first!.finish(says(first!.turn, 'too late'))
    await expect(first!.services.record(0, { kind: 'call', name: 'http', value: 1 })).rejects.toThrow(Busy)
    second!.finish(says(second!.turn, 'in time'))
    await until(() => road.sent.length === 1)
    expect(await told(conversation)).toEqual(['visitor: hello', 'bot: in time'])
  })

  test('because a person took over in the middle of it says nothing', async () => {
    road.handle = async (turn) => {
      await road.handOver(turn.conversation, 'human')
      return says(turn, 'too late')
    }
    road.start()
    const conversation = await road.receive(hears('hello'))
    // The second is of the handing over itself, which plugins may listen to.
    await until(() => road.counts.get('turn:nobody') === 2)
    expect(await pendingOf(conversation)).toBeUndefined()
    expect(await told(conversation)).toEqual(['visitor: hello'])
    expect(road.counts.get('turn:conflict')).toBe(1)
  })

  test('because the process stops is not a try', async () => {
    const given = hanging()
    road.start()
    const conversation = await road.receive(hears('hello'))
    await until(() => given.length === 1)
    await road.stop(10)
    expect((await pendingOf(conversation))!.open).toBeUndefined()
    road.handle = (turn) => Promise.resolve(says(turn, `try ${turn.attempt}`))
    road.start()
    road.ring('turn', conversation)
    await until(() => road.sent.length === 1)
    expect(sentTexts()).toEqual(['try 1'])
  })
})

describe('a turn in which something may have happened outside', () => {
  test('is the same when it is repeated, whatever arrived meanwhile', async () => {
    const made: (readonly string[])[] = []
    road.handle = async (turn, { fix }) => {
      await fix()
      made.push(textsOf(turn.events))
      return made.length === 1 ? new Promise(() => undefined) : says(turn, turn.text)
    }
    road.start()
    await road.receive(hears('one'))
    await until(() => made.length === 1)
    await road.stop(0)
    const conversation = await road.receive(hears('two'))
    road.start()
    road.ring('turn', conversation)
    await until(() => road.sent.length === 2)
    expect(made).toEqual([['one'], ['one'], ['two']])
  })
})

describe('a turn that ends the process', () => {
  test('every time is set aside in the end, and what comes after it is answered', async () => {
    const given = hanging()
    const conversation = await road.receive(hears('deadly'))
    for (let crash = 1; crash <= turnDefaults.crashes; crash++) {
      road.start({ uncleanBefore: Date.now() + 1000 })
      road.ring('turn', conversation)
      await until(() => given.length === crash)
      await road.stop(0)
    }
    road.handle = (turn) => Promise.resolve(says(turn, 'alive'))
    await road.receive(hears('next'))
    road.start({ uncleanBefore: Date.now() + 1000 })
    road.ring('turn', conversation)
    await until(() => road.sent.length === 2)
    expect(sentTexts()).toEqual([setAside, 'alive'])
    expect(await reasons()).toEqual([
      `The process ended ${turnDefaults.crashes + 1} times while this turn was worked on.`,
    ])
  })

  test('does not take those with it that only ran beside it', async () => {
    const given = hanging()
    const conversations: ConversationId[] = []
    for (const chat of ['deadly', 'slow', 'slower']) {
      conversations.push(await road.receive(hears(chat, { address: { chat } })))
    }
    const ring = () => conversations.forEach((conversation) => road.ring('turn', conversation))
    for (let crash = 0; crash < turnDefaults.crashes; crash++) {
      given.length = 0
      road.start({ uncleanBefore: Date.now() + 1000 })
      ring()
      // Side by side at first, then one by one.
      await until(() => given.length === (crash < turnDefaults.crashesTogether ? 3 : 1))
      await road.stop(0)
    }
    road.handle = (turn) => Promise.resolve(says(turn, `${turn.text} and fine`))
    road.start({ uncleanBefore: Date.now() + 1000 })
    ring()
    await until(() => road.sent.length === 3)
    expect(await reasons()).toHaveLength(1)
    expect(new Set(sentTexts())).toEqual(new Set([setAside, 'slow and fine', 'slower and fine']))
  })

  test('is not what only fails: tries within one life of the process are no crashes', async () => {
    road.handle = (turn) =>
      turn.attempt < 4 ? Promise.reject(new Error('later')) : Promise.resolve(says(turn, 'fine'))
    const conversation = await road.receive(hears('hello'))
    let crashes: number | undefined
    const { handle } = road
    road.handle = async (turn, services) => {
      crashes = (await pendingOf(conversation))?.open?.crashes
      return handle(turn, services)
    }
    road.start({ uncleanBefore: Date.now() + 1000 })
    road.ring('turn', conversation)
    await until(() => road.sent.length === 1)
    expect(crashes).toBe(1)
    await road.receive(hears('after'))
    await until(() => road.sent.length === 2)
  })
})

describe('what a turn asks for later', () => {
  test('comes when it is due, also without anybody writing', async () => {
    road.handle = (turn) => {
      const [event] = turn.events
      if (event.kind === 'due') return Promise.resolve(says(turn, `due: ${JSON.stringify(event.payload)}`))
      const schedule = {
        change: 'add',
        id: 'sc_abcde000000000000001' as never, // a test's own id
        plugin: 'echo',
        name: 'remind',
        dueAt: Date.now() + 30,
        payload: { of: turn.text },
      } as const
      return Promise.resolve({ ...says(turn), schedules: [schedule] })
    }
    road.start()
    await road.receive(hears('tea'))
    await until(() => road.sent.length === 1)
    expect(sentTexts()).toEqual(['due: {"of":"tea"}'])
    expect(road.turns.at(-1)!.routes).toMatchObject([{ plugin: 'echo', handler: { kind: 'due', name: 'remind' } }])
  })
})

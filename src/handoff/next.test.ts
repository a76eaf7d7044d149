import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { handoffStages } from '../contracts/handoff.ts'
import type { Handoff, HandoffActor, HandoffEvent, HandoffSettings } from '../contracts/handoff.ts'
import { houseSettings } from './house.ts'
import { dueAt } from './deadlines.ts'
import { next } from './next.ts'
import type { Effect } from './next.ts'

const minute = 60_000
const start = Date.UTC(2026, 10, 20, 12)
const ada = { kind: 'user', id: 'us_ada', name: 'Ada' } as const
const bo = { kind: 'user', id: 'us_bo', name: 'Bo' } as const
const desk: HandoffActor = { kind: 'api-key', id: 'k', name: 'Desk' }
const account: HandoffActor = { kind: 'account' }

const claimedBy = (by: typeof ada | typeof bo): HandoffEvent => ({
  event: 'taken',
  why: 'claimed',
  by,
  agent: { id: by.id, name: by.name },
})
const asked: HandoffEvent = { event: 'asked', queue: 'sales', by: { kind: 'plugin', name: 'p' }, silently: true }
const settings: HandoffSettings = { ...houseSettings, failures: true }

/** What comes of events, one after the other, a minute apart; the last step's effects in short. */
function after(events: readonly HandoffEvent[], wants: HandoffSettings = settings) {
  let handoff: Handoff | undefined
  let effects: readonly Effect[] = []
  for (const [index, event] of events.entries())
    ({ handoff, effects } = next(handoff, event, wants, start + index * minute))
  return { handoff, stage: handoff?.stage ?? 'bot', did: effects.map(shortly) }
}

function shortly(effect: Effect): string {
  switch (effect.effect) {
    case 'record':
      return `${effect.change.from}>${effect.change.to} ${effect.change.why}`
    case 'emit':
      return effect.type
    case 'say':
      return `says ${effect.saying.says}`
    case 'tell':
    case 'tellEnded':
    case 'reset':
    case 'end':
      return effect.effect
  }
}

const posted = (by: HandoffActor): HandoffEvent => ({ event: 'answered', by })
const returned: HandoffEvent = { event: 'returned', by: ada }
const handed: HandoffEvent = { event: 'taken', why: 'handedOver', by: desk }
const toQueue: HandoffEvent = { event: 'queued', by: ada, queue: 'care' }
const failed: HandoffEvent = { event: 'failed', cause: 'a bug' }
const heard: HandoffEvent = { event: 'heard', text: 'hello?' }
const due: HandoffEvent = { event: 'due' }

describe('who has a conversation', () => {
  const back = ['conversation.handed_back', 'tellEnded', 'reset']
  test.each<[string, readonly HandoffEvent[], string, readonly string[]]>([
    [
      'asked for a person, it waits',
      [asked],
      'waiting',
      ['bot>waiting asked', 'conversation.handed_over', 'tell', 'says handedOver'],
    ],
    ['asked again, it waits as before', [asked, asked], 'waiting', []],
    [
      'the bot fails, it waits',
      [failed],
      'waiting',
      ['bot>waiting botFailed', 'conversation.handed_over', 'tell', 'says failed'],
    ],
    ['it fails where it waits already, nothing more is said', [asked, failed], 'waiting', []],
    ['an agent puts it into a queue', [toQueue], 'waiting', ['bot>waiting queued', 'conversation.handed_over', 'tell']],
    ['an agent posts, it is theirs', [posted(ada)], 'human', ['bot>human posted', 'conversation.handed_over', 'tell']],
    [
      'a program posts, it is a human’s nobody names',
      [posted(desk)],
      'human',
      ['bot>human posted', 'conversation.handed_over', 'tell'],
    ],
    [
      'the phone answers, it is a human’s',
      [posted(account)],
      'human',
      ['bot>human posted', 'conversation.handed_over', 'tell'],
    ],
    [
      'somebody claims what waits',
      [asked, claimedBy(ada)],
      'human',
      ['waiting>human claimed', 'conversation.taken', 'tell'],
    ],
    ['and claims it again', [asked, claimedBy(ada), claimedBy(ada)], 'human', []],
    [
      'somebody claims what the phone answered',
      [posted(account), claimedBy(ada)],
      'human',
      ['human>human claimed', 'conversation.taken', 'tell'],
    ],
    ['the phone answers what an agent has', [posted(ada), posted(account)], 'human', []],
    ['another agent helps out', [posted(ada), posted(bo)], 'human', []],
    [
      'an agent answers what only the phone had',
      [posted(account), posted(ada)],
      'human',
      ['human>human posted', 'conversation.taken', 'tell'],
    ],
    ['handed to people, and again', [handed, handed], 'human', []],
    ['handed to people, it stays with who has it', [posted(ada), handed], 'human', []],
    [
      'transferred to a queue',
      [posted(ada), toQueue],
      'waiting',
      ['human>waiting queued', 'conversation.queued', 'tell'],
    ],
    ['transferred to where it waits', [toQueue, toQueue], 'waiting', []],
    ['given back', [posted(ada), returned], 'bot', ['human>bot handedBack', ...back]],
    ['given back before anybody came', [asked, returned], 'bot', ['waiting>bot handedBack', ...back]],
    ['given back twice', [posted(ada), returned, returned], 'bot', []],
    ['the bot has it and hears', [heard], 'bot', []],
    ['the bot has it and time passes', [due], 'bot', []],
    ['nothing is due yet', [asked, due], 'waiting', []],
  ])('%s', (_sentence, events, stage, effects) => {
    const came = after(events)
    expect([came.stage, came.did]).toEqual([stage, effects])
  })

  test('of two who claim it the second hears who was first; assigned, it changes hands', () => {
    expect(() => after([asked, claimedBy(ada), claimedBy(bo)])).toThrow('Ada has this conversation already.')
    const given = { event: 'taken', why: 'assigned', by: ada, agent: { id: 'us_bo', name: 'Bo' } } as const
    expect(after([asked, claimedBy(ada), given]).handoff).toMatchObject({ agent: { id: 'us_bo' }, queue: 'sales' })
  })

  test('a queue with members is theirs', () => {
    const wants = { ...settings, queues: [{ name: 'sales', members: ['us_bo'] }] }
    expect(() => after([asked, claimedBy(ada)], wants)).toThrow('Only its members')
    expect(after([asked, claimedBy(bo)], wants).stage).toBe('human')
  })

  test('what its agent answered is answered, and what the person writes then is not', () => {
    expect(after([posted(ada), heard]).handoff).toMatchObject({ unansweredAt: start + minute })
    expect(after([posted(ada), heard, heard]).handoff).toMatchObject({ unansweredAt: start + minute })
    expect(after([posted(ada), heard, posted(ada)]).handoff).not.toHaveProperty('unansweredAt')
  })
})

/** Each time-out as it comes, until nothing is due any more, or for so many. */
function letTimePass(handoff: Handoff | undefined, wants: HandoffSettings, steps = 20) {
  const did: string[] = []
  let now = start
  for (let step = 0; step < steps; step++) {
    const at = dueAt(handoff, wants)
    if (at === undefined) break
    now = Math.max(now, at)
    const came = next(handoff, { event: 'due' }, wants, now)
    ;({ handoff } = came)
    did.push(`${(now - start) / minute}: ${came.effects.map(shortly).join(', ')}`)
  }
  return { did, handoff }
}

describe('time', () => {
  const wants: HandoffSettings = {
    ...settings,
    waiting: { minutes: 10, then: 'wait' },
    silence: { remindMinutes: 5, minutes: 30, then: 'wait' },
    idleMinutes: 600,
  }
  const toBot: HandoffSettings = {
    ...wants,
    waiting: { minutes: 10, then: 'bot' },
    silence: { remindMinutes: null, minutes: 30, then: 'bot' },
  }
  const back = 'conversation.handed_back, tellEnded, reset, says nobodyCame'

  test('tells who waits for long, once, and ends it when nobody writes any more', () => {
    expect(letTimePass(after([asked], wants).handoff, wants).did).toEqual([
      '10: conversation.unattended, says late',
      '600: waiting>ended visitorSilent, end',
    ])
  })

  test('or gives it back to the bot, as the tenant likes', () => {
    expect(letTimePass(after([asked], toBot).handoff, toBot).did).toEqual([`10: waiting>bot nobodyCame, ${back}`])
    expect(letTimePass(after([posted(ada), heard], toBot).handoff, toBot).did).toEqual([
      `31: human>bot agentSilent, ${back}`,
    ])
  })

  test('reminds an agent, and then lets others take it', () => {
    const { did } = letTimePass(after([posted(ada), heard], wants).handoff, wants)
    expect(did.slice(0, 3)).toEqual([
      '6: conversation.agent_reminded',
      '31: human>waiting agentSilent, conversation.queued, tell',
      '41: conversation.unattended, says late',
    ])
  })

  test('runs from the claim on for what was written before', () => {
    expect(letTimePass(after([asked, claimedBy(ada)], wants).handoff, wants).did[0]).toBe(
      '6: conversation.agent_reminded',
    )
  })

  test('ends what was answered when nobody writes any more', () => {
    expect(letTimePass(after([posted(ada)], wants).handoff, wants).did).toEqual(['600: human>ended visitorSilent, end'])
  })

  test('never comes where the tenant wants none', () => {
    const never = {
      ...settings,
      waiting: { minutes: null, then: 'wait' },
      silence: { remindMinutes: null, minutes: null, then: 'wait' },
      idleMinutes: null,
    } as const
    expect(dueAt(after([asked], never).handoff, never)).toBeUndefined()
    expect(dueAt(after([posted(ada), heard], never).handoff, never)).toBeUndefined()
  })

  test('stands still while nobody is there', () => {
    // A Friday noon; open on Mondays from 9.
    const closed = { ...wants, hours: { zone: 'UTC', week: { mon: [{ from: '09:00', to: '17:00' }] } } }
    const untilMonday = 2 * 24 * 60 + 21 * 60
    expect(after([asked], closed).did.slice(3)).toEqual(['says closed', 'says leaveMessage'])
    expect(letTimePass(after([asked], closed).handoff, closed).did[0]).toBe(
      `${untilMonday + 10}: conversation.unattended, says late`,
    )
  })
})

describe('when nobody is there', () => {
  const closed = { ...settings, hours: { zone: 'UTC', week: {} } }

  test('the bot goes on where the tenant likes that, and not when it is the bot that failed', () => {
    const wants = { ...closed, whenClosed: 'bot' } as const
    expect(after([asked], wants)).toEqual({ handoff: undefined, stage: 'bot', did: ['says closed', 'says goesOn'] })
    expect(after([failed], wants).did.slice(3)).toEqual(['says failed', 'says closed', 'says leaveMessage'])
  })

  test('an e-mail address is asked for, and the first one is kept', () => {
    const wants = { ...closed, whenClosed: 'email' } as const
    const write = (text: string): HandoffEvent => ({ event: 'heard', text })
    expect(after([asked, write('it is about my order')], wants).did).toEqual([])
    const left = after([asked, write('it is jo.doe+shop@mail.example.org, thanks')], wants)
    expect(left.did).toEqual(['waiting>waiting emailLeft', 'conversation.email_left', 'says emailKept'])
    expect(left.handoff).toMatchObject({ email: 'jo.doe+shop@mail.example.org', stage: 'waiting' })
    expect(after([asked, write('a@b.example'), write('c@d.example'), claimedBy(ada)], wants).handoff).toMatchObject({
      email: 'a@b.example',
    })
  })

  test('but a queue may have hours of its own', () => {
    const always = [{ from: '00:00', to: '24:00' }]
    const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, always]))
    const wants = { ...closed, queues: [{ name: 'sales', hours: { zone: 'UTC', week } }] }
    expect(after([asked], wants).did.slice(3)).toEqual(['says handedOver'])
  })
})

// ── Whatever happens ─────────────────────────────────────────────────────────────────────────────────────────────

const anybody = fc.constantFrom<HandoffActor[]>(ada, bo, desk, account)
const anyEvent: fc.Arbitrary<HandoffEvent> = fc.oneof(
  fc.constantFrom<HandoffEvent[]>(asked, failed, heard, returned, handed, toQueue, due, claimedBy(ada), claimedBy(bo)),
  fc.record({ event: fc.constant('heard' as const), text: fc.constantFrom('a@b.example', 'hm', '') }),
  fc.record({ event: fc.constant('answered' as const), by: anybody }),
)
const then = fc.constantFrom<('wait' | 'bot')[]>('wait', 'bot')
const minutes = fc.integer({ min: 1, max: 5000 })
const anySettings: fc.Arbitrary<HandoffSettings> = fc.record({
  waiting: fc.record({ minutes, then }),
  silence: fc.record({ remindMinutes: fc.option(minutes), minutes: fc.option(minutes), then }),
  idleMinutes: minutes,
  failures: fc.boolean(),
  whenClosed: fc.constantFrom('message', 'email', 'bot'),
  hours: fc.constantFrom(
    { zone: 'Europe/Berlin', week: { mon: [{ from: '09:00', to: '17:00' }] } },
    { zone: 'Asia/Kolkata', week: {} },
  ),
  queues: fc.constant([]),
  says: fc.constant({}),
})

describe('whatever happens, in whatever order', () => {
  const history = fc.array(fc.record({ event: anyEvent, afterMinutes: fc.integer({ min: 0, max: 3000 }) }), {
    maxLength: 25,
  })

  test('each move is recorded, told and said once, and only a move is', () => {
    fc.assert(
      fc.property(history, anySettings, (events, wants) => {
        let handoff: Handoff | undefined
        let now = start
        for (const { event, afterMinutes } of events) {
          now += afterMinutes * minute
          const before = handoff
          let came
          try {
            came = next(before, event, wants, now)
          } catch {
            continue
          }
          const kinds = came.effects.map(shortly)
          expect(new Set(kinds).size).toBe(kinds.length)
          const moved = came.effects.flatMap((effect) => (effect.effect === 'record' ? [effect.change] : []))
          expect(moved.length).toBeLessThanOrEqual(1)
          const ends = came.effects.some(({ effect }) => effect === 'end')
          const isMoved =
            before?.stage !== came.handoff?.stage ||
            before?.queue !== came.handoff?.queue ||
            before?.agent?.id !== came.handoff?.agent?.id ||
            before?.email !== came.handoff?.email
          expect(moved.length === 1).toBe(isMoved)
          if (moved[0] !== undefined) {
            expect(moved[0].from).toBe(before?.stage ?? 'bot')
            expect(moved[0].to).toBe(ends ? 'ended' : (came.handoff?.stage ?? 'bot'))
          }
          // The bot forgets exactly when it gets it back.
          const isBack = before !== undefined && came.handoff === undefined && !ends
          expect(came.effects.some(({ effect }) => effect === 'reset')).toBe(isBack)
          ;({ handoff } = came)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('left alone it comes to the bot, or to its end; and what was done once is not done again', () => {
    fc.assert(
      fc.property(history, anySettings, (events, wants) => {
        let handoff: Handoff | undefined
        for (const { event } of events) {
          try {
            ;({ handoff } = next(handoff, event, wants, start))
          } catch {
            continue
          }
        }
        const { did, handoff: last } = letTimePass(handoff, wants)
        expect(last).toBeUndefined()
        // Nothing comes due without something being done about it.
        expect(did.filter((step) => step.endsWith(': '))).toEqual([])
        expect(new Set(did.map((step) => step.replace(/^[^:]*/u, ''))).size).toBe(did.length)
      }),
      { numRuns: 60 },
    )
  })

  test('every stage is reached, and from every stage every other but from its end', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(history, anySettings, (events, wants) => {
        let handoff: Handoff | undefined
        let now = start
        for (const { event, afterMinutes } of events) {
          now += afterMinutes * minute
          try {
            const came = next(handoff, event, wants, now)
            for (const effect of came.effects)
              if (effect.effect === 'record') seen.add(`${effect.change.from}>${effect.change.to}`)
            ;({ handoff } = came)
          } catch {
            continue
          }
        }
        for (const step of letTimePass(handoff, wants).did)
          for (const move of step.match(/\w+>\w+/gu) ?? []) seen.add(move)
      }),
      // So many that none of the rarer ways is left out by chance.
      { numRuns: 1000 },
    )
    const going = handoffStages.filter((stage) => stage !== 'ended')
    const moves = going.flatMap((from) => handoffStages.map((to) => `${from}>${to}`))
    // Who only talks to the bot ends without these rules, and the bot does not hand to itself.
    const none = ['bot>bot', 'bot>ended']
    expect([...seen].toSorted()).toEqual(moves.filter((move) => !none.includes(move)).toSorted())
  })
})

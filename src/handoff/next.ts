import { handoffDefaults } from '../config/defaults.ts'
import type { EventType } from '../contracts/events.ts'
import { accountQueue, defaultQueue } from '../contracts/handoff.ts'
import type {
  Agent,
  Handoff,
  HandoffActor,
  HandoffChange,
  HandoffEvent,
  HandoffSettings,
} from '../contracts/handoff.ts'
import { Conflict } from '../contracts/errors.ts'
import { deadlinesOf, hoursOf } from './deadlines.ts'
import { opensAt } from './hours.ts'

/**
 * Who has a conversation, as one pure function: what it was, what happened, what the tenant wants, and the time give
 * what it is and what comes of it. Nothing here knows a database, a platform or a language.
 *
 * ```
 *                 asked, failed, queued                 claimed, assigned, posted
 *        ┌─────┐ ──────────────────────▶ ┌─────────┐ ─────────────────────────────▶ ┌───────┐
 *        │ bot │                         │ waiting │                                │ human │
 *        └─────┘ ◀────────────────────── └─────────┘ ◀───────────────────────────── └───────┘
 *                 handed back, nobody came             queued, agent silent
 * ```
 * Any of them may end, and from `human` too the way back leads to the bot.
 */
export interface Next {
  readonly handoff: Handoff | undefined
  readonly effects: readonly Effect[]
}

/** What the person is told; `sentences.ts` has the words. */
export type Saying =
  | { readonly says: 'handedOver' | 'failed' | 'goesOn' | 'leaveMessage' | 'leaveEmail' | 'late' | 'nobodyCame' }
  /** Undefined: nobody can say when. */
  | { readonly says: 'closed'; readonly opensAt: number | undefined; readonly zone: string }
  | { readonly says: 'emailKept'; readonly email: string }

export type Effect =
  | { readonly effect: 'record'; readonly change: HandoffChange }
  | { readonly effect: 'emit'; readonly type: EventType; readonly told: Readonly<Record<string, unknown>> }
  | {
      readonly effect: 'tell'
      readonly before: 'bot' | 'waiting' | 'human'
      readonly after: 'waiting' | 'human'
      readonly queue: string
    }
  | { readonly effect: 'tellEnded'; readonly queue: string; readonly since: number }
  | { readonly effect: 'say'; readonly saying: Saying }
  | { readonly effect: 'reset' }
  | { readonly effect: 'end' }

const gateway: HandoffActor = { kind: 'gateway' }

/** Throws Conflict for a claim that comes too late, or from somebody who is no member of the queue. */
export function next(current: Handoff | undefined, event: HandoffEvent, settings: HandoffSettings, now: number): Next {
  switch (event.event) {
    case 'asked':
      return current === undefined ? asked(event, settings, now) : unchanged(current)
    case 'failed':
      return current === undefined ? failed(event.cause, settings, now) : unchanged(current)
    case 'heard':
      return current === undefined ? unchanged(current) : heard(current, event.text, now)
    case 'answered':
      return answered(current, event.by, now)
    case 'taken':
      return taken(current, event, settings, now)
    case 'queued':
      return queued(current, event.queue ?? current?.queue ?? defaultQueue, event.by, now)
    case 'returned':
      return current === undefined ? unchanged(current) : returned(current, 'handedBack', event.by)
    case 'due':
      return current === undefined ? unchanged(current) : due(current, settings, now)
  }
}

const unchanged = (handoff: Handoff | undefined): Next => ({ handoff, effects: [] })

// ── From the bot ─────────────────────────────────────────────────────────────────────────────────────────────────

function asked(
  { queue, by, silently }: Extract<HandoffEvent, { readonly event: 'asked' }>,
  settings: HandoffSettings,
  now: number,
): Next {
  const closed = closedAt(queue, settings, now)
  if (closed !== undefined && settings.whenClosed === 'bot')
    return { handoff: undefined, effects: [say(closed), say({ says: 'goesOn' })] }
  const handoff = waitingIn(queue, now, closed !== undefined && settings.whenClosed === 'email')
  const moved = [...change(undefined, handoff, 'asked', by)]
  if (closed === undefined) return { handoff, effects: silently ? [...moved, say({ says: 'handedOver' })] : moved }
  return { handoff, effects: [...moved, say(closed), say(forLater(settings))] }
}

/** Nobody being there is no reason for a bot that cannot answer to go on. */
function failed(cause: string, settings: HandoffSettings, now: number): Next {
  const closed = closedAt(defaultQueue, settings, now)
  const handoff = waitingIn(defaultQueue, now, closed !== undefined && settings.whenClosed === 'email')
  const said: readonly Saying[] = closed === undefined ? [] : [closed, forLater(settings)]
  return {
    handoff,
    effects: [
      ...change(undefined, handoff, 'botFailed', gateway, cause.slice(0, handoffDefaults.causeLength)),
      say({ says: 'failed' }),
      ...said.map(say),
    ],
  }
}

function forLater({ whenClosed }: HandoffSettings): Saying {
  return { says: whenClosed === 'email' ? 'leaveEmail' : 'leaveMessage' }
}

function waitingIn(queue: string, now: number, asksEmail: boolean): Handoff {
  return { stage: 'waiting', queue, since: now, at: now, heardAt: now, ...(asksEmail ? { asksEmail } : {}) }
}

/** Undefined when somebody is there. */
function closedAt(queue: string, settings: HandoffSettings, now: number): Saying | undefined {
  const hours = hoursOf(queue, settings)
  if (hours === undefined) return undefined
  const opens = opensAt(hours, now)
  return opens === now ? undefined : { says: 'closed', opensAt: opens, zone: hours.zone }
}

// ── What is said ─────────────────────────────────────────────────────────────────────────────────────────────────

const emailPattern = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u

function heard(current: Handoff, text: string, now: number): Next {
  if (current.stage === 'human')
    return unchanged({ ...current, heardAt: now, unansweredAt: current.unansweredAt ?? now })
  const { asksEmail, ...rest } = current
  const email = asksEmail === true ? emailPattern.exec(text.slice(0, handoffDefaults.emailWithin))?.[0] : undefined
  if (email === undefined) return unchanged({ ...current, heardAt: now })
  const handoff: Handoff = { ...rest, heardAt: now, email }
  return {
    handoff,
    effects: [
      { effect: 'record', change: changeOf(current, handoff, 'emailLeft', { kind: 'visitor' }) },
      { effect: 'emit', type: 'conversation.email_left', told: { queue: current.queue, email } },
      say({ says: 'emailKept', email }),
    ],
  }
}

/** Whoever answers has taken it over. From the bot's own account nobody can be told apart. */
function answered(current: Handoff | undefined, by: HandoffActor, now: number): Next {
  const agent = agentOf(by)
  if (current?.stage === 'human' && (current.agent !== undefined || agent === undefined))
    return unchanged(replied(current, now))
  const queue = current?.queue ?? (by.kind === 'account' ? accountQueue : defaultQueue)
  const handoff = replied(heldIn(current, queue, agent, now), now)
  return { handoff, effects: change(current, handoff, 'posted', by) }
}

function replied({ unansweredAt: _open, reminded: _reminded, ...rest }: Handoff, now: number): Handoff {
  return { ...rest, answeredAt: now }
}

function agentOf(by: HandoffActor): Agent | undefined {
  return by.kind === 'user' ? { id: by.id, name: by.name } : undefined
}

// ── Who has it ───────────────────────────────────────────────────────────────────────────────────────────────────

function taken(
  current: Handoff | undefined,
  { why, by, agent, queue: named }: Extract<HandoffEvent, { readonly event: 'taken' }>,
  settings: HandoffSettings,
  now: number,
): Next {
  const queue = named ?? current?.queue ?? defaultQueue
  const holder = current?.stage === 'human' ? current.agent : undefined
  if (why === 'claimed' && holder !== undefined && holder.id !== agent?.id)
    throw new Conflict(`${holder.name} has this conversation already.`)
  if (agent !== undefined && !isMember(queue, agent.id, settings))
    throw new Conflict(`Only its members take conversations of the queue “${queue}”.`)
  const isSame = current?.stage === 'human' && holder?.id === agent?.id && current.queue === queue
  // Handed to people, it stays with whoever has it.
  if (isSame || (why === 'handedOver' && current?.stage === 'human')) return unchanged(current)
  const handoff = heldIn(current, queue, agent, now)
  return { handoff, effects: change(current, handoff, why, by) }
}

function isMember(queue: string, user: string, { queues }: HandoffSettings): boolean {
  return queues.find(({ name }) => name === queue)?.members?.includes(user) ?? true
}

/** Of what was said before somebody took it, the wait is over; what is unanswered is so from now on. */
function heldIn(current: Handoff | undefined, queue: string, agent: Agent | undefined, now: number): Handoff {
  const { email, since = now, heardAt = now, stage, unansweredAt } = current ?? {}
  const isOpen = stage === 'waiting' || unansweredAt !== undefined
  return {
    stage: 'human',
    queue,
    since,
    at: now,
    heardAt,
    ...(agent === undefined ? {} : { agent }),
    ...(email === undefined ? {} : { email }),
    ...(isOpen ? { unansweredAt: now } : {}),
  }
}

function queued(current: Handoff | undefined, queue: string, by: HandoffActor, now: number): Next {
  if (current?.stage === 'waiting' && current.queue === queue) return unchanged(current)
  const handoff = backTo(current, queue, now)
  return { handoff, effects: change(current, handoff, 'queued', by) }
}

function backTo(current: Handoff | undefined, queue: string, now: number): Handoff {
  const { email, since = now, heardAt = now } = current ?? {}
  return { stage: 'waiting', queue, since, at: now, heardAt, ...(email === undefined ? {} : { email }) }
}

function returned(current: Handoff, why: HandoffChange['why'], by: HandoffActor): Next {
  const { queue, since } = current
  return {
    handoff: undefined,
    effects: [
      { effect: 'record', change: changeOf(current, undefined, why, by) },
      { effect: 'emit', type: 'conversation.handed_back', told: toldOf(current, why, by) },
      { effect: 'tellEnded', queue, since },
      { effect: 'reset' },
    ],
  }
}

/** The store tells everybody else that it ended. */
function left(current: Handoff): Next {
  const record: HandoffChange = { ...changeOf(current, undefined, 'visitorSilent', gateway), to: 'ended' }
  return { handoff: undefined, effects: [{ effect: 'record', change: record }, { effect: 'end' }] }
}

// ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function due(current: Handoff, settings: HandoffSettings, now: number): Next {
  const { late = Infinity, remind = Infinity, silent = Infinity, idle = Infinity } = deadlinesOf(current, settings)
  if (idle <= now) return left(current)
  if (late <= now) return settings.waiting.then === 'bot' ? nobodyCame(current, 'nobodyCame') : toldLate(current)
  if (silent <= now) {
    if (settings.silence.then === 'bot') return nobodyCame(current, 'agentSilent')
    const handoff = backTo(current, current.queue, now)
    return { handoff, effects: change(current, handoff, 'agentSilent', gateway) }
  }
  if (remind <= now) {
    const told = { ...toldOf(current, 'agentSilent', gateway), unansweredSince: isoOf(current.unansweredAt ?? now) }
    const effect: Effect = { effect: 'emit', type: 'conversation.agent_reminded', told }
    return { handoff: { ...current, reminded: true }, effects: [effect] }
  }
  return unchanged(current)
}

function nobodyCame(current: Handoff, why: 'nobodyCame' | 'agentSilent'): Next {
  const { handoff, effects } = returned(current, why, gateway)
  return { handoff, effects: [...effects, say({ says: 'nobodyCame' })] }
}

function toldLate(current: Handoff): Next {
  const told = { ...toldOf(current, 'nobodyCame', gateway), waitingSince: isoOf(current.at) }
  const effect: Effect = { effect: 'emit', type: 'conversation.unattended', told }
  return { handoff: { ...current, told: true }, effects: [effect, say({ says: 'late' })] }
}

// ── Effects ──────────────────────────────────────────────────────────────────────────────────────────────────────

const say = (saying: Saying): Effect => ({ effect: 'say', saying })
const isoOf = (at: number): string => new Date(at).toISOString()

/** Somebody, or a queue, has it now. */
function change(
  before: Handoff | undefined,
  after: Handoff,
  why: HandoffChange['why'],
  by: HandoffActor,
  cause?: string,
): readonly Effect[] {
  const record = changeOf(before, after, why, by)
  return [
    { effect: 'record', change: cause === undefined ? record : { ...record, cause } },
    { effect: 'emit', type: typeOf(before, after), told: toldOf(after, why, by) },
    { effect: 'tell', before: before?.stage ?? 'bot', after: after.stage, queue: after.queue },
  ]
}

function typeOf(before: Handoff | undefined, after: Handoff): EventType {
  if (before === undefined) return 'conversation.handed_over'
  return after.stage === 'human' ? 'conversation.taken' : 'conversation.queued'
}

function changeOf(
  before: Handoff | undefined,
  after: Handoff | undefined,
  why: HandoffChange['why'],
  by: HandoffActor,
): HandoffChange {
  const { queue, agent } = after ?? before ?? { queue: defaultQueue }
  const from = before?.stage ?? 'bot'
  return { from, to: after?.stage ?? 'bot', why, by, queue, ...(agent === undefined ? {} : { agent }) }
}

function toldOf({ stage, queue, agent, email }: Handoff, why: HandoffChange['why'], by: HandoffActor) {
  return {
    state: stage,
    queue,
    ...(agent === undefined ? {} : { agent }),
    ...(email === undefined ? {} : { email }),
    why,
    by,
  }
}

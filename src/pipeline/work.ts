import { deliveryDefaults, handoffDefaults, turnDefaults } from '../config/defaults.ts'
import type { Connection } from '../contracts/channel.ts'
import { Busy, OverLimit } from '../contracts/errors.ts'
import { messageId, type ConversationId, type TurnId, type TenantKey } from '../contracts/id.ts'
import { OverPlan } from '../contracts/limits.ts'
import type { Bell, BellOutcome, Hold, OpenTurn, OutboxEntry, Pending } from '../contracts/ports.ts'
import type { Channel, Chatbot } from '../contracts/tenant.ts'
import type { Turn } from '../contracts/turn.ts'
import { backOff } from './back-off.ts'
import { compose, type Composed } from './compose.ts'
import { deciding, followHandoff, releaseHandoffs } from './handing.ts'
import type { PipelineHost } from './host.ts'
import type { Pipeline } from './index.ts'
import type { Quarantine } from './quarantine.ts'
import { sendFailure, type Delivered } from './send.ts'
import { phrase } from '../language/phrasebook.ts'

type Taken = Extract<Composed, { readonly seqs: readonly number[] }>

/**
 * What a bell means: take what waits in a conversation, in order, until nothing does. The scheduler sees to it that only
 * one does so at a time, and the version of the conversation's state that a second one could not write.
 */
export function createWork(
  host: PipelineHost & { readonly key: TenantKey; readonly uncleanBefore: number; readonly quarantine: Quarantine },
  pipeline: Pipeline,
) {
  const { inbox, turns, outbox, schedules } = host.store
  const undelivered = sendFailure(host)
  /** Turns under suspicion that have begun since the start: once each, however often they are tried. */
  const begun = new Set<TurnId>()

  return (bell: Bell, hold: Hold): Promise<BellOutcome> => {
    host.metrics.bell(bell.kind, 'worked')
    if (bell.subject === 'tenant') return releaseDue()
    return bell.kind === 'send' ? deliver(bell.subject, hold) : converse(bell.subject, hold)
  }

  async function converse(conversation: ConversationId, hold: Hold): Promise<BellOutcome> {
    for (let taken = 0; taken < turnDefaults.turnsPerBell && hold.holds(); taken++) {
      const pending = await inbox.pending(conversation, turnDefaults.eventsRead)
      if (pending === undefined) return undefined
      const channel = host.catalog.channel(pending.channel)
      const chatbot = channel === undefined ? undefined : host.catalog.chatbot(channel.chatbotId)
      if (channel === undefined || chatbot === undefined) {
        await orphaned(conversation, pending)
        continue
      }
      const now = host.clock()
      if (pending.open !== undefined && pending.open.nextAt > now) return { againAfterMs: pending.open.nextAt - now }
      const next = compose(pending.events, pending.open, now, host.adapterOf(channel).abilities.burstMs.value)
      if ('waitMs' in next) return { againAfterMs: next.waitMs }
      const outcome = await take(conversation, pending, next, channel, chatbot, hold)
      if (outcome !== undefined) return outcome
      // Whatever arrives now rings the bell again by itself.
      if (next.seqs.length === pending.events.length && pending.events.length < turnDefaults.eventsRead)
        return undefined
    }
    return { againAfterMs: 1 }
  }

  async function take(
    conversation: ConversationId,
    pending: Pending,
    next: Taken,
    channel: Channel,
    chatbot: Chatbot,
    hold: Hold,
  ): Promise<BellOutcome> {
    const id = turnId(next.seqs)
    const open = pending.open?.id === id ? pending.open : undefined
    const suspected = hold.unclean || isSuspected(pending, next)
    const alone = suspected && (open?.crashes ?? 0) >= turnDefaults.crashesTogether
    if (alone && !host.quarantine.enter()) return { againAfterMs: turnDefaults.quarantineMs }
    try {
      const language = pending.state.language ?? chatbot.languages[0]
      if (suspected && (await killsTheProcess(id, conversation, next, language))) return undefined
      const turn = begin(id, conversation, pending, next, channel, chatbot, open, hold.signal)
      return await run(turn, open)
    } finally {
      if (alone) host.quarantine.leave()
    }
  }

  async function run(turn: Turn, open: OpenTurn | undefined): Promise<BellOutcome> {
    try {
      const { result, turn: done } = await pipeline.process(turn)
      host.metrics.turn(result === 'done' ? done.outcome : 'conflict')
      return result === 'done' ? undefined : { againAfterMs: 1 }
    } catch (error) {
      if (turn.work.signal.aborted) return undefined
      return failed(turn, open, error)
    }
  }

  function begin(
    id: TurnId,
    conversation: ConversationId,
    pending: Pending,
    next: Taken,
    channel: Channel,
    chatbot: Chatbot,
    open: OpenTurn | undefined,
    signal: AbortSignal,
  ): Turn {
    const [first] = next.events
    return {
      id,
      conversation,
      channel,
      chatbot,
      address: pending.address,
      group: first.group === true,
      events: next.events,
      from: 'from' in first ? first.from : undefined,
      state: pending.state,
      attempt: (open?.attempts ?? 0) + 1,
      now: host.clock(),
      work: { seqs: next.seqs, wasOpen: pending.open !== undefined, journal: open?.journal ?? [], signal },
    }
  }

  /** Stable over retries: the first event names the turn. */
  function turnId([first = 0]: readonly number[]): TurnId {
    return `t_${host.key}${first.toString(36).padStart(10, '0')}` as TurnId // the one place where turns are named
  }

  /** After an unclean stop what was waiting is under suspicion. */
  function isSuspected({ events }: Pending, { seqs }: Taken): boolean {
    const first = events.find(({ seq }) => seq === seqs[0])
    return first !== undefined && first.receivedAt < host.uncleanBefore
  }

  /**
   * That a turn under suspicion begins is counted before it does, so that one which ends the process every time is set
   * aside in the end.
   */
  async function killsTheProcess(
    id: TurnId,
    conversation: ConversationId,
    { seqs }: Taken,
    language: string,
  ): Promise<boolean> {
    if (begun.has(id)) return false
    begun.add(id)
    const crashes = await turns.interrupted(id, conversation, seqs)
    if (crashes <= turnDefaults.crashes) return false
    const reason = `The process ended ${crashes} times while this turn was worked on.`
    await giveUp(id, conversation, seqs, reason, language)
    return true
  }

  async function failed(turn: Turn, open: OpenTurn | undefined, error: unknown): Promise<BellOutcome> {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    const attempts = open?.attempts ?? 0
    const log = host.log.child({ conversation: turn.conversation, turn: turn.id, attempt: attempts + 1 })
    host.metrics.turn('failed')
    const jittered = backOff(attempts, turnDefaults.retryMs, turnDefaults.retryCapMs, host.random)
    const afterMs = error instanceof Busy && error.afterMs !== undefined ? Math.max(error.afterMs, jittered) : jittered
    // Whoever is chatting waits for nothing that takes so long where people could answer.
    const isDown = afterMs > handoffDefaults.botDownMs && host.handoff.takesFailures() && !turn.state.handoff
    if (error instanceof OverLimit || attempts + 1 >= turnDefaults.attempts || isDown) {
      log.error({ error }, 'A turn was set aside.')
      const { id, conversation, work, state, chatbot } = turn
      const language = state.language ?? chatbot.languages[0]
      if (error instanceof OverPlan) await setAside(id, conversation, work.seqs, reason, phrase(language, 'overLimit'))
      else if (error instanceof OverLimit) await setAside(id, conversation, work.seqs, reason, error.message)
      else await giveUp(id, conversation, work.seqs, reason, language)
      return { againAfterMs: 0 }
    }
    const { id, conversation, work } = turn
    if (!(await turns.failed(id, conversation, work.seqs, reason, host.clock() + afterMs))) {
      log.info({ error }, 'A turn that failed was finished by another process.')
      return { againAfterMs: 1 }
    }
    log.warn({ error, afterMs }, 'A turn failed and will be tried again.')
    return { againAfterMs: afterMs }
  }

  /** The bot cannot answer: people do, where the tenant says so. */
  async function giveUp(
    id: TurnId,
    conversation: ConversationId,
    seqs: readonly number[],
    reason: string,
    language: string,
  ): Promise<void> {
    if (!host.handoff.takesFailures()) return setAside(id, conversation, seqs, reason, phrase(language, 'setAside'))
    const step = deciding(host, { event: 'failed', cause: reason })
    const handed = await turns.setAside(id, conversation, seqs, reason, [], step)
    if (handed !== undefined) followHandoff(host, conversation, handed)
    countSetAside(conversation)
  }

  async function setAside(
    id: TurnId,
    conversation: ConversationId,
    seqs: readonly number[],
    reason: string,
    sentence: string,
  ): Promise<void> {
    await turns.setAside(id, conversation, seqs, reason, [
      { id: messageId(id, 0), parts: [{ type: 'text', text: sentence }] },
    ])
    countSetAside(conversation)
  }

  function countSetAside(conversation: ConversationId): void {
    host.metrics.turn('setAside')
    host.metrics.deadLetter('inbox')
    host.ring('send', conversation)
  }

  /** The channel or its chatbot was removed while something waited: said to operators, not to the person. */
  async function orphaned(conversation: ConversationId, { events }: Pending): Promise<void> {
    const seqs = events.map(({ seq }) => seq)
    await turns.setAside(turnId(seqs), conversation, seqs, 'The channel or its chatbot was removed.', [])
    host.metrics.deadLetter('inbox')
  }

  async function deliver(conversation: ConversationId, hold: Hold): Promise<BellOutcome> {
    const entries = await outbox.pending(conversation, deliveryDefaults.batch)
    for (const entry of entries) {
      if (!hold.holds()) return undefined
      const now = host.clock()
      if (entry.dueAt > now) return { againAfterMs: entry.dueAt - now }
      const channel = host.catalog.channel(entry.channel)
      if (channel === undefined) {
        await outbox.dead(entry, 'The channel was removed.')
        continue
      }
      // Rung again when the channel's settings change.
      if (channel.status !== 'active') return { againAfterMs: deliveryDefaults.retryCapMs }
      if (mayBeOut(entry, hold)) host.metrics.maybeDoubled(channel.platform)
      const delivered = await sendOne(entry, channel, hold)
      if (delivered.result === 'wait') return { againAfterMs: delivered.afterMs }
      if (delivered.result === 'moved') return { againAfterMs: 1 }
    }
    return entries.length === deliveryDefaults.batch ? { againAfterMs: 1 } : undefined
  }

  /** A process may have ended between the platform's answer and the record of it. */
  function mayBeOut({ createdAt, attempts }: OutboxEntry, { unclean }: Hold): boolean {
    return attempts === 0 && (unclean || createdAt < host.uncleanBefore)
  }

  /** Whatever goes wrong on the way (no connection, a part that cannot be rendered) is that message's failure. */
  async function sendOne(entry: OutboxEntry, channel: Channel, hold: Hold): Promise<Delivered> {
    let connection: Connection | undefined
    try {
      connection = await host.connection(channel)
      return await pipeline.deliver({ entry, channel, connection, hold })
    } catch (error) {
      return undelivered({ entry, channel, hold }, connection, error)
    }
  }

  /** What plugins asked to be woken for, and who has waited long enough. */
  async function releaseDue(): Promise<BellOutcome> {
    const now = host.clock()
    const { conversations, nextAt } = await schedules.release(now)
    for (const conversation of conversations) host.ring('turn', conversation)
    const handoffAt = await releaseHandoffs(host, now, handoffDefaults.batch)
    const again = Math.min(nextAt ?? Infinity, handoffAt ?? Infinity)
    return again === Infinity ? undefined : { againAfterMs: Math.max(1, again - now) }
  }
}

import { GatewayError } from '../contracts/errors.ts'
import type { HandoffDecision, HandoffEvent, HandoffOutcome, HandoffRules, HandoffStep } from '../contracts/handoff.ts'
import type { ChannelId, ConversationId } from '../contracts/id.ts'
import type { HandlerResult } from '../contracts/ports.ts'
import type { Routed } from '../contracts/turn.ts'
import { writtenLanguage } from '../contracts/words.ts'
import type { PipelineHost } from './host.ts'

/** What a turn comes to once it is known who has the conversation after it. */
export interface Handing {
  readonly result: HandlerResult
  /** What the gateway says itself, in the person's language already. */
  readonly says: readonly string[]
  readonly step: HandoffStep | undefined
}

/** What happened in a turn, for who has the conversation. */
export function handingOf(rules: HandoffRules, turn: Routed, ran: HandlerResult): Handing {
  const { conversation, state, language, now, contact } = turn
  const result = turn.events[0].kind === 'handoffChanged' ? mute(ran) : ran
  const event = eventOf(rules, turn, result)
  if (event === undefined) return { result, says: [], step: undefined }
  const timeZone = contact.timeZone === undefined ? {} : { timeZone: contact.timeZone }
  const step = rules.step({ conversation, handoff: state.handoff, language, now, ...timeZone }, event)
  const says = step.effects.flatMap((effect) => (effect.effect === 'say' ? [effect.text] : []))
  const { handoff: _before, ...next } = result.next
  // Whoever takes over leaves a running dialogue: its question is no longer the bot's to ask.
  const { dialogue: _left, offered: _open, ...without } = next
  return {
    says,
    step,
    result: {
      ...result,
      outcome: result.outcome === 'handoff' && step.handoff === undefined ? 'answered' : result.outcome,
      messages: event.event === 'failed' ? [] : result.messages,
      next: step.handoff === undefined ? next : { ...without, handoff: step.handoff },
    },
  }
}

/** Plugins may do something about it; it is not for them to speak. */
function mute(result: HandlerResult): HandlerResult {
  const { dialogue: _asked, ...next } = result.next
  return { ...result, messages: [], next }
}

function eventOf(rules: HandoffRules, turn: Routed, result: HandlerResult): HandoffEvent | undefined {
  const { state, text } = turn
  const [{ kind }] = turn.events
  if (kind === 'takeover') return { event: 'answered', by: { kind: 'account' } }
  if (state.handoff !== undefined)
    // What a handler answered all the same (a command to opt out) waits for nobody.
    return isSaying(kind) && result.by === undefined ? { event: 'heard', text } : undefined
  const { handoff, by, messages } = result
  if (handoff !== undefined)
    return {
      event: 'asked',
      queue: handoff.queue,
      by: { kind: 'plugin', name: by?.plugin ?? '' },
      silently: messages.length === 0,
    }
  const isHelpless = by === undefined || by.handler.kind === 'fallback' || by.handler.kind === 'doubt'
  if (result.modelFailed !== undefined && isHelpless && rules.takesFailures())
    return { event: 'failed', cause: result.modelFailed }
  return undefined
}

const isSaying = (kind: Routed['events'][0]['kind']): boolean =>
  kind === 'message' || kind === 'command' || kind === 'button'

/** Decides by the tenant's rules, inside the transaction that writes it. */
export function deciding(host: PipelineHost, event: HandoffEvent): HandoffDecision {
  return ({ channel, language = languageOf(host, channel), ...subject }) =>
    host.handoff.step({ ...subject, language }, event)
}

function languageOf({ catalog }: PipelineHost, channel: ChannelId): string {
  const found = catalog.channel(channel)
  return (found && catalog.chatbot(found.chatbotId)?.languages[0]) ?? writtenLanguage
}

/** One step from outside a turn, and what follows from it. */
export async function moveHandoff(host: PipelineHost, id: ConversationId, event: HandoffEvent): Promise<void> {
  followHandoff(host, id, await host.store.handoffs.step(id, deciding(host, event)))
}

/** Everybody whose time has come. Gives when the next one's does, milliseconds since 1970. */
export async function releaseHandoffs(host: PipelineHost, now: number, limit: number): Promise<number | undefined> {
  const { conversations, nextAt } = host.store.handoffs.due(now, limit)
  await Promise.all(
    conversations.map((id) =>
      moveHandoff(host, id, { event: 'due' }).catch((error: unknown) => {
        // It ended meanwhile.
        if (!(error instanceof GatewayError)) throw error
      }),
    ),
  )
  return nextAt
}

/** Rings for what a step left to be done, and shows it to whoever is looking. */
export function followHandoff(host: PipelineHost, id: ConversationId, { from, to, step }: HandoffOutcome): void {
  const does = new Set(step.effects.map(({ effect }) => effect))
  if (does.has('tell') || does.has('end')) host.ring('turn', id)
  if (does.has('say')) host.ring('send', id)
  if (step.dueAt !== undefined) host.ring('due', 'tenant', Math.max(0, step.dueAt - host.clock()))
  if (does.has('record') && (from !== to || to === 'human' || step.handoff?.email !== undefined))
    showHandoff(host, id, to, step)
}

function showHandoff(host: PipelineHost, id: ConversationId, to: HandoffOutcome['to'], { handoff }: HandoffStep): void {
  const shown = async () => {
    const found = await host.store.conversations.find(id)
    const channel = found === undefined ? undefined : host.catalog.channel(found.channel)
    if (found === undefined || channel === undefined) return
    const live = host.adapterOf(channel)
    if (live.handed === undefined && live.ended === undefined) return
    const { adapter, client } = await host.connection(channel)
    const agent = handoff?.agent === undefined ? {} : { agent: handoff.agent.name }
    if (to === 'ended') adapter.ended?.(client, found.address, id)
    else
      adapter.handed?.(client, found.address, {
        conversation: id,
        state: to,
        asksEmail: handoff?.asksEmail === true,
        ...agent,
      })
  }
  void shown().catch((error: unknown) =>
    host.log.debug({ conversation: id, error }, 'Who has a conversation could not be shown.'),
  )
}

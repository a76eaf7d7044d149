import { z } from 'zod'
import type { Delay, OpenTenant, StoredMessage } from '../contracts/ports.ts'
import type { HandlerKey, Route } from '../contracts/turn.ts'
import { iso, isoTime } from './schemas.ts'

/** What became of a message, step by step: from its arrival to the answers, and what became of those. */

const guess = z.object({ plugin: z.string(), intent: z.string(), confidence: z.number() })
const routed = {
  plugin: z.string().describe('`colloquy` is the gateway itself.'),
  handler: z.string().describe('`intent track`, `command help`, `dialogue`, `fallback` …'),
  reason: z.string(),
}
const step = z.discriminatedUnion('what', [
  z.object({ what: z.literal('accepted'), at: isoTime }),
  z
    .object({ what: z.literal('transformed'), as: z.enum(['speech', 'writing', 'document']), by: z.string() })
    .describe('What was sent along became text.'),
  z.object({
    what: z.literal('understood'),
    language: z.string(),
    intent: guess.exactOptional(),
    uncertain: z.array(guess).readonly().exactOptional().describe('Too likely to be left out, and not clear enough.'),
  }),
  z.object({ what: z.literal('passed'), ...routed }).describe('Was asked first, and passed.'),
  z.object({ what: z.literal('routed'), ...routed }),
  z
    .object({
      what: z.literal('asked'),
      purpose: z.string().describe('`route`: what to do; `answer`, `plugin`, `translate` …'),
      provider: z.string(),
      model: z.string(),
      inputTokens: z.number().int(),
      outputTokens: z.number().int(),
      cost: z.number().describe('US dollars.'),
    })
    .describe('A language model was asked.'),
  z.object({
    what: z.literal('handled'),
    at: isoTime.exactOptional(),
    outcome: z.enum(['answered', 'silent', 'handoff', 'nobody']),
    attempt: z.number().exactOptional().describe('When it did not succeed at once.'),
    messages: z.array(z.string()).readonly().describe('The answers, by id.'),
  }),
  z
    .object({ what: z.literal('setAside'), reason: z.string() })
    .describe('It could not be handled, and is a dead letter now.'),
  z
    .object({
      what: z.literal('delayed'),
      message: z.string(),
      reason: z.string(),
      attempts: z.number(),
      nextAt: isoTime.describe('When it is tried again.'),
    })
    .describe('The platform has not taken it yet.'),
  z.object({
    what: z.enum(['queued', 'sent', 'delivered', 'read', 'failed']),
    at: isoTime,
    message: z.string(),
    reason: z.string().exactOptional(),
  }),
])
export const timeline = z
  .array(step)
  .readonly()
  .describe('Of what a person said: how it was understood, who answered and why, and what became of the answers.')

type Step = z.infer<typeof step>

/** Empty for what a person of ours said, or said long ago. */
export async function timelineOf(
  { store, modelAdministration }: OpenTenant,
  message: StoredMessage,
): Promise<readonly Step[]> {
  if (message.from !== 'visitor') return fates(store, message)
  const { trace, latencyMs, at, turn } = message
  if (trace === undefined) return []
  const answers = await store.conversations.answersTo(message)
  const { language, read = [], intent, uncertain, by, passed = [], outcome, attempt } = trace
  const ended = answers[0]?.at
  const accepted: Step = {
    what: 'accepted',
    at: iso(ended === undefined || latencyMs === undefined ? at : ended - latencyMs),
  }
  const fated = (await Promise.all(answers.map((answer) => fates(store, answer)))).flat()
  if (outcome === 'setAside') return [accepted, { what: 'setAside', reason: trace.reason ?? '' }, ...fated]
  return [
    accepted,
    ...read.map((one): Step => ({ what: 'transformed', ...one })),
    {
      what: 'understood',
      language,
      ...(intent === undefined ? {} : { intent }),
      ...(uncertain === undefined ? {} : { uncertain }),
    },
    ...passed.map((route): Step => ({ what: 'passed', ...shownRoute(route) })),
    ...(by === undefined ? [] : [{ what: 'routed', ...shownRoute(by) } satisfies Step]),
    ...(turn === undefined ? [] : modelAdministration.usedBy(turn)).map((use): Step => ({ what: 'asked', ...use })),
    {
      what: 'handled',
      ...(ended === undefined ? {} : { at: iso(ended) }),
      outcome,
      ...(attempt === undefined ? {} : { attempt }),
      messages: answers.map(({ id }) => id),
    },
    ...fated,
  ]
}

async function fates(store: OpenTenant['store'], message: StoredMessage): Promise<readonly Step[]> {
  const [statuses, delay] = await Promise.all([store.deliveries.history(message), store.deliveries.delay(message)])
  return [
    { what: 'queued', at: iso(message.at), message: message.id },
    ...statuses.map(({ status, at, reason }): Step => ({
      what: status,
      at: iso(at),
      message: message.id,
      ...(reason === undefined ? {} : { reason }),
    })),
    ...(delay === undefined ? [] : [delayed(message, delay)]),
  ]
}

function delayed({ id }: StoredMessage, { nextAt, ...delay }: Delay): Step {
  return { what: 'delayed', message: id, ...delay, nextAt: iso(nextAt) }
}

function shownRoute({ plugin, handler, reason }: Route) {
  return { plugin, handler: handlerName(handler), reason }
}

function handlerName(key: HandlerKey): string {
  return 'name' in key ? `${key.kind} ${key.name}` : key.kind
}

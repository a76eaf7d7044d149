import type { Handoff, HandoffSettings } from '../contracts/handoff.ts'
import { opensAt } from './hours.ts'

/** What happens to a conversation if nobody does anything, and when: milliseconds since 1970. */
export interface Deadlines {
  /** Nobody has come. */
  readonly late?: number | undefined
  /** The agent is reminded. */
  readonly remind?: number | undefined
  /** The agent does not answer. */
  readonly silent?: number | undefined
  /** The person does not write. */
  readonly idle?: number | undefined
}

/** When something is to happen, if nobody does anything: milliseconds since 1970. */
export function dueAt(handoff: Handoff | undefined, settings: HandoffSettings): number | undefined {
  if (handoff === undefined) return undefined
  const { late = Infinity, remind = Infinity, silent = Infinity, idle = Infinity } = deadlinesOf(handoff, settings)
  const first = Math.min(late, remind, silent, idle)
  return first === Infinity ? undefined : first
}

export function deadlinesOf(handoff: Handoff, settings: HandoffSettings): Deadlines {
  const { stage, queue, at, heardAt, answeredAt = 0, unansweredAt, reminded, told } = handoff
  const { waiting, silence, idleMinutes } = settings
  const hours = hoursOf(queue, settings)
  // While nobody is there nobody is late, and whoever waits is not silent.
  const opening = (from: number) => (hours === undefined ? from : opensAt(hours, from))
  const after = (from: number | undefined, minutes: number | null) =>
    from === undefined || minutes === null ? undefined : from + minutes * 60_000
  const idle = (from: number) => after(opening(from) ?? from, idleMinutes)
  if (stage === 'waiting')
    return { late: told === true ? undefined : after(opening(at), waiting.minutes), idle: idle(Math.max(at, heardAt)) }
  if (unansweredAt === undefined) return { idle: idle(Math.max(at, heardAt, answeredAt)) }
  const silent = after(opening(unansweredAt), silence.minutes)
  return {
    remind: reminded === true ? undefined : after(opening(unansweredAt), silence.remindMinutes),
    silent,
    // What no agent ever answers must end some time, too.
    idle: silent === undefined ? idle(Math.max(at, heardAt)) : undefined,
  }
}

/** When the people of a queue are there; undefined: always. */
export function hoursOf(queue: string, { hours, queues }: HandoffSettings): HandoffSettings['hours'] {
  return queues.find(({ name }) => name === queue)?.hours ?? hours
}

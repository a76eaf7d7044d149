import { turnDefaults } from '../config/defaults.ts'
import type { EditEvent, InboundEvent, MessageEvent } from '../contracts/message.ts'
import type { OpenTurn, PendingEvent } from '../contracts/ports.ts'

/** Which of the events that wait become the next turn, or how long the burst may still grow, milliseconds. */
export type Composed =
  | { readonly seqs: readonly number[]; readonly events: readonly [InboundEvent, ...InboundEvent[]] }
  | { readonly waitMs: number }

/**
 * People say one thing in several messages, and an album is several messages by itself. Fragments of one person that
 * follow each other quickly are one turn; anything else (a command, a button, someone else) ends the burst at once.
 * Pure. `waiting` is in order of arrival and not empty.
 */
export function compose(
  waiting: readonly PendingEvent[],
  open: OpenTurn | undefined,
  now: number,
  burstMs: number,
): Composed {
  if (open !== undefined) {
    // It had an effect already: the same events again, in the same order, whatever arrived since.
    const same = open.seqs.flatMap((seq) => waiting.find((one) => one.seq === seq) ?? [])
    if (same.length > 0) return take(same)
  }
  const ordered = inPlatformOrder(waiting)
  const [first] = ordered
  if (first?.event.kind !== 'message') return take(ordered.slice(0, 1))
  const burst = burstOf(ordered, first.event, burstMs)
  const last = burst.at(-1) ?? first
  const closed = burst.length < ordered.length || burst.length >= turnDefaults.eventsPerTurn
  const arrived = burst.map(({ receivedAt }) => receivedAt)
  // A clock that was set back says nothing about how long ago that was.
  const unknown = arrived.some((at) => at > now)
  const until = Math.min(
    Math.max(...arrived) + (last.event.kind === 'message' ? quietMs(last.event, burstMs) : burstMs),
    Math.min(...arrived) + burstMs * turnDefaults.burstCap,
  )
  return closed || unknown || until <= now ? take(burst) : { waitMs: until - now }
}

/** How long to wait for more after this fragment, milliseconds. */
export function quietMs({ album, parts }: MessageEvent, burstMs: number): number {
  if (burstMs === 0 || album !== undefined) return burstMs
  const last = parts.at(-1)
  // Whoever ends a sentence has most likely said it all.
  return last?.type === 'text' && /[.?!…。！？؟]\s*$/u.test(last.text)
    ? burstMs * turnDefaults.burstSentenceShare
    : burstMs
}

function burstOf(ordered: readonly PendingEvent[], first: MessageEvent, burstMs: number): PendingEvent[] {
  const burst: PendingEvent[] = []
  for (const pending of ordered.slice(0, turnDefaults.eventsPerTurn)) {
    const { event } = pending
    const same =
      event.kind === 'message'
        ? event.from?.id === first.from?.id && followsQuickly(burst, pending, burstMs)
        : editsOneOf(burst, event)
    if (!same) break
    burst.push(pending)
  }
  return burst
}

/** Whether it came while the others were waited with: that they wait together because the bot was busy makes no burst. */
function followsQuickly(burst: readonly PendingEvent[], { receivedAt }: PendingEvent, burstMs: number): boolean {
  const [first, last] = [burst[0], burst.at(-1)]
  if (first === undefined || last === undefined) return true
  return (
    burstMs > 0 &&
    Math.abs(receivedAt - last.receivedAt) <= burstMs &&
    Math.abs(receivedAt - first.receivedAt) <= burstMs * turnDefaults.burstCap
  )
}

function editsOneOf(burst: readonly PendingEvent[], event: InboundEvent): boolean {
  return event.kind === 'edit' && burst.some((one) => one.event.kind === 'message' && one.event.id === event.id)
}

/** The turn's events: a message that was edited before anybody read it is read as edited. */
function take(taken: readonly PendingEvent[]): Composed {
  const edits = new Map<string, EditEvent>()
  const [first] = taken
  if (first?.event.kind === 'message') {
    for (const { event } of taken) if (event.kind === 'edit') edits.set(event.id, event)
  }
  const events = taken.map(({ event }) => {
    const edit = event.kind === 'message' ? edits.get(event.id) : undefined
    return edit === undefined || event.kind !== 'message' ? event : { ...event, parts: edit.parts }
  })
  return { seqs: taken.map(({ seq }) => seq), events: events as [InboundEvent, ...InboundEvent[]] } // callers take at least one
}

/** Events that wait together and know the platform's order are put into it; the others keep their places. */
function inPlatformOrder(waiting: readonly PendingEvent[]): PendingEvent[] {
  const sorted = waiting
    .filter(({ event }) => event.order !== undefined)
    .sort((a, b) => (a.event.order ?? 0) - (b.event.order ?? 0))
  let next = 0
  return waiting.map((pending) => (pending.event.order === undefined ? pending : (sorted[next++] ?? pending)))
}

import type { WireAck, WireHandoff, WireMessage } from '../../../src/contracts/wire.ts'

/**
 * The conversation as the panel knows it: one pure step per thing that happens, on the line, in another tab or at the
 * keyboard. The views are drawn from it and change nothing of it.
 */

export type Part = WireMessage['parts'][number]
export type PartOf<Type extends Part['type']> = Extract<Part, { readonly type: Type }>
export type Option = PartOf<'choices'>['options'][number]
export type Refusal = Extract<WireAck, { readonly ok: false }>['error']
export type Verdict = 'up' | 'down'

/** Of what the visitor wrote: `kept` is durable at the gateway, `read` was taken up by whoever answers. */
export type Delivery = 'waiting' | 'sending' | 'kept' | 'read' | 'failed'

export interface Said {
  readonly id: string
  readonly from: WireMessage['from']
  readonly parts: readonly Part[]
  /** ISO 8601 UTC. */
  readonly at: string
  /** 0 for what is not numbered yet. */
  readonly seq: number
  /** Empty before the gateway has said which. */
  readonly conversationId: string
  /** Of a visitor's own. */
  readonly delivery?: Delivery
  /** Why it was not sent. */
  readonly reason?: string
  /** While it is being written: the next piece that fits; what comes after a missing one waits for the whole. */
  readonly streaming?: { readonly next: number }
}

/** What happened beside what was said, at its place between the messages. */
export interface Notice {
  readonly id: string
  readonly notice: 'waiting' | 'human' | 'bot' | 'ended' | 'forgetting' | 'forgotten'
  readonly agent?: string
  readonly at: string
}

export type Entry = Said | Notice

export type Line =
  | { readonly state: 'connecting' | 'online' | 'offline' }
  /** For good: trying again would be refused again. */
  | { readonly state: 'refused'; readonly reason: string }

export interface Conversation {
  readonly entries: readonly Entry[]
  readonly line: Line
  readonly typing: boolean
  readonly handoff: Omit<WireHandoff, 'conversationId'>
  readonly ended: boolean
  /** What was said is being deleted: the gateway lets the visitor in again, as somebody new, when it is. */
  readonly forgetting: boolean
  /** What was said before is said again up to this number: no news. */
  readonly replayedTo: number
  /** The highest number that was on a screen, in this tab or another. */
  readonly readSeq: number
  /** What was unread when the panel was looked at again begins after this number. */
  readonly newAfter?: number
  readonly verdicts: Readonly<Record<string, Verdict>>
}

export type Happening =
  | { readonly type: 'line'; readonly line: Line }
  /** `known`: as whom we came back; `first` of this page; or the gateway does not know us any more. */
  | { readonly type: 'session'; readonly lastSeq: number; readonly who: 'first' | 'known' | 'stranger' }
  | { readonly type: 'received'; readonly message: WireMessage }
  | { readonly type: 'wrote'; readonly id: string; readonly parts: readonly Part[]; readonly at: string }
  | { readonly type: 'delivery'; readonly id: string; readonly delivery: Delivery; readonly reason?: string }
  | { readonly type: 'discarded'; readonly id: string }
  | { readonly type: 'streamStart'; readonly id: string; readonly at: string }
  | { readonly type: 'streamChunk'; readonly id: string; readonly index: number; readonly text: string }
  | { readonly type: 'typing'; readonly typing: boolean }
  | { readonly type: 'handoff'; readonly handoff: WireHandoff; readonly at: string }
  | { readonly type: 'ended'; readonly at: string }
  | { readonly type: 'forgotten'; readonly at: string }
  /** `back`: after a time in which nobody looked. */
  | { readonly type: 'looking'; readonly back: boolean }
  | { readonly type: 'read'; readonly seq: number }
  | { readonly type: 'verdict'; readonly id: string; readonly verdict?: Verdict }

export const nothingSaid: Conversation = {
  entries: [],
  line: { state: 'connecting' },
  typing: false,
  handoff: { state: 'bot' },
  ended: false,
  forgetting: false,
  replayedTo: 0,
  readSeq: 0,
  verdicts: {},
}

export const isSaid = (entry: Entry): entry is Said => 'parts' in entry

/** The conversation after it. Pure; what it does not know of leaves everything as it was. */
export function step(now: Conversation, event: Happening): Conversation {
  switch (event.type) {
    case 'line':
      return event.line.state === 'online' ? { ...now, line: event.line } : interrupted({ ...now, line: event.line })
    case 'session':
      return session(now, event)
    case 'received':
      return received(now, event.message)
    case 'wrote':
      return wrote(now, event)
    case 'delivery':
      return changed(now, event.id, (said) => delivered(said, event))
    case 'discarded':
      return { ...now, entries: now.entries.filter(({ id }) => id !== event.id) }
    case 'streamStart':
      return streamed(now, event)
    case 'streamChunk':
      return changed(now, event.id, (said) => withPiece(said, event))
    case 'typing':
      return event.typing ? { ...takenUp(now), typing: true } : { ...now, typing: false }
    case 'handoff':
      return handed(now, event)
    case 'ended':
      return now.ended
        ? now
        : { ...noted(now, { notice: 'ended', at: event.at }), ended: true, handoff: { state: 'bot' } }
    case 'forgotten':
      return noted({ ...nothingSaid, forgetting: true }, { notice: 'forgetting', at: event.at })
    case 'looking':
      return looking(now, event.back)
    case 'read':
      return event.seq <= now.readSeq ? now : { ...now, readSeq: event.seq }
    case 'verdict':
      return { ...now, verdicts: judged(now.verdicts, event.id, event.verdict) }
  }
}

/** Messages to the visitor that were on no screen yet. */
export function unreadIn({ entries, readSeq }: Conversation): number {
  return entries.filter((entry) => isSaid(entry) && entry.from !== 'visitor' && entry.seq > readSeq).length
}

export function lastSeqOf({ entries }: Conversation): number {
  return entries.reduce((highest, entry) => (isSaid(entry) ? Math.max(highest, entry.seq) : highest), 0)
}

/** What the visitor wrote and the gateway has not kept yet stands behind everything that has arrived. */
export function isUnsent(entry: Entry): boolean {
  return isSaid(entry) && (entry.delivery === 'waiting' || entry.delivery === 'sending' || entry.delivery === 'failed')
}

function received(now: Conversation, message: WireMessage): Conversation {
  const { id, from, parts, at, seq, conversationId } = message
  const own = from === 'visitor'
  const arrived: Said = { id, from, parts, at, seq, conversationId, ...(own ? { delivery: 'kept' } : {}) }
  const opened = { ...now, ended: now.ended && !own }
  if (now.entries.some((entry) => entry.id === id)) return changed(opened, id, (said) => replaced(said, arrived))
  const answered = own ? opened : { ...takenUp(opened), typing: false }
  return { ...answered, entries: inserted(answered.entries, arrived) }
}

/** An echo comes before the message has a number of its own: it keeps the one it has. */
function replaced(before: Said, arrived: Said): Said {
  const delivery = before.delivery === 'read' ? ({ delivery: 'read' } as const) : {}
  return { ...arrived, at: before.at, seq: Math.max(before.seq, arrived.seq), ...delivery }
}

function wrote(now: Conversation, { id, parts, at }: Extract<Happening, { type: 'wrote' }>): Conversation {
  if (now.entries.some((entry) => entry.id === id)) return now
  const said: Said = { id, from: 'visitor', parts, at, seq: 0, conversationId: '', delivery: 'waiting' }
  return { ...now, entries: [...now.entries, said], ended: false }
}

function delivered(said: Said, { delivery, reason }: Extract<Happening, { type: 'delivery' }>): Said {
  const { reason: _, ...rest } = said
  if (said.from !== 'visitor' || said.delivery === 'read' || (said.delivery === 'kept' && delivery !== 'read'))
    return said
  return { ...rest, delivery, ...(reason === undefined ? {} : { reason }) }
}

function streamed(now: Conversation, { id, at }: Extract<Happening, { type: 'streamStart' }>): Conversation {
  const begun: Said = {
    id,
    from: 'bot',
    parts: [{ type: 'text', text: '' }],
    at,
    seq: 0,
    conversationId: '',
    streaming: { next: 0 },
  }
  const taken = { ...takenUp(now), typing: false }
  const known = now.entries.find((entry) => entry.id === id)
  if (known === undefined) return { ...taken, entries: inserted(taken.entries, begun) }
  // Begun anew, after a process died in the middle of it.
  return changed(taken, id, (said) => (said.streaming === undefined ? said : { ...begun, at: said.at }))
}

function withPiece(said: Said, { index, text }: Extract<Happening, { type: 'streamChunk' }>): Said {
  const [part] = said.parts
  if (said.streaming?.next !== index || part?.type !== 'text') return said
  return { ...said, parts: [{ type: 'text', text: part.text + text }], streaming: { next: index + 1 } }
}

/** What was being written is replayed whole, if it was finished; nobody types on a line that is down. */
function interrupted(now: Conversation): Conversation {
  return {
    ...now,
    typing: false,
    entries: now.entries.map((entry) =>
      isSaid(entry) && entry.delivery === 'sending' ? { ...entry, delivery: 'waiting' } : entry,
    ),
  }
}

function handed(now: Conversation, { handoff, at }: Extract<Happening, { type: 'handoff' }>): Conversation {
  const { state, agent, asksEmail = state === now.handoff.state && now.handoff.asksEmail === true } = handoff
  const who = agent === undefined ? {} : { agent }
  const next = { ...now, handoff: { state, asksEmail, ...who } }
  const isSame = state === now.handoff.state && (agent === undefined || agent === now.handoff.agent)
  return isSame ? next : noted(next, { notice: state, at, ...who })
}

/** What is replayed to a page that was just loaded is no news; what was missed while the line was down is. */
function session(now: Conversation, { who, lastSeq }: Extract<Happening, { type: 'session' }>): Conversation {
  const line = { state: 'online' } as const
  if (now.forgetting) return { ...nothingSaid, entries: now.entries.map(done), line, replayedTo: lastSeq }
  if (who === 'known') return { ...now, line }
  const mine = who === 'first' ? now : { ...nothingSaid, entries: now.entries.filter(isUnsent) }
  return { ...mine, line, replayedTo: lastSeq }
}

/** The only notice there is while everything is being deleted says so. */
const done = (entry: Entry): Entry => (isSaid(entry) ? entry : { ...entry, id: 'forgotten', notice: 'forgotten' })

function looking(now: Conversation, back: boolean): Conversation {
  const readSeq = Math.max(lastSeqOf(now), now.readSeq)
  if (!back) return readSeq === now.readSeq ? now : { ...now, readSeq }
  const { newAfter: _, ...rest } = now
  return { ...rest, readSeq, ...(unreadIn(now) > 0 && now.readSeq > 0 ? { newAfter: now.readSeq } : {}) }
}

function judged(verdicts: Conversation['verdicts'], id: string, verdict?: Verdict): Conversation['verdicts'] {
  const { [id]: _, ...others } = verdicts
  return verdict === undefined ? others : { ...others, [id]: verdict }
}

/** Whoever answers, or begins to, has read what was there. */
function takenUp(now: Conversation): Conversation {
  if (!now.entries.some((entry) => isSaid(entry) && entry.delivery === 'kept')) return now
  const entries = now.entries.map((entry): Entry =>
    isSaid(entry) && entry.delivery === 'kept' ? { ...entry, delivery: 'read' } : entry,
  )
  return { ...now, entries }
}

function noted(now: Conversation, notice: Omit<Notice, 'id'>): Conversation {
  const count = now.entries.filter((entry) => !isSaid(entry)).length
  return { ...now, entries: inserted(now.entries, { ...notice, id: `notice-${count}` }) }
}

function inserted(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const at = entries.findIndex(isUnsent)
  return at === -1 ? [...entries, entry] : [...entries.slice(0, at), entry, ...entries.slice(at)]
}

function changed(now: Conversation, id: string, change: (said: Said) => Said): Conversation {
  return {
    ...now,
    entries: now.entries.map((entry) => (entry.id === id && isSaid(entry) ? change(entry) : entry)),
  }
}

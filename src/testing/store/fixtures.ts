import { defaultQueue } from '../../contracts/handoff.ts'
import type { Handoff, HandoffActor, HandoffEffect, HandoffStep } from '../../contracts/handoff.ts'
import type { ChannelId, ChatbotId, ConversationId, MessageId, ScheduleId, TurnId } from '../../contracts/id.ts'
import { messageId, scheduleId } from '../../contracts/id.ts'
import type { InboundEvent, MessageEvent, Part, Sender } from '../../contracts/message.ts'
import type { OutboxEntry, Pending, StoredMessage, TenantStore } from '../../contracts/ports.ts'
import type { Handled, ScheduleChange, StoreWrite } from '../../contracts/turn.ts'

/** A store that is tested, and its time. */
export interface Subject {
  /** The store as it is now: another one after a crash. */
  readonly store: TenantStore
  /** Ends it without ceremony, and goes on with what is on the disk. */
  crash(): Promise<void>
  /** Milliseconds since 1970: stands still unless it is moved. */
  now: number
}

/** One test, with a store of its own. */
export type Isolated = (
  sentence: string,
  body: (subject: Subject) => Promise<void>,
  options?: { readonly backlogEvents: number },
) => void

export const channel = 'ch_abcde000000000000001' as ChannelId // ids of a test's own
export const otherChannel = 'ch_abcde000000000000002' as ChannelId
export const start = Date.UTC(2026, 0, 1)
const ada: Sender = { id: 'u1', name: 'Ada' }

/** The chat as the platform names it. */
export const at = (chat: string, thread?: string) => (thread === undefined ? { chat } : { chat, thread })

/** A message whose text is its id and its key, unless it is said otherwise. */
export function says(id: string, chat = 'c1', more: Partial<MessageEvent> = {}): MessageEvent {
  return {
    kind: 'message',
    id,
    keys: [`m:${id}`],
    address: at(chat),
    from: ada,
    at: start,
    parts: textParts(id),
    ...more,
  }
}

export const textParts = (text: string): readonly Part[] => [{ type: 'text', text }]

export function wordsOf(parts: readonly Part[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : part.type)).join(' ')
}

/** The conversation of the one event that was accepted. */
export async function accept(store: TenantStore, ...events: readonly InboundEvent[]): Promise<ConversationId> {
  const accepted = await store.inbox.accept(channel, events)
  return accepted.at(-1)!.conversation!
}

export async function pendingOf(store: TenantStore, conversation: ConversationId): Promise<Pending> {
  const pending = await store.inbox.pending(conversation, 1000)
  if (pending === undefined) throw new Error('Nothing is pending.')
  return pending
}

/** What waits, as texts (or kinds, of what is no message). */
export async function waitingTexts(store: TenantStore, conversation: ConversationId): Promise<readonly string[]> {
  const pending = await store.inbox.pending(conversation, 1000)
  return pending === undefined ? [] : pending.events.map(({ event }) => textOf(event))
}

export function textOf(event: InboundEvent): string {
  return event.kind === 'message' ? wordsOf(event.parts) : event.kind
}

export interface Answer {
  readonly say?: readonly string[]
  readonly next?: Handled['next']
  readonly writes?: readonly StoreWrite[]
  readonly schedules?: readonly ScheduleChange[]
  readonly contactChange?: Handled['contactChange']
  /** How many of the waiting events are taken; all, unless it is said otherwise. */
  readonly take?: number
}

export const turnIdOf = (seqs: readonly number[]) => `t_abcde${String(seqs[0]).padStart(10, '0')}` as TurnId

/** A turn over what waits, answered: what the road hands to the store at its end. */
export async function turnOf(
  { store, now }: Pick<Subject, 'store' | 'now'>,
  conversation: ConversationId,
  answer: Answer = {},
): Promise<Handled> {
  const pending = await pendingOf(store, conversation)
  const taken = pending.events.slice(0, answer.take)
  const seqs = taken.map(({ seq }) => seq)
  const id = turnIdOf(seqs)
  const events = taken.map(({ event }) => event) as [InboundEvent, ...InboundEvent[]] // something is pending
  const [{ from }] = events
  const contact = await store.contacts.resolve(pending.channel, from ?? { id: pending.address.chat })
  const { version: _version, ...state } = pending.state
  return {
    id,
    conversation,
    channel: {
      id: pending.channel,
      platform: 'telegram',
      chatbotId: chatbot.id,
      name: 'Channel',
      status: 'active',
      settings: {},
      webhookSecret: '',
      guarded: false,
      allowFrom: 'anywhere',
      tokenHashes: [],
      createdAt: '',
      updatedAt: '',
    },
    chatbot,
    address: pending.address,
    group: false,
    events,
    from,
    state: pending.state,
    attempt: 1,
    now,
    work: { seqs, wasOpen: pending.open !== undefined, journal: [], signal: new AbortController().signal },
    text: '',
    parts: [],
    language: 'en',
    memory: { recent: () => Promise.resolve([]), summary: () => Promise.resolve(undefined) },
    trace: { language: 'en', outcome: 'answered' },
    contact: {
      ...contact,
      userId: from?.id ?? pending.address.chat,
      ...(from?.name === undefined ? {} : { name: from.name }),
    },
    intent: undefined,
    ranking: [],
    routes: [],
    outcome: 'answered',
    by: undefined,
    said: (answer.say ?? []).map((text, index) => ({ id: messageId(id, index), parts: textParts(text) })),
    next: answer.next ?? state,
    writes: answer.writes ?? [],
    schedules: answer.schedules ?? [],
    ...(answer.contactChange === undefined ? {} : { contactChange: answer.contactChange }),
  }
}

const chatbot: Handled['chatbot'] = {
  id: 'bot_abcde000000000000001' as ChatbotId, // an id of a test's own
  embedId: 'cb_000000000001',
  name: 'Bot',
  personality: {},
  languages: ['en'],
  placement: {},
  plugins: {},
  createdAt: '',
  updatedAt: '',
}

/** Answers what waits; fails where somebody else was faster. */
export async function answered(subject: Subject, conversation: ConversationId, answer: Answer = {}): Promise<Handled> {
  const turn = await turnOf(subject, conversation, answer)
  const outcome = await subject.store.turns.commit(turn)
  if (outcome !== 'done') throw new Error('Somebody else was faster.')
  return turn
}

export function scheduled(
  turn: TurnId,
  index: number,
  name: string,
  dueAt: number,
): ScheduleChange & { id: ScheduleId } {
  return { change: 'add', id: scheduleId(turn, index), plugin: 'reminder', name, dueAt, payload: { name } }
}

/** Sets what waits aside, with an apology. */
export async function setAside({ store }: Subject, conversation: ConversationId, reason = 'poison'): Promise<void> {
  const { events } = await pendingOf(store, conversation)
  const seqs = events.map(({ seq }) => seq)
  const id = turnIdOf(seqs)
  await store.turns.setAside(id, conversation, seqs, reason, [{ id: messageId(id, 0), parts: textParts('sorry') }])
}

export function history(store: TenantStore, conversation: ConversationId): Promise<readonly StoredMessage[]> {
  return store.conversations.messages(conversation, 1000)
}

/** `visitor: hello`, in order. */
export async function told(store: TenantStore, conversation: ConversationId): Promise<readonly string[]> {
  return (await history(store, conversation)).map(({ from, parts }) => `${from}: ${wordsOf(parts)}`)
}

export async function toSend(store: TenantStore, conversation: ConversationId): Promise<readonly OutboxEntry[]> {
  return store.outbox.pending(conversation, 1000)
}

export async function toSendTexts(store: TenantStore, conversation: ConversationId): Promise<readonly string[]> {
  return (await toSend(store, conversation)).map(({ parts }) => wordsOf(parts))
}

/** An agent's message. */
export async function agentSays(store: TenantStore, conversation: ConversationId, text: string): Promise<MessageId> {
  const { message } = await store.outbox.add({ conversation, parts: textParts(text), author: 'agent' })
  return message
}

export const somebody: HandoffActor = { kind: 'api-key', id: 'k1', name: 'Desk' }

/** People have it from now on, if they had not before. */
export async function handOver(store: TenantStore, conversation: ConversationId): Promise<void> {
  await store.handoffs.step(conversation, ({ handoff, now }) =>
    handoff === undefined
      ? step({ stage: 'human', queue: defaultQueue, since: now, at: now, heardAt: now }, [])
      : step(handoff, []),
  )
}

/** The bot has it again, and is told so. */
export async function handBack(store: TenantStore, conversation: ConversationId): Promise<void> {
  await store.handoffs.step(conversation, ({ handoff }) => {
    if (handoff === undefined) return step(undefined, [])
    const { queue, since } = handoff
    return step(undefined, [{ effect: 'tell', event: { kind: 'handoffEnded', queue, since } }, { effect: 'reset' }])
  })
}

const step = (handoff: Handoff | undefined, effects: readonly HandoffEffect[]): HandoffStep => ({
  handoff,
  dueAt: undefined,
  effects,
})

/** All pages of a list, `limit` at a time. */
export async function pages<Item>(
  list: (
    limit: number,
    cursor?: string,
  ) => Promise<{ readonly items: readonly Item[]; readonly nextCursor: string | null }>,
  limit: number,
): Promise<readonly (readonly Item[])[]> {
  const read: (readonly Item[])[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await list(limit, cursor)
    read.push(page.items)
    cursor = page.nextCursor
  }
  return read
}

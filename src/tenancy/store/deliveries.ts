import { channelDefaults } from '../../config/defaults.ts'
import type { ChannelId, ConversationId, MessageId } from '../../contracts/id.ts'
import type { DeliveryStatus, InboundEvent } from '../../contracts/message.ts'
import type { Deliveries, Delivery, StatusChange, StoredMessage } from '../../contracts/ports.ts'
import { besideIt, parsed, type StoreKit } from './kit.ts'

interface MessageRow {
  readonly id: MessageId
  readonly platform_id: string | null
  readonly author: StoredMessage['from']
  readonly status: DeliveryStatus
  readonly at: number
  readonly latency_ms: number | null
}

interface EventRow {
  readonly seq: number
  readonly conversation_id: ConversationId | null
  readonly event: string
  readonly state: 'pending' | 'kept' | 'dead'
  readonly received_at: number
}

interface StatusRow {
  readonly status: DeliveryStatus
  readonly reason: string | null
  readonly at: number
}

/** An entry, and the name by which what the history has of an event that was set aside is told from its own entry. */
interface Left extends Delivery {
  readonly name: string
}

/** How messages fared; for the eyes of operators, so nothing that anybody said is in it. */
export function createDeliveries({ database }: StoreKit): Deliveries {
  const conversations = database.prepare<[string, number], { id: ConversationId; updated_at: number }>(
    'select id, updated_at from conversations where channel_id = ? order by updated_at desc limit ?',
  )
  const messages = database.prepare<[string, number], MessageRow>(
    'select id, platform_id, author, status, at, latency_ms from messages where conversation_id = ? order by seq desc limit ?',
  )
  const waiting = database.prepare<[string, number], EventRow>(
    "select seq, conversation_id, event, state, received_at from inbox where conversation_id = ? and state = 'pending' order by seq desc limit ?",
  )
  const left = database.prepare<[string, number], EventRow>(
    "select seq, conversation_id, event, state, received_at from inbox where channel_id = ? and state <> 'pending' and state <> 'replayed' order by seq desc limit ?",
  )
  const openTurn = database.prepare<[string], { attempts: number; crashes: number; error: string | null }>(
    'select attempts, crashes, error from open_turns where conversation_id = ?',
  )
  const unsent = database.prepare<[string, string], { attempts: number; error: string | null; due_at: number }>(
    "select attempts, error, due_at from outbox where conversation_id = ? and state = 'pending' and message_id = ?",
  )
  const failure = database.prepare<[string, string, string | null], { reason: string | null }>(
    `select reason from message_statuses where conversation_id = ? and platform_id in (?, ?) and status = 'failed'
     order by id desc limit 1`,
  )
  const deadLetters = database.prepare<[number], { refs: string; reason: string }>(
    "select refs, reason from (select * from dead_letters order by at desc limit ?) latest where side = 'inbox'",
  )
  const statuses = database.prepare<[string, string, string | null], StatusRow>(
    `select status, reason, at from message_statuses where conversation_id in (${besideIt}) and platform_id in (?, ?)
     order by at, id`,
  )
  const latency = database.prepare<[string], { latency_ms: number | null }>(
    'select latency_ms from messages where id = ?',
  )

  function eventsLeft(channel: ChannelId, limit: number): readonly Left[] {
    const rows = left.all(channel, limit)
    const reasons = rows.some(({ state }) => state === 'dead') ? reasonsOfEvents() : new Map<number, string>()
    return rows.map((row) => ({ ...ofEvent(row), ...withError(reasons.get(row.seq)) }))
  }

  function reasonsOfEvents(): ReadonlyMap<number, string> {
    const letters = deadLetters.all(channelDefaults.deadLettersSearched)
    return new Map(letters.flatMap(({ refs, reason }) => parsed<number[]>(refs).map((seq) => [seq, reason] as const)))
  }

  function eventsWaiting(conversation: ConversationId, limit: number): readonly Delivery[] {
    const rows = waiting.all(conversation, limit)
    const turn = rows.length === 0 ? undefined : openTurn.get(conversation)
    const tried = turn === undefined ? {} : { attempts: turn.attempts + turn.crashes, ...withError(turn.error) }
    return rows.map((row) => ({ ...ofEvent(row), ...tried }))
  }

  function ofMessage(conversation: ConversationId, row: MessageRow): Left {
    const { id, platform_id, author, status, at, latency_ms } = row
    const incoming = author === 'visitor'
    return {
      at,
      direction: incoming ? 'in' : 'out',
      kind: 'message',
      status: incoming ? 'handled' : status,
      conversation,
      message: id,
      ...(latency_ms === null ? {} : { latencyMs: latency_ms }),
      ...(status === 'queued' ? triesOf(conversation, id) : {}),
      ...(status === 'failed' ? withError(failure.get(conversation, id, platform_id)?.reason) : {}),
      name: `${conversation} ${platform_id ?? id}`,
    }
  }

  function triesOf(conversation: ConversationId, message: MessageId): Pick<Delivery, 'attempts' | 'error'> {
    const row = unsent.get(conversation, message)
    return row === undefined ? {} : { attempts: row.attempts, ...withError(row.error) }
  }

  return {
    recent(channel, limit) {
      const found: Delivery[] = []
      const aside = eventsLeft(channel, limit)
      const names = new Set(aside.filter(({ status }) => status === 'dead').map(({ name }) => name))
      for (const { id, updated_at } of conversations.all(channel, limit)) {
        // Those behind it were quiet for longer than what is found already.
        if ((newest(found, limit)[limit - 1]?.at ?? -Infinity) > updated_at) break
        found.push(...eventsWaiting(id, limit).map(shown))
        const said = messages.all(id, limit).map((row) => ofMessage(id, row))
        found.push(...said.filter(({ name }) => !names.has(name)).map(shown))
      }
      return Promise.resolve(newest([...found, ...aside.map(shown)], limit))
    },

    delay({ conversation, id }) {
      const row = unsent.get(conversation, id)
      if (row === undefined || row.error === null) return Promise.resolve(undefined)
      return Promise.resolve({ attempts: row.attempts, nextAt: row.due_at, reason: row.error })
    },

    history(message) {
      const took = latency.get(message.id)?.latency_ms ?? undefined
      const sent = took === undefined ? [] : [{ status: 'sent' as const, at: message.at + took }]
      const told = statuses
        .all(message.conversation, message.id, message.platformId ?? null)
        .map(({ status, at, reason }) => ({ status, at, ...(reason === null ? {} : { reason }) }))
      const firsts = new Map<DeliveryStatus, StatusChange>()
      for (const change of [...sent, ...told]) {
        const before = firsts.get(change.status)
        if (before === undefined || change.at < before.at) firsts.set(change.status, change)
      }
      return Promise.resolve([...firsts.values()].sort((one, other) => one.at - other.at))
    },
  }
}

function ofEvent({ conversation_id, event: text, state, received_at }: EventRow): Left {
  const event = parsed<InboundEvent>(text)
  return {
    at: received_at,
    direction: 'in',
    kind: event.kind,
    status: state,
    conversation: conversation_id ?? undefined,
    ...(event.kind === 'unsupported' ? { native: event.native } : {}),
    name: `${conversation_id ?? ''} ${'id' in event ? (event.id ?? '') : ''}`,
  }
}

function withError(error: string | null | undefined): Pick<Delivery, 'error'> {
  return error === null || error === undefined ? {} : { error }
}

function shown(entry: Delivery & { readonly name?: string }): Delivery {
  const { name: _, ...delivery } = entry
  return delivery
}

function newest(entries: readonly Delivery[], limit: number): readonly Delivery[] {
  return entries.toSorted((one, other) => other.at - one.at).slice(0, limit)
}

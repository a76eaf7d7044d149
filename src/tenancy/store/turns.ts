import type { ChannelId, ContactId, ConversationId, TurnId } from '../../contracts/id.ts'
import type { EditEvent, InboundEvent, Part } from '../../contracts/message.ts'
import type { Turns } from '../../contracts/ports.ts'
import type { Handled, Routed, Said, ScheduleChange, Trace } from '../../contracts/turn.ts'
import { question } from '../database.ts'
import { scopesOf } from './handler-tables.ts'
import type { Handing } from './handoffs.ts'
import {
  besideIt,
  contactId,
  inboundMessageId,
  json,
  mediaUses,
  opaque,
  parsed,
  partsJson,
  standingOf,
  type Standing,
  type StoreKit,
} from './kit.ts'
import { mediaFinder } from './media-sources.ts'
import { askErasure } from '../rights/ask.ts'
import { createMeeting } from './meeting.ts'

/** Of an event's row, what its message is written with. */
interface Kept {
  readonly recorded: number
  readonly received_at: number
}

/** Of the conversation whose turn ends. */
interface Begun {
  readonly version: number
  readonly turn_id: TurnId | null
  readonly highest: number
}

/** The version moved on: someone else took the conversation, and this turn must leave no trace. */
class Overtaken extends Error {}

/**
 * A turn's end is one transaction: events done, history written, state moved on if it is still the state the turn began
 * with, outbox and schedules added. A turn that lost its lease finds the version changed and writes nothing.
 */
export function createTurns(
  { database, mint, clock, backlog, feed, kinship, asked, spoke, messages }: StoreKit,
  handing: Handing,
): Turns {
  const standing = database.prepare<[string], Standing>(standingOf)
  const begunOf = question<[string], Begun>(
    `select c.version, t.turn_id, (select max(o.last_seq) from conversations o
     where o.channel_id = c.channel_id and o.address_key = c.address_key) as highest
     from conversations c left join open_turns t on t.conversation_id = c.id where c.id = ${opaque}`,
  )
  const moveOn = database.prepare<[string, number, number, string]>(
    'update conversations set state = ?, version = version + 1, last_seq = ?, updated_at = ? where id = ?',
  )
  const waitingOf = question<[number], Kept>(
    "select recorded, received_at from inbox where seq = ? and state = 'pending'",
  )
  const pendingEvent = database.prepare<[number], Kept>(
    "select recorded, received_at from inbox where seq = ? and state = 'pending'",
  )
  const eventDone = database.prepare<[number]>('delete from inbox where seq = ?')
  const kept = database.prepare<[number], Kept>('select recorded, received_at from inbox where seq = ?')
  const insertMessage = database.prepare<
    [
      string,
      number,
      string,
      string,
      string | null,
      string,
      string,
      string | null,
      string,
      number,
      number | null,
      string | null,
    ]
  >(
    'insert into messages (conversation_id, seq, id, author, said_by, turn_id, parts, platform_id, status, at, latency_ms, trace) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertOutbox = database.prepare<[string, string, number, string, number, number]>(
    "insert into outbox (conversation_id, message_id, seq, parts, author, state, progress, attempts, due_at, created_at) values (?, ?, ?, ?, 'bot', 'pending', 0, 0, ?, ?)",
  )
  const editMessage = database.prepare<[string, string, string]>(
    `update messages set parts = ? where conversation_id in (${besideIt}) and platform_id = ? and author = 'visitor'`,
  )
  const people = createMeeting(database, kinship, clock, spoke)
  const identities = database.prepare<[string, string], { id: ContactId }>(
    'select id from contacts where channel_id = ? and user_id = ?',
  )
  const brings = mediaUses(database)
  const setStore = database.prepare<[string, string, string, string]>(
    'insert into plugin_store (plugin, scope, name, value) values (?, ?, ?, ?) on conflict (plugin, scope, name) do update set value = excluded.value',
  )
  const unsetStore = database.prepare<[string, string, string]>(
    'delete from plugin_store where plugin = ? and scope = ? and name = ?',
  )
  const addSchedule = database.prepare<[string, string, string, number, string, string]>(
    // Of a conversation that is there: one that is not would come due for ever.
    'insert or ignore into schedules (id, conversation_id, plugin, name, due_at, payload) select ?, id, ?, ?, ?, ? from conversations where id = ?',
  )
  const cancelSchedule = database.prepare<[string, string]>('delete from schedules where id = ? and plugin = ?')
  const openTurns = database.prepare<[string], { turn_id: TurnId }>(
    'select turn_id from open_turns where conversation_id = ?',
  )
  const closeTurn = database.prepare<[string]>('delete from open_turns where conversation_id = ?')
  const closeJournal = database.prepare<[string]>('delete from turn_journal where turn_id = ?')
  const openTurn = database.prepare<[string, string, string, number, number, number, string | null]>(
    `insert into open_turns (conversation_id, turn_id, seqs, attempts, crashes, next_at, error) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (conversation_id) do update set next_at = excluded.next_at, error = coalesce(excluded.error, error),
     attempts = excluded.attempts + case turn_id when excluded.turn_id then attempts else 0 end,
     crashes = excluded.crashes + case turn_id when excluded.turn_id then crashes else 0 end,
     seqs = case turn_id when excluded.turn_id then seqs else excluded.seqs end, turn_id = excluded.turn_id`,
  )
  const insertJournal = database.prepare<[string, number, string]>(
    'insert or ignore into turn_journal (turn_id, position, entry) values (?, ?, ?)',
  )
  const crashes = database.prepare<[string], { crashes: number }>(
    'select crashes from open_turns where conversation_id = ?',
  )
  const deadEvent = database.prepare<[number]>("update inbox set state = 'dead' where seq = ? and state = 'pending'")
  const insertDead = database.prepare<[string, string, string, string, number]>(
    "insert into dead_letters (id, side, conversation_id, refs, reason, at) values (?, 'inbox', ?, ?, ?, ?)",
  )
  const bump = database.prepare<[number, number, string]>(
    'update conversations set version = version + 1, last_seq = ?, updated_at = ? where id = ?',
  )
  const pendingEvents = database.prepare<[number], { event: string; channel_id: ChannelId }>(
    "select event, channel_id from inbox where seq = ? and state = 'pending'",
  )
  const keptMedia = mediaFinder(database)
  /** Nobody has finished the turn meanwhile: whoever stood still for long leaves no trace in what followed it. */
  const isLeft = ([first = 0]: readonly number[]) => pendingEvent.get(first) !== undefined

  /** What people said in these events, for the history. */
  function inboundMessages(turn: TurnId, rows: readonly (Kept | undefined)[], events: readonly InboundEvent[]) {
    return events.flatMap((event, index) => {
      const content = contentOf(event)
      const row = rows[index]
      if (content === undefined || row?.recorded === 1) return []
      const author = event.kind === 'takeover' ? 'agent' : 'visitor'
      return [{ id: inboundMessageId(turn, index), author, at: event.at, receivedAt: row?.received_at, ...content }]
    })
  }

  /** Numbers the messages up to `lastSeq` and writes them: first what was said to the bot, then what the bot says. */
  function write(
    conversation: ConversationId,
    turn: TurnId,
    lastSeq: number,
    inbound: ReturnType<typeof inboundMessages>,
    said: readonly Said[],
    at: number,
    trace: string | null,
    contact: ContactId | null,
  ): void {
    let seq = lastSeq - inbound.length - said.length
    messages.add(inbound.length + said.length)
    for (const message of inbound) {
      insertMessage.run(
        conversation,
        ++seq,
        message.id,
        message.author,
        message.author === 'visitor' ? contact : null,
        turn,
        partsJson(message.parts),
        message.platformId,
        'read',
        message.at,
        message.receivedAt === undefined ? null : at - message.receivedAt,
        trace,
      )
      brings(conversation, message.id, message.parts)
      feed.emit('message.received', () => ({
        messageId: message.id,
        conversationId: conversation,
        author: message.author,
        parts: message.parts,
        at: new Date(message.at).toISOString(),
      }))
    }
    for (const { id, parts } of said) {
      const text = partsJson(parts)
      insertMessage.run(conversation, ++seq, id, 'bot', null, turn, text, null, 'queued', at, null, null)
      brings(conversation, id, parts)
      insertOutbox.run(conversation, id, seq, text, at, at)
      feed.emit('message.said', () => ({ messageId: id, conversationId: conversation, author: 'bot', parts }))
    }
  }

  /** Of a turn that never came to know its contact. */
  function whoSaid(
    conversation: ConversationId,
    [row]: readonly { readonly event: string; readonly channel_id: ChannelId }[],
  ): ContactId | null {
    const { from } = row === undefined ? {} : parsed<InboundEvent>(row.event)
    if (row === undefined || from === undefined) return null
    const identity = identities.get(row.channel_id, from.id)?.id ?? contactId(row.channel_id, from.id)
    people.spoke(identity, conversation)
    return identity
  }

  /** Gives how many events it adds to the conversation. */
  function commit(turn: Handled, begun: Begun | undefined, events: readonly (Kept | undefined)[]): number {
    if (begun?.version !== turn.state.version || events.includes(undefined)) throw new Overtaken()
    const at = clock()
    for (const seq of turn.work.seqs) eventDone.run(seq)
    const inbound = inboundMessages(turn.id, events, turn.events)
    const lastSeq = begun.highest + inbound.length + turn.said.length
    moveOn.run(json(turn.next), lastSeq, at, turn.conversation)
    const speaker = people.met(turn, at)
    write(turn.conversation, turn.id, lastSeq, inbound, turn.said, at, json(turn.trace), speaker)
    for (const event of turn.events) if (event.kind === 'edit') applyEdit(turn.conversation, event)
    for (const { plugin, scope, key, value } of turn.writes) {
      if (value === undefined) for (const one of scopesOf(kinship, scope)) unsetStore.run(plugin, one, key)
      else setStore.run(plugin, scope, key, json(value))
    }
    if (turn.erasesContact === true) {
      const user = `${turn.channel.id} ${turn.contact.userId}`
      askErasure(database, mint('er'), { contacts: [turn.contact.id, speaker], users: [user] }, 'person', at)
    }
    for (const change of turn.schedules) {
      if (change.change === 'cancel') cancelSchedule.run(change.id, change.plugin)
      else schedule(turn.conversation, change)
    }
    if (begun.turn_id !== null) closeOpen(turn.conversation, begun.turn_id)
    if (turn.handed === undefined) return 0
    const { conversation: id, channel, address, group } = turn
    const row = { id, channel_id: channel.id, address: json(address), is_group: group ? 1 : 0 }
    return handing.settle(row, turn.handed)
  }

  function schedule(conversation: ConversationId, change: Extract<ScheduleChange, { readonly change: 'add' }>): void {
    const { id, plugin, name, dueAt, payload, within = conversation } = change
    addSchedule.run(id, plugin, name, dueAt, json(payload), within)
  }

  function fix({ conversation, id, work }: Routed): void {
    if (!isLeft(work.seqs)) throw new Overtaken()
    openTurn.run(conversation, id, json(work.seqs), 0, 0, 0, null)
  }

  function applyEdit(conversation: ConversationId, { id, parts, deleted }: EditEvent): void {
    editMessage.run(partsJson(deleted === true ? [] : parts), conversation, id)
  }

  /** It may have been opened in this very attempt, by an effect. */
  function close(conversation: ConversationId): void {
    const open = openTurns.get(conversation)
    if (open !== undefined) closeOpen(conversation, open.turn_id)
  }

  function closeOpen(conversation: ConversationId, turn: TurnId): void {
    closeTurn.run(conversation)
    closeJournal.run(turn)
  }

  return {
    async commit(turn) {
      let told: number
      try {
        told = await database.write(
          ([begun], ...events) =>
            commit(
              turn,
              begun,
              events.map(([event]) => event),
            ),
          begunOf(turn.conversation),
          ...turn.work.seqs.map((seq) => waitingOf(seq)),
        )
      } catch (error) {
        if (error instanceof Overtaken) return 'conflict'
        throw error
      }
      people.remember(turn)
      if (turn.erasesContact === true) asked.listener()
      backlog.add(told - turn.work.seqs.length)
      return 'done'
    },

    fix: (turn) => database.write(() => fix(turn)),

    record: (turn, index, entry) =>
      database.write(() => {
        fix(turn)
        insertJournal.run(turn.id, index, json(entry))
      }),

    failed: (turn, conversation, seqs, error, nextAt) =>
      database.write(() => {
        if (!isLeft(seqs)) return false
        openTurn.run(conversation, turn, json(seqs), 1, 0, nextAt, error)
        return true
      }),

    interrupted: (turn, conversation, seqs) =>
      database.write(() => {
        if (!isLeft(seqs)) return 0
        openTurn.run(conversation, turn, json(seqs), 0, 1, 0, null)
        return crashes.get(conversation)?.crashes ?? 1
      }),

    async setAside(turn, conversation, seqs, reason, said, step) {
      const { events, handed } = await database.write(() => {
        const at = clock()
        const left = seqs.flatMap((seq) => pendingEvents.all(seq).map((row) => ({ seq, ...row })))
        // Done by somebody else meanwhile, or set aside before.
        if (left.length === 0) return { events: 0, handed: undefined }
        const inbound = inboundMessages(
          turn,
          left.map(({ seq }) => kept.get(seq)),
          left.map(({ event, channel_id }) => keptMedia(channel_id, parsed<InboundEvent>(event))),
        )
        const row = standing.get(conversation)
        if (row === undefined) throw new Error(`There is no conversation ${conversation}.`)
        const lastSeq = row.highest + inbound.length + said.length
        bump.run(lastSeq, at, conversation)
        const trace = json({ ...unhandled, reason } satisfies Trace)
        write(conversation, turn, lastSeq, inbound, said, at, trace, whoSaid(conversation, left))
        for (const { seq } of left) deadEvent.run(seq)
        insertDead.run(mint('dl'), conversation, json(left.map(({ seq }) => seq)), reason, at)
        feed.emit('dead_letter.added', () => ({ side: 'inbox', conversationId: conversation, reason }))
        close(conversation)
        // It may have ended while its last events waited.
        const enacted = step === undefined || row.open === null ? undefined : handing.enact(conversation, step)
        return { events: left.length - (enacted?.told ?? 0), handed: enacted }
      })
      backlog.add(-events)
      return handed
    },
  }
}

/** Nothing is known of what was not handled. */
const unhandled = { language: 'und', outcome: 'setAside' } as const

/** What an event adds to the history of the conversation; undefined for what is no message. */
function contentOf(
  event: InboundEvent,
): { readonly parts: readonly Part[]; readonly platformId: string | null } | undefined {
  switch (event.kind) {
    case 'message':
    case 'takeover':
      return { parts: event.parts, platformId: event.id }
    case 'command':
      return {
        parts: [{ type: 'text', text: `/${event.name}${event.text === '' ? '' : ` ${event.text}`}` }],
        platformId: event.id,
      }
    case 'button':
      return {
        parts: [{ type: 'chosen', id: event.option, ...(event.label === undefined ? {} : { label: event.label }) }],
        platformId: event.id ?? null,
      }
    case 'edit':
    case 'reaction':
    case 'receipt':
    case 'membership':
    case 'unsupported':
    case 'due':
    case 'handoffChanged':
    case 'handoffEnded':
    case 'conversationEnded':
      return undefined
  }
}

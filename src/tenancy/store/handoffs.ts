import { Conflict, NotFound } from '../../contracts/errors.ts'
import type {
  HandoffActor,
  HandoffChange,
  HandoffDecision,
  HandoffEffect,
  HandoffOutcome,
  HandoffStage,
  HandoffStep,
  HandoffStore,
  QueueLoad,
  RecordedChange,
} from '../../contracts/handoff.ts'
import { defaultQueue } from '../../contracts/handoff.ts'
import type { ChannelId, ConversationId } from '../../contracts/id.ts'
import type { Address, InboundEvent } from '../../contracts/message.ts'
import type { ConversationState } from '../../contracts/turn.ts'
import { build, all } from '../databases.ts'
import { json, pageOf, parsed, type StoreKit } from './kit.ts'
import type { Saying } from './saying.ts'

/** A conversation, as far as it matters to who has it. */
export interface HeldRow {
  readonly id: ConversationId
  readonly channel_id: ChannelId
  readonly address_key: string
  readonly address: string
  readonly is_group: number
  readonly open: number | null
  readonly last_seq: number
  readonly state: string
}

type Told = Extract<HandoffEffect, { readonly effect: 'tell' }>['event'] | { readonly kind: 'conversationEnded' }
type State = Omit<ConversationState, 'version'>

/** What came of something written; `told` events more wait in the conversation. */
interface Enacted extends HandoffOutcome {
  readonly told: number
}

/** For the other parts of the store, inside their transactions. */
export interface Handing {
  /** One step of a conversation: its state, and everything that comes of it. */
  enact(id: ConversationId, decide: HandoffDecision): Enacted
  /** What a turn comes to beside its own state and messages. Gives how many events it adds to the conversation. */
  settle(row: Pick<HeldRow, 'id' | 'channel_id' | 'address' | 'is_group'>, step: HandoffStep): number
  /** Ends it; an event waits in it where something was ever said. Gives how many do. */
  close(row: HeldRow, by: HandoffActor): number
}

/** Who has which conversation: in its state for the road, in columns for lists and time-outs, and in a record for people. */
export function createHandoffs(kit: StoreKit, say: Saying): Handing & { readonly store: HandoffStore } {
  const { database, clock, known, backlog, feed } = kit
  const rowOf = database.prepare<[string], HeldRow>(
    'select id, channel_id, address_key, address, is_group, open, last_seq, state from conversations where id = ?',
  )
  // The version moves on: a turn that runs at this moment must not write over it.
  const setState = database.prepare<[string, number, string]>(
    'update conversations set state = ?, version = version + 1, updated_at = ? where id = ?',
  )
  const setHolder = database.prepare<
    [string, string | null, string | null, number | null, number | null, ConversationId]
  >('update conversations set holder = ?, queue = ?, assignee = ?, handed_at = ?, handoff_due_at = ? where id = ?')
  // Whose it was can be asked for when it has ended.
  const setEnded = database.prepare<[ConversationId]>(
    "update conversations set open = null, holder = 'bot', handed_at = null, handoff_due_at = null where id = ?",
  )
  const insertChange = database.prepare<[string, number, string]>(
    'insert into handoff_changes (conversation_id, at, change) values (?, ?, ?)',
  )
  const insertEvent = database.prepare<[string, string, string, string, number]>(
    "insert into inbox (channel_id, conversation_id, kind, event, state, received_at) values (?, ?, ?, ?, 'pending', ?)",
  )
  const dueRows = database.prepare<[number, number], { id: ConversationId }>(
    'select id from conversations where handoff_due_at is not null and handoff_due_at <= ? order by handoff_due_at limit ?',
  )
  const nextDue = database.prepare<[number], { at: number | null }>(
    'select min(handoff_due_at) as at from conversations where handoff_due_at is not null and handoff_due_at > ?',
  )

  /** One event more that waits in the conversation, for the plugins that listen. */
  function tell(row: Pick<HeldRow, 'id' | 'channel_id' | 'address' | 'is_group'>, what: Told): 1 {
    const at = clock()
    const address = parsed<Address>(row.address)
    const group = row.is_group === 1 ? { group: true } : {}
    const event: InboundEvent = { ...what, keys: [`${what.kind}:${row.id}:${at}`], address, at, ...group }
    insertEvent.run(row.channel_id, row.id, event.kind, json(event), at)
    return 1
  }

  const record = (id: ConversationId, change: HandoffChange) => void insertChange.run(id, clock(), json(change))

  function hold(id: ConversationId, { handoff, dueAt }: HandoffStep): void {
    const { stage = 'bot', queue = null, agent, at = null } = handoff ?? {}
    setHolder.run(stage, queue, agent?.id ?? null, at, dueAt ?? null, id)
  }

  function settle(row: Pick<HeldRow, 'id' | 'channel_id' | 'address' | 'is_group'>, step: HandoffStep): number {
    let told = 0
    hold(row.id, step)
    for (const effect of step.effects) {
      if (effect.effect === 'record') record(row.id, effect.change)
      else if (effect.effect === 'emit') feed.emit(effect.type, () => ({ conversationId: row.id, ...effect.told }))
      else if (effect.effect === 'tell') told += tell(row, effect.event)
    }
    return told
  }

  function shut(row: HeldRow, { variables }: State): number {
    // One in which nothing was ever said ends without a word.
    const told = row.last_seq === 0 ? 0 : tell(row, { kind: 'conversationEnded' })
    setState.run(json({ variables }), clock(), row.id)
    feed.emit('conversation.ended', () => ({ conversationId: row.id, channelId: row.channel_id }))
    setEnded.run(row.id)
    // At once, for what arrives in the same transaction; and afterwards, for what was kept in it before.
    forget(row)
    return told
  }

  const forget = (row: HeldRow) => known.delete(`${row.channel_id}:${row.address_key}`)

  function enact(id: ConversationId, decide: HandoffDecision): Enacted & { readonly row: HeldRow } {
    const row = rowOf.get(id)
    if (row === undefined) throw new NotFound('There is no such conversation.')
    if (row.open === null) throw new Conflict('The conversation has ended.')
    const state = parsed<State>(row.state)
    const now = clock()
    const { handoff: before, language } = state
    const step = decide({ conversation: id, channel: row.channel_id, handoff: before, language, now })
    const { handoff } = step
    const does = (name: HandoffEffect['effect']) => step.effects.some(({ effect }) => effect === name)
    const from = before?.stage ?? 'bot'
    let told = settle(row, step)
    if (does('end')) told += shut(row, state)
    else if (handoff !== before) setState.run(json(moved(state, handoff, does('reset'), now)), now, id)
    for (const effect of step.effects)
      if (effect.effect === 'say') say(id, [{ type: 'text', text: effect.text }], 'bot')
    return { from, to: does('end') ? 'ended' : (handoff?.stage ?? 'bot'), step, told, row }
  }

  function close(row: HeldRow, by: HandoffActor): number {
    const state = parsed<State>(row.state)
    const { stage: from = 'bot', queue = defaultQueue, agent } = state.handoff ?? {}
    record(row.id, { from, to: 'ended', why: 'ended', by, queue, ...(agent === undefined ? {} : { agent }) })
    return shut(row, state)
  }

  const store: HandoffStore = {
    async step(id, decide) {
      const { row, told, ...outcome } = await database.write(() => enact(id, decide))
      backlog.add(told)
      if (outcome.to === 'ended') forget(row)
      return outcome
    },

    due(now, limit) {
      const conversations = dueRows.all(now, limit).map(({ id }) => id)
      return { conversations, nextAt: conversations.length === limit ? now : (nextDue.get(now)?.at ?? undefined) }
    },

    reconsider: () =>
      database.write(
        () =>
          void database
            .prepare<[number]>("update conversations set handoff_due_at = ? where holder <> 'bot' and open = 1")
            .run(clock()),
      ),

    async changes(id, limit, cursor) {
      const query = build('handoff_changes')
        .where({ conversation_id: id })
        .orderBy([
          { column: 'at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
      return pageOf(database, query, limit, cursor, (row: ChangeRow) => [row.at, String(row.id)], readChange, [
        'at',
        'id',
      ])
    },

    loads() {
      const rows = all<LoadRow>(
        database,
        build('conversations')
          .select('queue', 'holder')
          .count({ count: '*' })
          .min({ oldest: 'handed_at' })
          .where('holder', '<>', 'bot')
          .groupBy('holder', 'queue'),
      )
      return Promise.resolve(loadsIn(rows))
    },
  }
  return { enact, settle, close, store }
}

/** Whoever takes over leaves a running dialogue: its question is no longer the bot's to ask. */
function moved(state: State, handoff: HandoffStep['handoff'], reset: boolean, now: number): State {
  const { handoff: _before, dialogue: _left, offered: _open, ...rest } = state
  if (handoff !== undefined) return { ...rest, handoff }
  return reset ? { ...rest, variables: {}, since: now } : rest
}

interface ChangeRow {
  readonly id: number
  readonly at: number
  readonly change: string
}

function readChange({ id, at, change }: ChangeRow): RecordedChange {
  return { ...parsed<HandoffChange>(change), id: String(id), at }
}

interface LoadRow {
  readonly queue: string
  readonly holder: Exclude<HandoffStage, 'bot' | 'ended'>
  readonly count: number
  readonly oldest: number
}

function loadsIn(rows: readonly LoadRow[]): readonly QueueLoad[] {
  return [...new Set(rows.map(({ queue }) => queue))].map((queue) => {
    const of = (holder: LoadRow['holder']) => rows.find((row) => row.queue === queue && row.holder === holder)
    const waiting = of('waiting')
    return { queue, waiting: waiting?.count ?? 0, taken: of('human')?.count ?? 0, oldestAt: waiting?.oldest }
  })
}

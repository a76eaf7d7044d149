import type { ConversationFilter } from '../../contracts/desk.ts'
import type { ChannelId, ConversationId } from '../../contracts/id.ts'
import type { Reader } from '../database.ts'
import { inPages } from './kit.ts'

/** Of a conversation, what lists are ordered and filtered by. */
export interface LightRow {
  readonly id: ConversationId
  readonly channel_id: ChannelId
  readonly open: number | null
  readonly updated_at: number
  readonly holder: 'bot' | 'waiting' | 'human'
  readonly queue: string | null
  readonly assignee: string | null
}

/** Where a list goes on. */
export type Position = readonly [at: number, id: string]

export const lightColumns = 'id, channel_id, open, updated_at, holder, queue, assignee'
const last: Position = [Number.MAX_SAFE_INTEGER, '~']
const first: Position = [-1, '']

/**
 * Conversations in the order of an index, from a position on. Filters that are the beginning of an index choose it; with
 * several values there is a stream for each, and the streams are merged: nothing is ever sorted. What other filters ask
 * for is looked at row by row, by whoever walks.
 */
export function* walk(
  reader: Reader,
  filter: Pick<ConversationFilter, 'channels' | 'state' | 'sort' | 'from' | 'to'>,
  after: Position | undefined,
): Generator<LightRow> {
  const { compare } = orders[filter.sort]
  const streams = streamsOf(reader, filter, after)
  const heads = streams.map((stream) => stream.next())
  try {
    for (;;) {
      let best: { readonly index: number; readonly row: LightRow } | undefined
      for (const [index, head] of heads.entries()) {
        if (head.done === true) continue
        if (best === undefined || compare(head.value, best.row) < 0) best = { index, row: head.value }
      }
      const stream = best === undefined ? undefined : streams[best.index]
      if (best === undefined || stream === undefined) return
      yield best.row
      heads[best.index] = stream.next()
    }
  } finally {
    for (const stream of streams) stream.return?.()
  }
}

const byActivity = (one: LightRow, other: LightRow) => one.updated_at - other.updated_at || byId(one, other)
const byId = (one: LightRow, other: LightRow) => (one.id < other.id ? -1 : Number(one.id > other.id))

export const orders = {
  latest: { by: 'activity', compare: (one: LightRow, other: LightRow) => byActivity(other, one) },
  quietest: { by: 'activity', compare: byActivity },
  newest: { by: 'id', compare: (one: LightRow, other: LightRow) => byId(other, one) },
  oldest: { by: 'id', compare: byId },
} as const

/** Every statement a list is made of: constant texts, and a test looks at each one's plan. */
export const walkStatements = {
  latest: (where: string) =>
    `select ${lightColumns} from conversations where ${where} and (updated_at, id) < (?, ?) and updated_at >= ? order by updated_at desc, id desc limit ?`,
  quietest: (where: string) =>
    `select ${lightColumns} from conversations where ${where} and (updated_at, id) > (?, ?) and updated_at <= ? order by updated_at, id limit ?`,
  newest: () => `select ${lightColumns} from conversations where id < ? order by id desc limit ?`,
  oldest: () => `select ${lightColumns} from conversations where id > ? order by id limit ?`,
} as const
export const wheres = { channel: 'channel_id = ?', open: 'open = 1', ended: 'open is null' } as const

function streamsOf(
  reader: Reader,
  { channels, state, sort, from = 0, to = Number.MAX_SAFE_INTEGER }: Parameters<typeof walk>[1],
  after: Position | undefined,
): IterableIterator<LightRow>[] {
  if (sort === 'newest' || sort === 'oldest') {
    const [, id] = after ?? (sort === 'newest' ? last : first)
    const rows = reader.prepare<[string, number], LightRow>(walkStatements[sort]())
    return [
      inPages(
        (last: string, limit) => rows.all(last, limit),
        id,
        (row) => row.id,
      ),
    ]
  }
  const edge: Position = sort === 'latest' ? [to, last[1]] : [from, first[1]]
  const start = after === undefined || isBefore(sort, after, edge) ? edge : after
  const bound = sort === 'latest' ? from : to
  const stream = (where: string, ...values: readonly string[]) => {
    const rows = reader.prepare<(string | number)[], LightRow>(walkStatements[sort](where))
    return inPages(
      (last: Position, limit) => rows.all(...values, ...last, bound, limit),
      start,
      ({ updated_at, id }): Position => [updated_at, id],
    )
  }
  if (channels !== undefined) return [...new Set(channels)].map((channel) => stream(wheres.channel, channel))
  const open = state === undefined ? (['open', 'ended'] as const) : ([state === 'ended' ? 'ended' : 'open'] as const)
  return open.map((which) => stream(wheres[which]))
}

function isBefore(sort: 'latest' | 'quietest', [at]: Position, [edge]: Position): boolean {
  return sort === 'latest' ? at > edge : at < edge
}

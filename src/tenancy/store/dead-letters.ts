import { Conflict, NotFound } from '../../contracts/errors.ts'
import type { ConversationId, DeadLetterId } from '../../contracts/id.ts'
import type { DeadLetter, DeadLetters } from '../../contracts/ports.ts'
import { all, build, first, run } from '../databases.ts'
import { pageOf, type StoreKit, parsed } from './kit.ts'

interface Row {
  readonly id: DeadLetterId
  readonly side: 'inbox' | 'outbox'
  readonly conversation_id: ConversationId | null
  readonly refs: string
  readonly reason: string
  readonly at: number
  readonly replayed_at: number | null
}

/** What was set aside, with its reason; nothing is ever dropped silently. */
export function createDeadLetters({ database, clock, backlog }: StoreKit): DeadLetters {
  const table = (row: Pick<Row, 'side'>) =>
    row.side === 'inbox'
      ? { name: 'inbox', key: 'seq', content: 'event' }
      : { name: 'outbox', key: 'row', content: 'parts' }

  function read(row: Row): DeadLetter {
    const { name, key, content } = table(row)
    const rows = all<{ content: string }>(
      database,
      build(name).select({ content }).whereIn(key, parsed<number[]>(row.refs)).orderBy(key),
    )
    return {
      id: row.id,
      side: row.side,
      conversation: row.conversation_id ?? undefined,
      reason: row.reason,
      at: new Date(row.at).toISOString(),
      ...(row.replayed_at === null ? {} : { replayedAt: new Date(row.replayed_at).toISOString() }),
      content: rows.map((one) => parsed<unknown>(one.content)),
    }
  }

  const find = (id: DeadLetterId) => first<Row>(database, build('dead_letters').where({ id }))

  /** New rows at the end: what is behind them in the conversation is not overtaken backwards. */
  function putBack(row: Row): number {
    const refs = parsed<number[]>(row.refs)
    const { name, key } = table(row)
    if (row.side === 'inbox') {
      const columns = 'channel_id, conversation_id, kind, event, received_at'
      for (const ref of refs) {
        database
          .prepare<[number]>(
            `insert into inbox (${columns}, state, recorded) select ${columns}, 'pending', 1 from inbox where seq = ? and state = 'dead'`,
          )
          .run(ref)
      }
    } else {
      const columns = 'conversation_id, message_id, seq, parts, author, progress, created_at'
      for (const ref of refs) {
        database
          .prepare<[number, number]>(
            `insert into outbox (${columns}, state, attempts, due_at) select ${columns}, 'pending', 0, ? from outbox where row = ? and state = 'dead'`,
          )
          .run(clock(), ref)
        database
          .prepare<[number]>(
            "update messages set status = 'queued' where id = (select message_id from outbox where row = ?)",
          )
          .run(ref)
      }
    }
    run(database, build(name).whereIn(key, refs).where({ state: 'dead' }).update({ state: 'replayed' }))
    return refs.length
  }

  return {
    async list(limit, cursor) {
      const query = build('dead_letters').orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      return pageOf(database, query, limit, cursor, (row: Row) => [row.at, row.id], read, ['at', 'id'])
    },
    async replay(id) {
      const again = await database.write(() => {
        const row = find(id)
        if (row === undefined) throw new NotFound('There is no such dead letter.')
        if (row.replayed_at !== null) throw new Conflict('This dead letter was replayed already.')
        run(database, build('dead_letters').where({ id }).update({ replayed_at: clock() }))
        return { events: row.side === 'inbox' ? putBack(row) : (putBack(row), 0) }
      })
      backlog.add(again.events)
      const row = find(id)
      if (row === undefined) throw new NotFound('There is no such dead letter.')
      return read(row)
    },
  }
}

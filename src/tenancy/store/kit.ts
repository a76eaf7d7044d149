import { createHash } from 'node:crypto'
import { databaseDefaults } from '../../config/defaults.ts'
import { Invalid } from '../../contracts/errors.ts'
import { tenantKeyLength } from '../../contracts/id.ts'
import type { ChannelId, ContactId, ConversationId, IdMint, MessageId, TurnId } from '../../contracts/id.ts'
import { isOwnMedia } from '../../contracts/message.ts'
import type { Part } from '../../contracts/message.ts'
import type { Page } from '../../contracts/ports.ts'
import { all, type Query } from '../databases.ts'
import type { MessageCount } from '../message-count.ts'
import type { Database } from '../database.ts'
import type { Backlog } from './backlog.ts'
import type { Feed } from './feed.ts'
import type { Kinship } from './kinship.ts'

/** What every part of a tenant's store is made with. */
export interface StoreKit {
  readonly database: Database
  readonly mint: IdMint
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly backlog: Backlog
  /** Open conversations by `<channel>:<address key>`: saves a look-up per event. */
  readonly known: Recent<ConversationId>
  readonly onDisk: OnDisk
  readonly feed: Pick<Feed, 'emit'>
  readonly kinship: Kinship
  /** Who is known to have spoken where, by `<contact> <conversation>`. */
  readonly spoke: Recent<true>
  /** Told that somebody asked to be erased. */
  readonly asked: { listener: () => void }
  readonly messages: MessageCount
}

/** Whether a row that can be read is on the disk: what is not must have no effect outside. */
export interface OnDisk {
  inbox(seq: number): boolean
  outbox(row: number): boolean
}

/**
 * A text parameter that the planner cannot look at. better-sqlite3's SQLite is built with STAT4: wherever a value might
 * make another plan better, each new one has the statement prepared again, at many times the cost of running it.
 */
export const opaque = 'cast(? as text)'

/** How far a conversation is. */
export interface Standing {
  readonly open: number | null
  /**
   * The highest number given at the conversation's address, whichever of the address's conversations it was given in:
   * one that ended may still have a turn or a message to finish beside the one that followed it.
   */
  readonly highest: number
}

/** One parameter: the conversation's id. */
export const standingOf = `select c.open, (select max(o.last_seq) from conversations o
  where o.channel_id = c.channel_id and o.address_key = c.address_key) as highest from conversations c where c.id = ${opaque}`

/** Conversations at the address of a conversation, itself included. One parameter: its id. */
export const besideIt = `select b.id from conversations mine join conversations b on b.channel_id = mine.channel_id and b.address_key = mine.address_key where mine.id = ${opaque}`

/** Rows are numbered as they come, so the last number of a transaction tells its rows and earlier ones from those after it. */
export function rowsOnDisk(database: Database): OnDisk {
  if (database.shared) return { inbox: () => true, outbox: () => true }
  const last = database.prepare<[], { inbox: number | null; outbox: number | null }>(
    "select (select seq from sqlite_sequence where name = 'inbox') as inbox, (select seq from sqlite_sequence where name = 'outbox') as outbox",
  )
  const mark = database.marking(() => last.get())
  return {
    inbox: (seq) => !database.unsynced || seq <= (mark()?.inbox ?? 0),
    outbox: (row) => !database.unsynced || row <= (mark()?.outbox ?? 0),
  }
}

/**
 * Values by key, of which at least the last `max / 2` are known and at most `max`: when that many are young, those that
 * were kept before them are forgotten at once. An LRU of this size would take half a megabyte of every tenant. With `max` 0
 * nothing is known.
 */
export class Recent<Value> {
  readonly #generation: number
  #young = new Map<string, Value>()
  #old = new Map<string, Value>()

  constructor(max: number) {
    this.#generation = max / 2
  }

  has(key: string): boolean {
    return this.#young.has(key) || this.#old.has(key)
  }

  get(key: string): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key)
  }

  set(key: string, value: Value): void {
    if (this.#generation === 0) return
    this.#young.set(key, value)
    if (this.#young.size < this.#generation) return
    this.#old = this.#young
    this.#young = new Map()
  }

  delete(key: string): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }
}

export function json(value: unknown): string {
  return JSON.stringify(value)
}

/** Parts as they are kept: URLs that expire are made anew whenever the parts are shown. */
export function partsJson(parts: readonly Part[]): string {
  return json(
    parts.map((part) => {
      if (!isOwnMedia(part)) return part
      const { url: _, ...kept } = part
      return kept
    }),
  )
}

/** Remembers which media a message brings: they are kept for as long as one of these is. Inside a write. */
export function mediaUses(database: Database) {
  const insert = database.prepare<[string, string, string]>(
    'insert or ignore into media_uses (media_id, message_id, conversation_id) values (?, ?, ?)',
  )
  return (conversation: ConversationId, message: MessageId, parts: readonly Part[]): void => {
    for (const part of parts) if (isOwnMedia(part)) insert.run(part.mediaId, message, conversation)
  }
}

/** What we wrote ourselves, read back: its type is the writer's. */
export function parsed<Value>(text: string): Value {
  return JSON.parse(text) as Value
}

/** Deterministic: a repeated turn writes the same history. */
export function inboundMessageId(turn: TurnId, index: number): MessageId {
  return `m_${turn.slice(2)}in${index.toString(36)}` as MessageId // a turn's id carries the tenant's key already
}

/** Deterministic, within the tenant that the channel's id names. */
export function contactId(channel: ChannelId, user: string): ContactId {
  const hash = createHash('sha256').update(`${channel} ${user}`).digest('hex').slice(0, 20)
  return `ct_${channel.slice(3, 3 + tenantKeyLength)}${hash}` as ContactId // a channel's id carries the tenant's key
}

/**
 * Ids that `after` gives (those behind an id, in order, so many), some at a time and round and round: what waits for
 * long must not hide what waits behind it.
 */
export function roundRobin<Id extends string>(after: (id: string, limit: number) => readonly Id[]) {
  let last = ''
  return (limit: number): readonly Id[] => {
    const ids = after(last, limit)
    const again = ids.length < limit && last !== '' ? after('', limit - ids.length).filter((id) => id <= last) : []
    last = again.at(-1) ?? ids.at(-1) ?? ''
    return [...ids, ...again]
  }
}

/**
 * One page of a list ordered by `columns`, descending. The cursor is the last row's values: rows added meanwhile shift
 * nothing. Throws Invalid for a cursor that is none of ours.
 */
export function pageOf<Row, Item>(
  database: Database,
  query: Query,
  limit: number,
  cursor: string | undefined,
  position: (row: Row) => readonly [number, string],
  read: (row: Row) => Item,
  columns: readonly [string, string],
): Page<Item> {
  const [at, id] = columns
  if (cursor !== undefined) {
    const [lastAt, lastId] = positionIn(cursor, ['number', 'string'])
    query.where(
      (after: Query) =>
        void after.where(at, '<', lastAt).orWhere((same: Query) => void same.where(at, lastAt).where(id, '<', lastId)),
    )
  }
  const rows = all<Row>(database, query.limit(limit + 1))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(read),
    nextCursor: last === undefined ? null : cursorOf(position(last)),
  }
}

/** Rows behind a position, more at a time the longer somebody goes on: for lists that end when enough was seen. */
export function* inPages<Row, Position>(
  read: (after: Position, limit: number) => readonly Row[],
  start: Position,
  positionOf: (row: Row) => Position,
): Generator<Row, undefined> {
  const { firstPage, largestPage } = databaseDefaults
  let after = start
  for (let limit: number = firstPage; ; limit = Math.min(2 * limit, largestPage)) {
    const rows = read(after, limit)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < limit) return
    after = positionOf(last)
  }
}

/** Where a page ended. */
export function cursorOf(position: readonly (string | number)[]): string {
  return Buffer.from(json(position)).toString('base64url')
}

interface Types {
  readonly string: string
  readonly number: number
}

/** Throws Invalid for a cursor that is not of a position of these types. */
export function positionIn<const Kinds extends readonly (keyof Types)[]>(
  cursor: string,
  kinds: Kinds,
): { readonly [Index in keyof Kinds]: Types[Kinds[Index]] } {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      Array.isArray(value) &&
      value.length === kinds.length &&
      kinds.every((kind, index) => typeof value[index] === kind)
    )
      return value as unknown as { readonly [Index in keyof Kinds]: Types[Kinds[Index]] } // as was just looked at
  } catch {
    // Not ours: said below.
  }
  throw new Invalid('The cursor is not one of this list.', 'cursor')
}

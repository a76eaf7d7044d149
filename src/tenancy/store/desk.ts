import { deskDefaults, textSearchDefaults } from '../../config/defaults.ts'
import { Invalid, NotFound } from '../../contracts/errors.ts'
import type { ConversationFilter, Desk, Excerpt, ListedConversation, SpokenWith } from '../../contracts/desk.ts'
import type { ContactId, ConversationId, MessageId } from '../../contracts/id.ts'
import type { Part } from '../../contracts/message.ts'
import type { People } from '../../contracts/people.ts'
import type { Conversation, Page } from '../../contracts/ports.ts'
import type { Changes } from './changes.ts'
import { lightColumns, orders, walk, type LightRow, type Position } from './conversation-walk.ts'
import { readConversation, readMessage, type Row } from './conversations.ts'
import { excerptOf } from './excerpt.ts'
import { cursorOf, parsed, positionIn, type StoreKit } from './kit.ts'
import { createNotes } from './notes.ts'
import { tagsIn } from './people.ts'
import { messageColumns, type MessageRow } from './remembrance.ts'
import type { Search } from './search.ts'
import { soughtIn, type Sought } from './search-terms.ts'

interface HitRow {
  readonly conversation_id: ConversationId
  readonly id: MessageId
  readonly seq: number
  readonly at: number
}

type Fits = (row: LightRow) => boolean

/** Of what few conversations have, each by an index of those few. */
const fewStatements = {
  assignee: 'select id from conversations where assignee = ? order by updated_at desc, id desc limit ?',
  held: "select id from conversations where holder <> 'bot' and holder = ? limit ?",
  tag: 'select conversation_id as id from conversation_tags where tag = ? order by conversation_id limit ?',
} as const

export function createDesk(kit: StoreKit, people: People, search: Search, changes: Changes): Desk {
  const { database } = kit
  const light = database.prepare<[string], LightRow>(`select ${lightColumns} from conversations where id = ?`)
  const whole = database.prepare<[string], Row>('select * from conversations where id = ?')
  const hasTag = database.prepare<[string, string]>(
    'select 1 from conversation_tags where tag = ? and conversation_id = ?',
  )

  function fitsOf({ channels, state, queue, assignee, tag, from = 0, to = Infinity }: ConversationFilter): Fits {
    return (row) =>
      (channels === undefined || channels.includes(row.channel_id)) &&
      (state === undefined || inState(row, state)) &&
      (queue === undefined || row.queue === queue) &&
      (assignee === undefined || row.assignee === assignee) &&
      row.updated_at >= from &&
      row.updated_at <= to &&
      (tag === undefined || hasTag.get(tag, row.id) !== undefined)
  }

  /** All that a filter can leave, where that is few; undefined where it may be many. */
  async function fewOf(filter: ConversationFilter): Promise<readonly ConversationId[] | undefined> {
    const { contact, tag, state, assignee } = filter
    if (contact !== undefined) return people.conversations(contact, deskDefaults.fewConversations)
    const isHeld = state === 'waiting' || state === 'human'
    return (
      (assignee === undefined ? undefined : few(fewStatements.assignee, assignee)) ??
      (isHeld ? few(fewStatements.held, state) : undefined) ??
      (tag === undefined ? undefined : few(fewStatements.tag, tag))
    )
  }

  function few(statement: string, value: string): readonly ConversationId[] | undefined {
    const rows = database.lagging
      .prepare<[string, number], Pick<LightRow, 'id'>>(statement)
      .all(value, deskDefaults.fewConversations + 1)
    return rows.length > deskDefaults.fewConversations ? undefined : rows.map(({ id }) => id)
  }

  function sorted(ids: readonly ConversationId[], { sort }: ConversationFilter, after: Position | undefined) {
    const { compare } = orders[sort]
    const rows = ids.flatMap((id) => light.all(id)).toSorted(compare)
    if (after === undefined) return rows
    const [updated_at, id] = after
    return rows.filter((row) => compare(row, { ...row, updated_at, id: id as ConversationId }) > 0) // compared, not used
  }

  async function listed(filter: ConversationFilter, limit: number, cursor?: string): Promise<Page<ListedConversation>> {
    const after = cursor === undefined ? undefined : positionIn(cursor, ['number', 'string'])
    const those = await fewOf(filter)
    const rows = those === undefined ? walk(database.lagging, filter, after) : sorted(those, filter, after)
    const fits = fitsOf(filter)
    const found: LightRow[] = []
    let looked = 0
    let last: LightRow | undefined
    for (const row of rows) {
      if (last !== undefined && (found.length === limit || looked === deskDefaults.rowsLookedAt))
        return { items: shownAll(found), nextCursor: cursorOf([last.updated_at, last.id]) }
      last = row
      looked++
      if (fits(row)) found.push(row)
    }
    return { items: shownAll(found), nextCursor: null }
  }

  const shownAll = (rows: readonly LightRow[]) =>
    rows.flatMap(({ id }) => whole.all(id)).map((row) => described(readConversation(row)))

  /** The newest message of a conversation that has the words stands for it; the cursor is where the search began, and where it is now. */
  async function found(
    text: string,
    filter: ConversationFilter,
    limit: number,
    cursor?: string,
  ): Promise<Page<ListedConversation>> {
    const sought = soughtIn(text, textSearchDefaults.prefixLetters)
    if (sought === undefined) throw new Invalid('There is no word in it to look for.', 'text')
    await search.index.follow()
    const those = await fewOf(filter)
    const of = those === undefined ? undefined : new Set(those)
    const [top, below] = cursor === undefined ? [highest(), Infinity] : positionIn(cursor, ['number', 'number'])
    const { from = 0, to = Infinity } = filter
    const fits = fitsOf({ ...filter, from: 0, to: Infinity })
    const seen = new Set<ConversationId>()
    const items: ListedConversation[] = []
    let last = below
    let looked = 0
    for (const number of search.found('messages', sought, Math.min(below, top + 1))) {
      if (items.length === limit || looked++ === deskDefaults.hitsLookedAt)
        return { items, nextCursor: cursorOf([top, last]) }
      last = number
      const hit = messageAt.get(number)
      if (hit === undefined || hit.at < from || hit.at > to || seen.has(hit.conversation_id)) continue
      seen.add(hit.conversation_id)
      if (of?.has(hit.conversation_id) === false) continue
      const row = light.get(hit.conversation_id)
      if (row === undefined || !fits(row) || listedBefore(hit, sought, [below, top], [from, to])) continue
      const text = search.textOf(parsed<readonly Part[]>(partsAt.get(number)?.parts ?? '[]'))
      const excerpt: Excerpt = { message: hit.id, seq: hit.seq, at: hit.at, ...excerptOf(text, sought) }
      items.push(...shownAll([row]).map((conversation) => ({ ...conversation, excerpt })))
    }
    return { items, nextCursor: null }
  }

  /** Whether a later message of the conversation stood for it on a page before. */
  function listedBefore(
    { conversation_id, seq }: HitRow,
    sought: Sought,
    [below, top]: readonly [number, number],
    [from, to]: readonly [number, number],
  ): boolean {
    if (below > top) return false
    return database
      .prepare<[string, number, number], { number: number; at: number }>(
        'select number, at from messages where conversation_id = ? and seq > ? order by seq limit ?',
      )
      .all(conversation_id, seq, deskDefaults.hitsLookedAt)
      .filter(({ number, at }) => number >= below && number <= top && at >= from && at <= to)
      .some(({ number }) => search.has('messages', sought, number))
  }

  const messageAt = database.prepare<[number], HitRow>(
    'select conversation_id, id, seq, at from messages where number = ?',
  )
  const partsAt = database.prepare<[number], { parts: string }>('select parts from messages where number = ?')
  const highest = () =>
    database.prepare<[], { number: number | null }>('select max(number) as number from messages').get()?.number ?? 0

  function described(conversation: Conversation): ListedConversation {
    const tags = database
      .prepare<[string], { tag: string }>('select tag from conversation_tags where conversation_id = ?')
      .all(conversation.id)
      .map(({ tag }) => tag)
    return { ...conversation, tags: tags.toSorted(), people: peopleIn(conversation.id) }
  }

  function peopleIn(conversation: ConversationId): readonly SpokenWith[] {
    const ids = database
      .prepare<[string, number], { contact_id: ContactId }>(
        'select contact_id from conversation_people where conversation_id = ? limit ?',
      )
      .all(conversation, deskDefaults.peopleShown)
      .map((row) => kit.kinship.personOf(row.contact_id))
    return [...new Set(ids)].map((id) => ({ id, ...people.nameOf(id) }))
  }

  return {
    ...createNotes(kit, changes),
    list: ({ text, ...filter }, limit, cursor) =>
      text === undefined ? listed(filter, limit, cursor) : found(text, filter, limit, cursor),
    described: (conversation) => Promise.resolve(described(conversation)),
    messages(id, { after = 0, before = Number.MAX_SAFE_INTEGER, order }, limit) {
      const rows = database
        .prepare<[string, number, number, number], MessageRow>(
          `select ${messageColumns} from messages where conversation_id = ? and seq > ? and seq < ? order by seq ${order === 'oldest' ? 'asc' : 'desc'} limit ?`,
        )
        .all(id, after, before, limit)
      return Promise.resolve(rows.map(readMessage))
    },
    setTags: (conversation, tags) =>
      database.write(() => {
        if (light.get(conversation) === undefined) throw new NotFound('There is no such conversation.')
        database.prepare<[string]>('delete from conversation_tags where conversation_id = ?').run(conversation)
        for (const tag of new Set(tags))
          database
            .prepare<[string, string]>('insert into conversation_tags (tag, conversation_id) values (?, ?)')
            .run(tag, conversation)
        changes.note('conversation.tagged', conversation)
      }),
    tags: () => Promise.resolve(tagsIn(database, 'conversation_tags')),
    changes: (signal) => changes.read(signal),
  }
}

function inState(row: LightRow, state: NonNullable<ConversationFilter['state']>): boolean {
  if (state === 'ended') return row.open === null
  if (row.open === null) return false
  return state === 'open' || state === row.holder
}

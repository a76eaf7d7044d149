import { deskDefaults, peopleDefaults } from '../../config/defaults.ts'
import { Invalid, NotFound, OverLimit } from '../../contracts/errors.ts'
import type { ChannelId, ContactId, ConversationId, MergeId } from '../../contracts/id.ts'
import type {
  AttributeValue,
  Claim,
  ClaimKind,
  ContactChange,
  Identity,
  Merge,
  People,
  Person,
  Suggestion,
} from '../../contracts/people.ts'
import type { Database } from '../database.ts'
import { claimsOf, createClaims } from './claims.ts'
import { firstOf } from './contacts.ts'
import { cursorOf, inPages, json, parsed, positionIn, type StoreKit } from './kit.ts'
import type { Kinship } from './kinship.ts'
import type { Search } from './search.ts'
import { soughtIn } from './search-terms.ts'

export interface ContactRow {
  readonly number: number
  readonly id: ContactId
  readonly channel_id: ChannelId
  readonly user_id: string
  readonly name: string | null
  readonly username: string | null
  readonly language: string | null
  readonly time_zone: string | null
  readonly phone: string | null
  readonly details: string | null
  readonly merged_into: ContactId | null
  readonly created_at: number
}

/** What the tenant says of a contact; null: there is none. */
interface Details extends Omit<ContactChange, 'tags' | 'attributes'> {
  readonly attributes?: Readonly<Record<string, AttributeValue | null>>
}

const named = ['name', 'email', 'phone', 'language', 'timeZone'] as const

/** Persons are read from what their identities say; nothing of one identity is ever written into another. */
export function createPeople({ database, clock }: StoreKit, kinship: Kinship, search: Search): People {
  const one = database.prepare<[string], ContactRow>('select * from contacts where id = ?')
  const claims = createClaims(database, kinship, clock)

  function rowsOf(person: ContactId): readonly ContactRow[] {
    return kinship.partsOf(person).flatMap((id) => one.all(id))
  }

  function personOf(id: ContactId): Person | undefined {
    const rows = rowsOf(kinship.personOf(id))
    const [first] = rows
    return first === undefined ? undefined : readPerson(database, rows, first)
  }

  function changed(id: ContactId, { tags, attributes, ...change }: ContactChange): Person {
    const row = one.get(kinship.personOf(id))
    const before = row === undefined ? undefined : personOf(row.id)
    if (row === undefined || before === undefined) throw new NotFound('There is no such contact.')
    const own = detailsOf(row)
    // What is so already is not written down: it may be what another identity says, and goes with that one.
    const news = Object.entries(change).filter(([name, value]) => (before[name as keyof Person] ?? null) !== value)
    const newAttributes = Object.entries(attributes ?? {}).filter(
      ([name, value]) => (Object.hasOwn(before.attributes, name) ? before.attributes[name] : null) !== value,
    )
    const details: Details = {
      ...own,
      ...Object.fromEntries(news),
      attributes: { ...own.attributes, ...Object.fromEntries(newAttributes) },
    }
    if (Object.values(details.attributes ?? {}).filter((value) => value !== null).length > peopleDefaults.attributes)
      throw new OverLimit(`A contact has at most ${peopleDefaults.attributes} attributes.`)
    database.prepare<[string, string]>('update contacts set details = ? where id = ?').run(json(details), row.id)
    for (const kind of ['phone', 'email'] as const) if (kind in change) claims.said(row.id, kind, details[kind])
    if (tags !== undefined) setTags(database, kinship.partsOf(row.id), tags)
    return personOf(row.id) ?? before
  }

  function suggested(id: ContactId): readonly Suggestion[] {
    const person = personOf(id)
    if (person === undefined) return []
    const found = new Map<ContactId, Claim[]>()
    for (const claim of person.claims) {
      for (const other of new Set(
        claims.holders(claim, peopleDefaults.suggestions).map((holder) => kinship.personOf(holder)),
      )) {
        if (other !== person.id) found.set(other, [...(found.get(other) ?? []), claim])
      }
    }
    return [...found].slice(0, peopleDefaults.suggestions).flatMap(([other, because]) => {
      const same = personOf(other)
      return same === undefined ? [] : [{ person: same, because }]
    })
  }

  /** Persons by the number of the contact that tells of them, each once: where the highest of their numbers is. */
  function* listed(text: string | undefined, below: number): Generator<readonly [number, ContactId]> {
    if (text === undefined) {
      const rows = database.prepare<[number, number], { number: number; id: ContactId }>(
        'select number, id from contacts where number < ? and merged_into is null order by number desc limit ?',
      )
      const persons = inPages(
        (after: number, limit) => rows.all(after, limit),
        below,
        ({ number }) => number,
      )
      for (const { number, id } of persons) yield [number, id]
      return
    }
    const digits = /^[+\d\s().\/-]+$/.test(text) ? text.replaceAll(/\D/g, '') : text
    const sought = soughtIn(digits, 1)
    if (sought === undefined) throw new Invalid('There is no word in it to look for.', 'text')
    const byNumber = database.prepare<[number], { id: ContactId }>('select id from contacts where number = ?')
    for (const number of search.found('contacts', sought, below)) {
      const id = byNumber.get(number)?.id
      if (id === undefined) continue
      const person = kinship.personOf(id)
      const higher = kinship
        .partsOf(person)
        .map((part) => one.get(part)?.number ?? 0)
        .some((other) => other > number && search.has('contacts', sought, other))
      if (!higher) yield [number, person]
    }
  }

  function* tagged(tag: string, after: string): Generator<readonly [string, ContactId]> {
    const rows = database.prepare<[string, string, number], { contact_id: ContactId }>(
      'select contact_id from contact_tags where tag = ? and contact_id > ? and removed = 0 order by contact_id limit ?',
    )
    const contacts = inPages(
      (last: string, limit) => rows.all(tag, last, limit),
      after,
      ({ contact_id }) => contact_id,
    )
    const seen = new Set<ContactId>()
    for (const { contact_id: id } of contacts) {
      const person = kinship.personOf(id)
      const first = kinship.partsOf(person).every((part) => part >= id || !hasTag(database, part, tag))
      if (first && !seen.has(person)) yield [id, person]
      seen.add(person)
    }
  }

  return {
    find: (id) => Promise.resolve(personOf(id)),
    nameOf(id) {
      const rows = rowsOf(kinship.personOf(id))
      const name = firstOf(
        rows.map((row) => detailsOf(row).name),
        rows.map((row) => row.name),
      )
      return name === undefined ? {} : { name }
    },

    async list({ text, tag }, limit, cursor) {
      if (text !== undefined) await search.index.follow()
      const items: Person[] = []
      let last: readonly (string | number)[] | undefined
      const walk =
        tag !== undefined && text === undefined
          ? tagged(tag, cursor === undefined ? '' : positionIn(cursor, ['string'])[0])
          : listed(text, cursor === undefined ? Number.MAX_SAFE_INTEGER : positionIn(cursor, ['number'])[0])
      let looked = 0
      for (const [position, id] of walk) {
        if (items.length === limit || looked++ === deskDefaults.hitsLookedAt)
          return { items, nextCursor: last === undefined ? null : cursorOf(last) }
        last = [position]
        const person = personOf(id)
        if (person !== undefined && (tag === undefined || person.tags.includes(tag))) items.push(person)
      }
      return { items, nextCursor: null }
    },

    change: (id, change) => database.write(() => changed(id, change)),

    merge: (into, from, by) => database.write(() => readMerge(database, kinship.merge(into, from, by))),

    unmerge: (person, id) => database.write(() => kinship.unmerge(person, id)),

    claim: (contact, claim) =>
      database.write(() => {
        if (one.get(contact) === undefined) throw new NotFound('There is no such contact.')
        const merge = claims.made(contact, claim)
        return merge === undefined ? undefined : readMerge(database, merge)
      }),

    suggestions: (id) => Promise.resolve(suggested(id)),

    conversations(id, limit) {
      const of = database.prepare<[string, number], { conversation_id: ConversationId }>(
        'select conversation_id from conversation_people where contact_id = ? order by conversation_id desc limit ?',
      )
      const parts = kinship.partsOf(kinship.personOf(id))
      const all = new Set(parts.flatMap((part) => of.all(part, limit).map((row) => row.conversation_id)))
      return Promise.resolve([...all].toSorted().reverse().slice(0, limit))
    },

    tags: () => Promise.resolve(tagsIn(database, 'contact_tags')),
  }
}

function hasTag(database: Database, contact: ContactId, tag: string): boolean {
  return (
    database
      .prepare<[string, string]>('select 1 from contact_tags where tag = ? and contact_id = ? and removed = 0')
      .get(tag, contact) !== undefined
  )
}

/** Each by a look into the index of its own: there are few tags, and many that have them. */
export function tagsIn(database: Database, table: 'contact_tags' | 'conversation_tags'): readonly string[] {
  const next = database.prepare<[string], { tag: string }>(
    `select tag from ${table} where tag > ? order by tag limit 1`,
  )
  const tags: string[] = []
  for (let row = next.get(''); row !== undefined && tags.length < peopleDefaults.tagsListed; row = next.get(row.tag))
    tags.push(row.tag)
  return tags
}

/** What is to be different from what the other parts say is written at the first; inside a write. */
function setTags(database: Database, parts: readonly ContactId[], tags: readonly string[]): void {
  const [person, ...others] = parts
  if (person === undefined) return
  const own = tagRows(database, person)
  const theirs = new Set(effectiveTags(others.map((id) => tagRows(database, id))))
  const put = database.prepare<[string, string, number]>(
    'insert into contact_tags (tag, contact_id, removed) values (?, ?, ?) on conflict (tag, contact_id) do update set removed = excluded.removed',
  )
  const forget = database.prepare<[string, string]>('delete from contact_tags where tag = ? and contact_id = ?')
  for (const tag of new Set([...own.keys(), ...theirs, ...tags])) {
    const wanted = tags.includes(tag)
    if (wanted && own.get(tag) === false) continue
    if (wanted && !theirs.has(tag)) put.run(tag, person, 0)
    else if (!wanted && theirs.has(tag)) put.run(tag, person, 1)
    else forget.run(tag, person)
  }
}

/** By tag: whether it was taken away. */
function tagRows(database: Database, contact: ContactId): ReadonlyMap<string, boolean> {
  const rows = database
    .prepare<[string], { tag: string; removed: number }>('select tag, removed from contact_tags where contact_id = ?')
    .all(contact)
  return new Map(rows.map(({ tag, removed }) => [tag, removed === 1]))
}

/** Of each tag the first who says anything of it. */
function effectiveTags(parts: readonly ReadonlyMap<string, boolean>[]): readonly string[] {
  const removed = new Map<string, boolean>()
  for (const part of parts) for (const [tag, gone] of part) if (!removed.has(tag)) removed.set(tag, gone)
  return [...removed].filter(([, gone]) => !gone).map(([tag]) => tag)
}

function detailsOf({ details }: Pick<ContactRow, 'details'>): Details {
  return details === null ? {} : parsed<Details>(details)
}

function readPerson(database: Database, rows: readonly ContactRow[], first: ContactRow): Person {
  const details = rows.map(detailsOf)
  const claimed = rows.flatMap(({ id }) => claimsOf(database, id))
  const verified = (kind: ClaimKind) => claimed.find((claim) => claim.kind === kind && claim.verifiedBy !== undefined)
  const platform = (column: 'name' | 'username' | 'language' | 'time_zone') =>
    rows.map((row) => row[column]).find((value) => value !== null)
  const ofPlatforms: Readonly<Record<(typeof named)[number], string | null | undefined>> = {
    name: platform('name'),
    email: verified('email')?.value,
    phone: verified('phone')?.value,
    language: platform('language'),
    timeZone: platform('time_zone'),
  }
  const said = (name: (typeof named)[number]) =>
    firstOf(
      details.map((detail) => detail[name]),
      [ofPlatforms[name]],
    )
  const attributes = Object.entries(
    Object.fromEntries(details.toReversed().flatMap((detail) => Object.entries(detail.attributes ?? {}))),
  ).filter((entry): entry is [string, AttributeValue] => entry[1] !== null)
  const username = platform('username')
  return {
    id: first.id,
    ...Object.fromEntries(named.map((name) => [name, said(name)] as const).filter(([, value]) => value !== undefined)),
    ...(typeof username === 'string' ? { username } : {}),
    attributes: Object.fromEntries(attributes),
    tags: effectiveTags(rows.map(({ id }) => tagRows(database, id))).toSorted(),
    identities: rows.toSorted((one, other) => one.number - other.number).map(identityOf),
    claims: uniqueClaims(claimed),
    merges: mergesOf(database, rows),
    createdAt: Math.min(...rows.map((row) => row.created_at)),
  }
}

function identityOf(row: ContactRow): Identity {
  return {
    id: row.id,
    channel: row.channel_id,
    userId: row.user_id,
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.username === null ? {} : { username: row.username }),
    ...(row.phone === null ? {} : { phone: row.phone }),
    createdAt: row.created_at,
  }
}

/** Verified ones first, each once. */
function uniqueClaims(claims: readonly Claim[]): readonly Claim[] {
  const unique = new Map<string, Claim>()
  for (const claim of claims.toSorted(
    (one, other) => Number(other.verifiedBy !== undefined) - Number(one.verifiedBy !== undefined),
  )) {
    const key = `${claim.kind} ${claim.value}`
    if (!unique.has(key)) unique.set(key, claim)
  }
  return [...unique.values()]
}

interface MergeRow {
  readonly id: MergeId
  readonly into_id: ContactId
  readonly from_id: ContactId
  readonly at: number
  readonly by_id: string | null
  readonly by_name: string | null
  readonly kind: ClaimKind | null
  readonly value: string | null
}

function mergesOf(database: Database, rows: readonly ContactRow[]): readonly Merge[] {
  const of = database.prepare<[string], MergeRow>(
    'select * from contact_merges where from_id = ? and undone_at is null',
  )
  return rows
    .flatMap(({ id }) => of.all(id).map(mergeOf))
    .toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
}

function readMerge(database: Database, id: MergeId): Merge {
  const row = database.prepare<[string], MergeRow>('select * from contact_merges where id = ?').get(id)
  if (row === undefined) throw new Error('A merge that was just made is not there.')
  return mergeOf(row)
}

function mergeOf(row: MergeRow): Merge {
  return {
    id: row.id,
    into: row.into_id,
    from: row.from_id,
    at: row.at,
    ...(row.by_id === null ? {} : { by: { id: row.by_id, name: row.by_name ?? '' } }),
    ...(row.kind === null || row.value === null ? {} : { claim: { kind: row.kind, value: row.value } }),
  }
}

import { peopleDefaults } from '../../config/defaults.ts'
import { Conflict, NotFound, OverLimit } from '../../contracts/errors.ts'
import type { ContactId, IdMint, MergeId } from '../../contracts/id.ts'
import type { Actor, Claim } from '../../contracts/people.ts'
import type { Database } from '../database.ts'

/**
 * Which contacts are one person: a forest. Who was merged into somebody points at them, whoever points at nobody is a
 * person, and everyone below is a part of that person. To merge is to give a person somebody to point at who is in
 * another tree; to undo a merge is to take that one pointer away. So no sequence of either makes a circle, what is undone
 * leaves everything else as it is, and nothing that anybody has is ever moved.
 *
 * All of it inside a write, but for what only reads.
 */
export interface Kinship {
  /** The person that a contact is a part of; itself, when it is no part of another or unknown. */
  personOf(id: ContactId): ContactId
  /** The contact and all that are parts of it, itself first, then in the order in which they were met. */
  partsOf(id: ContactId): readonly ContactId[]
  /** Throws NotFound, Conflict and OverLimit. */
  merge(into: ContactId, from: ContactId, by?: Actor, claim?: Claim): MergeId
  /** Throws NotFound. */
  unmerge(person: ContactId, merge: MergeId): void
  /** Where `gone` was, `kept` is from now on: they were one contact all along. */
  join(kept: ContactId, gone: ContactId): void
}

export function createKinship(database: Database, mint: IdMint, clock: () => number): Kinship {
  const above = database.prepare<[string], { merged_into: ContactId | null }>(
    'select merged_into from contacts where id = ?',
  )
  const below = database.prepare<[string], { id: ContactId }>(
    'select id from contacts where merged_into = ? order by number',
  )
  const point = (id: ContactId, to: ContactId | null) =>
    database.prepare<[string | null, string]>('update contacts set merged_into = ? where id = ?').run(to, id)
  const close = (id: ContactId) =>
    database
      .prepare<[number, string]>('update contact_merges set undone_at = ? where from_id = ? and undone_at is null')
      .run(clock(), id)
  const rename = {
    from: database.prepare<[string, string]>('update contact_merges set from_id = ? where from_id = ?'),
    into: database.prepare<[string, string]>('update contact_merges set into_id = ? where into_id = ?'),
  }
  const parentOf = (id: ContactId): ContactId | undefined => above.get(id)?.merged_into ?? undefined

  function personOf(id: ContactId): ContactId {
    let person = id
    for (let next = parentOf(person); next !== undefined; next = parentOf(person)) person = next
    return person
  }

  function partsOf(id: ContactId): readonly ContactId[] {
    const parts = [id]
    for (const part of parts) parts.push(...below.all(part).map((row) => row.id))
    return parts
  }

  function link(person: ContactId, other: ContactId, by?: Actor, claim?: Claim): MergeId {
    const id = mint('mg')
    database
      .prepare(
        'insert into contact_merges (id, into_id, from_id, at, by_id, by_name, kind, value) values (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(id, person, other, clock(), by?.id ?? null, by?.name ?? null, claim?.kind ?? null, claim?.value ?? null)
    point(other, person)
    return id
  }

  return {
    personOf,
    partsOf,
    merge(into, from, by, claim) {
      if (above.get(into) === undefined || above.get(from) === undefined)
        throw new NotFound('There is no such contact.')
      const person = personOf(into)
      const other = personOf(from)
      if (person === other) throw new Conflict('These contacts are one person already.')
      if (partsOf(person).length + partsOf(other).length > peopleDefaults.identities)
        throw new OverLimit(`A person has at most ${peopleDefaults.identities} identities.`)
      return link(person, other, by, claim)
    },
    unmerge(person, id) {
      const row = database
        .prepare<[string], { from_id: ContactId }>(
          'select from_id from contact_merges where id = ? and undone_at is null',
        )
        .get(id)
      if (row === undefined || personOf(row.from_id) !== personOf(person))
        throw new NotFound('There is no such merge of this contact.')
      point(row.from_id, null)
      close(row.from_id)
    },
    join(kept, gone) {
      const next = parentOf(gone)
      const isBelow = partsOf(kept).includes(gone)
      const takesPlace = !isBelow && (parentOf(kept) === undefined || partsOf(gone).includes(kept))
      if (takesPlace) {
        close(kept)
        point(kept, next ?? null)
        rename.from.run(kept, gone)
      } else close(gone)
      for (const { id } of below.all(gone)) if (id !== kept) point(id, kept)
      rename.into.run(kept, gone)
      point(gone, null)
      // Both were parts of somebody: these are one person, then.
      if (!takesPlace && next !== undefined && personOf(next) !== personOf(kept)) link(personOf(kept), personOf(next))
    },
  }
}

import { peopleDefaults } from '../../config/defaults.ts'
import type { ContactId, MergeId } from '../../contracts/id.ts'
import type { Claim, ClaimKind } from '../../contracts/people.ts'
import type { Database } from '../database.ts'
import type { Kinship } from './kinship.ts'

interface Row {
  readonly kind: ClaimKind
  readonly value: string
  readonly verified_by: string | null
}

/** What belongs to whom, and what follows when it is proved to belong to two. Inside a write. */
export interface Claims {
  /** The merge that it led to. */
  made(contact: ContactId, claim: Claim): MergeId | undefined
  /** What people of the tenant say now, in the place of what they said before. */
  said(contact: ContactId, kind: ClaimKind, value: string | null | undefined): void
  /** Contacts that have it, whether or not it is verified. */
  holders(claim: Claim, limit: number): readonly ContactId[]
}

export function createClaims(database: Database, kinship: Kinship, clock: () => number): Claims {
  const put = database.prepare<[string, string, string, string | null, number]>(
    `insert into contact_claims (contact_id, kind, value, verified_by, at) values (?, ?, ?, ?, ?)
     on conflict (contact_id, kind, value) do update set verified_by = coalesce(excluded.verified_by, verified_by)`,
  )

  /** Whoever undid what this claim led to once knows better. */
  function wasUndone({ kind, value }: Claim, one: readonly ContactId[], other: readonly ContactId[]): boolean {
    const undone = database
      .prepare<[string, string], { into_id: ContactId; from_id: ContactId }>(
        'select into_id, from_id from contact_merges where kind = ? and value = ? and undone_at is not null',
      )
      .all(kind, value)
    return undone.some(
      ({ into_id: into, from_id: from }) =>
        (one.includes(into) && other.includes(from)) || (one.includes(from) && other.includes(into)),
    )
  }

  const numberOf = (id: ContactId) =>
    database.prepare<[string], { number: number }>('select number from contacts where id = ?').get(id)?.number ?? 0

  return {
    made(contact, claim) {
      const { kind, value, verifiedBy } = claim
      put.run(contact, kind, value, verifiedBy ?? null, clock())
      if (verifiedBy === undefined) return undefined
      const person = kinship.personOf(contact)
      const others = database
        .prepare<[string, string], { contact_id: ContactId }>(
          'select contact_id from contact_claims where kind = ? and value = ? and verified_by is not null order by contact_id',
        )
        .all(kind, value)
        .map((row) => kinship.personOf(row.contact_id))
      const other = others.find(
        (id) => id !== person && !wasUndone(claim, kinship.partsOf(person), kinship.partsOf(id)),
      )
      if (other === undefined) return undefined
      if (kinship.partsOf(person).length + kinship.partsOf(other).length > peopleDefaults.identities) return undefined
      const [into, from] = numberOf(other) < numberOf(person) ? [other, person] : [person, other]
      return kinship.merge(into, from, undefined, claim)
    },
    said(contact, kind, value) {
      database
        .prepare<[string, string]>(
          'delete from contact_claims where contact_id = ? and kind = ? and verified_by is null',
        )
        .run(contact, kind)
      if (typeof value === 'string') put.run(contact, kind, value, null, clock())
    },
    holders: ({ kind, value }, limit) =>
      database
        .prepare<[string, string, number], { contact_id: ContactId }>(
          'select contact_id from contact_claims where kind = ? and value = ? order by contact_id limit ?',
        )
        .all(kind, value, limit)
        .map((row) => row.contact_id),
  }
}

export function claimsOf(database: Database, contact: ContactId): readonly Claim[] {
  return database
    .prepare<[string], Row>(
      'select kind, value, verified_by from contact_claims where contact_id = ? order by kind, value',
    )
    .all(contact)
    .map(({ kind, value, verified_by: verifiedBy }) => ({
      kind,
      value,
      ...(verifiedBy === null ? {} : { verifiedBy }),
    }))
}

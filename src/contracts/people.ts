import type { ChannelId, ContactId, ConversationId, MergeId } from './id.ts'
import type { Page } from './page.ts'

/** Who people are: identities on channels, and the persons that they turn out to be. */

/** Who of the tenant did something: an account or an API key. */
export interface Actor {
  readonly id: string
  readonly name: string
}

/** Somebody as one channel knows them. */
export interface Identity {
  readonly id: ContactId
  readonly channel: ChannelId
  /** The platform's own id of the person. */
  readonly userId: string
  readonly name?: string
  readonly username?: string
  /** E.164, as the platform has verified it. */
  readonly phone?: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

export const claimKinds = ['phone', 'email'] as const
export type ClaimKind = (typeof claimKinds)[number]

/** Something that belongs to one person: a phone number (E.164), an e-mail address (lower case). */
export interface Claim {
  readonly kind: ClaimKind
  readonly value: string
  /** What proved it: a platform, the tenant's own signature; undefined: somebody says so. */
  readonly verifiedBy?: string
}

export type AttributeValue = string | number | boolean

/** What people of the tenant say of a person; null: there is none, whatever platforms say. */
export interface ContactChange {
  readonly name?: string | null
  readonly email?: string | null
  readonly phone?: string | null
  /** IETF tag. */
  readonly language?: string | null
  /** IANA name. */
  readonly timeZone?: string | null
  /** By name; those that are not named stay. */
  readonly attributes?: Readonly<Record<string, AttributeValue | null>>
  /** All of them. */
  readonly tags?: readonly string[]
}

/** Two persons that were taken for one. */
export interface Merge {
  readonly id: MergeId
  /** Who stayed. */
  readonly into: ContactId
  /** Who became a part of them. */
  readonly from: ContactId
  /** Milliseconds since 1970. */
  readonly at: number
  /** undefined: the gateway, for the claim. */
  readonly by?: Actor
  readonly claim?: Claim
}

/** A person: one identity, or several that were merged. What the surviving one says goes before what the others say. */
export interface Person {
  readonly id: ContactId
  readonly name?: string
  readonly username?: string
  readonly email?: string
  readonly phone?: string
  readonly language?: string
  readonly timeZone?: string
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly tags: readonly string[]
  /** The oldest first. */
  readonly identities: readonly Identity[]
  readonly claims: readonly Claim[]
  /** Those that hold it together, the oldest first: undone one by one, in any order. */
  readonly merges: readonly Merge[]
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** Who may be the same person, and what they have in common. */
export interface Suggestion {
  readonly person: Person
  readonly because: readonly Claim[]
}

export interface PersonFilter {
  readonly text?: string
  readonly tag?: string
}

export interface People {
  /** The person that an identity belongs to. */
  find(id: ContactId): Promise<Person | undefined>
  /** What the person is called, cheaply; nothing where nobody says. */
  nameOf(id: ContactId): { readonly name?: string }
  /** Who was met last comes first. */
  list(filter: PersonFilter, limit: number, cursor?: string): Promise<Page<Person>>
  /** Throws NotFound. */
  change(id: ContactId, change: ContactChange): Promise<Person>
  /** `from` becomes a part of `into`. Throws NotFound, Conflict where they are one already, and OverLimit. */
  merge(into: ContactId, from: ContactId, by: Actor): Promise<Merge>
  /** Everybody is again who they were, but for what was changed since. Throws NotFound for a merge that does not hold it together. */
  unmerge(person: ContactId, merge: MergeId): Promise<void>
  /**
   * Something is theirs. When it is verified, here and for somebody else, the two become one, unless somebody undid
   * exactly that before; the older one stays. Throws NotFound.
   */
  claim(contact: ContactId, claim: Claim): Promise<Merge | undefined>
  /** Who has claims in common with the person and is not known to be the same. */
  suggestions(id: ContactId): Promise<readonly Suggestion[]>
  /** The latest first, the conversations of all identities. */
  conversations(id: ContactId, limit: number): Promise<readonly ConversationId[]>
  /** Tags that any contact has, by name. */
  tags(): Promise<readonly string[]>
}

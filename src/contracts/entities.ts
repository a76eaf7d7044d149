/** What is named in a text: days, numbers, addresses, and what a tenant names itself. */

/** Something named in a text. */
export interface Entity {
  readonly kind: 'date' | 'number' | 'money' | 'phone' | 'email' | 'url' | 'custom'
  /** As it was said. */
  readonly text: string
  /** Where: the first UTF-16 unit, and one past the last. */
  readonly start: number
  readonly end: number
  /** What it means: a number, `{ amount, currency }`, E.164, ISO 8601, a name of a list's entry. */
  readonly value: unknown
  /** Of `custom`: the tenant's name of the list or pattern. */
  readonly name?: string
}

/** What a tenant's people name: things of a list, by any of their names, or codes of a form. */
export type EntityDefinition =
  | { readonly name: string; readonly kind: 'list'; readonly entries: readonly EntityEntry[] }
  /** In the small language of `language/patterns.ts`. */
  | { readonly name: string; readonly kind: 'pattern'; readonly pattern: string }

export interface EntityEntry {
  /** What it is in the tenant's own systems, and one of its names. */
  readonly value: string
  readonly synonyms?: readonly string[]
}

/** Where and when something is said. */
export interface EntityQuestion {
  /** Milliseconds since 1970. */
  readonly now: number
  /** IETF tag. */
  readonly language: string
  /** IANA name; UTC until it is known. */
  readonly timeZone?: string
  /** ISO 3166-1, two letters: where phone numbers without a prefix are, and what a dollar is. */
  readonly country?: string
  readonly definitions?: readonly EntityDefinition[]
}

/** Reads values out of what people write, in their language. Pure, but for grammars that are loaded when first needed. */
export interface ValueReader {
  /** A day (`YYYY-MM-DD`) or a moment (ISO 8601) in words; undefined when there is none, or several. */
  date(
    text: string,
    how: {
      readonly now: number
      readonly language: string
      readonly timeZone: string | undefined
      readonly time: boolean
    },
  ): string | undefined
  numbers(text: string, language: string): readonly number[]
  /** When a number is all that was said, also in words. */
  number(text: string, language: string): number | undefined
  /** E.164. */
  phones(text: string, country: string | undefined): readonly string[]
  emails(text: string): readonly string[]
  urls(text: string): readonly string[]
  /** Values of one of the definitions. */
  custom(text: string, definition: EntityDefinition): readonly string[]
  /** Everything that is named, in the order of the text; what is part of something else is left out. */
  entities(text: string, question: EntityQuestion): readonly Entity[]
}

import type { Retained } from '../../contracts/rights.ts'

/** The words of the register (`register.ts`). */

/** A row as the database gives it. */
export type Row = Readonly<Record<string, unknown>>

/** What was found to belong to a person, in the memory of a job. */
export interface Person {
  readonly contacts: ReadonlySet<string>
  /** `<channel> <the platform's id>`. */
  readonly users: ReadonlySet<string>
  /** The platform's ids of the person, on whatever channel. */
  readonly names: ReadonlySet<string>
  /** Where nobody else speaks. */
  readonly conversations: ReadonlySet<string>
  /** Where others speak too. */
  readonly groups: ReadonlySet<string>
  /** In groups: what the person said, and what the bot answered. */
  readonly turns: ReadonlySet<string>
  readonly messages: ReadonlySet<string>
  /** In groups, what was set aside: `inbox <seq>`, `outbox <row>`. */
  readonly aside: ReadonlySet<string>
}

/**
 * How a person's rows are found. `where`: by an index; `$conversations` and the like stand for what was found to be the
 * person's. `among`: rows that are looked at one by one.
 */
export type Finding =
  | { readonly where: string }
  | {
      readonly among: string
      /** `row`: it is theirs. Else what of it is theirs, and what is left of it without. */
      mine(this: void, row: Row, person: Person): 'row' | { readonly theirs: Row; readonly left: Row } | undefined
    }

export type Holds =
  /** What the tenant configured; nobody who writes to it is in there. */
  | 'configuration'
  /** Bookkeeping of the gateway, without anything that anybody said or is called. */
  | 'bookkeeping'
  /** Accounts of those who operate it. They are changed and removed by the routes of the team. */
  | 'operators'
  | {
      readonly person: readonly Finding[]
      /** Columns that are emptied where the row stays: it counts for the tenant, and names nobody then. */
      readonly unlinked?: readonly string[]
    }

/** Of an export: which columns are JSON, and which are left out. `never`: why it is in none. */
export type Exported =
  { readonly json?: readonly string[]; readonly without?: readonly string[] } | { readonly never: string }

export interface KeptTable {
  readonly table: string
  /** What it holds: one sentence, for whoever reads an export. */
  readonly about: string
  /** Its primary key. */
  readonly key: readonly string[]
  readonly holds: Holds
  readonly exported: Exported
  /**
   * For how long. `policy`: for as many days as the tenant says, by the column of milliseconds; a sentence says what
   * ends it otherwise.
   */
  readonly kept: string | { readonly policy: Retained; readonly by: string; readonly otherwise: string }
}

import type { Row } from './kept.ts'
import type { Database } from '../database.ts'

/** What was found to be a person's, by kind, kept in the tenant's database for as long as the job that asks for it. */
export type TargetKind =
  | 'contact'
  /** `<channel> <the platform's id>` */
  | 'user'
  | 'scope'
  | 'conversation'
  | 'group'
  | 'turn'
  | 'message'
  | 'aside'
  | 'event'
  | 'media'
  | 'source'
  | 'file'
  | 'token'

const kinds: Readonly<Record<string, TargetKind>> = {
  $contacts: 'contact',
  $users: 'user',
  $scopes: 'scope',
  $conversations: 'conversation',
  $groups: 'group',
  $turns: 'turn',
  $messages: 'message',
  $events: 'event',
  $media: 'media',
  $sources: 'source',
  $tokens: 'token',
}

export interface Targets {
  /** Adds what a query finds; its `$words` stand for what was found before, `?` for nothing. Inside a write. */
  find(kind: TargetKind, select: string): void
  /** Inside a write. */
  add(kind: TargetKind, values: Iterable<string>): void
  all(kind: TargetKind): readonly string[]
  /** Rows of a query: its `$words` come before its other parameters. */
  rows<Found extends Row = Row>(sql: string, ...params: readonly (string | number)[]): Found[]
  /** Forgets all of it. */
  forget(): Promise<void>
}

export function targetsOf(database: Database, job: string): Targets {
  /** The texts are the register's: constants, so that preparing them once is bounded. */
  const prepared = (sql: string) => {
    const text = sql.replaceAll(/\$[a-z]+/g, (word) => {
      const kind = kinds[word]
      if (kind === undefined) throw new Error(`${word} is no word of the register.`)
      return `(select value from person_targets where job = ? and kind = '${kind}')`
    })
    const words = sql.match(/\$[a-z]+/g)?.length ?? 0
    return { statement: database.prepare<unknown[], Row>(text), jobs: Array.from({ length: words }, () => job) }
  }
  const insert = database.prepare<[string, string, string]>(
    'insert or ignore into person_targets (job, kind, value) values (?, ?, ?)',
  )
  const listed = database.prepare<[string, string], { value: string }>(
    'select value from person_targets where job = ? and kind = ?',
  )

  return {
    find(kind, select) {
      const { statement, jobs } = prepared(select)
      for (const row of statement.all(...jobs)) {
        const [value] = Object.values(row)
        if (typeof value === 'string') insert.run(job, kind, value)
      }
    },
    add(kind, values) {
      for (const value of values) insert.run(job, kind, value)
    },
    all: (kind) => listed.all(job, kind).map(({ value }) => value),
    rows<Found extends Row>(sql: string, ...params: readonly (string | number)[]) {
      const { statement, jobs } = prepared(sql)
      return statement.all(...jobs, ...params) as Found[] // the caller names the columns that it selects
    },
    forget: () =>
      database.write(() => {
        database.prepare<[string]>('delete from person_targets where job = ?').run(job)
      }),
  }
}

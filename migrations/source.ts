import type { Knex } from 'knex'

export interface Migration {
  /** Written into the database: never changes, and has no file extension, because that differs between source and build. */
  readonly name: string
  up(knex: Knex): Promise<void>
}

/** What the two engines do not understand alike is written for each. */
export function isMysql(knex: Knex): boolean {
  const { client } = knex as { readonly client: { readonly dialect: string } } // knex leaves its client untyped
  return client.dialect === 'mysql'
}

/** Migrations as a list in code instead of a directory that is read at run time. Forward only. */
export function migrationSource(migrations: readonly Migration[]): Knex.MigrationSource<Migration> {
  return {
    getMigrations: () => Promise.resolve([...migrations]),
    getMigrationName: ({ name }) => name,
    getMigration: (migration) =>
      Promise.resolve({
        up: (knex) => migration.up(knex),
        down: () => Promise.reject(new Error('Migrations only go forward: restore a backup instead.')),
      }),
  }
}

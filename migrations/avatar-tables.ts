import type { Knex } from 'knex'

/** Avatars of one owner: a tenant's in its database, everyone's in the platform's. */
export async function avatarTables(knex: Knex): Promise<void> {
  await knex.schema.createTable('avatars', (table) => {
    table.string('id', 40).primary()
    // JSON: what was found in the model, too.
    table.text('content', 'longtext').notNullable()
    table.bigInteger('created_at').notNullable()
  })
  await knex.schema.createTable('avatar_files', (table) => {
    table.string('avatar_id', 40).notNullable()
    // original, model, plain or poster.
    table.string('part', 10).notNullable()
    table.string('sha256', 64).notNullable().index()
    table.bigInteger('bytes').notNullable()
    table.primary(['avatar_id', 'part'])
  })
}

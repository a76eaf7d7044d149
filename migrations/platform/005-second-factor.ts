import type { Migration } from '../source.ts'

/** Times are milliseconds since 1970; hashes are SHA-256 in hex. */
export const secondFactor: Migration = {
  name: '005-second-factor',
  async up(knex) {
    await knex.schema.createTable('second_factors', (table) => {
      table.string('user_id', 40).primary()
      table.string('sealed_secret', 300).notNullable()
      table.boolean('confirmed').notNullable()
      // The last time step that was used: a code is good once.
      table.bigInteger('last_step').notNullable()
      // JSON list of hashes of the recovery codes that are left.
      table.text('recovery').notNullable()
    })
    await knex.schema.createTable('password_resets', (table) => {
      table.string('hash', 64).primary()
      table.string('user_id', 40).notNullable().index()
      table.bigInteger('expires_at').notNullable()
    })
  },
}

import type { Migration } from '../source.ts'

export const answers: Migration = {
  name: '004-answers',
  async up(knex) {
    await knex.schema.createTable('answers', (table) => {
      table.string('caller', 60).notNullable()
      table.string('idempotency_key', 200).notNullable()
      table.string('fingerprint', 64).notNullable()
      // Sealed; null: it is being worked on.
      table.text('answer', 'longtext').nullable()
      // Milliseconds since 1970.
      table.bigInteger('at').notNullable().index()
      table.primary(['caller', 'idempotency_key'])
    })
  },
}

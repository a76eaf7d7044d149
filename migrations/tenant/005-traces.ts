import type { Migration } from '../source.ts'

/** How a turn came to its answer, beside what the person said; and older parts of conversations in a few sentences. */
export const traces: Migration = {
  name: '005-traces',
  async up(knex) {
    await knex.schema.alterTable('messages', (table) => {
      table.text('trace').nullable()
    })
    await knex.schema.createTable('summaries', (table) => {
      table.string('conversation_id', 40).primary()
      // The number of the last message in it.
      table.bigInteger('up_to').notNullable()
      table.text('text').notNullable()
      table.bigInteger('at').notNullable()
    })
  },
}

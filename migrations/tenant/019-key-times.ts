import type { Migration } from '../source.ts'

/** What is kept for a time is found by its age, in whatever order an engine has its rows. */
export const keyTimes: Migration = {
  name: '019-key-times',
  async up(knex) {
    await knex.schema.alterTable('outbox_keys', (table) => {
      table.index(['at'])
    })
  },
}

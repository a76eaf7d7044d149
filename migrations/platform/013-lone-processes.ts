import type { Migration } from '../source.ts'

/** Which process has no Redis: no other can work beside it. */
export const loneProcesses: Migration = {
  name: '013-lone-processes',
  async up(knex) {
    if (await knex.schema.hasColumn('processes', 'alone')) return
    await knex.schema.alterTable('processes', (table) => {
      table.integer('alone').notNullable().defaultTo(0)
    })
  },
}

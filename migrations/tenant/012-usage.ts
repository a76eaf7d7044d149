import type { Migration } from '../source.ts'

/** How much of its plan a tenant has used, and which of its limits it was told of. */
export const usage: Migration = {
  name: '012-usage',
  async up(knex) {
    await knex.schema.createTable('usage_counts', (table) => {
      // What is counted, and the month: YYYY-MM, UTC.
      table.string('name', 20).notNullable()
      table.string('period', 10).notNullable()
      table.bigInteger('used').notNullable()
      table.primary(['name', 'period'])
    })
    await knex.schema.createTable('limit_warnings', (table) => {
      // The limit, the day or month, and the percentage of it that was reached.
      table.string('name', 20).notNullable()
      table.string('period', 10).notNullable()
      table.integer('level').notNullable()
      // Milliseconds since 1970.
      table.bigInteger('at').notNullable()
      table.primary(['name', 'period', 'level'])
    })
  },
}

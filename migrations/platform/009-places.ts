import type { Migration } from '../source.ts'

/** Times are milliseconds since 1970. The place `main` is the data folder, and has no row. */
export const places: Migration = {
  name: '009-places',
  async up(knex) {
    await knex.schema.createTable('places', (table) => {
      table.string('name', 40).primary()
      table.string('folder', 1000).notNullable()
      table.bigInteger('created_at').notNullable()
    })
    // Where a tenant is, unless it is in `main`: one row decides it, and changes in one transaction.
    await knex.schema.createTable('tenant_places', (table) => {
      table.string('tenant_key', 5).primary()
      table.string('place', 40).notNullable().index()
    })
    await knex.schema.createTable('tenant_moves', (table) => {
      table.string('tenant_key', 5).primary()
      table.string('from_place', 40).notNullable()
      table.string('to_place', 40).notNullable()
      // copying, switched, done, failed
      table.string('phase', 20).notNullable()
      table.bigInteger('started_at').notNullable()
      table.bigInteger('ended_at').nullable()
      // JSON: what was copied and compared, and how long it took.
      table.text('report').nullable()
      table.text('problem').nullable()
    })
  },
}

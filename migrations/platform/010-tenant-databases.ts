import type { Migration } from '../source.ts'

/** Where a tenant's database is on a server, and who may open it. */
export const tenantDatabases: Migration = {
  name: '010-tenant-databases',
  async up(knex) {
    await knex.schema.createTable('tenant_databases', (table) => {
      table.string('code', 40).primary()
      table.string('name', 64).notNullable().unique()
      table.string('user', 32).notNullable().unique()
      // Wrapped by the master key.
      table.text('password').notNullable()
    })
  },
}

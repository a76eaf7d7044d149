import type { Migration } from '../source.ts'

/** Which process has which tenant open, and when it was last heard of. */
export const processes: Migration = {
  name: '011-processes',
  async up(knex) {
    await knex.schema.dropTableIfExists('processes')
    await knex.schema.createTable('processes', (table) => {
      table.string('id', 20).primary()
      // Milliseconds since 1970, by the database's clock.
      table.bigInteger('seen_at').notNullable()
    })
    await knex.schema.dropTableIfExists('open_tenants')
    await knex.schema.createTable('open_tenants', (table) => {
      // Empty: one that ended before processes had names.
      table.string('process', 20).notNullable()
      table.string('tenant_key', 5).notNullable()
      table.primary(['tenant_key', 'process'])
    })
    if (!(await knex.schema.hasTable('open_scopes'))) return
    await knex.raw("insert into open_tenants (process, tenant_key) select '', tenant_key from open_scopes")
    await knex.schema.dropTable('open_scopes')
  },
}

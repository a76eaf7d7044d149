import type { Migration } from '../source.ts'

export const initial: Migration = {
  name: '001-initial',
  async up(knex) {
    await knex.schema.createTable('tenants', (table) => {
      table.string('key', 5).primary()
      table.string('code', 40).notNullable().unique()
      table.string('name', 200).notNullable()
      table.string('plan', 40).notNullable()
      table.string('state', 20).notNullable()
      // The tenant's data key, wrapped by the master key.
      table.text('wrapped_key').notNullable()
      table.string('created_at', 30).notNullable()
    })
    // Tenants whose scope was open, and so may have work, when the process ended without a clean stop.
    await knex.schema.createTable('open_scopes', (table) => {
      table.string('tenant_key', 5).primary()
    })
    // Tenants that have to be looked at again without a message arriving: schedules, and channels that pull.
    await knex.schema.createTable('wake_ups', (table) => {
      table.string('tenant_key', 5).primary()
      // Milliseconds since 1970; null: none.
      table.bigInteger('due_at').nullable()
      table.boolean('listens').notNullable().defaultTo(false)
    })
    await knex.schema.createTable('api_keys', (table) => {
      table.string('id', 40).primary()
      table.string('hash', 64).notNullable().unique()
      table.string('name', 100).notNullable()
      table.string('role', 40).notNullable()
      table.string('created_at', 30).notNullable()
    })
    await knex.schema.createTable('settings', (table) => {
      table.string('name', 60).primary()
      table.text('value').notNullable()
    })
  },
}

import type { Migration } from '../source.ts'

/** Times are milliseconds since 1970; hashes are SHA-256 in hex, but for those of passwords. */
export const accounts: Migration = {
  name: '002-accounts',
  async up(knex) {
    await knex.schema.createTable('users', (table) => {
      table.string('id', 40).primary()
      table.string('email', 254).notNullable().unique()
      table.string('name', 200).notNullable()
      table.string('password_hash', 200).notNullable()
      table.boolean('platform_admin').notNullable()
      table.string('created_at', 30).notNullable()
    })
    await knex.schema.createTable('memberships', (table) => {
      table.string('user_id', 40).notNullable()
      table.string('tenant_key', 5).notNullable().index()
      table.string('role', 20).notNullable()
      table.primary(['user_id', 'tenant_key'])
    })
    await knex.schema.createTable('invitations', (table) => {
      table.string('id', 40).primary()
      table.string('hash', 64).notNullable().unique()
      table.string('tenant_key', 5).notNullable()
      table.string('email', 254).notNullable()
      table.string('role', 20).notNullable()
      table.string('created_by', 40).notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('expires_at').notNullable()
      table.unique(['tenant_key', 'email'])
    })
    await knex.schema.createTable('sessions', (table) => {
      table.string('id', 40).primary()
      table.string('user_id', 40).notNullable().index()
      table.string('refresh_hash', 64).notNullable()
      table.string('address', 60).notNullable()
      table.string('agent', 200).notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('used_at').notNullable()
      table.bigInteger('expires_at').notNullable()
    })
    await knex.schema.alterTable('api_keys', (table) => {
      // Null: of the platform.
      table.string('tenant_key', 5).nullable().index()
      table.string('prefix', 20).notNullable().defaultTo('')
      // JSON list of permissions; null: all of them.
      table.text('scopes').nullable()
      table.string('created_by', 40).nullable()
      table.string('expires_at', 30).nullable()
      table.string('last_used_at', 30).nullable()
      table.dropColumn('role')
    })
  },
}

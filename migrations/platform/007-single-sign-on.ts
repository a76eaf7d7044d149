import type { Migration } from '../source.ts'

/** Times are milliseconds since 1970; hashes are SHA-256 in hex. */
export const singleSignOn: Migration = {
  name: '007-single-sign-on',
  async up(knex) {
    await knex.schema.createTable('single_sign_on', (table) => {
      table.string('tenant_key', 5).primary()
      // Provider and rules as JSON; the secret is beside them, sealed.
      table.text('settings', 'mediumtext').notNullable()
      table.text('sealed_secret').nullable()
      table.bigInteger('changed_at').notNullable()
      table.string('problem', 500).nullable()
      table.bigInteger('problem_at').nullable()
    })
    // Who is on the way to a provider or back from it.
    await knex.schema.createTable('flights', (table) => {
      table.string('hash', 64).primary()
      table.string('tenant_key', 5).notNullable().index()
      table.string('browser_hash', 64).notNullable()
      table.text('sealed', 'mediumtext').notNullable()
      table.bigInteger('expires_at').notNullable().index()
    })
    await knex.schema.createTable('external_identities', (table) => {
      table.string('tenant_key', 5).notNullable()
      // Of the provider and its name for somebody.
      table.string('identity', 64).notNullable()
      table.string('user_id', 40).notNullable().index()
      table.bigInteger('linked_at').notNullable()
      table.primary(['tenant_key', 'identity'])
    })
    await knex.schema.createTable('email_verifications', (table) => {
      table.string('hash', 64).primary()
      table.string('user_id', 40).notNullable().index()
      table.string('email', 254).notNullable()
      table.bigInteger('expires_at').notNullable()
    })
    await knex.schema.alterTable('users', (table) => {
      // Null: nobody showed that they read what is sent there.
      table.bigInteger('email_verified_at').nullable()
    })
    await knex.schema.alterTable('sessions', (table) => {
      // The tenant whose provider vouched for the person; null: a password did.
      table.string('via_tenant', 5).nullable().index()
      // What tells the provider whom to sign out, sealed.
      table.text('sealed_hint', 'mediumtext').nullable()
    })
  },
}

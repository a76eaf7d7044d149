import type { Migration } from '../source.ts'

export const audit: Migration = {
  name: '003-audit',
  async up(knex) {
    await knex.schema.createTable('audit_log', (table) => {
      table.bigInteger('seq').primary()
      // Null: of the platform.
      table.string('tenant_key', 5).nullable()
      // The event as JSON, byte for byte what the hash was made of.
      table.text('event', 'longtext').notNullable()
      table.string('hash', 64).notNullable()
      table.index(['tenant_key', 'seq'])
    })
  },
}

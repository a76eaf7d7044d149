import type { Migration } from '../source.ts'

/** Times are milliseconds since 1970. */
export const webhooks: Migration = {
  name: '008-webhooks',
  async up(knex) {
    await knex.schema.createTable('webhooks', (table) => {
      table.string('id', 40).primary()
      table.string('url', 2000).notNullable()
      // JSON list of types; null: all.
      table.text('events').nullable()
      table.boolean('enabled').notNullable()
      table.string('disabled_reason', 500).nullable()
      table.bigInteger('failing_since').nullable()
      // JSON list of { sealed, until }; the newest first.
      table.text('secrets').notNullable()
      table.bigInteger('created_at').notNullable()
    })
    await knex.schema.createTable('webhook_events', (table) => {
      table.string('id', 40).primary()
      table.string('type', 40).notNullable()
      table.text('payload', 'mediumtext').notNullable()
      table.bigInteger('at').notNullable().index()
    })
    await knex.schema.createTable('webhook_deliveries', (table) => {
      table.bigIncrements('seq')
      table.string('webhook_id', 40).notNullable()
      table.string('event_id', 40).notNullable()
      table.string('state', 10).notNullable()
      table.integer('attempts').notNullable()
      table.bigInteger('next_at').notNullable()
      // Of the event.
      table.bigInteger('at').notNullable().index()
      table.integer('status').nullable()
      table.string('error', 500).nullable()
      table.unique(['webhook_id', 'event_id'])
      table.index(['state', 'next_at'])
    })
  },
}

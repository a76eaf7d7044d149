import type { Migration } from '../source.ts'

/** Which language models a tenant asks, and what they cost it. */
export const models: Migration = {
  name: '006-models',
  async up(knex) {
    await knex.schema.createTable('model_settings', (table) => {
      // One row at the most.
      table.integer('id').primary()
      // JSON; keys apart, sealed, by provider.
      table.text('settings').notNullable()
      table.text('sealed').notNullable()
    })
    await knex.schema.createTable('model_usage', (table) => {
      table.bigIncrements('id')
      // YYYY-MM-DD, UTC.
      table.string('day', 10).notNullable()
      table.string('chatbot_id', 40).notNullable()
      table.string('conversation_id', 40).nullable()
      table.string('turn_id', 40).nullable().index()
      table.string('purpose', 20).notNullable()
      table.string('provider', 60).notNullable()
      table.string('model', 120).notNullable()
      table.integer('input_tokens').notNullable()
      table.integer('output_tokens').notNullable()
      // Billionths of a US dollar; of a call that has not ended the most that it can cost.
      table.bigInteger('cost').notNullable()
      table.boolean('settled').notNullable()
      table.index(['day', 'cost'])
      table.index(['chatbot_id', 'day'])
    })
  },
}

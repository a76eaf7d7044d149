import type { Migration } from '../source.ts'

/** What tenants teach their chatbots, with every version of it that was in force. */
export const intents: Migration = {
  name: '007-intents',
  async up(knex) {
    await knex.schema.createTable('intents', (table) => {
      table.string('id', 40).primary()
      table.string('chatbot_id', 40).notNullable()
      table.string('name', 60).notNullable()
      table.integer('version').notNullable()
      // All but its id and version, as JSON.
      table.text('content').notNullable()
      table.string('created_at', 30).notNullable()
      table.string('updated_at', 30).notNullable()
      table.unique(['chatbot_id', 'name'])
    })
    await knex.schema.createTable('intent_versions', (table) => {
      table.string('intent_id', 40).notNullable()
      table.integer('version').notNullable()
      table.text('content').notNullable()
      table.string('made_at', 30).notNullable()
      table.primary(['intent_id', 'version'])
    })
  },
}

import type { Migration } from '../source.ts'

/** Other ids of a chat (a phone number beside a user id): what is addressed to one of them goes on where the chat is. */
export const aliases: Migration = {
  name: '004-aliases',
  async up(knex) {
    await knex.schema.createTable('address_aliases', (table) => {
      table.string('channel_id', 40).notNullable()
      table.string('alias_key', 400).notNullable()
      table.string('address_key', 400).notNullable()
      table.text('address').notNullable()
      table.primary(['channel_id', 'alias_key'])
      table.index(['channel_id', 'address_key'], 'aliases_of_address')
    })
  },
}

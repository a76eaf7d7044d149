import { avatarTables } from '../avatar-tables.ts'
import type { Migration } from '../source.ts'

/** A tenant's own avatars, and what any of those that it may choose plays when. */
export const avatars: Migration = {
  name: '020-avatars',
  async up(knex) {
    await avatarTables(knex)
    await knex.schema.createTable('avatar_moves', (table) => {
      table.string('avatar_id', 40).notNullable()
      // Empty: of all chatbots.
      table.string('chatbot_id', 40).notNullable()
      table.text('changes', 'longtext').notNullable()
      table.primary(['avatar_id', 'chatbot_id'])
    })
  },
}

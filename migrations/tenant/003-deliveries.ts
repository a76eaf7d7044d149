import type { Migration } from '../source.ts'

/** What lets a channel's last events be read with how long they took, whatever else the tenant has. */
export const deliveries: Migration = {
  name: '003-deliveries',
  async up(knex) {
    await knex.schema.alterTable('messages', (table) => {
      // A visitor's: from its arrival to the end of its turn. Ours: from when it was said to the platform's answer.
      table.integer('latency_ms').nullable()
    })
    await knex.schema.alterTable('conversations', (table) => {
      table.index(['channel_id', 'updated_at'], 'conversations_of_channel')
    })
    // Events that are handled never come here: they are pending until they are deleted.
    await knex.schema.alterTable('inbox', (table) => {
      table.index(['channel_id', 'seq'], 'inbox_left', { predicate: knex.whereRaw("state <> 'pending'") })
    })
  },
}

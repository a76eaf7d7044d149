import type { Migration } from '../source.ts'

/** Which addresses a channel may call, and which may call it. */
export const channelDoors: Migration = {
  name: '014-channel-doors',
  async up(knex) {
    await knex.schema.alterTable('channels', (table) => {
      // 1: the tenant's own people said which servers are called. What is there already was set by the operator.
      table.integer('guarded').notNullable().defaultTo(0)
      // JSON: 'anywhere', 'platform' or a list of CIDRs.
      table.text('allow_from').nullable()
    })
  },
}

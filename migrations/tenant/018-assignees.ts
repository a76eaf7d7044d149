import type { Migration } from '../source.ts'

/** What somebody has, or had, in the order of the list: few conversations ever have anybody. */
export const assignees: Migration = {
  name: '018-assignees',
  async up(knex) {
    await knex.schema.alterTable('conversations', (table) => {
      table.index(['assignee', 'updated_at', 'id'], 'conversations_of_assignee', {
        predicate: knex.whereNotNull('assignee'),
      })
    })
  },
}

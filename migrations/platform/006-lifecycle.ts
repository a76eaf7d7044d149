import type { Migration } from '../source.ts'

/** When a tenant ends, and what it may use beyond its plan. */
export const lifecycle: Migration = {
  name: '006-lifecycle',
  async up(knex) {
    await knex.schema.alterTable('tenants', (table) => {
      // Milliseconds since 1970; null: it stays.
      table.bigInteger('deletes_at').nullable().index()
      // JSON, by the limit's name; null: those of its plan.
      table.text('limits').nullable()
    })
    // A plan was a word before it had limits: nobody is limited by a change of the gateway.
    await knex('tenants').update({ plan: 'unlimited' })
  },
}

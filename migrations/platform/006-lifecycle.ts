import type { Migration } from '../source.ts'

/** When a tenant ends, what it may use beyond its plan, and sessions that belong to one tenant alone. */
export const lifecycle: Migration = {
  name: '006-lifecycle',
  async up(knex) {
    await knex.schema.alterTable('tenants', (table) => {
      // Milliseconds since 1970; null: it stays.
      table.bigInteger('deletes_at').nullable().index()
      // JSON, by the limit's name; null: those of its plan.
      table.text('limits').nullable()
    })
    await knex.schema.alterTable('sessions', (table) => {
      // Null: of all tenants that the person is in.
      table.string('tenant_key', 5).nullable()
    })
    // A plan was a word before it had limits: nobody is limited by a change of the gateway.
    await knex('tenants').update({ plan: 'unlimited' })
  },
}
